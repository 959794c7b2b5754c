package review

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/sla"
)

// sameMeasure asks of metrics that measure the same thing over the same periods whether
// one figure can satisfy both targets.
func (r *reviewer) sameMeasure(ctx context.Context) {
	r.eachPair(func(a, b *sla.CheckedMetric) {
		if a.Period != b.Period || r.settled[a] || r.settled[b] {
			return
		}
		at := "metrics." + b.Name + ".target"
		disjoint, witness := r.noFigure(ctx, at, a, b, "whether a figure satisfies both targets")
		if !disjoint {
			return
		}
		r.report(diag.Error, ContradictoryTerms, at, fmt.Sprintf("no value satisfies both this and the target of %s, which is about the same figure: %s%s", a.Name, shortened(a.Metric.Target), witness),
			"leave one of the two out, or write levels that can be met together")
	})
}

// eachPair visits the pairs of metrics with one measure and the same exclusions, in the
// order of the agreement.
func (r *reviewer) eachPair(visit func(a, b *sla.CheckedMetric)) {
	of := map[string][]*sla.CheckedMetric{}
	for _, m := range r.metrics {
		key := r.figureOf(m)
		for _, earlier := range of[key] {
			if !r.compare("metrics." + m.Name + ".target") {
				break
			}
			visit(earlier, m)
		}
		of[key] = append(of[key], m)
	}
}

// figureOf returns what a metric's figure is computed from, in one form: the measure, the
// time in which its service operates, and the exclusions, but for their reasons.
func (r *reviewer) figureOf(m *sla.CheckedMetric) string {
	operates := r.service(m) // the zero times are open
	parts := []string{canonical(m.Metric.Measure), fmt.Sprint(operates.From.UnixNano(), operates.To.UnixNano())}
	for _, x := range m.Exclude {
		parts = append(parts, fmt.Sprint(x.Table, canonical(x.Exclusion.Rows), x.From.UnixNano(), x.To.UnixNano()))
	}
	return strings.Join(parts, "\n")
}

// canonical returns a text of the language in one form.
func canonical(text string) string {
	if form, err := format.Expression(text); err == nil {
		return form
	}
	return text
}

// noFigure asks whether no figure satisfies the targets of two metrics. The witness is a
// figure that satisfies the second one.
func (r *reviewer) noFigure(ctx context.Context, at string, a, b *sla.CheckedMetric, question string) (disjoint bool, witness string) {
	if a.Rounded != b.Rounded || a.Rounded && a.Places != b.Places {
		first, second := a, b
		if b.Rounded {
			first, second = b, a
		}
		if second.Rounded {
			return false, "" // two grids
		}
		answer := decide.CompareRounded(ctx, first.Target, first.Places, second.Target, valueName, r.unrounded(a))
		if answer.Relation == decide.Unknown {
			r.undecided(at, question, answer.Reason)
		}
		return answer.Relation == decide.Conflicting, ""
	}
	region := r.region(b)
	if !r.proved(region.Disjoint(ctx, a.Target, b.Target), at, question) {
		return false, ""
	}
	if p := region.NeverTrue(ctx, b.Target); p.Witness != nil && !p.Possible {
		witness = fmt.Sprintf("; %s satisfies this one only", p.Witness)
	}
	return true, witness
}
