package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
)

// ReadAhead computes subexpressions for the batch of rows that a row stands in, for one
// that asks of single rows and is likely to ask of the next ones too.
type ReadAhead struct {
	pass       *Pass
	worker     *worker
	conditions []*condition
	numbers    []*number
}

// ReadAheadRows are the most rows of a batch: few, because one who asks of a row waits
// for all of them.
const ReadAheadRows = shortRows

// NewReadAhead begins without subexpressions. The source has to be all rows of its table.
func NewReadAhead(source Source) *ReadAhead {
	return &ReadAhead{pass: NewPass(source)}
}

// Condition takes in conditions that all have to hold, one at least, and returns the
// number to ask for them by. The error, a *Slow, says why they cannot be computed.
func (a *ReadAhead) Condition(all ...ast.Node) (int, error) {
	a.pass.compiler.begin()
	c, err := a.pass.compiler.conjunction(all)
	if err != nil {
		return 0, err
	}
	a.conditions = append(a.conditions, c)
	return len(a.conditions) - 1, nil
}

// Number takes in a value that has an order.
func (a *ReadAhead) Number(n ast.Node) (int, error) {
	a.pass.compiler.begin()
	x, err := a.pass.compiler.quantity(n)
	if err != nil {
		return 0, err
	}
	a.numbers = append(a.numbers, x)
	return len(a.numbers) - 1, nil
}

// Rows returns those of the batch that a row stands in: the first, and how many.
func (a *ReadAhead) Rows(row int) (from, n int) {
	from = row / ReadAheadRows * ReadAheadRows
	return from, min(ReadAheadRows, a.pass.source.rows()-from)
}

// Compute computes all subexpressions for the batch that a row stands in. The error, a
// *Slow, says that a row of it needs the other way.
func (a *ReadAhead) Compute(row int) error {
	if a.worker == nil {
		a.worker = a.pass.workerOf(ReadAheadRows)
	}
	w := a.worker
	w.begin(a.Rows(row))
	for _, c := range a.conditions {
		w.condition(c)
	}
	for _, x := range a.numbers {
		w.number(x)
	}
	fault := w.fault
	w.fault = nil
	return fault
}

// Truths returns where a condition holds in the batch computed last, and where that is
// not known; nil for nowhere. They are valid until the next.
func (a *ReadAhead) Truths(i int) (is, lost []uint64) { return a.worker.condition(a.conditions[i]) }

// Values returns those of a number in the batch computed last, counted in its units, and
// where there is none.
func (a *ReadAhead) Values(i int) (values []int64, lost []uint64) {
	return a.worker.number(a.numbers[i])
}

// Num returns so many units of a number.
func (a *ReadAhead) Num(i int, units int64) exact.Num { return a.numbers[i].num(units) }
