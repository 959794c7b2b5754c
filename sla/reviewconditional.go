package sla

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/shapes"
)

// conditionalTargets asks of targets that depend on a condition over inputs whether
// they can be met, and missed, when it holds and when it does not.
func (r *reviewer) conditionalTargets() {
	r.eachLevels(func(path string, m *planMetric) {
		at := join(path, "target")
		if ofValue(m.target) || r.settled[m] {
			return
		}
		asked := 0
		for _, c := range shapes.Conditions(m.target) {
			if slices.Contains(c.Inputs(), valueName) || len(c.Questions()) > 0 {
				continue
			}
			if asked++; asked > mostConditions {
				r.doubt(at, "whether the target can be met in every case", fmt.Sprintf("it has more than %d conditions", mostConditions))
				return
			}
			r.whenHolds(at, m, c, "when "+brief(c.Text()))
			if not, err := dsl.Compile("not ("+c.Text()+"\n)", r.levelsEnv(m)); err == nil {
				r.whenHolds(at, m, not, "unless "+brief(c.Text()))
			}
		}
	})
}

// mostConditions is how many conditions of one target are looked at.
const mostConditions = 32

// whenHolds asks about a target where a condition holds.
func (r *reviewer) whenHolds(at string, m *planMetric, condition *dsl.Program, when string) {
	region := r.region(m)
	if r.doubted[at] || !r.possible(at, m, condition) {
		return
	}
	region.Where = condition
	if r.shown(region.NeverTrue(r.ctx, m.target), at, "whether the target can be met "+when) {
		r.tell(diag.Error, diag.ConditionalConflict, at, fmt.Sprintf("no value can satisfy the target %s", when), "write a level that can be met then, or leave the metric out of that case")
		return
	}
	if !r.shown(region.AlwaysTrue(r.ctx, m.target), at, "whether the target can be missed "+when) {
		return
	}
	region.Domains = nil
	if region.AlwaysTrue(r.ctx, m.target).Outcome != decide.Proved { // else it says itself that nothing is asked then
		r.tell(diag.Warning, diag.VacuousTarget, at, fmt.Sprintf("every value satisfies the target %s, so it judges nothing then", when), "write a level that can be missed")
	}
}

// possible reports whether a condition over inputs can hold; one that cannot has no case
// to ask about.
func (r *reviewer) possible(at string, m *planMetric, condition *dsl.Program) bool {
	never := r.region(m).NeverTrue(r.ctx, condition)
	if never.Outcome != decide.Proved {
		return true
	}
	r.tell(diag.Warning, diag.DeadTerm, at, fmt.Sprintf("%s can never hold", brief(condition.Text())), "leave it out, or write what was meant")
	return false
}
