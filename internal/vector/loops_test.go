package vector

import (
	"math"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/internal/testenv"
)

// loops are the loops of which a build can have more than one kind.
type loops struct {
	name              string
	between           func(dst []uint64, values []int64, low int64, width uint64)
	betweenDifference func(dst []uint64, x, y []int64, low int64, width uint64)
	inSet             func(dst []uint64, codes []uint32, set uint64)
	inTable           func(dst []uint64, codes []uint32, table []uint64)
	sum               func(values []int64) int64
	sumOf             func(values []int64, mask []uint64) int64
	sum128Of          func(values []int64, mask []uint64) Int128
	extremes          func(values []int64, mask []uint64, low, high int64) (least, greatest int64)
}

// kinds are all that this machine can run: what is exported, the portable loops, and the
// vector kernels of the build.
func kinds() []loops {
	return append(vectorKinds(),
		loops{"exported", Between, BetweenDifference, InSet, InTable, Sum, SumOf, Sum128Of, Extremes},
		loops{"portable", between, betweenDifference, inSet, inTable, sum, sumOf, sum128Of, extremes},
	)
}

func bitOf(mask []uint64, i int) bool { return mask[i/Block]>>(i%Block)&1 == 1 }

// bitmapOf sets the bits for which a condition holds.
func bitmapOf(n int, is func(i int) bool) []uint64 {
	mask := make([]uint64, Words(n))
	for i := range n {
		if is(i) {
			mask[i/Block] |= 1 << (i % Block)
		}
	}
	return mask
}

// checkComparison holds Between and BetweenDifference against their definition, in whole
// numbers of any size.
func checkComparison(t *testing.T, l *loops, x, y []int64, low int64, width uint64) {
	t.Helper()
	n := len(x)
	got := dirty(n)
	l.between(got, x, low, width)
	want := bitmapOf(n, func(i int) bool { return uint64(x[i])-uint64(low) <= width })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: between of %d values from %d on, width %d: -want +got\n%s", l.name, n, low, width, diff)
	}
	l.betweenDifference(got, x, y, low, width)
	want = bitmapOf(n, func(i int) bool { return uint64(x[i])-uint64(y[i])-uint64(low) <= width })
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s: between of %d differences from %d on, width %d: -want +got\n%s", l.name, n, low, width, diff)
	}
}

// dirty is a bitmap that holds something else, all of which has to be overwritten.
func dirty(n int) []uint64 {
	return slices.Repeat([]uint64{0xdeadbeefdeadbeef}, Words(n))
}

func TestBetween(t *testing.T) {
	for _, l := range kinds() {
		r := rand.New(rand.NewPCG(1, 2))
		for range testenv.Rounds(400) {
			n := r.IntN(20) * Block
			x, y := someValues(r, n), someValues(r, n)
			checkComparison(t, &l, x, y, someValue(r), uint64(someValue(r)))
		}
	}
}

// The bounds of a comparison as the engine makes them, tried at their edges.
func TestBetweenAtEdges(t *testing.T) {
	edges := []int64{math.MinInt64, math.MinInt64 + 1, -2, -1, 0, 1, 2, math.MaxInt64 - 1, math.MaxInt64}
	values := make([]int64, Block)
	for i := range values {
		values[i] = edges[i%len(edges)]
	}
	zero := make([]int64, Block)
	for _, l := range kinds() {
		for _, low := range edges {
			for _, high := range edges {
				if high < low {
					continue
				}
				got, want := dirty(Block), bitmapOf(Block, func(i int) bool { return low <= values[i] && values[i] <= high })
				l.between(got, values, low, uint64(high)-uint64(low))
				if got[0] != want[0] {
					t.Errorf("%s: between %d and %d: %b, want %b", l.name, low, high, got[0], want[0])
				}
				got[0]++
				l.betweenDifference(got, values, zero, low, uint64(high)-uint64(low))
				if got[0] != want[0] {
					t.Errorf("%s: difference between %d and %d: %b, want %b", l.name, low, high, got[0], want[0])
				}
			}
		}
	}
}

// Of some values it is as of all of them, where they are asked about; and of two windows
// as of each.
func TestBetweenOf(t *testing.T) {
	r := rand.New(rand.NewPCG(15, 2))
	for range testenv.Rounds(400) {
		n := r.IntN(20) * Block
		x, y, mask := someValues(r, n), someValues(r, n), someMask(r, n)
		low, width := someValue(r), uint64(someValue(r))
		want, got := dirty(n), dirty(n)
		between(want, x, low, width)
		BetweenOf(got, x, mask, low, width)
		two := [2][]uint64{dirty(n), dirty(n)}
		windows := [2]Window{{low, width}, {someValue(r), uint64(someValue(r))}}
		BetweenDifferences(two, x, y, windows)
		for i, w := range windows {
			want := dirty(n)
			betweenDifference(want, x, y, w.Low, w.Width)
			if !slices.Equal(two[i], want) {
				t.Fatalf("of two windows %v is %b, want %b", w, two[i], want)
			}
		}
		differences, of := dirty(n), dirty(n)
		betweenDifference(differences, x, y, low, width)
		BetweenDifferenceOf(of, x, y, mask, low, width)
		for k := range n / Block {
			if got[k] != want[k]&mask[k] || of[k] != differences[k]&mask[k] {
				t.Fatalf("between %d and %d more: %b, want %b; of differences %b, want %b", low, width, got[k], want[k]&mask[k], of[k], differences[k]&mask[k])
			}
		}
	}
}

func TestInSetAndTable(t *testing.T) {
	for _, l := range kinds() {
		r := rand.New(rand.NewPCG(3, 4))
		for range testenv.Rounds(400) {
			n := r.IntN(20) * Block
			distinct := 1 + r.IntN([]int{2, Block, 300, 10000}[r.IntN(4)])
			table := someMask(r, distinct)
			codes := make([]uint32, n)
			for i := range codes {
				codes[i] = r.Uint32N(uint32(distinct))
			}
			want := bitmapOf(n, func(i int) bool { return bitOf(table, int(codes[i])) })
			got := dirty(n)
			l.inTable(got, codes, table)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s: %d codes of a table of %d: -want +got\n%s", l.name, n, distinct, diff)
			}
			if distinct > Block {
				continue
			}
			got = dirty(n)
			l.inSet(got, codes, table[0])
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s: %d codes of the set %b: -want +got\n%s", l.name, n, table[0], diff)
			}
		}
	}
}

// A code that the table does not have must not read what lies behind it.
func TestInTableOfUnknownCode(t *testing.T) {
	for _, l := range kinds() {
		for place := range Block {
			codes := make([]uint32, Block)
			codes[place] = math.MaxUint32
			func() {
				defer func() {
					if recover() == nil {
						t.Errorf("%s: a code beyond the table, at %d, was read", l.name, place)
					}
				}()
				l.inTable(make([]uint64, 1), codes, []uint64{5, 6})
			}()
		}
	}
}

func TestSums(t *testing.T) {
	for _, l := range kinds() {
		r := rand.New(rand.NewPCG(5, 6))
		for range testenv.Rounds(600) {
			n := r.IntN(20) * Block
			values, mask := someValues(r, n), someMask(r, n)
			checkSums(t, &l, values, mask)
		}
		for n := range 3*Block + 1 { // Sum takes any length
			values := someValues(r, n)
			want := int64(0)
			for _, v := range values {
				want += v
			}
			if got := l.sum(values); got != want {
				t.Errorf("%s: the sum of %d values is %d, want %d", l.name, n, got, want)
			}
		}
	}
}

// checkSums holds the sums and extremes against plain loops: those in 64 bits modulo
// 2^64, which is more than is promised, and the wide one in whole numbers of any size.
func checkSums(t *testing.T, l *loops, values []int64, mask []uint64) {
	t.Helper()
	plain, wide, low, high := int64(0), new(big.Int), int64(3), int64(5)
	for i, v := range values {
		if bitOf(mask, i) {
			plain += v
			wide.Add(wide, big.NewInt(v))
			low, high = min(low, v), max(high, v)
		}
	}
	if got := l.sumOf(values, mask); got != plain {
		t.Errorf("%s: a sum of %d values is %d, want %d", l.name, len(values), got, plain)
	}
	if got := whole(l.sum128Of(values, mask)); got.Cmp(wide) != 0 {
		t.Errorf("%s: a wide sum of %d values is %d, want %d", l.name, len(values), got, wide)
	}
	if least, greatest := l.extremes(values, mask, 3, 5); least != low || greatest != high {
		t.Errorf("%s: extremes of %d values are %d and %d, want %d and %d", l.name, len(values), least, greatest, low, high)
	}
}

func whole(w Int128) *big.Int {
	n := new(big.Int).Lsh(big.NewInt(w.High), 64)
	return n.Add(n, new(big.Int).SetUint64(w.Low))
}

// What the extremes start from is what the engine starts from: nothing seen yet.
func TestExtremesOfNothingYet(t *testing.T) {
	for _, l := range kinds() {
		r := rand.New(rand.NewPCG(7, 8))
		for range testenv.Rounds(400) {
			n := r.IntN(6) * Block
			values, mask := someValues(r, n), someMask(r, n)
			slices.Sort(values)
			low, high := int64(math.MaxInt64), int64(math.MinInt64)
			for i, v := range values {
				if bitOf(mask, i) {
					low, high = min(low, v), max(high, v)
				}
			}
			least, greatest := l.extremes(values, mask, math.MaxInt64, math.MinInt64)
			if least != low || greatest != high {
				t.Fatalf("%s: extremes of %d values are %d and %d, want %d and %d", l.name, n, least, greatest, low, high)
			}
		}
	}
}

// The sums at the greatest size the engine asks for: each value at an end of the range.
func TestSum128OfExtremes(t *testing.T) {
	for _, l := range kinds() {
		for _, v := range []int64{math.MinInt64, math.MaxInt64, -1} {
			const n = 64 * Block
			values, mask := slices.Repeat([]int64{v}, n), make([]uint64, n/Block)
			First(mask, n)
			want := new(big.Int).Mul(big.NewInt(v), big.NewInt(n))
			if got := whole(l.sum128Of(values, mask)); got.Cmp(want) != 0 {
				t.Errorf("%s: %d times %d is %d, want %d", l.name, n, v, got, want)
			}
		}
	}
}

func FuzzLoops(f *testing.F) {
	f.Add(uint64(1), uint64(2), int64(-5), uint64(10), uint16(3))
	f.Add(uint64(3), uint64(4), int64(math.MinInt64), uint64(math.MaxUint64), uint16(1))
	f.Add(uint64(5), uint64(6), int64(math.MaxInt64), uint64(0), uint16(17))
	f.Fuzz(func(t *testing.T, seed, more uint64, low int64, width uint64, words uint16) {
		r := rand.New(rand.NewPCG(seed, more))
		n := int(words%40) * Block
		x, y, mask := someValues(r, n), someValues(r, n), someMask(r, n)
		for i := range x { // near the bounds of the comparison, where it turns
			switch r.IntN(4) {
			case 0:
				x[i] = low + int64(r.IntN(5)) - 2
			case 1:
				x[i] = low + int64(width) + int64(r.IntN(5)) - 2
			case 2:
				y[i] = x[i] - low - int64(width) + int64(r.IntN(5)) - 2
			}
		}
		for _, l := range kinds() {
			checkComparison(t, &l, x, y, low, width)
			checkSums(t, &l, x, mask)
		}
	})
}
