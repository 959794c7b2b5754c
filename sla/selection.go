package sla

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/contexts"
)

// Selection is a metric in a period before it is measured: the levels, the rows and the
// inputs by which it will be judged.
//
// Metric.Measure over Data is the metric's value, and [dsl.Program.EachRowOf] passes the
// rows behind a step of it: the tickets behind a share, and which of them were late. Rows
// outside of the period and excluded ones are not among them; Outcome.Rows counts those.
type Selection struct {
	Metric  CheckedMetric // with the levels that hold in the period
	Outcome Outcome       // without a value, and without a verdict unless that is clear before measuring, as for a period without rows
	Data    dsl.Data      // the tables as the metric reads them, computed ones among them, the rows that count, and the inputs

	run       *evaluation
	operation operation
}

// errNoSelection is returned by a selection that nothing has made.
var errNoSelection = errors.New("the selection is not one of Plan.Select")

// Select returns the rows, inputs and levels by which an evaluation judges a metric in a
// period.
func (p *Plan) Select(ctx context.Context, data Data, metric string, period calendar.Period) (*Selection, error) {
	p = p.orEmpty()
	if err := contexts.Check(ctx); err != nil {
		return nil, fmt.Errorf("selecting the rows of %s: %w", metric, err)
	}
	m := p.metric(metric)
	if m == nil {
		return nil, undeclared("metric", metric, namesOf(p.metrics, func(m *CheckedMetric) string { return m.Name }))
	}
	if period.IsZero() {
		return nil, fmt.Errorf("selecting the rows of %s: %w", metric, ErrPeriod)
	}
	read, err := p.gather(ctx, data)
	if err == nil {
		err = p.conforms(read)
	}
	if err != nil {
		return nil, fmt.Errorf("selecting the rows of %s: %w", metric, err)
	}
	r := p.run(read)
	j := r.begin(m, period)
	if j.err != nil {
		return nil, fmt.Errorf("selecting the rows of %s: %w", metric, j.err)
	}
	s := &Selection{Metric: j.m.copy(p.agreement.clone().Metrics[slices.Index(p.metrics, m)], copiedTables{}), Outcome: j.outcome, run: r, operation: j.operation}
	return s.Over(ctx, read.Tables)
}

// Over returns the selection for the same metric and period from other tables, which must
// have the declared fields.
func (s *Selection) Over(ctx context.Context, tables map[string]*table.Table) (*Selection, error) {
	if s == nil || s.run == nil {
		return nil, errNoSelection
	}
	if err := contexts.Check(ctx); err != nil {
		return nil, fmt.Errorf("selecting the rows of %s: %w", s.Metric.Name, err)
	}
	own := *s
	own.run = s.run.plan.run(gathered{Tables: tables, Inputs: s.run.data.Inputs})
	own.Outcome.ExcludedTime = slices.Clone(s.Outcome.ExcludedTime)
	selected := map[string]*selection{}
	if own.Outcome.Verdict == "" {
		var err error
		if selected, own.Outcome.Rows, err = own.run.inPeriod().rowsOf(ctx, &own.Metric, s.operation); err != nil {
			return nil, fmt.Errorf("selecting the rows of %s: %w", s.Metric.Name, err)
		}
	} else {
		for _, t := range s.Metric.Tables {
			selected[t.Name] = &selection{rows: []int32{}}
		}
	}
	own.Data = own.run.expressionData(&own.Metric, selected, s.operation)
	own.Data.Tables = maps.Clone(own.Data.Tables)
	return &own, nil
}

// Conclude returns the outcome for a measured value: the explanation of Metric.Measure
// over the rows that Outcome.Rows accounts for.
func (s *Selection) Conclude(ctx context.Context, measured dsl.Explanation) (Outcome, error) {
	if s == nil || s.run == nil {
		return Outcome{}, errNoSelection
	}
	if err := contexts.Check(ctx); err != nil {
		return Outcome{}, fmt.Errorf("evaluating %s: %w", s.Metric.Name, err)
	}
	j := &metricEvaluation{m: &s.Metric, whileNew: s.Outcome.Levels.Stabilization, operation: s.operation, outcome: s.Outcome, settled: s.Outcome.Verdict != ""}
	if j.settled {
		return j.outcome, nil
	}
	r := s.run
	if v, why := r.tooFew(j.m, j.outcome.Rows); v != "" {
		j.settle(v, why)
		return j.outcome, nil
	}
	if err := r.conclude(ctx, j, measured); err != nil {
		return Outcome{}, fmt.Errorf("evaluating %s, %s: %w", s.Metric.Name, s.Outcome.Period.Label(), err)
	}
	return j.outcome, nil
}
