// Package live keeps the outcome of a metric in a period while its records arrive, are
// corrected and are withdrawn.
//
// [Begin] gives a [Metric] without rows. Rows come in two ways. [Metric.Add] takes all
// rows of a table in for good, and does not keep the table: so a stream of batches is
// judged in bounded memory. [Metric.Rows] keeps a table, whose rows then come and go one
// by one; a correction puts a row in the place of one that is in.
//
// What it costs to take a row in or out does not depend on how many there are, and at any
// time the outcome is the one that [sla.Plan.Evaluate] gives for a table of the rows that
// are in: value, verdict, reason, account of the rows, steps and the least change to the
// other verdict. Two things differ. Where a reason names a row, its number is that in its
// own table or batch. And the account says how many rows an exclusion left out, not
// which: ExcludedRows.Numbers is nil.
//
// A median or percentile looks at the rows when it is asked for, and a minimum or maximum
// when its row has gone; measures with a percentile keep every table.
package live

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// Metric is a metric in a period, and the rows of it that are in. It is used by one
// goroutine.
type Metric struct {
	selection *sla.Selection // of no rows
	of        sla.Table
	measure   *dsl.Live
	account   sla.RowAccount
}

// errNotBegun is returned by a metric that was not begun.
var errNotBegun = errors.New("the live outcome is not one of Begin")

// Begin returns a metric in one of its periods, without rows. Inputs are those of
// [sla.Data]; the agreement's tables come as rows.
//
// The error says why an outcome cannot be kept up to date: when the metric is over a
// table that the agreement computes (a clock, an availability), when its measure goes
// over several tables, over groups, or asks of a row what depends on other rows, as
// [dsl.Program.Live] has it, when a condition on excluded rows does, or when the target
// asks about earlier periods. Its code is codes.NotLive; Plan.Evaluate judges these.
func Begin(ctx context.Context, p *sla.Plan, metric string, period calendar.Period, inputs map[string]dsl.Value) (*Metric, error) {
	terms := p.Terms()
	at := slices.IndexFunc(terms.Metrics, func(m sla.CheckedMetric) bool { return m.Name == metric })
	if at < 0 {
		_, err := p.Select(ctx, sla.Data{}, metric, period)
		return nil, err
	}
	m := terms.Metrics[at]
	if period.IsZero() || !slices.Contains(m.Periods(period), period) {
		return nil, fmt.Errorf("beginning a live outcome of %s, which is judged by %s: %s is %w of it", metric, m.Period, period.Label(), sla.ErrPeriod)
	}
	none := map[string]*table.Table{}
	for _, t := range terms.Agreement.Tables {
		var err error
		if none[t.Name], err = table.Empty(t.Schema()); err != nil {
			return nil, err
		}
	}
	selection, err := p.Select(ctx, sla.Data{Tables: sla.Tables(slices.Collect(maps.Values(none))...), Inputs: inputs}, metric, period)
	if err != nil {
		return nil, fmt.Errorf("beginning a live outcome of %s: %w", metric, err)
	}
	if err := possible(terms.Agreement, selection.Metric); err != nil {
		return nil, err
	}
	l := &Metric{selection: selection, of: selection.Metric.Tables[0]}
	data := selection.Data
	data.Tables, data.Rows = nil, nil
	if l.measure, err = selection.Metric.Measure.Live(data); err != nil {
		return nil, err
	}
	_, l.account, err = l.selected(ctx, none[l.of.Name])
	return l, err
}

// possible says why a metric cannot be kept up to date, beyond what its measure says.
func possible(a sla.Agreement, m sla.CheckedMetric) error {
	refuse := func(of *dsl.Program, why, advice string) error {
		return of.Snippet().At(diag.Diagnostic{Severity: diag.Error, Code: codes.NotLive, Class: codes.Class(codes.NotLive), Summary: fmt.Sprintf("the outcome of %s cannot be kept up to date row by row: %s", m.Name, why), Advice: advice}, diag.Span{End: len(of.Text())})
	}
	const evaluate = "judge it with Plan.Evaluate, over all records"
	for _, t := range m.Tables {
		if !slices.ContainsFunc(a.Tables, func(own sla.Table) bool { return own.Name == t.Name }) {
			return refuse(m.Measure, t.Name+" is computed by the agreement, anew of all records", evaluate)
		}
	}
	for _, x := range m.Exclude {
		if x.Rows != nil && !shapes.RowsIndependent(x.Rows) {
			return refuse(x.Rows, "which rows are excluded depends on other rows", evaluate)
		}
	}
	for _, level := range []*dsl.Program{m.Target, m.Minimum, m.Warn} {
		if level != nil && len(level.Questions()) > 0 {
			return refuse(level, "it is judged by earlier periods, whose records are not there", evaluate)
		}
	}
	return nil
}

// Add takes all rows of a table in, for good, and does not keep it unless a percentile
// needs it. Rows that could not be read count as rejected, and leave the metric not
// measured. The error is the context's, or says that the table is not of the declared
// fields; no row is in then.
func (l *Metric) Add(ctx context.Context, batch *table.Table) error {
	if l == nil || l.selection == nil {
		return errNotBegun
	}
	rows, account, err := l.selected(ctx, batch)
	if err == nil {
		err = ctx.Err()
	}
	switch {
	case err != nil:
		return fmt.Errorf("adding rows of %s: %w", l.of.Name, err)
	case rows == nil:
		err = l.measure.Add(ctx, batch)
	default:
		err = l.measure.AddRows(ctx, batch, rows)
	}
	if err == nil {
		l.count(account)
	}
	return err
}

// selected returns the rows of a table that count, nil for all of them, and the account
// of all.
func (l *Metric) selected(ctx context.Context, records *table.Table) ([]int32, sla.RowAccount, error) {
	s, err := l.over(ctx, records)
	if err != nil {
		return nil, sla.RowAccount{}, err
	}
	account := s.Outcome.Rows[0]
	for i := range account.Excluded {
		account.Excluded[i].Numbers = nil
	}
	return s.Data.Rows[l.of.Name], account, nil
}

// over selects the rows of a table that count.
func (l *Metric) over(ctx context.Context, records *table.Table) (*sla.Selection, error) {
	if err := records.Conforms(l.of.Schema()); err != nil {
		return nil, err
	}
	s, err := l.selection.Over(ctx, map[string]*table.Table{l.of.Name: records})
	if err == nil && len(s.Outcome.Rows) == 0 { // nothing of the period counts
		s.Outcome.Rows = []sla.RowAccount{{Table: l.of.Name, Total: records.Rows() + records.Rejected(), Outside: records.Rows(), Rejected: records.Rejected()}}
	}
	return s, err
}

// count adds the account of more rows.
func (l *Metric) count(more sla.RowAccount) {
	a := &l.account
	a.Total, a.Used, a.Outside = a.Total+more.Total, a.Used+more.Used, a.Outside+more.Outside
	a.Unplaced, a.Rejected = a.Unplaced+more.Unplaced, a.Rejected+more.Rejected
	for i := range a.Excluded {
		a.Excluded[i].Rows += more.Excluded[i].Rows
	}
}

// Account returns how many of the rows that are in count, are excluded, or are left out,
// and why.
func (l *Metric) Account() sla.RowAccount {
	if l == nil {
		return sla.RowAccount{}
	}
	account := l.account
	account.Excluded = slices.Clone(account.Excluded)
	return account
}

// Outcome returns the outcome for the rows that are in. The error is the context's.
func (l *Metric) Outcome(ctx context.Context) (sla.Outcome, error) {
	if l == nil || l.selection == nil {
		return sla.Outcome{}, errNotBegun
	}
	s := *l.selection
	s.Outcome.ExcludedTime = slices.Clone(s.Outcome.ExcludedTime)
	var measured dsl.Explanation
	if s.Outcome.Verdict == "" {
		s.Outcome.Rows = []sla.RowAccount{l.Account()}
		var err error
		if measured, err = l.measure.Explain(ctx); err != nil {
			return sla.Outcome{}, fmt.Errorf("evaluating %s, %s: %w", s.Metric.Name, s.Outcome.Period.Label(), err)
		}
	}
	return s.Conclude(ctx, measured)
}
