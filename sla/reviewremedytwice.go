package sla

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
)

// paidTwice asks of every two credits whether one miss can be paid for by both: of one
// metric, or of two that are measured over the same rows.
func (r *reviewer) paidTwice() {
	for j, second := range r.plan.remedies {
		if second.credit == nil {
			continue
		}
		path := "remedies." + second.Name + ".credit.metric"
		var others []string // whose metrics share rows with this one's
		for _, first := range r.plan.remedies[:j] {
			switch {
			case first.credit == nil || r.neverTogether(first, second):
			case first.Credit.Metric == second.Credit.Metric:
				r.sameMiss(first, second, path)
			case r.sameRows(first, second, path):
				others = append(others, first.Name)
			}
		}
		if len(others) > 0 {
			r.tell(diag.Warning, diag.PaidTwice, path, fmt.Sprintf("rows that %s pays for can be paid for by %s as well: the metrics are measured over the same ones", second.Name, strings.Join(others, " and by ")),
				"say in the conditions which of them is paid")
		}
	}
}

// neverTogether reports whether two remedies never apply in one period.
func (r *reviewer) neverTogether(first, second *planRemedy) bool {
	region := r.together(anyNumber, first.when, second.when)
	return region != nil && region.Disjoint(r.ctx, first.when, second.when).Outcome == decide.Proved
}

// sameMiss looks for a value for which the tiers of both credits pay.
func (r *reviewer) sameMiss(first, second *planRemedy, path string) {
	a, b := r.creditOf(first), r.creditOf(second)
	one, other := a.condition(a.either(a.tiers)), a.condition(b.either(b.tiers))
	if one == nil || other == nil {
		return
	}
	p := a.missed.Disjoint(r.ctx, one, other)
	if !possibly(p) {
		r.shown(p, path, "whether one miss is paid for twice")
		return
	}
	i, j := a.first(p.Witness), b.first(p.Witness)
	if i < 0 || j < 0 {
		return
	}
	r.tell(diag.Warning, diag.PaidTwice, path, fmt.Sprintf("%s and %s can both pay for one miss of %s: for %s, %s of %s and %s of %s", first.Name, second.Name,
		first.Credit.Metric, shownValue(p.Witness), first.credit.tiers[i].credit, first.Credit.Of, second.credit.tiers[j].credit, second.Credit.Of),
		"write one credit, or conditions that exclude each other")
}

// sameRows reports whether two metrics are, or may be, measured over rows that they
// share.
func (r *reviewer) sameRows(first, second *planRemedy, path string) bool {
	one, other := r.plan.metric(first.Credit.Metric), r.plan.metric(second.Credit.Metric)
	p := decide.Region{}.RowsDisjoint(r.ctx, one.measure, other.measure)
	if !possibly(p) {
		r.shown(p, path, "whether one row is paid for twice")
		return false
	}
	return true
}
