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
	Name      string `json:"name,omitzero"`
	Over      string `json:"over,omitzero"`      // the table of outages or checks; all of its rows are read
	Service   string `json:"service,omitzero"`   // text: of which service an outage was; optional
	From      string `json:"from,omitzero"`      // instant: when it began
	To        string `json:"to,omitzero"`        // instant: when it ended; a row without it is not over yet
	Component string `json:"component,omitzero"` // text: which component of the service was out, by its name in MadeOf; optional
	Loss      string `json:"loss,omitzero"`      // percent: how much of the service was lost; optional, a row without it lost all
	Unknown   string `json:"unknown,omitzero"`   // condition: whether the row is a time of which it is not known if the service was down; optional

	When  string `json:"when,omitzero"`  // instant: when a check was made
	Order string `json:"order,omitzero"` // number: which check comes first at one instant; optional

	// The conditions on a check that say the service was up, down or degraded. When none
	// holds for a check, the status is unknown until the next.
	Up       string `json:"up,omitzero"`
	Down     string `json:"down,omitzero"`
	Degraded string `json:"degraded,omitzero"`

	Holds string `json:"holds,omitzero"` // how long the status of a check holds when no check follows: "15min"; optional

	Services []string         `json:"services,omitzero"` // services that have a row even when they had no outage
	Calendar string           `json:"calendar,omitzero"` // the name of a calendar with hours, which are the service hours; "" is around the clock
	MadeOf   outage.Component `json:"made_of,omitzero"`
	Minimum  string           `json:"minimum,omitzero"` // the shortest outage that counts: "5min"; optional
	Excluded outage.Treatment `json:"excluded,omitzero"`

	Rounding outage.Rounding `json:"rounding,omitzero"`        // how the length of downtime is counted
	Every    time.Duration   `json:"every_ns,string,omitzero"` // the length of a slice, or the time from probe to probe
	Failed   int             `json:"failed,omitzero"`          // of probes: how many must have failed for downtime to count
	Of       int             `json:"of,omitzero"`              // of probes: in how many in a row

	UnknownTime outage.Unknown         `json:"unknown_time,omitzero"` // how time counts of which it is not known whether the service was up
	Exclude     []Exclusion            `json:"exclude,omitzero"`
	Notices     map[outage.Kind]string `json:"notices,omitzero"` // how long before its beginning excluded time of a kind has to be announced: "3 business days", "72h"
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
