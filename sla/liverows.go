package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/column"
)

// LiveRows are the rows of a table that a [LiveOutcome] keeps, each of which is in or
// not.
type LiveRows struct {
	live    *LiveOutcome
	records *table.Table
	rows    *dsl.LiveRows
	in      []bool
	fate    func(row int32) fate
}

// fate is the count of an account that a row belongs to.
type fate func(a *RowAccount) *int

func used(a *RowAccount) *int     { return &a.Used }
func outside(a *RowAccount) *int  { return &a.Outside }
func unplaced(a *RowAccount) *int { return &a.Unplaced }

// excludedBy is the fate of a row that the i-th exclusion of the account covers.
func excludedBy(i int) fate { return func(a *RowAccount) *int { return &a.Excluded[i].Rows } }

// Rows keeps a table, none of whose rows is in yet. Those of its source that could not be
// read cannot be inserted, and might belong to the period: they count as rejected from
// now on, and leave the metric not measured.
func (l *LiveOutcome) Rows(t *table.Table) (*LiveRows, error) {
	if err := t.Conforms(l.of.Schema()); err != nil {
		return nil, err
	}
	r := &LiveRows{live: l, records: t, in: make([]bool, t.Rows())}
	var err error
	if r.fate, err = l.fates(t); err != nil {
		return nil, err
	}
	if r.rows, err = l.live.Rows(t); err != nil {
		return nil, err
	}
	l.account.Total, l.account.Rejected = l.account.Total+t.Rejected(), l.account.Rejected+t.Rejected()
	return r, nil
}

// fates finds what becomes of a row of a table, as the selection of rows does: where it
// is placed, and the first exclusion that covers it.
func (l *LiveOutcome) fates(t *table.Table) (func(row int32) fate, error) {
	m, span := l.begun.m, l.begun.span
	if l.begun.decided { // nothing of the period counts
		return func(int32) fate { return outside }, nil
	}
	var covers []func(row int32) bool
	for i, x := range m.exclude {
		switch {
		case x.rows != nil:
			data := l.run.expressionData(m, nil, span)
			data.Tables = map[string]*table.Table{l.of.Name: t}
			c, err := x.rows.Criterion(data)
			if err != nil {
				return nil, err
			}
			covers = append(covers, func(row int32) bool {
				excluded, known := c.Holds(int(row))
				return excluded && known
			})
		case l.of.At != "":
			covers = append(covers, l.run.windowOf(m, i, l.of, t, span))
		}
	}
	byExclusion := make([]fate, len(covers))
	for i := range byExclusion {
		byExclusion[i] = excludedBy(i)
	}
	counted := func(row int32) fate {
		for i, covers := range covers {
			if covers(row) {
				return byExclusion[i]
			}
		}
		return used
	}
	if l.of.At == "" {
		return counted, nil
	}
	at := t.Schema().Index(l.of.At)
	placed := column.Of(t)[at]
	from, to := l.run.bounds(l.of.Fields[at].Type.Kind, span)
	return func(row int32) fate {
		switch {
		case placed.IsMissing(int(row)):
			return unplaced
		case placed.Ints[row] < from || placed.Ints[row] >= to:
			return outside
		}
		return counted(row)
	}, nil
}

// Insert takes a row in. It is an error when the table has no such row, or the row is in
// already: nothing is counted twice.
func (r *LiveRows) Insert(row int32) error {
	if row < 0 || int(row) >= len(r.in) || r.in[row] {
		return r.refuse(row, "is in already")
	}
	return r.change(row, 1)
}

// Withdraw takes a row out. It is an error when the row is not in.
func (r *LiveRows) Withdraw(row int32) error {
	if row < 0 || int(row) >= len(r.in) || !r.in[row] {
		return r.refuse(row, "is not in")
	}
	return r.change(row, -1)
}

// Correct puts another row in the place of one that is in: a row of these or of other rows
// that the same outcome keeps. It is an error when the one is not in, or the other is
// already, and nothing has changed then.
func (r *LiveRows) Correct(row int32, with *LiveRows, by int32) error {
	switch {
	case with.live != r.live:
		return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: r.live.of.Name, Summary: "a row is corrected by one that another outcome keeps", Advice: "keep its table with Rows of the same outcome"}
	case row < 0 || int(row) >= len(r.in) || !r.in[row]:
		return r.refuse(row, "is not in")
	case by < 0 || int(by) >= len(with.in) || with.in[by]:
		return with.refuse(by, "is in already")
	}
	if err := r.change(row, -1); err != nil {
		return err
	}
	return with.change(by, 1)
}

// change takes a row in or out, of the account and, if it counts, of the measure.
func (r *LiveRows) change(row int32, by int) (err error) {
	l := r.live
	count := r.fate(row)(&l.account)
	if count == &l.account.Used {
		if by > 0 {
			err = r.rows.Insert(row)
		} else {
			err = r.rows.Withdraw(row)
		}
	}
	if err != nil {
		return err
	}
	*count += by
	l.account.Total += by
	r.in[row] = by > 0
	return nil
}

// InsertAll takes all rows in, none of which may be in already. When the context ends,
// none is in.
func (r *LiveRows) InsertAll(ctx context.Context) error {
	for row, in := range r.in {
		if in {
			return r.refuse(int32(row), "is in already")
		}
	}
	for row := range int32(len(r.in)) {
		err := error(nil)
		if row&4095 == 0 {
			err = ctx.Err()
		}
		if err == nil {
			err = r.change(row, 1)
		}
		if err != nil {
			for row > 0 {
				row--
				_ = r.change(row, -1) // it is in
			}
			return fmt.Errorf("inserting the rows of %s: %w", r.records.Name(), err)
		}
	}
	return nil
}

func (r *LiveRows) refuse(row int32, why string) error {
	name := r.live.of.Name
	if row < 0 || int(row) >= len(r.in) {
		why = fmt.Sprintf("does not exist, there are %d", len(r.in))
	}
	return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: name, Summary: fmt.Sprintf("row %d of %s %s", int(row)+1, name, why),
		Advice: "insert a row once, and withdraw or correct it only after that"}
}
