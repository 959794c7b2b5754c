package column

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/internal/testenv"
)

// Whatever pieces columns are cut into, the joint of them is what appending the values
// one by one gives, with the same dictionary.
func TestJointAgainstAppending(t *testing.T) {
	for seed := range uint64(testenv.Rounds(300)) {
		r := rand.New(rand.NewPCG(seed, 2))
		for storage := Bools; storage <= Decimals; storage++ {
			one, joint, model := New(storage), Join(storage, r.IntN(2)*r.IntN(1500)), []any{}
			spare := New(storage) // used again while the joint does not keep it
			for range r.IntN(5) {
				c := spare
				c.Reset()
				first := len(model)
				for range r.IntN(300) {
					model = append(model, appendRandom(c, r))
				}
				for _, v := range model[first:] {
					appendValue(one, v)
				}
				for from := 0; from < c.Len; {
					to := from + 1 + r.IntN(c.Len-from)
					if r.IntN(3) == 0 {
						to = c.Len
					}
					if joint.Add(c, from, to) {
						spare = New(storage)
					}
					from = to
				}
			}
			got := joint.Column()
			check(t, got, model)
			if !slices.Equal(got.Dictionary, one.Dictionary) {
				t.Fatalf("dictionary %q, want %q", got.Dictionary, one.Dictionary)
			}
			if (got.Nums != nil) != (one.Nums != nil) || got.Nums == nil && got.Scale != one.Scale {
				t.Fatalf("scale %d and wide %v, want %d and %v", got.Scale, got.Nums != nil, one.Scale, one.Nums != nil)
			}
			if again := joint.Column(); again.Len != 0 {
				t.Fatalf("a joint has %d rows once its column is made", again.Len)
			}
		}
	}
}

func TestCopyBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range testenv.Rounds(2000) {
		src := []uint64{r.Uint64(), r.Uint64(), r.Uint64()}[:r.IntN(4)]
		from, n, at := r.IntN(200), r.IntN(200), r.IntN(200)
		dst := make([]uint64, 8)
		copyBits(dst, at, src, from, n)
		bit := func(words []uint64, i int) bool { return i>>6 < len(words) && words[i>>6]>>(i&63)&1 == 1 }
		for i := range 8 * 64 {
			if want := i >= at && i < at+n && bit(src, from+i-at); bit(dst, i) != want {
				t.Fatalf("bit %d after copying %d from %d to %d is %v", i, n, from, at, !want)
			}
		}
	}
}

// A dictionary of a million texts: each has a code of its own and is found again.
func TestLargeDictionary(t *testing.T) {
	texts := testenv.Rounds(1_000_000)
	name := func(i int) string { return string([]byte{byte(i), byte(i >> 8), byte(i >> 16), 'x'}) }
	c := New(Codes)
	for i := range texts {
		c.AppendText(name(i))
	}
	if len(c.Dictionary) != texts {
		t.Fatalf("%d texts", len(c.Dictionary))
	}
	for i := range texts {
		if code, ok := c.Code(name(i)); !ok || int(code) != i {
			t.Fatalf("text %d has code %d, %v", i, code, ok)
		}
	}
	if _, ok := c.Code("none"); ok {
		t.Error("a text that no row has")
	}
	if perText := 8 * len(c.codes.slots) / texts; perText > 24 {
		t.Errorf("the index takes %d bytes for a text", perText)
	}
}

func TestClip(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for storage := Bools; storage <= Decimals; storage++ {
		c, model := New(storage), []any{}
		c.Grow(5000)
		for range 1000 {
			model = append(model, appendRandom(c, r))
		}
		c.Clip()
		check(t, c, model)
		if spare := cap(c.Ints) + cap(c.Codes) - len(c.Ints) - len(c.Codes); spare > 200 {
			t.Errorf("room for %d rows is left", spare)
		}
	}
	if diff := cmp.Diff([]int(nil), exactly([]int(nil))); diff != "" {
		t.Error(diff) // nil says that no value is missing
	}
}
