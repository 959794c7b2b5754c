package review

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// targets asks of each target whether it can be missed and met by what the measure can
// be. Compile has asked that of the kind of the measure; here the tables that the
// agreement computes count, too. A share that has to be whole leaves no room at all,
// which is worth knowing.
func (r *reviewer) targets(ctx context.Context) {
	r.eachLevels(func(path string, m *sla.CheckedMetric) {
		if !ofValue(m.Target) {
			return
		}
		at := join(path, "target")
		d := r.domain(m)
		region := r.region(m)
		switch {
		case r.proved(region.NeverTrue(ctx, m.Target), at, "whether a value can satisfy the target"):
			r.settled[m] = true
			r.report(diag.Error, codes.ImpossibleTarget, at, fmt.Sprintf("no value can satisfy the target: the measure lies %s", within(d)), "write a level that the measure can reach")
		case r.proved(region.AlwaysTrue(ctx, m.Target), at, "whether a value can miss the target"):
			r.report(diag.Warning, codes.VacuousTarget, at, fmt.Sprintf("every value satisfies the target, so it judges nothing: the measure lies %s", within(d)), "write a level that can be missed")
		default:
			r.tolerance(ctx, at, m, d)
		}
	})
}

// distance returns how far two values are from each other.
func distance(v, w dsl.Value) exact.Num { return v.Num().Sub(w.Num()).Abs() }

// within says between which values a domain lies.
func within(d decide.Domain) string {
	switch {
	case d.Least == nil && d.Most == nil:
		return "anywhere"
	case d.Least == nil:
		return "at or below " + dsl.NewExact(d.Type, *d.Most).Exact()
	case d.Most == nil:
		return "at or above " + dsl.NewExact(d.Type, *d.Least).Exact()
	}
	return "between " + dsl.NewExact(d.Type, *d.Least).Exact() + " and " + dsl.NewExact(d.Type, *d.Most).Exact()
}

// tolerance notes a target in percent that only the best value satisfies.
func (r *reviewer) tolerance(ctx context.Context, at string, m *sla.CheckedMetric, d decide.Domain) {
	if d.Type.Kind != kinds.Percent {
		return
	}
	best, up, ok := r.best(ctx, m, m.Target, d)
	if !ok {
		return
	}
	near, err := decide.Nearest(ctx, m.Target, valueName, d, best, false)
	end := near.Above
	if up {
		end = near.Below
	}
	if err != nil || end == nil || end.Included || distance(end.Value, best).Sign() != 0 {
		return
	}
	r.settled[m] = true
	r.report(diag.Note, ZeroTolerance, at, fmt.Sprintf("only %s satisfies the target: one row or one moment that is not as promised misses it", best.Exact()),
		"keep it if nothing may go wrong; else write the level that is still tolerated")
}
