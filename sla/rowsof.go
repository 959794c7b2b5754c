package sla

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
)

// EachRowOf passes every row that a step of an outcome looked at to visit, with what
// became of it: the tickets behind a share, and which of them were late. The outcome
// is one of this plan over the same data. Rows outside of the period and excluded
// ones are not among them; Outcome.Rows counts those.
//
// What each fate means, and how the rows agree with the step's counts, is told at
// [dsl.Program.EachRowOf].
func (p *Plan) EachRowOf(ctx context.Context, data Data, o Outcome, step dsl.Step, visit func(dsl.RowFate)) error {
	at := slices.IndexFunc(p.metrics, func(m *planMetric) bool { return m.Name == o.Metric })
	if at < 0 {
		return undeclared("metric", o.Metric, namesOf(p.metrics, func(m *planMetric) string { return m.Name }))
	}
	if err := p.conforms(data); err != nil {
		return fmt.Errorf("looking at the rows of %s: %w", o.Metric, err)
	}
	m, run := p.metrics[at], &run{plan: p, data: data, ctx: ctx}
	span := run.inOperation(m, o.Period)
	selected, _, err := run.selectRows(m, span)
	if err == nil {
		err = m.measure.EachRowOf(ctx, run.expressionData(m, selected, span), step, visit)
	}
	if err != nil {
		return fmt.Errorf("looking at the rows of %s: %w", o.Metric, err)
	}
	return nil
}
