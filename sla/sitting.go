package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
)

// sitting judges metrics in one period together: rows that several of them count are
// selected once, and measures that go over the same rows share a pass. Each is judged as
// it would be by itself.
type sitting struct {
	run      *run
	placed   map[placementKey]placement
	excluded map[exclusionKey]exclusion
	together dsl.Together
}

func (r *run) sitting() *sitting {
	s := &sitting{run: r, placed: map[placementKey]placement{}, excluded: map[exclusionKey]exclusion{}}
	if r.traced {
		s.together.Trace = &r.trace
	}
	return s
}

// judging is a metric in a period, between the selection of its rows and its verdict.
type judging struct {
	m        *planMetric // with the levels that hold in the period
	early    bool
	span     operation
	selected map[string]*selection
	outcome  Outcome
	decided  bool // without its measure
	err      error
}

// together judges metrics in a period, each of which has its outcome or error then.
func (r *run) together(metrics []*planMetric, period calendar.Period) {
	s := r.sitting()
	all, asked := make([]*judging, len(metrics)), make([]func(context.Context) (dsl.Explanation, error), len(metrics))
	for i, m := range metrics {
		j := r.begin(m, period)
		s.selectRows(j)
		if j.open() {
			asked[i], j.err = s.together.Add(j.m.measure, r.expressionData(j.m, j.selected, j.span))
		}
		all[i] = j
	}
	for i, j := range all {
		if j.open() {
			var explained dsl.Explanation
			if explained, j.err = asked[i](r.ctx); j.err == nil {
				j.err = r.conclude(j, explained)
			}
		}
		r.judged[outcomeKey{metrics[i].Name, period}] = judgment{j.outcome, j.err}
	}
}

func (j *judging) open() bool { return j.err == nil && !j.decided }

// begin finds the levels by which a metric is judged in a period, and the time that
// counts of it.
func (r *run) begin(m *planMetric, period calendar.Period) *judging {
	m, early := m.in(period)
	j := &judging{m: m, early: early}
	j.outcome = Outcome{Metric: m.Name, Period: period, Value: noValue(m), Judged: noValue(m), Levels: m.levels(early), Due: r.due(m.Due, period.Last())}
	var err error
	if j.span, err = r.inOperation(m, period); err != nil {
		j.err = fmt.Errorf("the windows that it excludes: %w", err)
		return j
	}
	if j.span.empty() {
		j.decide(NotApplicable, j.span.why)
		return j
	}
	j.outcome.ExcludedTime = j.span.excluded.list
	return j
}

func (j *judging) decide(v Verdict, why string) {
	j.outcome.Verdict, j.outcome.Reason, j.decided = v, why, true
}

// selectRows decides for every row of every table that the metric reads whether it
// counts, accounts for all of them, and says when there are too few to judge by.
func (s *sitting) selectRows(j *judging) {
	if !j.open() {
		return
	}
	if j.selected, j.outcome.Rows, j.err = s.rowsOf(j.m, j.span); j.err != nil {
		return
	}
	if v, why := s.run.tooFew(j.m, j.outcome.Rows); v != 0 {
		j.decide(v, why)
	}
}

// rowsOf selects the rows of a metric and accounts for them.
func (s *sitting) rowsOf(m *planMetric, span operation) (map[string]*selection, []RowAccount, error) {
	selected := map[string]*selection{}
	var accounts []RowAccount
	for _, t := range m.tables {
		records, lost, err := s.run.records(t, span)
		if err != nil {
			return nil, nil, err
		}
		placed := s.place(t, records, span)
		account := RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost, Outside: placed.outside, Unplaced: placed.unplaced}
		counts, err := s.withoutExcluded(m, t, records, placed.selection, span, &account)
		if err != nil {
			return nil, nil, err
		}
		account.Used = counts.count
		selected[t.Name] = counts
		accounts = append(accounts, account)
	}
	for _, t := range m.lookups { // all rows count; one that is lost might hold the key, or hold it again
		records, lost, err := s.run.records(t, span)
		if err != nil {
			return nil, nil, err
		}
		if lost > 0 {
			accounts = append(accounts, RowAccount{Table: t.Name, Total: records.Rows() + lost, Rejected: lost, Used: records.Rows()})
		}
	}
	return selected, accounts, nil
}

// expressionData is what a measure is evaluated over.
func (r *run) expressionData(m *planMetric, selected map[string]*selection, span operation) dsl.Data {
	rows := map[string][]int32{}
	for name, s := range selected {
		if s.rows != nil { // what is not named counts whole
			rows[name] = s.rows
		}
	}
	return dsl.Data{Tables: r.tables(m, span), Rows: rows, Inputs: r.measureInputs(m, span), Zone: r.plan.zone}
}
