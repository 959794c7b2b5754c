package sla

import (
	"maps"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
)

// valueName is what conditions on a metric's value call it: targets, minima, warning
// bands and credit tiers.
const valueName = "value"

// ownNames are the names that measures, and conditions on excluded rows, have from the
// agreement itself.
var ownNames = []struct {
	name  string
	kind  kinds.Kind
	value func(r *evaluation, m *CheckedMetric, span operation) dsl.Value
}{
	// how long the service was to be in operation
	{"service_time", kinds.Duration, func(_ *evaluation, _ *CheckedMetric, span operation) dsl.Value { return dsl.NewDuration(span.length()) }},
	// the first instant of the period, and the first after it
	{"period_start", kinds.Instant, func(r *evaluation, _ *CheckedMetric, span operation) dsl.Value {
		return instantValue(span.period.Start(r.plan.zone))
	}},
	{"period_end", kinds.Instant, func(r *evaluation, _ *CheckedMetric, span operation) dsl.Value {
		return instantValue(span.period.End(r.plan.zone))
	}},
	{"first_day", kinds.Date, func(_ *evaluation, _ *CheckedMetric, span operation) dsl.Value { return dayValue(span.period.First()) }},
	{"last_day", kinds.Date, func(_ *evaluation, _ *CheckedMetric, span operation) dsl.Value { return dayValue(span.period.Last()) }},
}

func instantValue(at time.Time) dsl.Value {
	if at.Year() < 1678 || at.Year() > 2261 {
		return dsl.NoValue(kinds.Of(kinds.Instant), "the period lies outside the years 1678 to 2261")
	}
	return dsl.NewInstant(at)
}

func dayValue(d calendar.Date) dsl.Value {
	if d.IsZero() {
		return dsl.NoValue(kinds.Of(kinds.Date), "the period has no such day")
	}
	return dsl.NewDate(d)
}

// ownFields returns those names as an expression may use them.
func ownFields() []kinds.Field {
	fields := make([]kinds.Field, len(ownNames))
	for i, n := range ownNames {
		fields[i] = kinds.Field{Name: n.name, Type: kinds.Of(n.kind)}
	}
	return fields
}

// isOwnName reports whether a name has a meaning of its own in expressions.
func isOwnName(name string) bool {
	for _, n := range ownNames {
		if n.name == name {
			return true
		}
	}
	return name == valueName
}

// measureInputs returns the caller's figures, and the values of the agreement's own names
// for a metric in a period.
func (r *evaluation) measureInputs(m *CheckedMetric, span operation) map[string]dsl.Value {
	all := r.inputs()
	for _, n := range ownNames {
		all[n.name] = n.value(r, m, span)
	}
	return all
}

// valueInputs returns the caller's figures, and a metric's value.
func (r *evaluation) valueInputs(v dsl.Value) map[string]dsl.Value {
	all := r.inputs()
	all[valueName] = v
	return all
}

func (r *evaluation) inputs() map[string]dsl.Value {
	if r.data.Inputs == nil {
		return map[string]dsl.Value{}
	}
	return maps.Clone(r.data.Inputs)
}
