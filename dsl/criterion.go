package dsl

import (
	"context"

	"github.com/concord-sla/concord/dsl/kinds"
)

// Criterion binds a condition about one row (Env.Rows) to its table and inputs, for a
// service that asks it of single records. It fails when the expression is another, or
// the table is not of the schema.
//
// What it returns reports whether the condition holds for a row, from 0, and whether
// that is known: it is not when something is missing, or the table has no such row. It
// does not allocate where the operators of the condition do not, and is for one
// goroutine. Rows that are asked about in their order, or often, are answered from a
// batch that is computed over columns, in a fraction of the time of a row at random.
func (p *Program) Criterion(data Data) (holds func(row int) (holds, known bool), err error) {
	if p.env.Rows == "" || p.Type().Kind != kinds.Boolean {
		return nil, dataError(p.name(), "the expression is not a condition about one row", "set Env.Rows and Env.Result, or use Evaluate")
	}
	run, err := p.bind(data)
	if err != nil {
		return nil, err
	}
	run.Begin(context.Background())
	return run.Condition(p.rowTable(), data.Tables[p.env.Rows].Rows()), nil
}
