package review

import (
	"context"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/sla"
)

// domain returns what is known of the value that a metric is judged by: of its kind, of
// its measure, of the tables that the agreement computes, and of its decimal places when
// the rounded value is judged.
func (r *reviewer) domain(m *sla.CheckedMetric) decide.Domain {
	d := r.unrounded(m)
	if m.Rounded {
		step := exact.Scaled(1, uint8(m.Places))
		d.Step = &step
	}
	return d
}

// unrounded returns what is known of the value before it is rounded.
func (r *reviewer) unrounded(m *sla.CheckedMetric) decide.Domain {
	d := decide.DomainOf(m.Measure)
	a, ok := shapes.AggregateOf(m.Measure)
	if !ok || !staysWithin[a.Function] || r.availability(a.Table) == nil {
		return d
	}
	zero := exact.Int(0)
	switch a.Field {
	case "availability":
		most := exact.Int(100)
		d.Least, d.Most = &zero, &most
	case "agreed", "excluded", "down", "up", "of":
		if longest := r.longest(m); longest > 0 {
			most := exact.Int(int64(longest))
			d.Least, d.Most = &zero, &most
		}
	}
	return d
}

// staysWithin are the aggregates whose value is one of the values, or lies between them.
var staysWithin = map[string]bool{
	"min": true, "max": true, "mean": true, "median": true, "percentile": true, "first": true, "last": true,
	"mean_lowest": true, "mean_highest": true, "trimmed_mean": true,
	"percentile_r1": true, "percentile_r2": true, "percentile_r3": true,
}

// availability returns the computed table of that name; nil when there is none.
func (r *reviewer) availability(name string) *sla.CheckedAvailability {
	for _, a := range r.availabilities {
		if a.Name == name {
			return a
		}
	}
	return nil
}

// reviewedYears is how far periods are looked at: a leap year is among them.
const reviewedYears = 4

// periods returns those of a metric from the day on which the agreement takes effect, for
// as long as it does and some years at most.
func (r *reviewer) periods(m *sla.CheckedMetric) []calendar.Period {
	from := r.terms.Agreement.Effective.From
	through := from.AddDays(reviewedYears*366 - 1)
	if to := r.terms.Agreement.Effective.To; !to.IsZero() && to.Before(through) {
		through = to
	}
	span, err := calendar.Span(from, through)
	if err != nil {
		return nil
	}
	var full []calendar.Period
	for _, p := range m.Period.EndingWithin(span) {
		if !p.First().Before(from) {
			full = append(full, p)
		}
	}
	return full
}

// longest returns the length of a metric's longest period.
func (r *reviewer) longest(m *sla.CheckedMetric) time.Duration {
	var longest time.Duration
	for _, p := range r.periods(m) {
		longest = max(longest, p.Last().AddDays(1).In(r.terms.Zone).Sub(p.Start(r.terms.Zone)))
	}
	return longest
}

// holds asks a level of a metric about a value, as an evaluation would. It is not decided
// where the level needs more than the value.
func (r *reviewer) holds(ctx context.Context, m *sla.CheckedMetric, level *dsl.Program, v dsl.Value) (held, decided bool) {
	if !ofValue(level) {
		return false, false
	}
	if m.Rounded {
		v = v.Rounded(m.Places, exact.HalfEven)
	}
	got, err := level.Evaluate(ctx, dsl.Data{Inputs: map[string]dsl.Value{valueName: v}})
	if err != nil {
		return false, false
	}
	return got.Bool()
}

// ofValue reports whether a level asks about the metric's value and nothing else.
func ofValue(level *dsl.Program) bool {
	return len(level.Inputs()) == 1 && len(level.Questions()) == 0
}

// next returns the value nearest to one at which a level is satisfied, or is not.
func (r *reviewer) next(ctx context.Context, m *sla.CheckedMetric, level *dsl.Program, d decide.Domain, from dsl.Value, want bool) (decide.Nearby, error) {
	if m.Rounded {
		return decide.NearestRounded(ctx, level, m.Places, valueName, d, from, want)
	}
	return decide.Nearest(ctx, level, valueName, d, from, want)
}

// best returns the value of a domain that a level asks values to go to, and whether that
// is up; ok is false when it goes neither way, or there is no such end.
func (r *reviewer) best(ctx context.Context, m *sla.CheckedMetric, level *dsl.Program, d decide.Domain) (v dsl.Value, up, ok bool) {
	switch decide.Compare(ctx, level, level, valueName, d).FirstTrend {
	case decide.Higher:
		if d.Most != nil {
			return dsl.NewExact(d.Type, *d.Most), true, true
		}
	case decide.Lower:
		if d.Least != nil {
			return dsl.NewExact(d.Type, *d.Least), false, true
		}
	}
	return dsl.Value{}, false, false
}
