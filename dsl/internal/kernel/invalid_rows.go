package kernel

import "github.com/concord-sla/concord/internal/vector"

// invalidRows is the rows of a batch that lack a value although no cell of them is
// missing: a division by zero, a day that the calendar does not know. A kernel takes them
// for missing, which they are. But when one of them leaves an aggregate undecided, the
// reasons have to be counted, and the pass is left to the other way.
type invalidRows struct {
	some bool
	rows [batchWords]uint64
}

func (o *invalidRows) forget() {
	if o.some {
		*o = invalidRows{}
	}
}

// note takes a row in, and out of those that have a value.
func (o *invalidRows) note(lost []uint64, i int) {
	o.some = true
	o.rows[i/vector.Block] |= 1 << (i % vector.Block)
	lost[i/vector.Block] |= 1 << (i % vector.Block)
}

// among reports whether there is one among some rows.
func (o *invalidRows) among(perhaps []uint64, more func(i int) uint64) bool {
	if !o.some {
		return false
	}
	for i, word := range o.rows {
		if word == 0 {
			continue
		}
		rows := at(perhaps, i)
		if more != nil {
			rows |= more(i)
		}
		if rows&word != 0 {
			return true
		}
	}
	return false
}

// strictly returns where one of two numbers has no value, to which more may be noted.
func strictly(dst, x, y []uint64) []uint64 {
	for i := range dst {
		dst[i] = at(x, i) | at(y, i)
	}
	return dst
}

// having returns the rows of the batch that are not in a bitmap.
func (w *worker) having(lost []uint64) []uint64 {
	dst := masked(w.present[:], w.valid, w.valid)
	for k := range dst {
		dst[k] &^= at(lost, k)
	}
	return dst
}
