package decide

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/internal/contexts"
)

// none reports whether no values satisfy a formula, as far as that was decided.
func (t *tableOf) none(ctx context.Context, f *formula) bool {
	if f == never || f.op == 's' || f.op == 't' {
		return f == never
	}
	if t.left <= 0 {
		return false
	}
	q := t.question
	q.steps = min(50_000, q.budget())
	found, err := q.exists(ctx, f)
	t.left -= q.took
	return !found && err == nil
}

// mend looks for the shortest edit that mends each finding and does no harm.
func (t *tableOf) mend(ctx context.Context, d *Division) {
	t.left = 10 * t.budget()
	covered := either(t.tiers...)
	var swaps []*Edit
	var swapped []*formula
	for i := range d.Findings {
		f := &d.Findings[i]
		if f.Flaw != Empty {
			continue
		}
		if e, after := t.swap(ctx, f.Tiers[0]); e != nil {
			f.Flaw = Inverted
			if t.none(ctx, both(after, covered)) {
				f.Edit = e
				swaps, swapped = append(swaps, e), append(swapped, after)
			}
		}
	}
	tried := 0
	for i := range d.Findings {
		f := &d.Findings[i]
		if f.boxed == nil || tried > 4000 || contexts.Check(ctx) != nil {
			continue
		}
		flawed := t.formulaOf(f.boxed)
		if f.Flaw == Gap {
			if at := slices.IndexFunc(swapped, func(after *formula) bool { return t.none(ctx, both(flawed, not(after))) }); at >= 0 {
				f.Edit = swaps[at]
				continue
			}
		}
		var best *Edit
		least := []int{}
		for _, tier := range f.Tiers {
			for _, r := range t.rewrites(tier, f) {
				e, ok := t.edit(r)
				if !ok {
					continue
				}
				cost := r.cost(e)
				if best != nil && slices.Compare(cost, least) >= 0 {
					continue
				}
				tried++
				if after := t.formula(ctx, e); after != nil && t.mends(ctx, f, flawed, covered, tier, after) {
					best, least = e, cost
				}
			}
		}
		f.Edit = best
	}
}

// mends reports whether a tier after an edit mends a finding, without another flaw.
func (t *tableOf) mends(ctx context.Context, f *Finding, flawed, covered *formula, tier int, after *formula) bool {
	before := t.tiers[tier]
	if f.Flaw == Gap {
		added := both(after, not(before))
		return t.none(ctx, both(flawed, not(after))) && t.none(ctx, both(before, not(after))) && t.none(ctx, both(added, covered))
	}
	other := f.Tiers[0]
	if other == tier {
		other = f.Tiers[1]
	}
	return t.none(ctx, both(after, t.tiers[other])) && !t.none(ctx, after) &&
		t.none(ctx, both(after, not(before))) && t.none(ctx, both(before, not(after), not(t.tiers[other])))
}
