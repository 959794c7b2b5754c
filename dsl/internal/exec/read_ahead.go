package exec

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/kernel"
)

// readAhead answers what is asked of single rows from batches that are computed over
// columns. Rows are mostly asked about in their order, or again and again: a batch is
// computed when the one before it was gone through, or when so many of its rows were
// asked about one by one that computing it has paid. A row asked about at random costs a
// comparison more than without.
type readAhead struct {
	b           *Bound
	of          int // the table
	precomputed []*precomputed
	kernel      *kernel.ReadAhead // nil until it is used first
	off         bool              // no subexpression can be computed over columns
	from, n     int               // the rows that are computed
	batch       int               // of the row asked about last that was not among them
	asked       int               // rows of it asked about
}

// askedBeforeBatch is how many rows of a batch are asked about one by one before all are
// computed: that costs about as much.
const askedBeforeBatch = 64

// near is how many rows after the end of a batch are still the next ones.
const near = 16

func (b *Bound) readAhead(of int) *readAhead {
	return &readAhead{b: b, of: of, batch: -1, off: b.data.Way == RowByRow}
}

// precomputed is a subexpression that is asked of single rows: conditions that all have
// to hold, or a value.
type precomputed struct {
	where []ast.Node
	value ast.Node
	which int  // its number
	able  bool // whether it can be computed over columns

	// Of the rows that are computed:
	is, lost []uint64
	values   []int64
}

// Condition returns the tree as a condition on a row of a table of so many rows: what
// reports whether it holds for a row, and whether that is known.
func (b *Bound) Condition(of, rows int) func(row int) (holds, known bool) {
	a, held := b.rowCondition(of)
	p, f := a.precomputed[0], b.frame
	return func(row int) (holds, known bool) {
		if i := uint(row - a.from); i < uint(a.n) {
			word, bit := i/64, i%64
			known = p.lost == nil || p.lost[word]>>bit&1 == 0
			return known && p.is[word]>>bit&1 == 1, known
		}
		if uint(row) >= uint(rows) {
			return false, false
		}
		f.row = row
		t := held(f)
		return t == isTrue, t <= isTrue
	}
}

// rowCondition returns the tree as a condition on the current row of a table.
func (b *Bound) rowCondition(of int) (*readAhead, conditionFunc) {
	a := b.readAhead(of)
	return a, a.conjunction([]ast.Node{b.root}, []conditionFunc{b.condition(b.root)})
}

// conjunction reports whether all conditions hold for the current row.
func (a *readAhead) conjunction(nodes []ast.Node, all []conditionFunc) conditionFunc {
	byRow := func(f *frame) truth { return conjunction(f, all) }
	if len(all) == 1 {
		byRow = all[0]
	}
	p := &precomputed{where: nodes}
	a.precomputed = append(a.precomputed, p)
	return func(f *frame) truth {
		i := f.row - a.from
		if uint(i) >= uint(a.n) {
			if !a.reach(f.row) {
				return byRow(f)
			}
			i = f.row - a.from
		}
		word, bit := uint(i)/64, uint(i)%64
		if word >= uint(len(p.is)) || p.lost != nil && p.lost[word]>>bit&1 == 1 { // for the reason
			return byRow(f)
		}
		return truth(p.is[word] >> bit & 1)
	}
}

// quantity returns a number of the current row.
func (a *readAhead) quantity(n ast.Node, byRow numberFunc) numberFunc {
	p := &precomputed{value: n}
	a.precomputed = append(a.precomputed, p)
	return func(f *frame) (exact.Num, ast.Missing) {
		i := f.row - a.from
		if uint(i) >= uint(a.n) {
			if !a.reach(f.row) {
				return byRow(f)
			}
			i = f.row - a.from
		}
		if uint(i) >= uint(len(p.values)) || p.lost != nil && p.lost[uint(i)/64]>>(uint(i)%64)&1 == 1 {
			return byRow(f)
		}
		return a.kernel.Num(p.which, p.values[i]), ast.None
	}
}

// reach reports whether a row is among those that are computed now.
func (a *readAhead) reach(row int) bool {
	if a.off {
		return false
	}
	batch := row / kernel.ReadAheadRows
	if end := a.from + a.n; a.n == 0 || row < end || row >= end+near {
		if batch != a.batch {
			a.batch, a.asked = batch, 0
		}
		if a.asked++; a.asked < askedBeforeBatch && a.b.data.Way != OverColumns {
			return false
		}
	}
	return a.compute(row)
}

// compute computes the batch that a row stands in.
func (a *readAhead) compute(row int) bool {
	if a.kernel == nil && !a.compile() {
		return false
	}
	a.batch, a.asked = -1, 0
	if err := a.kernel.Compute(row); err != nil {
		a.n, a.off = 0, true
		return false
	}
	a.from, a.n = a.kernel.Rows(row)
	for _, p := range a.precomputed {
		switch {
		case !p.able:
		case p.value != nil:
			p.values, p.lost = a.kernel.Values(p.which)
		default:
			p.is, p.lost = a.kernel.Truths(p.which)
		}
	}
	return true
}

// compile compiles the subexpressions, and reports whether there is one that can be
// computed.
func (a *readAhead) compile() bool {
	a.kernel = kernel.NewReadAhead(a.b.source(a.of, a.b.own(independent)))
	a.off = true
	for _, p := range a.precomputed {
		var err error
		if p.value != nil {
			p.which, err = a.kernel.Number(p.value)
		} else {
			p.which, err = a.kernel.Condition(p.where...)
		}
		if p.able = err == nil; p.able {
			a.off = false
		}
	}
	return !a.off
}
