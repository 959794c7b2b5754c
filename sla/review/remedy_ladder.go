package review

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// anyNumber of periods may have passed.
const anyNumber = -1

// ladders asks of every remedy whether its condition can hold, ever and within the
// agreement's term, and of a step that counts misses whether it comes later than the
// steps before it.
func (r *reviewer) ladders(ctx context.Context) {
	dead := map[string]bool{}
	for j, pr := range r.remedies {
		path := "remedies." + pr.Name + ".when"
		if dead[pr.Name] = r.cannotHold(ctx, pr, path); dead[pr.Name] || pr.Credit != nil || !counts(pr) {
			continue
		}
		for _, earlier := range r.remedies[:j] {
			if dead[earlier.Name] || earlier.Credit != nil || !slices.Equal(metricsOf(earlier), metricsOf(pr)) || earlier.Remedy.When == pr.Remedy.When {
				continue
			}
			if region := r.possibleAnswers(anyNumber, earlier.When, pr.When); region != nil && r.proved(region.Implies(ctx, earlier.When, pr.When), path, "whether it is a step of its own") {
				r.report(diag.Warning, RedundantRung, path, fmt.Sprintf("the condition holds whenever that of %s does, so it is no further step", earlier.Name),
					fmt.Sprintf("ask for more than %s does, or write it before %s", earlier.Name, earlier.Name))
				break
			}
		}
	}
}

// cannotHold tells of a condition that cannot hold.
func (r *reviewer) cannotHold(ctx context.Context, pr *sla.CheckedRemedy, path string) bool {
	region := r.possibleAnswers(anyNumber, pr.When)
	if region == nil {
		r.undecided(path, "whether the condition can hold", "what is known of its questions is longer than an expression may be")
		return false
	}
	if r.proved(region.NeverTrue(ctx, pr.When), path, "whether the condition can hold") {
		r.report(diag.Warning, DeadRemedy, path, "the condition can never hold, whatever the metrics do", "look at how many periods it counts, and which verdicts exclude each other")
		return true
	}
	longest := 0
	for _, name := range metricsOf(pr) {
		longest = max(longest, r.periodsOf(r.metric(name)))
	}
	if longest == 0 {
		return false
	}
	if region = r.possibleAnswers(0, pr.When); region != nil && r.proved(region.NeverTrue(ctx, pr.When), path, "whether the condition can hold") {
		r.report(diag.Warning, DeadRemedy, path, fmt.Sprintf("the condition cannot hold within the agreement's term, which has %d periods", longest), "count fewer periods")
		return true
	}
	return false
}

// counts reports whether a condition counts misses.
func counts(pr *sla.CheckedRemedy) bool {
	return slices.ContainsFunc(pr.When.Questions(), func(q dsl.Question) bool { return q.Name == "misses" || q.Name == "streak" })
}

// metricsOf returns the metrics that a condition asks about, by name.
func metricsOf(pr *sla.CheckedRemedy) []string {
	var all []string
	for _, q := range pr.When.Questions() {
		all = append(all, q.Subject)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// possibly reports whether what was not proved may fail, as far as that is known.
func possibly(p decide.Proof) bool {
	return p.Outcome == decide.Refuted || p.Outcome == decide.Undecided && p.Possible
}
