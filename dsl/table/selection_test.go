package table

import (
	"math"
	"slices"
	"testing"
)

// A table has the rows from 0 to its length, in any order and number, however long the
// selection is and whichever was asked for before.
func TestHas(t *testing.T) {
	const n = 10_000
	c := &Table{rows: n}
	all := make([]int32, n)
	for i := range all {
		all[i] = int32(i)
	}
	for _, rows := range [][]int32{nil, {0}, {n - 1}, {5, 5, 0, n - 1}, all, all[:4096], all[1:], all} {
		for range 2 { // the second answer is remembered
			if !c.Has(rows) {
				t.Errorf("the table has not %d of its rows", len(rows))
			}
		}
	}
	for _, wrong := range []int32{-1, n, n + 1, math.MaxInt32, math.MinInt32} {
		for _, length := range []int{1, 3, 4, 7, 4095, 4096, n} {
			for _, at := range []int{0, length / 2, length - 1} {
				rows := slices.Clone(all[:length])
				rows[at] = wrong
				for range 2 {
					if c.Has(rows) {
						t.Errorf("the table has row %d, at %d of %d", wrong, at, length)
					}
				}
			}
		}
	}
	if empty := new(Table); empty.Has([]int32{0}) || !empty.Has(nil) {
		t.Error("a table without rows has some, or has not none")
	}
}
