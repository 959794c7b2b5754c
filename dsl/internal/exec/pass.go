package exec

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/kernel"
)

// Pass is one read of the rows of a table.
type Pass struct {
	Of       []*ast.Aggregate
	Shared   []SharedBy // over columns: those of other trees that were computed with them
	Table    int
	Rows     int
	Columns  bool
	Computed []string // over columns: the subexpressions, in words
	Why      string   // row by row: why
}

// SharedBy is an aggregate of another tree.
type SharedBy struct {
	By *Bound
	Of *ast.Aggregate
}

// Observe calls a function for everything that runs. It comes before the run.
func (b *Bound) Observe(ran func(Pass)) { b.observer = ran }

// reportPass reports a pass.
func (b *Bound) reportPass(together []asked, pass *kernel.Pass) {
	if b.observer == nil {
		return
	}
	r := Pass{Table: together[0].n.Table, Columns: true, Computed: pass.Computed()}
	r.Rows = b.rowsOf(r.Table)
	for _, a := range together {
		if a.by == b {
			r.Of = append(r.Of, a.n)
		} else {
			r.Shared = append(r.Shared, SharedBy{a.by, a.n})
		}
	}
	b.observer(r)
}

// reportRows reports an aggregate that was computed row by row, of one that is computed
// anew for each group only the first time.
func (b *Bound) reportRows(n *ast.Aggregate, rows int) {
	if b.observer == nil {
		return
	}
	why := b.why[n.ID]
	switch {
	case why != "":
	case b.watched[n.ID] != nil || b.placed[n.ID] != nil:
		why = "each row is shown"
	case n.Of != nil:
		why = "the rows of one group"
	case !b.columnar(n.Table):
		why = "there are few"
	}
	b.observer(Pass{Of: []*ast.Aggregate{n}, Table: n.Table, Rows: rows, Why: why})
}
