package review

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/sla"
)

// conditionalTargets asks of targets that depend on a condition over inputs whether they
// can be met, and missed, when it holds and when it does not.
func (r *reviewer) conditionalTargets(ctx context.Context) {
	r.eachLevels(func(path string, m *sla.CheckedMetric) {
		at := join(path, "target")
		if ofValue(m.Target) || r.settled[m] {
			return
		}
		asked := 0
		for _, c := range shapes.Conditions(m.Target) {
			if slices.Contains(c.Inputs(), valueName) || len(c.Questions()) > 0 {
				continue
			}
			if asked++; asked > mostConditions {
				r.undecided(at, "whether the target can be met in every case", fmt.Sprintf("it has more than %d conditions", mostConditions))
				return
			}
			r.whenHolds(ctx, at, m, c, "when "+shortened(c.Text()))
			if not, err := dsl.Compile("not ("+c.Text()+"\n)", m.Levels); err == nil {
				r.whenHolds(ctx, at, m, not, "unless "+shortened(c.Text()))
			}
		}
	})
}

// mostConditions is how many conditions of one target are looked at.
const mostConditions = 32

// whenHolds asks about a target where a condition holds.
func (r *reviewer) whenHolds(ctx context.Context, at string, m *sla.CheckedMetric, condition *dsl.Program, when string) {
	region := r.region(m)
	if r.undecidedAt[at] || !r.possible(ctx, at, m, condition) {
		return
	}
	region.Where = condition
	if r.proved(region.NeverTrue(ctx, m.Target), at, "whether the target can be met "+when) {
		r.report(diag.Error, ConditionalConflict, at, fmt.Sprintf("no value can satisfy the target %s", when), "write a level that can be met then, or leave the metric out of that case")
		return
	}
	if !r.proved(region.AlwaysTrue(ctx, m.Target), at, "whether the target can be missed "+when) {
		return
	}
	region.Domains = nil
	if region.AlwaysTrue(ctx, m.Target).Outcome != decide.Proved { // else it says itself that nothing is asked then
		r.report(diag.Warning, codes.VacuousTarget, at, fmt.Sprintf("every value satisfies the target %s, so it judges nothing then", when), "write a level that can be missed")
	}
}

// possible reports whether a condition over inputs can hold; one that cannot has no case
// to ask about.
func (r *reviewer) possible(ctx context.Context, at string, m *sla.CheckedMetric, condition *dsl.Program) bool {
	never := r.region(m).NeverTrue(ctx, condition)
	if never.Outcome != decide.Proved {
		return true
	}
	r.report(diag.Warning, DeadTerm, at, fmt.Sprintf("%s can never hold", shortened(condition.Text())), "leave it out, or write what was meant")
	return false
}
