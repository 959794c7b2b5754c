package framework

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// remarks are what a reader should know of a measure beside the axes: what is doubtful
// in the source.
func remarks(m sla.CheckedMetric, measure *Measure) []string {
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if measure.Release.Tier == Legacy {
		add("from a legacy list, not a current release")
	}
	if measure.SupersededBy != "" && measure.SupersededOn.IsZero() {
		add("superseded by %s", measure.SupersededBy)
	}
	if measure.OperatorInferred {
		add("the source prints the figure without an operator; it was taken from the direction")
	}
	if measure.SetBy != "" && len(measure.Figures()) > 0 {
		add("the %s may set another figure", measure.SetBy)
	}
	for _, e := range measure.Earlier {
		add("the figure was %s in release %s", e.Figure, e.Release)
	}
	return append(notes, measure.Notes...)
}

// stabilization notes that a metric is judged by a level that the figure refuses while
// its service is new, and for how long.
func (c comparison) stabilization(figure criterionFound) []string {
	s := c.m.Stabilization
	if s.Target == "" || figure.program == nil {
		return nil
	}
	value := c.m.MeasureProgram().Type()
	target, err := c.compile(s.Target, value)
	if err != nil {
		return []string{fmt.Sprintf("for %s the target is %s; that was not compared", s.For, s.Target)}
	}
	answer := decide.Compare(context.Background(), target, figure.program, "value", decide.DomainOf(c.m.MeasureProgram()))
	switch relation := alignments[answer.Relation]; relation {
	case Weaker, Overlapping, Conflicting:
		note := fmt.Sprintf("while the service is new, for %s, the target is %s, which is %s beside %s", s.For, s.Target, relation, figure.text)
		if answer.OnlyFirst != nil {
			note += fmt.Sprintf(": %s satisfies it and not the measure", answer.OnlyFirst)
		}
		return []string{note}
	}
	return nil
}

// contradictions are findings about two measures that a metric claims and whose figures
// no value satisfies together: whatever its target, it follows one of them at most.
func (a aligner) contradictions(m sla.CheckedMetric, claims []Finding) []Finding {
	var found []Finding
	value := m.MeasureProgram().Type()
	for i, f := range claims {
		for _, g := range claims[:i] {
			if f.Figure == "" || g.Figure == "" {
				continue
			}
			first, err := a.compile(g.Figure, value)
			second, err2 := a.compile(f.Figure, value)
			if err != nil || err2 != nil {
				continue
			}
			region := decide.Region{Domains: map[string]decide.Domain{"value": decide.DomainOf(m.MeasureProgram())}}
			if region.Disjoint(context.Background(), first, second).Outcome != decide.Proved {
				continue
			}
			own := Finding{
				Metric: m.Name, Title: m.Title, Claim: f.Claim, Measure: f.Measure, Case: f.Case, Target: m.Target, Figure: f.Figure,
				Alignment: Conflicting, Severity: diag.Error, Code: diag.ContradictingMeasure, Rule: "no value satisfies both figures",
				Summary: fmt.Sprintf("the metric also claims %s, and no value satisfies both: %s there, %s in %s", g.Claim, g.Figure, f.Figure, f.Claim),
				Advice:  "claim the one that the metric is about",
			}
			found = append(found, own.at(m, i))
		}
	}
	return found
}
