package table

import (
	"math"
	"sync/atomic"
	"weak"
)

// remembered is how long a selection is when it is worth remembering that it was checked.
const remembered = 4096

// checked is a selection whose rows a table has.
type checked struct {
	first weak.Pointer[int32]
	n     int
}

// selection remembers the selection that was checked last.
type selection struct{ last atomic.Pointer[checked] }

// Has reports whether the table has each of some rows, numbered from 0.
//
// Several expressions over one selection ask in turn, and checking millions of rows for
// each would take longer than some of them do. So the table remembers the last long
// selection, by its slice, which must not be changed while it is in use; the memory of
// the slice is not held.
func (t *Table) Has(rows []int32) bool {
	if t == nil || len(rows) < remembered {
		return allBelow(rows, t.Rows())
	}
	asked := checked{weak.Make(&rows[0]), len(rows)}
	if last := t.selected.last.Load(); last != nil && *last == asked {
		return true
	}
	has := allBelow(rows, t.rows)
	if has {
		t.selected.last.Store(&asked)
	}
	return has
}

// allBelow reports whether rows are at least 0 and below n, without a branch for each: a
// sign is set where a row is negative or greater than the last.
func allBelow(rows []int32, n int) bool {
	last, wrong := int32(min(n, math.MaxInt32))-1, int32(0)
	for ; len(rows) >= 4; rows = rows[4:] {
		wrong |= rows[0] | (last - rows[0]) | rows[1] | (last - rows[1]) | rows[2] | (last - rows[2]) | rows[3] | (last - rows[3])
	}
	for _, row := range rows {
		wrong |= row | (last - row)
	}
	return wrong >= 0
}
