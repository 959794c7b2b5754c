package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
)

// periodEvaluation evaluates metrics in one period together: rows that several of them
// count are selected once, and measures that go over the same rows share a pass. Each is
// judged as it would be by itself.
type periodEvaluation struct {
	run      *evaluation
	placed   map[placementKey]placement
	excluded map[exclusionKey]exclusion
	passes   dsl.Together
}

func (r *evaluation) inPeriod() *periodEvaluation {
	s := &periodEvaluation{run: r, placed: map[placementKey]placement{}, excluded: map[exclusionKey]exclusion{}}
	if r.traced {
		s.passes.Trace = &r.trace
	}
	return s
}

// metricEvaluation is a metric in a period, between the selection of its rows and its
// verdict.
type metricEvaluation struct {
	m         *CheckedMetric // with the levels that hold in the period
	whileNew  bool
	operation operation
	selected  map[string]*selection
	outcome   Outcome
	settled   bool // without its measure
	err       error
}

// evaluateTogether judges metrics in a period, each of which has its outcome or error
// then.
func (r *evaluation) evaluateTogether(ctx context.Context, metrics []*CheckedMetric, period calendar.Period) {
	s := r.inPeriod()
	all, asked := make([]*metricEvaluation, len(metrics)), make([]func(context.Context) (dsl.Explanation, error), len(metrics))
	for i, m := range metrics {
		j := r.begin(m, period)
		s.selectRows(ctx, j)
		if j.open() {
			asked[i], j.err = s.passes.Add(j.m.Measure, r.expressionData(j.m, j.selected, j.operation))
		}
		all[i] = j
	}
	for i, j := range all {
		if j.open() {
			var explained dsl.Explanation
			if explained, j.err = asked[i](ctx); j.err == nil {
				j.err = r.conclude(ctx, j, explained)
			}
		}
		r.outcomes[outcomeKey{metrics[i].Name, period}] = evaluated{j.outcome, j.err}
	}
}

func (j *metricEvaluation) open() bool { return j.err == nil && !j.settled }

// begin finds the levels by which a metric is judged in a period, and the time that
// counts of it.
func (r *evaluation) begin(m *CheckedMetric, period calendar.Period) *metricEvaluation {
	m, whileNew := m.levelsIn(period)
	j := &metricEvaluation{m: m, whileNew: whileNew}
	j.outcome = Outcome{Metric: m.Name, Period: period, Value: noValue(m), Judged: noValue(m), Levels: m.levels(whileNew), Due: r.due(m.Due, period.Last())}
	var err error
	if j.operation, err = r.inOperation(m, period); err != nil {
		j.err = fmt.Errorf("the windows that it excludes: %w", err)
		return j
	}
	if j.operation.empty() {
		j.settle(NotApplicable, j.operation.why)
		return j
	}
	j.outcome.ExcludedTime = j.operation.excluded.list
	return j
}

func (j *metricEvaluation) settle(v Verdict, why string) {
	j.outcome.Verdict, j.outcome.Reason, j.settled = v, why, true
}

// selectRows decides for every row of every table that the metric reads whether it
// counts, accounts for all of them, and says when there are too few to judge by.
func (s *periodEvaluation) selectRows(ctx context.Context, j *metricEvaluation) {
	if !j.open() {
		return
	}
	if j.selected, j.outcome.Rows, j.err = s.rowsOf(ctx, j.m, j.operation); j.err != nil {
		return
	}
	if v, why := s.run.tooFew(j.m, j.outcome.Rows); v != "" {
		j.settle(v, why)
	}
}

// rowsOf selects the rows of a metric and accounts for them.
func (s *periodEvaluation) rowsOf(ctx context.Context, m *CheckedMetric, span operation) (map[string]*selection, []RowAccount, error) {
	selected := map[string]*selection{}
	var accounts []RowAccount
	for _, t := range m.Tables {
		records, lost, err := s.run.records(ctx, t, span)
		if err != nil {
			return nil, nil, err
		}
		placed := s.place(t, records, span)
		account := RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost, Outside: placed.outside, Unplaced: placed.unplaced}
		counts, err := s.withoutExcluded(ctx, m, t, records, placed.selection, span, &account)
		if err != nil {
			return nil, nil, err
		}
		account.Used = counts.count
		selected[t.Name] = counts
		accounts = append(accounts, account)
	}
	for _, t := range m.Lookups { // all rows count; one that is lost might hold the key, or hold it again
		records, lost, err := s.run.records(ctx, t, span)
		if err != nil {
			return nil, nil, err
		}
		if lost > 0 {
			accounts = append(accounts, RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost, Used: records.Rows()})
		}
	}
	return selected, accounts, nil
}

// expressionData returns what a measure is evaluated over.
func (r *evaluation) expressionData(m *CheckedMetric, selected map[string]*selection, span operation) dsl.Data {
	rows := map[string][]int32{}
	for name, s := range selected {
		if s.rows != nil { // of a table that is not named all rows count
			rows[name] = s.rows
		}
	}
	return dsl.Data{Tables: r.tables(m, span), Rows: rows, Inputs: r.measureInputs(m, span), Zone: r.plan.zone}
}
