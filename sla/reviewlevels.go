package sla

import (
	"github.com/concord-sla/concord/dsl/diag"
)

// levelsTogether asks of levels that read inputs what Compile asks of the others:
// whether the minimum is below the target, and the warning band inside of it.
func (r *reviewer) levelsTogether() {
	for _, m := range r.plan.metrics {
		r.ownLevels("metrics."+m.Name, m)
	}
}

func (r *reviewer) ownLevels(path string, m *planMetric) {
	if len(m.target.Inputs()) == 1 {
		return
	}
	if r.shown(r.region(m).NeverTrue(r.ctx, m.target), join(path, "target"), "whether a value can satisfy the target") {
		r.tell(diag.Error, diag.ContradictoryTerms, join(path, "target"), "no value can satisfy the target", "look whether its bounds exclude each other")
	}
}
