package live

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/internal/column"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/contexts"
	"github.com/concord-sla/concord/sla"
)

// Rows are the rows of a table that a [Metric] keeps, each of which is in or not.
type Rows struct {
	metric  *Metric
	records *table.Table
	rows    *dsl.LiveRows
	in      []bool
	counts  []int32 // to which count of the account each row belongs
}

// The counts of an account that a row can belong to; those above are of the exclusions.
const (
	outside int32 = iota
	unplaced
	used
	excluded
)

// Rows keeps a table, none of whose rows is in yet. Those of its source that could not be
// read cannot be inserted, and might belong to the period: they count as rejected from
// now on, and leave the metric not measured.
func (l *Metric) Rows(ctx context.Context, t *table.Table) (*Rows, error) {
	if l == nil || l.selection == nil {
		return nil, errNotBegun
	}
	s, err := l.over(ctx, t)
	if err != nil {
		return nil, err
	}
	r := &Rows{metric: l, records: t, in: make([]bool, t.Rows()), counts: l.counts(s, t)}
	if r.rows, err = l.measure.Rows(t); err != nil {
		return nil, err
	}
	l.account.Total, l.account.Rejected = l.account.Total+t.Rejected(), l.account.Rejected+t.Rejected()
	return r, nil
}

// counts returns to which count of the account each row of a table belongs.
func (l *Metric) counts(s *sla.Selection, t *table.Table) []int32 {
	counts := make([]int32, t.Rows())
	if at := t.Schema().Index(l.of.At); at >= 0 && s.Outcome.Verdict == "" {
		for row, placed := 0, column.Of(t)[at]; row < len(counts); row++ {
			if placed.IsMissing(row) {
				counts[row] = unplaced
			}
		}
	}
	rows, some := s.Data.Rows[l.of.Name]
	if !some {
		for row := range counts {
			counts[row] = used
		}
	}
	for _, row := range rows {
		counts[row] = used
	}
	for i, x := range s.Outcome.Rows[0].Excluded {
		for _, row := range x.Numbers {
			counts[row] = excluded + int32(i)
		}
	}
	return counts
}

// count returns the count that a row belongs to.
func (r *Rows) count(row int32) *int {
	a := &r.metric.account
	switch which := r.counts[row]; which {
	case outside:
		return &a.Outside
	case unplaced:
		return &a.Unplaced
	case used:
		return &a.Used
	default:
		return &a.Excluded[which-excluded].Rows
	}
}

// has reports whether there is a row of a number.
func (r *Rows) has(row int32) bool { return r != nil && row >= 0 && int(row) < len(r.in) }

// Insert takes a row in. It is an error when the table has no such row, or the row is in
// already: nothing is counted twice.
func (r *Rows) Insert(row int32) error {
	if !r.has(row) || r.in[row] {
		return r.refuse(row, "is in already")
	}
	return r.change(row, 1)
}

// Withdraw takes a row out. It is an error when the row is not in.
func (r *Rows) Withdraw(row int32) error {
	if !r.has(row) || !r.in[row] {
		return r.refuse(row, "is not in")
	}
	return r.change(row, -1)
}

// Correct puts another row in the place of one that is in: a row of these or of other
// rows that the same outcome keeps. It is an error when the one is not in, or the other
// is already, and nothing has changed then.
func (r *Rows) Correct(row int32, with *Rows, by int32) error {
	switch {
	case r == nil || with == nil || r.metric == nil:
		return errNotBegun
	case with.metric != r.metric:
		return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: r.metric.of.Name, Summary: "a row is corrected by one that another outcome keeps", Advice: "keep its table with Rows of the same outcome"}
	case !r.has(row) || !r.in[row]:
		return r.refuse(row, "is not in")
	case !with.has(by) || with.in[by]:
		return with.refuse(by, "is in already")
	}
	if err := r.change(row, -1); err != nil {
		return err
	}
	return with.change(by, 1)
}

// change takes a row in or out, of the account and, if it counts, of the measure.
func (r *Rows) change(row int32, by int) (err error) {
	l := r.metric
	count := r.count(row)
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
func (r *Rows) InsertAll(ctx context.Context) error {
	if r == nil || r.metric == nil {
		return errNotBegun
	}
	if err := contexts.Check(ctx); err != nil {
		return fmt.Errorf("inserting the rows of %s: %w", r.records.Name(), err)
	}
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

func (r *Rows) refuse(row int32, why string) error {
	if r == nil || r.metric == nil {
		return errNotBegun
	}
	name := r.metric.of.Name
	if !r.has(row) {
		why = fmt.Sprintf("does not exist, there are %d", len(r.in))
	}
	return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: name, Summary: fmt.Sprintf("row %d of %s %s", int(row)+1, name, why),
		Advice: "insert a row once, and withdraw or correct it only after that"}
}
