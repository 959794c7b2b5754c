package exact

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/concord-sla/concord/internal/testenv"
)

// The oracle is math/big: every operation on random numbers, around the edges of the
// small form, must give what big.Rat gives.
func TestAgainstBigRat(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range testenv.Rounds(200_000) {
		a, b := random(r), random(r)
		x, y := a.Rat(), b.Rat()
		same := func(op string, got Num, want *big.Rat) {
			if got.Rat().Cmp(want) != 0 {
				t.Fatalf("%v %s %v = %v, big.Rat says %v", a, op, b, got, want)
			}
		}
		same("+", a.Add(b), new(big.Rat).Add(x, y))
		same("-", a.Sub(b), new(big.Rat).Sub(x, y))
		same("*", a.Mul(b), new(big.Rat).Mul(x, y))
		if q, ok := a.Quo(b); ok {
			same("/", q, new(big.Rat).Quo(x, y))
		} else if y.Sign() != 0 {
			t.Fatalf("%v / %v refused", a, b)
		}
		if got, want := a.Cmp(b), x.Cmp(y); got != want {
			t.Fatalf("%v cmp %v = %d, big.Rat says %d", a, b, got, want)
		}
		if got, want := a.IsInt(), x.IsInt(); got != want {
			t.Fatalf("IsInt(%v) = %v", a, got)
		}
		same("abs", a.Abs(), new(big.Rat).Abs(x))
		if text, ok := a.Decimal(); ok {
			again, err := Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			same("parse", again, x)
		}
	}
}

func random(r *rand.Rand) Num {
	edges := []int64{0, 1, -1, 5, 10, 99, math.MaxInt64, math.MinInt64, math.MaxInt64 - 1, 1e18, -1e18, 1 << 32, 123456789}
	n := edges[r.IntN(len(edges))]
	if r.IntN(2) == 0 {
		n = r.Int64() >> r.IntN(63)
		if r.IntN(2) == 0 {
			n = -n
		}
	}
	num := Scaled(n, uint8(r.IntN(19)))
	if r.IntN(8) == 0 {
		if q, ok := num.Quo(Int(int64(1 + r.IntN(50)))); ok {
			return q
		}
	}
	return num
}

func TestRound(t *testing.T) {
	tests := []struct {
		number string
		places int
		rule   Rounding
		want   string
	}{
		{"99.945", 2, HalfEven, "99.94"}, {"99.955", 2, HalfEven, "99.96"}, {"99.945", 2, HalfUp, "99.95"}, {"99.945", 2, HalfDown, "99.94"},
		{"-2.5", 0, HalfUp, "-3"}, {"-2.5", 0, HalfDown, "-2"}, {"-2.5", 0, HalfEven, "-2"}, {"-3.5", 0, HalfEven, "-4"},
		{"2.1", 0, Up, "3"}, {"-2.1", 0, Up, "-3"}, {"2.9", 0, Down, "2"}, {"-2.9", 0, Down, "-2"},
		{"-2.1", 0, Ceiling, "-2"}, {"2.1", 0, Ceiling, "3"}, {"-2.1", 0, Floor, "-3"}, {"2.9", 0, Floor, "2"},
		{"-0.4", 0, HalfEven, "0"}, {"7", 3, HalfUp, "7.000"}, {"0.5", 0, HalfEven, "0"}, {"1.5", 0, HalfEven, "2"},
	}
	for _, tt := range tests {
		n, err := Parse(tt.number)
		if err != nil {
			t.Fatal(err)
		}
		if got := n.Fixed(tt.places, tt.rule); got != tt.want {
			t.Errorf("%s to %d places, %v: %s, want %s", tt.number, tt.places, tt.rule, got, tt.want)
		}
	}
}

func TestParseKeepsEveryDigit(t *testing.T) {
	for _, text := range []string{"9007199254740993.5", "0.1", "99.95000000000000000001", "123456789012345678901234567890.5", "0.000000000000000000000001"} {
		n, err := Parse(text)
		if err != nil || n.String() != text {
			t.Errorf("Parse(%s) = %v, %v", text, n, err)
		}
	}
	for _, text := range []string{"", ".", ".5", "5.", "1e3", "0x10", "1_000", "--1", "1.2.3", " 1", "१"} {
		if n, err := Parse(text); err == nil {
			t.Errorf("Parse(%q) = %v, want an error", text, n)
		}
	}
}

// Growing without end stops at the bound and stays there.
func TestTooLarge(t *testing.T) {
	n := Int(math.MaxInt64)
	for range 20 {
		n = n.Mul(n)
	}
	if n.Valid() || n.Add(Int(1)).Valid() || n.Neg().Valid() {
		t.Error("a number past the bound is valid")
	}
	if q, ok := n.Quo(Int(0)); !ok || q.Valid() {
		t.Error("an invalid number divided by zero should stay invalid")
	}
	if got := n.String(); got != "too large" {
		t.Error(got)
	}
}

func TestMeanAndSlope(t *testing.T) {
	tests := []struct {
		of          []int64
		mean, slope string
	}{
		{nil, "none", "none"},
		{[]int64{5}, "5", "none"},
		{[]int64{1, 2}, "1.5", "1"},
		{[]int64{3, 1, 1}, "5/3", "-1"},
		{[]int64{0, 0, 1}, "1/3", "0.5"},
		{[]int64{2, 4, 4, 9}, "4.75", "2.1"},
	}
	text := func(n Num, ok bool) string {
		if !ok {
			return "none"
		}
		return n.String()
	}
	for _, tt := range tests {
		var nums []Num
		for _, n := range tt.of {
			nums = append(nums, Int(n))
		}
		if mean, slope := text(Mean(nums)), text(Slope(nums)); mean != tt.mean || slope != tt.slope {
			t.Errorf("of %v: mean %s and slope %s, want %s and %s", tt.of, mean, slope, tt.mean, tt.slope)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"0", "-1.50", "99999999999999999999.000000000000000000001", "+0.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := Parse(text)
		if err != nil {
			return
		}
		want, ok := new(big.Rat).SetString(text)
		if !ok || n.Rat().Cmp(want) != 0 {
			t.Fatalf("Parse(%q) = %v, big.Rat reads %v", text, n, want)
		}
	})
}
