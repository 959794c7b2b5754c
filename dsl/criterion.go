package dsl

import (
	"context"

	"github.com/concord-sla/concord/dsl/internal/eval"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Criterion is a condition on a row, bound to the rows of a table: for a service that
// asks it of single records. It is used by one goroutine.
type Criterion struct {
	held *eval.RowCondition
	rows int
}

// Criterion binds a condition about one row (Env.Rows) to its table and inputs. It
// fails when the expression is another, or the table is not of the schema.
func (p *Program) Criterion(data Data) (*Criterion, error) {
	p = p.compiled()
	if p.env.Rows == "" || p.Type().Kind != kinds.Boolean {
		return nil, dataError(p.name(), "the expression is not a condition about one row", "set Env.Rows and Env.Result, or use Evaluate")
	}
	run, err := p.bind(data)
	if err != nil {
		return nil, err
	}
	run.Begin(context.Background())
	return &Criterion{run.Condition(p.rowTable()), data.Tables[p.env.Rows].Rows()}, nil
}

// Holds reports whether the condition holds for a row, from 0, and whether that is
// known: it is not when something is missing, or the table has no such row. It does
// not allocate where the parts of the condition do not.
//
// Rows that are asked about in their order, or often, are answered from a batch that
// is computed over columns, in a fraction of the time of a row at random.
func (c *Criterion) Holds(row int) (holds, known bool) {
	if c == nil || row < 0 || row >= c.rows {
		return false, false
	}
	return c.held.Holds(row)
}
