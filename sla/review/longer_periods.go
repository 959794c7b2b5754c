package review

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/sla"
)

// longerPeriods asks of metrics with one measure over shorter and longer periods, such as
// months and years, how their targets stand to each other. A share or mean of the year
// lies between the least and the greatest of its months; a count is their sum.
func (r *reviewer) longerPeriods(ctx context.Context) {
	shorter := map[*sla.CheckedMetric][]division{}
	r.eachPair(func(a, b *sla.CheckedMetric) {
		if a.Period == b.Period || a.Rounded || b.Rounded || !ofValue(a.Target) || !ofValue(b.Target) {
			return
		}
		if n := r.dividedBy(a.Period, b.Period); n > 1 {
			shorter[b] = append(shorter[b], division{a, n})
		} else if n := r.dividedBy(b.Period, a.Period); n > 1 {
			shorter[a] = append(shorter[a], division{b, n})
		}
	})
	for _, long := range r.metrics {
		parts := shorter[long]
		slices.SortStableFunc(parts, func(a, b division) int { return a.into - b.into })
		for i, part := range parts {
			r.longer(ctx, part, long, i == 0)
		}
	}
}

// division is a metric of a shorter period, and into how many of them a longer one is
// divided.
type division struct {
	*sla.CheckedMetric
	into int
}

// dividedBy returns how many periods of the one cycle make up one of the other, in the
// year in which the agreement takes effect; 0 when they do not.
func (r *reviewer) dividedBy(short, long calendar.Cycle) int {
	longer := long.Containing(r.terms.Agreement.Effective.From)
	parts := short.EndingWithin(longer)
	if len(parts) == 0 || parts[0].First() != longer.First() || parts[len(parts)-1].Last() != longer.Last() {
		return 0
	}
	for i, p := range parts[1:] {
		if p.First() != parts[i].Last().AddDays(1) {
			return 0
		}
	}
	return len(parts)
}

// longer compares the target of a longer period with what shorter ones, each of which
// meets its own, make of it. Of several the nearest says what is worth knowing.
func (r *reviewer) longer(ctx context.Context, short division, long *sla.CheckedMetric, nearest bool) {
	at := "metrics." + long.Name + ".target"
	a, ok := shapes.AggregateOf(short.Measure)
	if !ok || a.Groups || r.ownPeriod(short.CheckedMetric) {
		return
	}
	d := r.unrounded(short.CheckedMetric)
	trend := decide.Compare(ctx, short.Target, short.Target, valueName, d).FirstTrend
	switch {
	case trend == decide.Band:
	case a.Function == "count" || a.Function == "sum":
		if nearest {
			r.addsUp(ctx, at, short, long, d)
		}
	case liesBetween[a.Function] && r.joins(short.Measure, a, trend):
		r.between(ctx, at, short.CheckedMetric, long, nearest)
	}
}

// ownPeriod reports whether a measure asks about the period itself, so that it is another
// one over a longer period.
func (r *reviewer) ownPeriod(m *sla.CheckedMetric) bool {
	return slices.ContainsFunc(m.Measure.Inputs(), func(name string) bool {
		return !slices.ContainsFunc(r.terms.Agreement.Inputs, func(in sla.Input) bool { return in.Name == name })
	})
}

// liesBetween are the aggregates whose value over all periods lies between the least and
// the greatest of the values over each.
var liesBetween = map[string]bool{"share": true, "mean": true, "min": true, "max": true, "percentile": true, "percentile_r1": true}

// joins reports whether the table of a longer period is made of the rows of the shorter
// ones. A computed table is made anew. The availability of a longer period lies between
// those of its parts, for each service; so the least one does not lie below, if the same
// services are asked about in each.
func (r *reviewer) joins(measure *dsl.Program, a shapes.Aggregate, trend decide.Trend) bool {
	if !r.computed(a.Table) {
		return true
	}
	pa := r.availability(a.Table)
	return pa != nil && pa.Rounding == outage.Exact && a.Function == "min" && a.Field == "availability" && trend == decide.Higher && choosesServices(measure)
}

// choosesServices reports whether the filter of a measure asks only for the name of a
// service, which is the same in every period.
func choosesServices(measure *dsl.Program) bool {
	only := true
	for _, condition := range ast.OnlyAggregate(measure.Tree()).Where {
		ast.Walk(condition, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				only = only && n.Name == "service"
			case *ast.Aggregate, *ast.Lookup, *ast.Variable:
				only = false
			}
			return only
		})
	}
	return only
}

// between compares targets of a figure that lies between those of the parts.
func (r *reviewer) between(ctx context.Context, at string, short, long *sla.CheckedMetric, nearest bool) {
	region := r.region(long)
	disjoint := region.Disjoint(ctx, short.Target, long.Target)
	inside := region.Implies(ctx, short.Target, long.Target)
	switch {
	case r.proved(disjoint, at, "whether both targets can hold"):
		r.report(diag.Error, ContradictoryTerms, at, fmt.Sprintf("when each %s meets the target of %s, %s, this one over a %s cannot be met: the figure lies between theirs", short.Period, short.Name, shortened(short.Metric.Target), long.Period),
			"write levels that can be met together")
	case !nearest:
	case inside.Outcome == decide.Proved:
		r.report(diag.Note, LongerPeriod, at, fmt.Sprintf("when each %s meets the target of %s, %s, this one over a %s is met too: it can only be missed when one of them was", short.Period, short.Name, shortened(short.Metric.Target), long.Period),
			fmt.Sprintf("write a stricter level for the %s if it is to ask for more", long.Period))
	case inside.Outcome == decide.Refuted:
		r.report(diag.Note, LongerPeriod, at, fmt.Sprintf("it asks for more than the target of %s, %s: with %s in every %s, that one is met each time and this one over a %s is missed", short.Name, shortened(short.Metric.Target), inside.Witness, short.Period, long.Period), "")
	default:
		r.proved(inside, at, "how the two targets stand to each other")
	}
}

// addsUp compares targets of a count, or of a sum of what is not negative.
func (r *reviewer) addsUp(ctx context.Context, at string, short division, long *sla.CheckedMetric, d decide.Domain) {
	most, up, ok := r.furthest(ctx, short.CheckedMetric, d)
	if !ok || d.Least == nil || d.Least.Sign() < 0 {
		return
	}
	all := dsl.NewExact(d.Type, most.Num().Mul(exact.Int(int64(short.into))))
	held, decided := r.holds(ctx, long, long.Target, all)
	trend := decide.Compare(ctx, long.Target, long.Target, valueName, d).FirstTrend
	if !decided || trend == decide.Band || (trend == decide.Higher) != up {
		return
	}
	reach := fmt.Sprintf("%d × %s is %s", short.into, most.Exact(), all.Exact())
	if held {
		r.report(diag.Note, LongerPeriod, at, fmt.Sprintf("when each %s meets the target of %s, %s, this one over a %s is met too: %s", short.Period, short.Name, shortened(short.Metric.Target), long.Period, reach),
			fmt.Sprintf("write a stricter level for the %s if it is to ask for more", long.Period))
		return
	}
	r.report(diag.Note, LongerPeriod, at, fmt.Sprintf("it asks for more than the target of %s, %s: each %s can meet that one, and this one over a %s be missed, for %s", short.Name, shortened(short.Metric.Target), short.Period, long.Period, reach), "")
}

// furthest returns the worst value that still satisfies a metric's target, and whether
// better ones are higher; ok is false when there is none, but only values as near to one
// as one likes.
func (r *reviewer) furthest(ctx context.Context, m *sla.CheckedMetric, d decide.Domain) (v dsl.Value, up, ok bool) {
	up = decide.Compare(ctx, m.Target, m.Target, valueName, d).FirstTrend == decide.Higher
	if d.Least == nil {
		return dsl.Value{}, up, false
	}
	from := dsl.NewExact(d.Type, *d.Least)
	near, err := r.next(ctx, m, m.Target, d, from, up) // up: the first that holds; else the first that does not
	if err != nil || near.Above == nil {
		return dsl.Value{}, up, false
	}
	v = near.Above.Value
	switch {
	case up || !near.Above.Included:
		return v, up, up == near.Above.Included
	case d.Step != nil && d.Type.Kind != kinds.Boolean:
		return dsl.NewExact(d.Type, v.Num().Sub(*d.Step)), up, true
	}
	return dsl.Value{}, up, false
}
