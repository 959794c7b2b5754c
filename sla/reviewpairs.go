package sla

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
)

// sameMeasure asks of metrics that measure the same thing over the same periods whether
// one figure can satisfy both targets.
func (r *reviewer) sameMeasure() {
	r.eachPair(func(a, b *planMetric) {
		if a.Period != b.Period || r.settled[a] || r.settled[b] {
			return
		}
		at := "metrics." + b.Name + ".target"
		apart, witness := r.noFigure(at, a, b, "whether a figure satisfies both targets")
		if !apart {
			return
		}
		r.tell(diag.Error, diag.ContradictoryTerms, at, fmt.Sprintf("no value satisfies both this and the target of %s, which is about the same figure: %s%s", a.Name, brief(a.Target), witness),
			"leave one of the two out, or write levels that can be met together")
	})
}

// eachPair visits the pairs of metrics with one measure and the same exclusions, in the
// order of the agreement.
func (r *reviewer) eachPair(visit func(a, b *planMetric)) {
	of := map[string][]*planMetric{}
	for _, m := range r.plan.metrics {
		key := figureOf(m)
		for _, earlier := range of[key] {
			if !r.compare("metrics." + m.Name + ".target") {
				break
			}
			visit(earlier, m)
		}
		of[key] = append(of[key], m)
	}
}

// figureOf is what a metric's figure is computed from, in one form: the measure, the time
// in which its service operates, and the exclusions, but for their reasons.
func figureOf(m *planMetric) string {
	var operates Service // the zero times are open
	if m.service != nil {
		operates = *m.service
	}
	parts := []string{canonical(m.Measure), fmt.Sprint(operates.From.UnixNano(), operates.To.UnixNano())}
	for _, x := range m.exclude {
		parts = append(parts, fmt.Sprint(x.Table, canonical(x.Rows), x.From.UnixNano(), x.To.UnixNano()))
	}
	return strings.Join(parts, "\n")
}

// canonical is a text of the language in one form.
func canonical(text string) string {
	if form, err := format.Expression(text); err == nil {
		return form
	}
	return text
}

// noFigure asks whether no figure satisfies the targets of two metrics. The witness is a
// figure that satisfies the second one.
func (r *reviewer) noFigure(at string, a, b *planMetric, question string) (apart bool, witness string) {
	if a.Rounded != b.Rounded || a.Rounded && a.Places != b.Places {
		first, second := a, b
		if b.Rounded {
			first, second = b, a
		}
		if second.Rounded {
			return false, "" // two grids
		}
		answer := decide.CompareRounded(r.ctx, first.target, first.Places, second.target, valueName, r.unrounded(a))
		if answer.Relation == decide.Unknown {
			r.doubt(at, question, answer.Reason)
		}
		return answer.Relation == decide.Conflicting, ""
	}
	region := r.region(b)
	if !r.shown(region.Disjoint(r.ctx, a.target, b.target), at, question) {
		return false, ""
	}
	if p := region.NeverTrue(r.ctx, b.target); p.Witness != nil && !p.Possible {
		witness = fmt.Sprintf("; %s satisfies this one only", p.Witness)
	}
	return true, witness
}
