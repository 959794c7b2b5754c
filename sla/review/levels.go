package review

import (
	"context"
	"fmt"
	"maps"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/sla"
)

// levelsWithInputs asks of levels that read inputs what Compile asks of the others:
// whether the target can be met, the minimum is below it, and the warning band inside.
func (r *reviewer) levelsWithInputs(ctx context.Context) {
	r.eachLevels(func(path string, m *sla.CheckedMetric) {
		region := r.region(m)
		if !ofValue(m.Target) && r.proved(region.NeverTrue(ctx, m.Target), join(path, "target"), "whether a value can satisfy the target") {
			r.settled[m] = true
			r.report(diag.Error, ContradictoryTerms, join(path, "target"), "no value can satisfy the target, whatever the inputs", "look whether its bounds exclude each other")
			return
		}
		if m.Minimum != nil && !(ofValue(m.Target) && ofValue(m.Minimum)) {
			at := join(path, "minimum")
			const question = "whether the minimum is below the target"
			if p := r.usual(region).Implies(ctx, m.Target, m.Minimum); p.Outcome == decide.Refuted {
				r.report(diag.Warning, ContradictoryTerms, at, fmt.Sprintf("the minimum is not always below the target: with %s the target holds and the minimum does not", p.Witness),
					"write a level that is easier to meet than the target, whatever the inputs")
			} else {
				r.proved(p, at, question)
			}
		}
		if m.Warn != nil && !(ofValue(m.Target) && ofValue(m.Warn)) {
			at := join(path, "warn")
			if r.proved(region.Disjoint(ctx, m.Target, m.Warn), at, "whether the warning band is inside the target") {
				r.report(diag.Error, ContradictoryTerms, at, "the warning band lies outside the target: no value that satisfies the target is in it, whatever the inputs", "write a band inside the target")
			}
		}
	})
}

// usual returns a region in which numeric inputs are not negative, so that a
// counterexample is one that may come up.
func (r *reviewer) usual(region decide.Region) decide.Region {
	zero := exact.Int(0)
	domains := maps.Clone(region.Domains)
	for _, in := range r.terms.Agreement.Inputs {
		if in.Type.Kind.Numeric() {
			domains[in.Name] = decide.Domain{Least: &zero}
		}
	}
	region.Domains = domains
	return region
}

// levelsWhileNew asks whether the levels of a new service are easier than the ones that
// follow.
func (r *reviewer) levelsWhileNew(ctx context.Context) {
	for _, m := range r.metrics {
		if m.WhileNew == nil {
			continue
		}
		at := "metrics." + m.Name + ".stabilization.target"
		p := r.region(m).Implies(ctx, m.Target, m.WhileNew.Target)
		if p.Outcome == decide.Refuted {
			r.report(diag.Warning, StricterWhileNew, at, fmt.Sprintf("the target of the new service is not easier than the one that follows: with %s the later one holds and this one does not", p.Witness),
				"write a level that is easier to meet while the service is new")
			continue
		}
		r.proved(p, at, "whether the target of the new service is easier than the one that follows")
	}
}
