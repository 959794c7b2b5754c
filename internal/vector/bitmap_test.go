package vector

import (
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/internal/testenv"
)

func TestFirstAndCount(t *testing.T) {
	for words := range 5 {
		for n := range words*Block + 1 {
			mask := dirty(words * Block)
			First(mask, n)
			want := make([]uint64, words)
			copy(want, bitmapOf(n, func(int) bool { return true }))
			if diff := cmp.Diff(want, mask); diff != "" {
				t.Fatalf("the first %d of %d words: -want +got\n%s", n, words, diff)
			}
			if got := Count(mask); got != n {
				t.Fatalf("%d bits are counted as %d", n, got)
			}
		}
	}
}

func TestCount(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range testenv.Rounds(400) {
		n := r.IntN(40) * Block
		mask, want := someMask(r, n), 0
		for i := range n {
			if bitOf(mask, i) {
				want++
			}
		}
		if got := Count(mask); got != want {
			t.Fatalf("%d words have %d bits, counted as %d", len(mask), want, got)
		}
	}
}

// Words that the bitmap does not have are zero: a bitmap ends with the last row that has
// a bit in it.
func TestBits(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range testenv.Rounds(2000) {
		have, n := r.IntN(20)*Block, r.IntN(20)*Block
		bitmap, from := someMask(r, have), r.IntN(25*Block)
		if r.IntN(3) == 0 {
			from -= from % Block
		}
		want := bitmapOf(n, func(i int) bool { return from+i < have && bitOf(bitmap, from+i) })
		got := dirty(n)
		Bits(got, bitmap, from)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d bits from %d on of %d: -want +got\n%s", n, from, have, diff)
		}
	}
}

func TestPickAndPickBits(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range testenv.Rounds(1000) {
		all, have := 1+r.IntN(2000), r.IntN(20)*Block
		values, bitmap := someValues(r, all), someMask(r, have)
		codes := make([]uint32, all)
		for i := range codes {
			codes[i] = r.Uint32()
		}
		rows := make([]int32, r.IntN(1100))
		for i := range rows {
			rows[i] = r.Int32N(int32(all))
		}
		n := len(rows)
		room := Words(n) * Block // the engine gathers into whole blocks

		want, wantCodes := make([]int64, room), make([]uint32, room)
		for i, row := range rows {
			want[i], wantCodes[i] = values[row], codes[row]
		}
		got, gotCodes := make([]int64, room), make([]uint32, room)
		Pick(got, values, rows)
		Pick(gotCodes, codes, rows)
		if diff := cmp.Diff(want, got) + cmp.Diff(wantCodes, gotCodes); diff != "" {
			t.Fatalf("%d rows of %d values: -want +got\n%s", n, all, diff)
		}

		wantBits := bitmapOf(n, func(i int) bool { return int(rows[i]) < have && bitOf(bitmap, int(rows[i])) })
		gotBits := dirty(n)
		PickBits(gotBits, bitmap, rows)
		if diff := cmp.Diff(wantBits, gotBits); diff != "" {
			t.Fatalf("%d rows of %d bits: -want +got\n%s", n, have, diff)
		}
	}
}

func TestWideInt64(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range testenv.Rounds(2000) {
		var w, other Int128
		for range r.IntN(4) {
			w.Add(someValue(r))
			other.Add(someValue(r))
		}
		want := whole(w)
		want.Add(want, whole(other))
		w.Join(other)
		if got := whole(w); got.Cmp(want) != 0 {
			t.Fatalf("joined to %d, want %d", got, want)
		}
		if n, fits := w.Int64(); fits != want.IsInt64() || fits && n != want.Int64() {
			t.Fatalf("%d is %d in 64 bits, %v", want, n, fits)
		}
	}
}
