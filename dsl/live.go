package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/exec"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// Live is the value of an expression while the rows of its table arrive, are corrected
// and are withdrawn. What it costs to take a row in or out does not depend on how many
// there are, and at any time the value is the one that [Program.Evaluate] gives for the
// rows that are in.
//
// Rows come in two ways. [Live.Add] takes all rows of a table in for good, and does not
// keep the table: so a stream of batches is evaluated in bounded memory. [Live.Rows]
// keeps a table, whose rows then come and go one by one; a correction is to withdraw a
// row and to insert the one that stands in its place.
//
// A minimum or maximum whose row was withdrawn, and a median or percentile, is computed
// from the rows that are in when the value is asked for. For these, tables are always
// kept; [Live.Estimate] bounds a percentile without reading the rows.
//
// A Live is used by one goroutine.
type Live struct {
	program *Program
	data    Data
	live    *exec.Live
	schema  kinds.Schema
	kept    []*exec.LiveRows
}

// Live returns the live value of the expression, without rows. Data has the inputs and
// whatever else the expression needs beside its table. The error says why an expression
// cannot be kept up to date: when it reads groups, looks rows up, or asks of a row what
// depends on other rows.
func (p *Program) Live(data Data) (*Live, error) {
	p = p.compiled()
	names := p.Tables()
	refuse := func(why string) error {
		return p.at(diag.Diagnostic{Severity: diag.Error, Code: codes.NotLive, Class: codes.Class(codes.NotLive), Summary: "the expression cannot be kept up to date row by row: " + why, Advice: "evaluate it over all rows"})
	}
	if p.env.Rows != "" || len(names) == 0 {
		return nil, refuse("it is not about the rows of a table")
	}
	if len(names) > 1 || len(p.Lookups()) > 0 {
		return nil, refuse("it reads more than one table")
	}
	live, why := exec.NewLive(p.checked.Root)
	if why != "" {
		return nil, refuse(why)
	}
	l := &Live{program: p, data: data, live: live}
	for _, schema := range p.env.Tables {
		if schema.Name == names[0] {
			l.schema = schema
		}
	}
	_, err := l.bindNone()
	return l, err
}

// bind binds the expression to a table of the schema; nil is all of its rows.
func (l *Live) bind(t *table.Table, rows []int32) (*exec.Bound, error) {
	data := l.data
	data.Tables, data.Rows = map[string]*table.Table{l.schema.Name: t}, nil
	if rows != nil {
		data.Rows = map[string][]int32{l.schema.Name: rows}
	}
	return l.program.bind(data)
}

// bindNone binds the expression to a table without rows.
func (l *Live) bindNone() (*exec.Bound, error) {
	none, err := table.Empty(l.schema)
	if err != nil {
		return nil, err
	}
	return l.bind(none, nil)
}

// Len returns how many rows are in.
func (l *Live) Len() int { return l.live.Rows() }

// Add takes all rows of a table in, for good. The error is the context's, or says that
// the table is not of the schema; no row is in then.
func (l *Live) Add(ctx context.Context, t *table.Table) error {
	if l.live.Ranked() {
		rows, err := l.Rows(t)
		if err != nil {
			return err
		}
		return rows.InsertAll(ctx)
	}
	b, err := l.bind(t, nil)
	if err != nil {
		return err
	}
	return l.ended(l.live.Of(b, t.Rows()).All(ctx, false))
}

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

// Rows keeps a table, none of whose rows is in yet.
func (l *Live) Rows(t *table.Table) (*LiveRows, error) {
	b, err := l.bind(t, nil)
	if err != nil {
		return nil, err
	}
	rows := l.live.Of(b, t.Rows())
	l.kept = append(l.kept, rows)
	return &LiveRows{l, rows, t.Rows()}, nil
}

// Value returns the value for the rows that are in. The error is the context's.
func (l *Live) Value(ctx context.Context) (Value, error) {
	b, err := l.bindNone()
	if err != nil {
		return Value{}, err
	}
	raw, err := l.live.Value(ctx, b, l.kept)
	if err != nil {
		return Value{}, l.ended(err)
	}
	return valueOf(l.program.checked.Root, raw, b.Why()), nil
}

// Explain returns what [Program.Explain] says of the rows that are in: the value, and how
// it came about. Where a row is named, its number is that in its own table. The error is
// the context's.
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

// Estimate returns bounds of the value of an expression that is a single median or
// percentile of numbers, to 1/64 of the value, without reading the rows. ok is false for
// any other expression, when there is no value, and when a value is too large.
func (l *Live) Estimate() (least, most Value, ok bool) {
	root := l.program.checked.Root
	low, high, ok := l.live.Estimate(root)
	if !ok {
		return Value{}, Value{}, false
	}
	return valueOf(root, ast.Value{Num: low}, ""), valueOf(root, ast.Value{Num: high}, ""), true
}

func (l *Live) ended(err error) error {
	if err != nil {
		return l.program.ended(err)
	}
	return nil
}
