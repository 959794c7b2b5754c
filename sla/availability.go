package sla

import (
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// Availability measures how much of the agreed time services were up, from a table of
// their outages, or of a monitor's checks (with When and States instead of From and To).
// It is a table of the agreement that is computed anew for each period,
// with a row for each service; metrics read it like any other. Package [outage] says
// how availability is measured.
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

	When   string      // instant: when a check was made
	Order  string      // number: which check comes first at one instant; optional
	States CheckStates // what a check found
	Holds  string      // how long that holds when no check follows: "15min"; optional

	Services []string // services that have a row whether or not they had an outage
	Calendar string   // the name of one with hours, the service hours; "" is around the clock
	MadeOf   Component
	Minimum  string // the shortest outage that counts: "5min"; optional
	Count    Counting
	Excluded outage.Treatment

	UnknownTime outage.Unknown // what time counts as of which nothing is known
	Exclude     []Exclusion
	Notices     []Notice
}

// CheckStates are the conditions by which a check says how a service was. A check for
// which none holds found nothing out: what follows is unknown until the next.
type CheckStates struct{ Up, Down, Degraded string }

// Component says what a service is made of: a part by its Name, parts in Series, of
// which each is needed, or parts in Parallel, of which one is enough. The zero
// Component is a service without parts: whatever is down, it is.
type Component struct {
	Name     string
	Series   []Component
	Parallel []Component
}

func (c Component) empty() bool {
	return c.Name == "" && len(c.Series) == 0 && len(c.Parallel) == 0
}

func (c Component) clone() Component {
	c.Series = cloned(c.Series, func(part *Component) { *part = part.clone() })
	c.Parallel = cloned(c.Parallel, func(part *Component) { *part = part.clone() })
	return c
}

// Counting says how the length of downtime is counted. The zero Counting is exact.
type Counting struct {
	Rounding outage.Rounding
	Every    time.Duration // the length of a slice, or the time from probe to probe
	Failed   int           // of probes: how many failed
	Of       int           // of how many in a row
}

// String is the words that stand in a document: "exact", "any 5min slice", "probes 2 of
// 3 every 1min".
func (c Counting) String() string {
	every := literal(c.Every)
	switch c.Rounding {
	case outage.SlicesAny:
		return "any " + every + " slice"
	case outage.SlicesAll:
		return "all " + every + " slice"
	case outage.Probes:
		return fmt.Sprintf("probes %d of %d every %s", c.Failed, c.Of, every)
	}
	return c.Rounding.String()
}

// literal is a duration as the language reads it: a number with one unit.
func literal(d time.Duration) string {
	for _, unit := range []struct {
		length time.Duration
		name   string
	}{{time.Minute, "min"}, {time.Second, "s"}, {time.Millisecond, "ms"}} {
		if d%unit.length == 0 {
			return fmt.Sprintf("%d%s", d/unit.length, unit.name)
		}
	}
	return fmt.Sprintf("%dns", int64(d))
}

// checks reports whether it is of checks, and not of outages.
func (a Availability) checks() bool { return a.When != "" || a.States != CheckStates{} }

// parts are the names of all parts that a service is made of.
func (c Component) parts() (names []string) {
	if c.Name != "" || c.empty() {
		return []string{c.Name}
	}
	for _, part := range slices.Concat(c.Series, c.Parallel) {
		names = append(names, part.parts()...)
	}
	return names
}

// table is the table that the availability makes.
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
	value func(s ServiceAvailability) any
}

// fields are those of the table: without a service there is none.
func (a Availability) fields() []availabilityField {
	duration := kinds.Of(kinds.Duration)
	fields := []availabilityField{
		{"agreed", duration, func(s ServiceAvailability) any { return s.Agreed }},
		{"excluded", duration, func(s ServiceAvailability) any { return s.Excluded }},
		{"down", duration, func(s ServiceAvailability) any { return s.downtime() }},
		{"up", duration, func(s ServiceAvailability) any { return s.Of() - s.downtime() }},
		{"of", duration, func(s ServiceAvailability) any { return s.Of() }},
		{"availability", kinds.Of(kinds.Percent).Optional(), func(s ServiceAvailability) any { return s.percent() }},
		{"unknown", duration, func(s ServiceAvailability) any { return s.UnknownTime }},
		{"problems", kinds.Of(kinds.Count), func(s ServiceAvailability) any { return len(s.Problems) + len(s.CheckProblems) }},
		{"refused", kinds.Of(kinds.Count), func(s ServiceAvailability) any { return len(s.Refused) }},
	}
	if a.Service != "" || len(a.Services) > 0 {
		service := availabilityField{"service", kinds.Of(kinds.Text), func(s ServiceAvailability) any { return s.Service }}
		fields = append([]availabilityField{service}, fields...)
	}
	return fields
}

// planAvailability is an availability with its expressions checked.
type planAvailability struct {
	Availability
	made                                      Table        // the table that it makes
	schema                                    kinds.Schema // of the outages
	service, from, to, component, loss, doubt *dsl.Program
	when, order, up, down, degraded           *dsl.Program
	longest                                   time.Duration // that what a check found holds; zero is without limit
	rule                                      outage.Rule
	exclude                                   []planExclusion
}
