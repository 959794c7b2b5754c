package column

import (
	"math"
	"math/rand/v2"
	"testing"
	"unsafe"

	"github.com/concord-sla/concord/dsl/exact"
)

// The oracle is a plain slice: whatever is appended, and however the column keeps it,
// comes back at its row.
func TestAgainstSlice(t *testing.T) {
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 1))
		for storage := Bools; storage <= Decimals; storage++ {
			c, model := New(storage), []any{}
			for range r.IntN(200) {
				v := appendRandom(c, r)
				model = append(model, v)
			}
			check(t, c, model)
		}
	}
}

// appendRandom appends a value, or nil for a missing one, and returns it.
func appendRandom(c *Column, r *rand.Rand) any {
	v := randomValue(c.Storage, r)
	appendValue(c, v)
	return v
}

func randomValue(storage Storage, r *rand.Rand) any {
	switch {
	case r.IntN(10) == 0:
		return nil
	case storage == Bools:
		return r.IntN(2) == 0
	case storage == Codes:
		return []string{"", "a", "b", "ü", "longer text"}[r.IntN(5)]
	case storage == Integers:
		return int64(r.Uint64())
	}
	return randomNum(r)
}

func appendValue(c *Column, v any) {
	switch v := v.(type) {
	case nil:
		c.AppendMissing()
	case bool:
		c.AppendBool(v)
	case string:
		c.AppendText(v)
	case int64:
		c.AppendInt(v)
	case exact.Num:
		if n, scale, small := v.Small(); small && n%2 == 0 {
			c.AppendScaled(n, scale)
			return
		}
		c.AppendNum(v)
	}
}

// randomNum returns mostly a small number of few places, now and then one that makes the
// column rescale, and rarely one that makes it wide.
func randomNum(r *rand.Rand) exact.Num {
	switch r.IntN(100) {
	case 0:
		third, _ := exact.Int(int64(r.IntN(100))).Quo(exact.Int(3))
		return third
	case 1:
		return exact.Scaled(int64(r.Uint64()), uint8(r.IntN(19)))
	case 2:
		return exact.Int([]int64{math.MaxInt64, math.MinInt64}[r.IntN(2)])
	case 3, 4, 5:
		return exact.Scaled(r.Int64N(1000)*1e15, 18) // zeros that need no places
	}
	return exact.Scaled(r.Int64N(2_000_000)-1_000_000, uint8(r.IntN(5)))
}

func check(t *testing.T, c *Column, model []any) {
	t.Helper()
	if c.Len != len(model) {
		t.Fatalf("%d rows, want %d", c.Len, len(model))
	}
	missing := 0
	low, high := int64(math.MaxInt64), int64(math.MinInt64)
	for i, want := range model {
		if want != nil && c.Ints != nil {
			low, high = min(low, c.Ints[i]), max(high, c.Ints[i])
		}
		if c.IsMissing(i) != (want == nil) {
			t.Fatalf("row %d: IsMissing is %v, and the value %v", i, c.IsMissing(i), want)
		}
		switch want := want.(type) {
		case nil:
			missing++
		case bool:
			if c.Bool(i) != want {
				t.Fatalf("row %d is %v, want %v", i, c.Bool(i), want)
			}
		case string:
			code, ok := c.Code(want)
			if c.Text(i) != want || !ok || code != c.Codes[i] {
				t.Fatalf("row %d is %q, want %q", i, c.Text(i), want)
			}
		case int64:
			if c.Ints[i] != want {
				t.Fatalf("row %d is %d, want %d", i, c.Ints[i], want)
			}
		case exact.Num:
			if c.Num(i).Cmp(want) != 0 {
				t.Fatalf("row %d is %v, want %v", i, c.Num(i), want)
			}
		}
	}
	if least, greatest, any := c.Range(); c.Nums == nil && (any != (low <= high) || any && (least != low || greatest != high)) {
		t.Fatalf("the values lie between %d and %d, %v, want %d and %d", least, greatest, any, low, high)
	}
	if c.MissingCount() != missing || (missing == 0) != (c.Missing == nil) {
		t.Fatalf("%d missing, want %d", c.MissingCount(), missing)
	}
	if c.Storage == Decimals && (len(c.Ints) != 0) == (c.Nums != nil) && c.Len > 0 {
		t.Fatal("decimals are kept twice or not at all")
	}
}

func TestScale(t *testing.T) {
	num := func(text string) exact.Num {
		n, err := exact.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	c := New(Decimals)
	steps := []struct {
		text  string
		scale uint8
		wide  bool
	}{
		{"7", 0, false}, {"7.50", 1, false}, {"-0.125", 3, false}, {"100", 3, false}, {"1.500000000000000000", 3, false},
		{"9223372036854775.807", 3, false}, {"0.0001", 3, true}, {"1", 3, true},
	}
	for i, s := range steps {
		c.AppendNum(num(s.text))
		if c.Scale != s.scale || (c.Nums != nil) != s.wide {
			t.Errorf("after %s the scale is %d and wide is %v", s.text, c.Scale, c.Nums != nil)
		}
		for j, past := range steps[:i+1] {
			if c.Num(j).Cmp(num(past.text)) != 0 {
				t.Errorf("after %s row %d is %v, want %s", s.text, j, c.Num(j), past.text)
			}
		}
	}
}

// The column copies a text, so that a cell does not keep its file in memory.
func TestTextIsCopied(t *testing.T) {
	c := New(Codes)
	row := "a whole row, with abc in it"
	cell := row[18:21]
	c.AppendText(cell)
	c.AppendText(cell)
	if len(c.Dictionary) != 1 || c.Text(1) != "abc" || unsafe.StringData(c.Text(0)) == unsafe.StringData(cell) {
		t.Errorf("the dictionary is %q", c.Dictionary)
	}
	if _, ok := c.Code("x"); ok {
		t.Error("a text that no row has")
	}
}
