package eval

import (
	"github.com/concord-sla/concord/dsl/internal/kernel"
	"github.com/concord-sla/concord/dsl/internal/tree"
)

// Ran is one going over the rows of a table.
type Ran struct {
	Of       []*tree.Aggregate
	Table    int
	Rows     int
	Columns  bool
	Computed []string // over columns: the parts, in words
	Why      string   // row by row: why
}

// Tell tells of everything that runs. It is asked before anything is.
func (b *Bound) Tell(ran func(Ran)) { b.ran = ran }

func (b *Bound) tellPass(of []*tree.Aggregate, pass *kernel.Pass) {
	if b.ran != nil {
		b.ran(Ran{Of: of, Table: of[0].Table, Rows: b.rowsOf(of[0].Table), Columns: true, Computed: pass.Computed()})
	}
}

// tellRows tells of an aggregate that went row by row, of one that is computed anew
// for each group only the first time.
func (b *Bound) tellRows(n *tree.Aggregate, rows int) {
	if b.ran == nil {
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
	b.ran(Ran{Of: []*tree.Aggregate{n}, Table: n.Table, Rows: rows, Why: why})
}
