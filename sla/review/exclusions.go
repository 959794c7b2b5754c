package review

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// exceptions asks of the exclusions of every metric whether each can exclude something,
// and whether two exclude the same for different reasons. A row counts for the first that
// covers it.
func (r *reviewer) exceptions(ctx context.Context) {
	for _, m := range r.metrics {
		idle := make([]bool, len(m.Exclude))
		for j := range m.Exclude {
			path := fmt.Sprintf("metrics.%s.exclude[%d]", m.Name, j)
			if x := m.Exclude[j]; x.Rows != nil && r.proved((decide.Region{}).NeverTrue(ctx, x.Rows), path, "whether a row satisfies it") {
				r.report(diag.Warning, IdleExclusion, join(path, "rows"), "no row satisfies the exclusion", "look whether its conditions exclude each other")
				idle[j] = true
				continue
			}
			for i := range j {
				if !idle[i] && !idle[j] {
					idle[j] = r.twoExclusions(ctx, path, i, m.Exclude[i], m.Exclude[j])
				}
			}
		}
	}
}

// twoExclusions compares an exclusion with an earlier one, and reports whether it can
// never count because of it.
func (r *reviewer) twoExclusions(ctx context.Context, path string, i int, earlier, later sla.CheckedExclusion) (idle bool) {
	within, around, disjoint, such := r.overlapOf(ctx, earlier, later)
	differ := ""
	switch {
	case earlier.Authority != later.Authority:
		differ = fmt.Sprintf("on the authority of %s and of %s", earlier.Authority, later.Authority)
	case earlier.Kind != later.Kind:
		differ = fmt.Sprintf("as %s and as %s", earlier.Kind, later.Kind)
	}
	switch {
	case disjoint:
	case within:
		summary := fmt.Sprintf("the exclusion never counts: exclusion %d stands before it and excludes all of it", i+1)
		if differ != "" {
			summary += ", " + differ
		}
		r.report(diag.Warning, IdleExclusion, path, summary, fmt.Sprintf("leave it out, or write it before exclusion %d", i+1))
		return true
	case differ != "" && around:
		r.report(diag.Warning, ConflictingExclusions, path, fmt.Sprintf("exclusion %d and this one exclude the same, %s: all that the first excludes is in this one", i+1, differ),
			"say in this one that it is for the rest")
	case differ != "" && such != "":
		r.report(diag.Note, ConflictingExclusions, path, fmt.Sprintf("exclusion %d and this one can exclude the same, %s: %s; it counts for the first", i+1, differ, such),
			"let them exclude different rows, if the reason matters")
	}
	return false
}

// overlapOf tells how what two exclusions exclude lies to each other: the later within
// the earlier, or around it, or disjoint; such is something that both exclude.
func (r *reviewer) overlapOf(ctx context.Context, earlier, later sla.CheckedExclusion) (within, around, disjoint bool, such string) {
	switch {
	case earlier.Rows != nil && later.Rows != nil && earlier.Table == later.Table:
		every := decide.Region{}
		p := every.Disjoint(ctx, earlier.Rows, later.Rows)
		if p.Witness != nil {
			such = p.Witness.String()
		}
		return every.Implies(ctx, later.Rows, earlier.Rows).Outcome == decide.Proved, every.Implies(ctx, earlier.Rows, later.Rows).Outcome == decide.Proved, p.Outcome == decide.Proved, such
	case earlier.Rows == nil && later.Rows == nil:
		from, to := later.From, later.To
		if earlier.From.After(from) {
			from = earlier.From
		}
		if earlier.To.Before(to) {
			to = earlier.To
		}
		such = fmt.Sprintf("from %s to %s", from.In(r.terms.Zone).Format("2006-01-02 15:04"), to.In(r.terms.Zone).Format("2006-01-02 15:04"))
		return !later.From.Before(earlier.From) && !later.To.After(earlier.To), !earlier.From.Before(later.From) && !earlier.To.After(later.To), !from.Before(to), such
	}
	return false, false, true, ""
}
