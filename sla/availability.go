package sla

import (
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// Availability measures how much of the agreed time services were up, from a table of
// their outages, or of a monitor's checks (with When and Up, Down and Degraded instead of
// From and To). It is a table of the agreement that is computed anew for each period,
// with a row for each service; metrics read it like any other. Package [outage] says how
// availability is measured.
//
// Expressions are about one row of the outages or checks.
type Availability struct {
	Name      string
	Over      string // the table of outages or checks; all of its rows are read
	Service   string // text: of which service an outage was; optional
	From      string // instant: when it began
	To        string // instant: when it ended; a row without it is not over yet
	Component string // text: of which part of the service; optional, goes with MadeOf
	Loss      string // percent: how much of the service was lost; optional, a row without it lost all
	Unknown   string // condition: that it is not known whether it was down; optional

	When  string // instant: when a check was made
	Order string // number: which check comes first at one instant; optional

	// Of checks: the conditions by which a check says how the service was. A check for
	// which none holds found nothing out: what follows is unknown until the next.
	Up, Down, Degraded string

	Holds string // how long that holds when no check follows: "15min"; optional

	Services []string // services that have a row whether or not they had an outage
	Calendar string   // the name of one with hours, the service hours; "" is around the clock
	MadeOf   outage.Component
	Minimum  string // the shortest outage that counts: "5min"; optional
	Excluded outage.Treatment

	Rounding outage.Rounding // how the length of downtime is counted
	Every    time.Duration   // the length of a slice, or the time from probe to probe
	Failed   int             // of probes: how many failed
	Of       int             // of how many in a row

	UnknownTime outage.Unknown // what time counts as of which nothing is known
	Exclude     []Exclusion
	Notices     map[outage.Kind]string // how long before its beginning excluded time of a kind has to be announced: "3 business days", "72h"
}

// checks reports whether it is of checks, and not of outages.
func (a Availability) checks() bool { return a.When+a.Up+a.Down+a.Degraded != "" }

// partsOf returns the names of all parts that a service is made of.
func partsOf(c outage.Component) (names []string) {
	if c.Name != "" || madeOfNothing(c) {
		return []string{c.Name}
	}
	for _, part := range slices.Concat(c.Series, c.Parallel) {
		names = append(names, partsOf(part)...)
	}
	return names
}

// madeOfNothing reports whether a service has no parts: whatever is down, it is.
func madeOfNothing(c outage.Component) bool {
	return c.Name == "" && len(c.Series) == 0 && len(c.Parallel) == 0
}

// table returns the table that the availability makes.
func (a Availability) table() Table {
	t := Table{Name: a.Name}
	for _, f := range a.fields() {
		t.Fields = append(t.Fields, kinds.Field{Name: f.name, Type: f.kind})
	}
	return t
}

// availabilityField is a field of an availability's table, and what it holds.
type availabilityField struct {
	name  string
	kind  kinds.Type
	value func(s outage.ServiceResult) any
}

// fields returns those of the table: without a service there is none.
func (a Availability) fields() []availabilityField {
	duration := kinds.Of(kinds.Duration)
	fields := []availabilityField{
		{"agreed", duration, func(s outage.ServiceResult) any { return s.Agreed }},
		{"excluded", duration, func(s outage.ServiceResult) any { return s.Excluded }},
		{"down", duration, func(s outage.ServiceResult) any { return downtime(s) }},
		{"up", duration, func(s outage.ServiceResult) any { return s.Of() - downtime(s) }},
		{"of", duration, func(s outage.ServiceResult) any { return s.Of() }},
		{"availability", kinds.Of(kinds.Percent).Optional(), func(s outage.ServiceResult) any { return percentUp(s) }},
		{"unknown", duration, func(s outage.ServiceResult) any { return s.UnknownTime }},
		{"problems", kinds.Of(kinds.Count), func(s outage.ServiceResult) any { return len(s.Problems) + len(s.CheckProblems) }},
		{"refused", kinds.Of(kinds.Count), func(s outage.ServiceResult) any { return len(s.Refused) }},
	}
	if a.Service != "" || len(a.Services) > 0 {
		service := availabilityField{"service", kinds.Of(kinds.Text), func(s outage.ServiceResult) any { return s.Service }}
		fields = append([]availabilityField{service}, fields...)
	}
	return fields
}
