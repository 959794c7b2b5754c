package eval

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/kernel"
)

// Ran is one going over the rows of a table.
type Ran struct {
	Of       []*ast.Aggregate
	Mates    []Mate // over columns: those of other trees that were computed with them
	Table    int
	Rows     int
	Columns  bool
	Computed []string // over columns: the parts, in words
	Why      string   // row by row: why
}

// Mate is an aggregate of another tree.
type Mate struct {
	By *Bound
	Of *ast.Aggregate
}

// Tell tells of everything that runs. It is asked before anything is.
func (b *Bound) Tell(ran func(Ran)) { b.ran = ran }

// tellPass tells of a pass.
func (b *Bound) tellPass(together []asked, pass *kernel.Pass) {
	if b.ran == nil {
		return
	}
	r := Ran{Table: together[0].n.Table, Columns: true, Computed: pass.Computed()}
	r.Rows = b.rowsOf(r.Table)
	for _, a := range together {
		if a.by == b {
			r.Of = append(r.Of, a.n)
		} else {
			r.Mates = append(r.Mates, Mate{a.by, a.n})
		}
	}
	b.ran(r)
}

// tellRows tells of an aggregate that went row by row, of one that is computed anew
// for each group only the first time.
func (b *Bound) tellRows(n *ast.Aggregate, rows int) {
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
	b.ran(Ran{Of: []*ast.Aggregate{n}, Table: n.Table, Rows: rows, Why: why})
}
