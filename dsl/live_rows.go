package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/table"
)

// AddRows takes some rows of a table in for good, as [Live.Add] takes all. They are given
// by their numbers, from 0, in order and each once. The error is the context's, or says
// that the table is not of the schema or has no such rows; no row is in then.
func (l *Live) AddRows(ctx context.Context, t *table.Table, rows []int32) error {
	for i, row := range rows {
		if row < 0 || int(row) >= t.Rows() || i > 0 && rows[i-1] >= row {
			return dataError(l.schema.Name, fmt.Sprintf("row %d of %s, which has %d, is out of place in the list of rows", int(row)+1, l.schema.Name, t.Rows()), "give rows that there are, in order and each once")
		}
	}
	if rows == nil {
		rows = []int32{} // nil is all rows
	}
	if l.live.Ranked() {
		return l.keep(ctx, t, rows)
	}
	b, err := l.bind(t, rows)
	if err != nil {
		return err
	}
	return l.ended(l.live.Of(b, t.Rows()).Selected(ctx, rows))
}

// keep keeps a table of which some rows are in.
func (l *Live) keep(ctx context.Context, t *table.Table, rows []int32) error {
	kept, err := l.Rows(t)
	if err != nil {
		return err
	}
	for i, row := range rows {
		if i&8191 == 0 && ctx.Err() != nil {
			for _, row := range rows[:i] {
				kept.rows.Change(int(row), -1)
			}
			l.kept = l.kept[:len(l.kept)-1]
			return l.ended(ctx.Err())
		}
		kept.rows.Change(int(row), 1)
	}
	return nil
}

// Explain is what [Program.Explain] says of the rows that are in: the value, and how it
// came about. Where a row is named, its number is that in its own table. The error is the
// context's.
func (l *Live) Explain(ctx context.Context) (Explanation, error) {
	b, err := l.bindNone()
	if err != nil {
		return Explanation{}, err
	}
	if _, err = l.live.Value(ctx, b, l.kept); err != nil {
		return Explanation{}, l.ended(err)
	}
	return l.program.explain(ctx, b)
}

// RowAlone reports whether an expression about one row (Env.Rows) asks nothing that
// depends on other rows, of its table or another: the answer for a row is then always
// the same.
func (p *Program) RowAlone() bool {
	p = p.compiled()
	alone := p.env.Rows != ""
	ast.Walk(p.checked.Root, func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Aggregate, *ast.Lookup:
			alone = false
		}
		return alone
	})
	return alone
}
