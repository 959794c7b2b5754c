package table

import (
	"cmp"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/column"
)

// batch is a table that is made of chunks, in their order.
type batch struct {
	*reading
	joints   []*column.Joint
	rows     int // of the table
	rejected int
	problems diag.List
	more     int // problems beyond those that are listed
}

// batch begins one with room for some rows.
func (r *reading) batch(rows int) *batch {
	b := &batch{reading: r, joints: make([]*column.Joint, len(r.schema.Fields))}
	for i, f := range r.schema.Fields {
		b.joints[i] = column.Join(storages[f.Type.Kind], rows)
	}
	return b
}

// read returns how many rows of the source the batch has.
func (b *batch) read() int {
	if b == nil {
		return 0
	}
	return b.rows + b.rejected
}

// add takes the rows from one to before another of a chunk, of which so many rows of the
// source come before the first of the chunk. It lists at most so many problems, and
// returns how many it has listed.
func (b *batch) add(c *chunk, from, to, before, most int) (listed int) {
	first, end := c.taken(from), c.taken(to)
	for i, j := range b.joints {
		if j.Add(c.table.columns[i], first, end) {
			c.kept = true
		}
	}
	b.rows += end - first
	b.rejected += to - from - (end - first)
	for problems := c.problemsBefore(to); len(problems) > 0; {
		n := 1
		for n < len(problems) && problems[n].row == problems[0].row {
			n++
		}
		listed += b.list(problems[:n], before, most-listed)
		problems = problems[n:]
	}
	return listed
}

// list lists the problems of a row, in the order of the text.
func (b *batch) list(problems []problem, before, most int) int {
	row := before + problems[0].row + 1
	at := len(b.problems)
	for _, p := range problems {
		if p.d == nil || len(b.problems)-at >= most {
			b.more++
			continue
		}
		b.problems = append(b.problems, p.diagnostic(b.schema, row))
	}
	slices.SortStableFunc(b.problems[at:], func(x, y *diag.Diagnostic) int {
		p, q := x.Position(), y.Position()
		return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	return len(b.problems) - at
}

// table returns the batch as a table.
func (b *batch) table() *Table {
	t := &Table{schema: b.schema, rows: b.rows, rejected: b.rejected, problems: b.problems}
	for _, j := range b.joints {
		t.columns = append(t.columns, j.Column())
	}
	if b.more > 0 {
		t.problems = append(t.problems, unlisted(b.name, b.more))
	}
	return t
}
