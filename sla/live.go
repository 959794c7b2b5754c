package sla

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/dsl/table"
)

// LiveOutcome is the outcome of a metric in a period while its records arrive, are
// corrected and are withdrawn. What it costs to take a row in or out does not depend on
// how many there are, and at any time the outcome is the one that [Plan.Evaluate] gives
// for a table of the rows that are in: value, verdict, reason, account of the rows, steps
// and the least change to the other verdict.
//
// Rows come in two ways. [LiveOutcome.Add] takes all rows of a table in for good, and does
// not keep the table: so a stream of batches is judged in bounded memory.
// [LiveOutcome.Rows] keeps a table, whose rows then come and go one by one; a correction
// puts a row in the place of one that is in.
//
// Two things are told otherwise. Where a reason names a row, its number is that in its own
// table or batch. And the account says how many rows an exclusion left out, not which:
// ExcludedRows.Numbers is nil.
//
// A median or percentile looks at the rows when it is asked for, and a minimum or maximum
// when its row has gone; measures with a percentile keep every table.
//
// A LiveOutcome is used by one goroutine.
type LiveOutcome struct {
	run     *run
	begun   *judging
	of      Table
	live    *dsl.Live
	account RowAccount
}

// Live begins the outcome of a metric in one of its periods, without rows. Inputs are
// those of [Data]; the agreement's tables come as rows.
//
// The error says why an outcome cannot be kept up to date: when the metric is over a table
// that the agreement computes (a clock, an availability), when its measure goes over
// several tables, over groups, or asks of a row what depends on other rows, as
// [dsl.Program.Live] has it, when a condition on excluded rows does, or when the target
// asks about earlier periods. Its code is diag.NotLive; Plan.Evaluate judges these.
func (p *Plan) Live(metric string, period calendar.Period, inputs map[string]dsl.Value) (*LiveOutcome, error) {
	m := p.metric(metric)
	if m == nil {
		return nil, undeclared("metric", metric, namesOf(p.metrics, func(m *planMetric) string { return m.Name }))
	}
	if period.IsZero() || !slices.Contains(p.endingWithin(m, period), period) {
		return nil, fmt.Errorf("beginning a live outcome of %s, which is judged by %s: %s is %w of it", metric, m.Period, period.Label(), ErrPeriod)
	}
	for name := range inputs {
		if !slices.ContainsFunc(p.agreement.Inputs, func(in Input) bool { return in.Name == name }) {
			return nil, undeclared("input", name, namesOf(p.agreement.Inputs, func(in Input) string { return in.Name }))
		}
	}
	r := p.run(context.Background(), Data{Inputs: inputs})
	j := r.begin(m, period)
	if j.err != nil {
		return nil, fmt.Errorf("beginning a live outcome of %s: %w", metric, j.err)
	}
	if err := p.canBeLive(j.m); err != nil {
		return nil, err
	}
	l := &LiveOutcome{run: r, begun: j, of: m.tables[0]}
	var err error
	if l.live, err = j.m.measure.Live(r.expressionData(j.m, nil, j.span)); err != nil {
		return nil, err
	}
	none, err := table.Empty(l.of.Schema())
	if err != nil {
		return nil, err
	}
	_, l.account, err = l.counted(context.Background(), none)
	return l, err
}

// canBeLive says why a metric cannot be kept up to date, beyond what its measure says.
func (p *Plan) canBeLive(m *planMetric) error {
	refuse := func(of *dsl.Program, why, advice string) error {
		return of.Snippet().At(diag.Diagnostic{Severity: diag.Error, Code: diag.NotLive, Summary: fmt.Sprintf("the outcome of %s cannot be kept up to date row by row: %s", m.Name, why), Advice: advice}, diag.Span{End: len(of.Text())})
	}
	const evaluate = "judge it with Plan.Evaluate, over all records"
	for _, t := range m.tables {
		if p.derivation(t.Name) != nil {
			return refuse(m.measure, t.Name+" is computed by the agreement, anew of all records", evaluate)
		}
	}
	for _, x := range m.exclude {
		if x.rows != nil && !shapes.RowsIndependent(x.rows) {
			return refuse(x.rows, "which rows are excluded depends on other rows", evaluate)
		}
	}
	for _, level := range []*dsl.Program{m.target, m.minimum, m.warn} {
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
func (l *LiveOutcome) Add(ctx context.Context, batch *table.Table) error {
	counts, account, err := l.counted(ctx, batch)
	if err == nil {
		err = ctx.Err()
	}
	switch {
	case err != nil:
		return fmt.Errorf("adding rows of %s: %w", l.of.Name, err)
	case counts.rows == nil:
		err = l.live.Add(ctx, batch)
	default:
		err = l.live.AddRows(ctx, batch, counts.rows)
	}
	if err == nil {
		l.account.add(account)
	}
	return err
}

// counted selects the rows of a table that count, and accounts for all of them.
func (l *LiveOutcome) counted(ctx context.Context, records *table.Table) (*selection, RowAccount, error) {
	if err := records.Conforms(l.of.Schema()); err != nil {
		return nil, RowAccount{}, err
	}
	if l.begun.decided { // nothing of the period counts
		return &selection{rows: []int32{}}, RowAccount{Table: l.of.Name, Total: records.Rows() + records.Rejected(), Outside: records.Rows(), Rejected: records.Rejected()}, nil
	}
	r := *l.run
	r.ctx, r.data.Tables, r.ordered = ctx, map[string]*table.Table{l.of.Name: records}, nil
	selected, accounts, err := r.sitting().rowsOf(l.begun.m, l.begun.span)
	if err != nil {
		return nil, RowAccount{}, err
	}
	account := accounts[0]
	for i := range account.Excluded {
		account.Excluded[i].Numbers = nil
	}
	return selected[l.of.Name], account, nil
}

// add counts the rows of another account of the same metric.
func (a *RowAccount) add(more RowAccount) {
	a.Total, a.Used, a.Outside = a.Total+more.Total, a.Used+more.Used, a.Outside+more.Outside
	a.Unplaced, a.Rejected = a.Unplaced+more.Unplaced, a.Rejected+more.Rejected
	for i := range a.Excluded {
		a.Excluded[i].Rows += more.Excluded[i].Rows
	}
}

// Account is what has become of the rows that are in.
func (l *LiveOutcome) Account() RowAccount {
	account := l.account
	account.Excluded = slices.Clone(account.Excluded)
	return account
}

// Outcome is the outcome for the rows that are in. The error is the context's.
func (l *LiveOutcome) Outcome(ctx context.Context) (Outcome, error) {
	r, j := *l.run, *l.begun
	r.ctx = ctx
	j.outcome.ExcludedTime = slices.Clone(j.outcome.ExcludedTime)
	if j.open() {
		j.outcome.Rows = []RowAccount{l.Account()}
		if v, why := r.tooFew(j.m, j.outcome.Rows); v != 0 {
			j.decide(v, why)
		}
	}
	if !j.open() {
		return j.outcome, nil
	}
	explained, err := l.live.Explain(ctx)
	if err == nil {
		err = r.conclude(&j, explained)
	}
	if err != nil {
		return Outcome{}, fmt.Errorf("judging %s, %s: %w", j.m.Name, j.outcome.Period.Label(), err)
	}
	return j.outcome, nil
}
