package sla

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/table"
)

// EachRowOf passes every row that a step of an outcome looked at to visit, with what
// became of it: the tickets behind a share, and which of them were late. The outcome
// is one of this plan over the same data. Rows outside of the period and excluded
// ones are not among them; Outcome.Rows counts those.
//
// What each use means, and how the rows agree with the step's counts, is told at
// [dsl.Program.EachRowOf].
func (p *Plan) EachRowOf(ctx context.Context, data Data, o Outcome, step dsl.Step, visit func(dsl.RowUse)) error {
	m, run, err := p.again(ctx, data, o)
	if err != nil {
		return err
	}
	span, err := run.inOperation(m, o.Period)
	if err != nil {
		return fmt.Errorf("looking at the rows of %s: %w", o.Metric, err)
	}
	selected, _, err := run.sitting().rowsOf(m, span)
	if err == nil {
		err = m.measure.EachRowOf(ctx, run.expressionData(m, selected, span), step, visit)
	}
	if err != nil {
		return fmt.Errorf("looking at the rows of %s: %w", o.Metric, err)
	}
	return nil
}

// RecordsOf is a table as an outcome's metric read it, so that the rows that EachRowOf
// passes can be shown: the caller's own, or what a clock or an availability came to in
// the outcome's period.
func (p *Plan) RecordsOf(ctx context.Context, data Data, o Outcome, name string) (*table.Table, error) {
	m, run, err := p.again(ctx, data, o)
	if err != nil {
		return nil, err
	}
	read := slices.Concat(m.tables, m.lookups)
	at := slices.IndexFunc(read, func(t Table) bool { return t.Name == name })
	if at < 0 {
		return nil, undeclared("table that the metric reads, named", name, namesOf(read, func(t Table) string { return t.Name }))
	}
	records, _, err := run.records(read[at], run.operates(m.service, o.Period))
	if err != nil {
		return nil, fmt.Errorf("looking at the rows of %s: %w", o.Metric, err)
	}
	return records, nil
}

// again begins a run that looks at an outcome once more.
func (p *Plan) again(ctx context.Context, data Data, o Outcome) (*planMetric, *run, error) {
	m := p.metric(o.Metric)
	if m == nil {
		return nil, nil, undeclared("metric", o.Metric, namesOf(p.metrics, func(m *planMetric) string { return m.Name }))
	}
	r := p.run(ctx, data)
	if o.Period.IsZero() {
		return nil, nil, fmt.Errorf("looking at the rows of %s: %w", o.Metric, ErrPeriod)
	}
	if err := p.conforms(data); err != nil {
		return nil, nil, fmt.Errorf("looking at the rows of %s: %w", o.Metric, err)
	}
	return m, r, nil
}
