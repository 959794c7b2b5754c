package align

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// remarks returns what is doubtful in the source of a measure.
func remarks(m sla.CheckedMetric, measure *framework.Measure) []string {
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if measure.Release.Tier == framework.Legacy {
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

// stabilization returns a note when the target for a new service is weaker than the
// figure, with how long it holds.
func (c comparison) stabilization(ctx context.Context, figure criterionResult) []string {
	s := c.m.Stabilization
	if s.Target == "" || figure.program == nil {
		return nil
	}
	value := c.m.Measure.Type()
	target, err := c.compileCriterion(s.Target, value)
	if err != nil {
		return []string{fmt.Sprintf("for %s the target is %s; that was not compared", s.For, s.Target)}
	}
	answer := decide.Compare(ctx, target, figure.program, "value", decide.DomainOf(c.m.Measure))
	switch relation := answer.Relation; relation {
	case decide.Weaker, decide.Overlapping, decide.Conflicting:
		note := fmt.Sprintf("while the service is new, for %s, the target is %s, which is %s beside %s", s.For, s.Target, relation, figure.text)
		if answer.OnlyFirst != nil {
			note += fmt.Sprintf(": %s satisfies it and not the measure", answer.OnlyFirst)
		}
		return []string{note}
	}
	return nil
}

// contradictions marks the claims of one metric whose figures no value satisfies
// together: whatever its target, it follows one of them at most. How it stands to each is
// kept.
func (a aligner) contradictions(ctx context.Context, m sla.CheckedMetric, claims []Finding) {
	value := m.Measure.Type()
	for i := range claims {
		for j := range i {
			f, g := &claims[i], &claims[j]
			if f.Figure == "" || g.Figure == "" {
				continue
			}
			first, err := a.compileCriterion(g.Figure, value)
			second, err2 := a.compileCriterion(f.Figure, value)
			if err != nil || err2 != nil {
				continue
			}
			region := decide.Region{Domains: map[string]decide.Domain{"value": decide.DomainOf(m.Measure)}}
			if region.Disjoint(ctx, first, second).Outcome != decide.Proved {
				continue
			}
			f.contradict(*g)
			g.contradict(*f)
			*f, *g = a.at(*f, m, i), a.at(*g, m, j)
		}
	}
}

// contradict changes the finding to say that another claim of the metric excludes this
// one.
func (f *Finding) contradict(other Finding) {
	if f.Code != ContradictingMeasure {
		f.Notes = append(f.Notes, "by itself: "+f.Summary)
	}
	f.Severity, f.Code, f.Rule = diag.Error, ContradictingMeasure, "no value satisfies both figures"
	f.Summary = fmt.Sprintf("the metric claims %s too, and no value satisfies both: %s here, %s there", other.Claim, f.Figure, other.Figure)
	f.Advice = "claim the one that the metric is about"
}
