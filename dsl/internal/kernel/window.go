package kernel

import "github.com/concord-sla/concord/internal/vector"

// window is a comparison with constants: whether a number lies within bounds, or outside
// of them.
type window struct {
	of      *number
	in      vector.Window
	outside bool
	where   *condition
	twin    *window // of the same difference: one look at its numbers serves both
}

// between reports whether a number lies within bounds, or outside of them.
func (c *compiler) between(x *number, b bounds, outside bool) *condition {
	word := "in"
	if outside {
		word = "not in"
	}
	f := &window{of: x, in: vector.Window{Low: b.low, Width: uint64(b.high - b.low)}, outside: outside}
	n := c.newCondition(named("%s %s [%d, %d]", x.name(), word, b.low, b.high), func(w *worker, r *truths) (is, lost []uint64) {
		return f.compute(w, r)
	})
	if n.among != nil { // it was there
		return n
	}
	f.where, n.among = n, f.among
	if x.minus != nil {
		f.pair()
	}
	return n
}

// pair makes twins of two windows of a difference.
func (f *window) pair() {
	if other := f.of.window; other != nil {
		f.twin, other.twin = other, f
		f.of.window = nil
		return
	}
	f.of.window = f
}

func (f *window) compute(w *worker, r *truths) (is, lost []uint64) {
	is = r.into(w)
	if f.of.minus == nil {
		values, lost := w.number(f.of)
		vector.Between(is, values, f.in.Low, f.in.Width)
		settle(is, lost, f.outside)
		return is, lost
	}
	xs, ys, lost := f.difference(w, r)
	if t := f.twin; t != nil && w.conditions[t.where.id].batch != w.batch {
		other := &w.conditions[t.where.id]
		both := [2][]uint64{is, other.into(w)}
		vector.BetweenDifferences(both, xs, ys, [2]vector.Window{f.in, t.in})
		settle(both[1], lost, t.outside)
		other.is, other.lost, other.batch = both[1], lost, w.batch
	} else {
		vector.BetweenDifference(is, xs, ys, f.in.Low, f.in.Width)
	}
	settle(is, lost, f.outside)
	return is, lost
}

// among computes some rows only.
func (f *window) among(w *worker, r *truths, rows []uint64) (is, lost []uint64) {
	is = r.into(w)
	if f.of.minus == nil {
		var values []int64
		values, lost = w.number(f.of)
		vector.BetweenOf(is, values, rows, f.in.Low, f.in.Width)
	} else {
		var xs, ys []int64
		xs, ys, lost = f.difference(w, r)
		vector.BetweenDifferenceOf(is, xs, ys, rows, f.in.Low, f.in.Width)
	}
	settle(is, lost, f.outside)
	return is, lost
}

// difference returns the numbers of which the difference is looked at.
func (f *window) difference(w *worker, r *truths) (xs, ys []int64, lost []uint64) {
	xs, xl := w.number(f.of.minus[0])
	ys, yl := w.number(f.of.minus[1])
	return xs, ys, either(xl, yl, func() []uint64 { return r.lostInto(w) })
}
