package review

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/diag"
)

// deadStates asks of the conditions of clocks whether a row can reach them. Of states,
// the first that holds is the one.
func (r *reviewer) deadStates(ctx context.Context) {
	for _, k := range r.clocks {
		path := "clocks." + k.Name
		states := slices.SortedFunc(maps.Keys(k.States), func(a, b clock.State) int { return cmp.Compare(b, a) }) // in the order in which they count
		for i, s := range states {
			at := path + ".state." + s.String()
			if r.unreachable(ctx, at, k.States[s], "the state "+s.String()) {
				continue
			}
			for _, earlier := range states[:i] {
				if r.proved(r.anywhere().Implies(ctx, k.States[s], k.States[earlier]), at, "whether a row is in this state") {
					r.report(diag.Warning, DeadTerm, at, fmt.Sprintf("no row is %s: for every one of them %s holds, which counts first", s, earlier), "leave it out, or look whether the two are what was meant")
					break
				}
			}
		}
		for _, s := range slices.Sorted(maps.Keys(k.Signals)) {
			r.unreachable(ctx, path+"."+s.String(), k.Signals[s], "the "+s.String()+" of the clock")
		}
	}
	for _, a := range r.availabilities {
		if a.Unknown != nil {
			r.unreachable(ctx, "availability."+a.Name+".unknown", a.Unknown, "unknown")
		}
	}
}

// unreachable tells a condition that can never hold.
func (r *reviewer) unreachable(ctx context.Context, at string, condition *dsl.Program, what string) bool {
	if !r.proved(r.anywhere().NeverTrue(ctx, condition), at, "whether the condition can hold") {
		return false
	}
	r.report(diag.Warning, DeadTerm, at, fmt.Sprintf("%s never takes effect: its condition cannot hold", what), "leave it out, or look whether its parts exclude each other")
	return true
}

// totalExclusions asks of conditions on excluded rows whether they leave any.
func (r *reviewer) totalExclusions(ctx context.Context) {
	for _, m := range r.metrics {
		for i, x := range m.Exclude {
			at := fmt.Sprintf("metrics.%s.exclude[%d].rows", m.Name, i)
			if x.Rows != nil && r.proved(r.anywhere().AlwaysTrue(ctx, x.Rows), at, "whether a row is left") {
				r.report(diag.Warning, DeadTerm, at, "the exclusion holds for every row, so nothing is left to measure", "write which rows do not count")
			}
		}
	}
}
