package review

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// paidTwice asks of every two credits whether one miss can be paid for by both: of one
// metric, or of two that are measured over the same rows.
func (r *reviewer) paidTwice(ctx context.Context) {
	for j, second := range r.remedies {
		if second.Credit == nil {
			continue
		}
		path := "remedies." + second.Name + ".credit.metric"
		var others []string // whose metrics share rows with this one's
		for _, first := range r.remedies[:j] {
			switch {
			case first.Credit == nil || r.excludeEachOther(ctx, first, second):
			case first.Credit.Metric == second.Credit.Metric:
				r.sameMiss(ctx, first, second, path)
			case r.sameRows(ctx, first, second, path):
				others = append(others, first.Name)
			}
		}
		if len(others) > 0 {
			r.report(diag.Warning, PaidTwice, path, fmt.Sprintf("rows that %s pays for can be paid for by %s as well: the metrics are measured over the same ones", second.Name, strings.Join(others, " and by ")),
				"say in the conditions which of them is paid")
		}
	}
}

// excludeEachOther reports whether two remedies never apply in one period.
func (r *reviewer) excludeEachOther(ctx context.Context, first, second *sla.CheckedRemedy) bool {
	region := r.possibleAnswers(anyNumber, first.When, second.When)
	return region != nil && region.Disjoint(ctx, first.When, second.When).Outcome == decide.Proved
}

// sameMiss looks for a value for which the tiers of both credits pay.
func (r *reviewer) sameMiss(ctx context.Context, first, second *sla.CheckedRemedy, path string) {
	a, b := r.creditOf(first), r.creditOf(second)
	one, other := a.condition(a.either(a.tiers)), a.condition(b.either(b.tiers))
	if one == nil || other == nil {
		return
	}
	p := a.missed.Disjoint(ctx, one, other)
	if !possibly(p) {
		r.proved(p, path, "whether one miss is paid for twice")
		return
	}
	i, j := a.first(ctx, p.Witness), b.first(ctx, p.Witness)
	if i < 0 || j < 0 {
		return
	}
	r.report(diag.Warning, PaidTwice, path, fmt.Sprintf("%s and %s can both pay for one miss of %s: for %s, %s of %s and %s of %s", first.Name, second.Name,
		first.Credit.Metric, shownValue(p.Witness), first.Parts[i], first.Credit.Of, second.Parts[j], second.Credit.Of),
		"write one credit, or conditions that exclude each other")
}

// sameRows reports whether two metrics are, or may be, measured over rows that they
// share.
func (r *reviewer) sameRows(ctx context.Context, first, second *sla.CheckedRemedy, path string) bool {
	one, other := r.metric(first.Credit.Metric), r.metric(second.Credit.Metric)
	p := decide.Region{}.RowsDisjoint(ctx, one.Measure, other.Measure)
	if !possibly(p) {
		r.proved(p, path, "whether one row is paid for twice")
		return false
	}
	return true
}
