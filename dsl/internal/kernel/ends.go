package kernel

import (
	"math/bits"

	"github.com/concord-sla/concord/internal/vector"
)

// ends is the first or the last row in an order. Of rows at one place in the order, the
// one that comes first among those that count is the first.
type ends struct {
	last           bool
	best, doubtful end  // of the rows that belong, and of those that may
	lost           bool // the place of one in the order is missing
}

// end is a row with its place in the order.
type end struct {
	found bool
	at    int64
	place int // among the rows that count
}

// offer takes a row that may be better.
func (e *end) offer(last bool, o end) {
	if !e.found || o.at == e.at && (o.place > e.place) == last || o.at != e.at && (o.at > e.at) == last {
		*e = o
	}
}

func (e *ends) join(o *ends) {
	e.lost = e.lost || o.lost
	if o.best.found {
		e.best.offer(e.last, o.best)
	}
	if o.doubtful.found {
		e.doubtful.offer(e.last, o.doubtful)
	}
}

// batch looks for better rows.
func (e *ends) batch(w *worker, in, perhaps []uint64, order *number) (undecided []uint64) {
	at, lost := w.number(order)
	e.look(w, &e.best, in, at, lost)
	if perhaps != nil {
		e.look(w, &e.doubtful, perhaps, at, lost)
	}
	return lost
}

func (e *ends) look(w *worker, best *end, rows []uint64, values []int64, lost []uint64) {
	for k, word := range rows {
		unknown := word & at(lost, k)
		e.lost = e.lost || unknown != 0
		for word &^= unknown; word != 0; word &= word - 1 {
			i := k*vector.Block + bits.TrailingZeros64(word)
			best.offer(e.last, end{true, values[i], w.at + i})
		}
	}
}

// Settled reports whether the rows that may belong change nothing.
func (f *Result) Settled() bool {
	e := &f.ends
	if e.lost || !e.best.found {
		return false
	}
	if e.doubtful.at != e.best.at {
		return (e.doubtful.at > e.best.at) != e.last
	}
	return (e.doubtful.place > e.best.place) != e.last
}

// End returns the row that is first or last. There has to be one.
func (f *Result) End(p *Pass) int { return p.row(f.ends.best.place) }
