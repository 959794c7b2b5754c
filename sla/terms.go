package sla

import (
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// Terms are the checked parts of a plan: the agreement and, for each of its parts, the
// checked programs of its expressions. Alignment, review and live outcomes are built on
// it, and other packages can be, too. It is a copy: changing it does not change the plan.
//
// Each part embeds the part of the agreement that it was made from. Where a program has
// the name of a text of the agreement, the plain name is the program: of a
// [CheckedMetric] m, m.Target is the program and m.Metric.Target its text.
type Terms struct {
	Agreement      Agreement
	Zone           *time.Location
	Calendar       *business.Calendar            // nil when the agreement names none
	Calendars      map[string]*business.Calendar // those that expressions may name
	Schemas        map[string]kinds.Schema       // the fields of the tables that the agreement declares, to read their records with
	Metrics        []CheckedMetric               // these and the following are in the order of the agreement
	Remedies       []CheckedRemedy
	Clocks         []CheckedClock
	Availabilities []CheckedAvailability

	Conditions dsl.Env // what the condition of a remedy may name
}

// CheckedMetric is a metric with its checked programs.
type CheckedMetric struct {
	Metric
	Measure *dsl.Program
	Target  *dsl.Program
	Minimum *dsl.Program // nil when there is none
	Warn    *dsl.Program // nil when there is none
	Levels  dsl.Env      // what Target, Minimum and Warn may name
	Exclude []CheckedExclusion
	Tables  []Table // the tables whose rows the measure reads, also computed ones
	Lookups []Table // the tables in which it looks up keys
	InWords string  // the measure and its target, in plain English

	WhileNew *CheckedMetric // the same metric with the levels of a new service; nil when there are none
	NewUntil calendar.Date  // periods that begin before this day are judged by WhileNew

	billing calendar.Billing
	notices []outage.Notice
	service *Service // nil when it names none
}

// CheckedExclusion is an exclusion with its checked condition, or the events by which it
// recurs.
type CheckedExclusion struct {
	Exclusion
	Rows   *dsl.Program // nil for a window
	Events []*recurrence.Event
}

// CheckedRemedy is a remedy with its checked condition.
type CheckedRemedy struct {
	Remedy
	When    *dsl.Program
	Metrics []string // the metrics that its condition asks about, and the one by whose value its credit is computed; a name may occur twice
	InWords string   // the condition, in plain English

	Of    *dsl.Program   // the amount of which the credit is a percentage; nil when there is no credit
	Tiers []*dsl.Program // the condition of each of the credit's tiers
	Parts []dsl.Value    // the percent of Of that each of the tiers pays
	Cap   *dsl.Value     // the highest percent of Of that is paid for a period; nil when there is no cap
}

// CheckedClock is a clock with its checked programs, each of which is about one row of
// the log. Item and When are always there; the others are nil when the agreement does not
// have them.
type CheckedClock struct {
	Clock
	Table                         Table // that the clock makes
	Item, When, Order, Since, Key *dsl.Program
	States                        map[clock.State]*dsl.Program // the condition of each state; when several hold, the last in the order of package clock counts
	Signals                       map[clock.Signal]*dsl.Program
	Limits                        clock.Targets // the time that items have, by their keys
	Rule                          clock.Rule    // all but Until, which is the end of the period

	log kinds.Schema
}

// CheckedAvailability is an availability with its checked programs, each of which is
// about one row of the outages or checks. Those that the agreement does not have are nil.
type CheckedAvailability struct {
	Availability
	Table                                       Table // that the availability makes
	Service, From, To, Component, Loss, Unknown *dsl.Program
	When, Order, Up, Down, Degraded             *dsl.Program
	Longest                                     time.Duration // how long the status found by a check holds at most; zero is without limit
	Rule                                        outage.Rule
	Exclude                                     []CheckedExclusion

	log kinds.Schema
}

// Terms returns the checked parts of the agreement.
func (p *Plan) Terms() Terms {
	p = p.orEmpty()
	own := p.agreement.clone()
	t := Terms{Agreement: own, Zone: p.zone, Calendar: p.calendar, Calendars: maps.Clone(p.calendars), Conditions: copyOf(p.conditions), Schemas: map[string]kinds.Schema{}}
	for _, s := range p.schemas {
		t.Schemas[s.Name] = s.Clone()
	}
	t.Metrics = make([]CheckedMetric, 0, len(p.metrics))
	tables := copiedTables{}
	for i, m := range p.metrics {
		t.Metrics = append(t.Metrics, m.copy(own.Metrics[i], tables))
	}
	for i, r := range p.remedies {
		t.Remedies = append(t.Remedies, r.copy(own.Remedies[i]))
	}
	for i, c := range p.clocks {
		made := *c
		made.Clock, made.Table = own.Clocks[i], c.Table.copy()
		made.States, made.Signals, made.Limits = maps.Clone(c.States), maps.Clone(c.Signals), maps.Clone(c.Limits)
		t.Clocks = append(t.Clocks, made)
	}
	for i, a := range p.availabilities {
		made := *a
		made.Availability, made.Table = own.Availabilities[i], a.Table.copy()
		made.Exclude = copyOfExclusions(a.Exclude)
		made.Rule.Notices, made.Rule.Components = slices.Clone(a.Rule.Notices), cloneOf(a.Rule.Components)
		t.Availabilities = append(t.Availabilities, made)
	}
	return t
}

// copy returns a metric of a copied agreement with its programs.
func (m *CheckedMetric) copy(own Metric, tables copiedTables) CheckedMetric {
	made := *m
	made.Metric = own
	made.Levels, made.Exclude = copyOf(m.Levels), copyOfExclusions(m.Exclude)
	made.Tables, made.Lookups = cloned(m.Tables, tables.copy), cloned(m.Lookups, tables.copy)
	if m.WhileNew != nil {
		own.Target, own.Minimum, own.Warn = own.Stabilization.Target, own.Stabilization.Minimum, own.Stabilization.Warn
		own.Aligns, own.Exclude, own.Notices = slices.Clone(own.Aligns), slices.Clone(own.Exclude), maps.Clone(own.Notices)
		levels := m.WhileNew.copy(own, tables)
		made.WhileNew = &levels
	}
	return made
}

// copy returns a remedy of a copied agreement with its programs.
func (r *CheckedRemedy) copy(own Remedy) CheckedRemedy {
	made := *r
	made.Remedy, made.Metrics = own, slices.Clone(r.Metrics)
	made.Tiers, made.Parts = slices.Clone(r.Tiers), slices.Clone(r.Parts)
	if r.Cap != nil {
		most := *r.Cap
		made.Cap = &most
	}
	return made
}

// copy returns a table whose fields are a copy.
func (t Table) copy() Table {
	t.Fields = cloned(t.Fields, func(f *kinds.Field) { f.Type.Values = slices.Clone(f.Type.Values) })
	return t
}

// copiedTables are the copies of tables by their names: metrics over one table share its
// copy.
type copiedTables map[string]Table

func (c copiedTables) copy(t *Table) {
	made, ok := c[t.Name]
	if !ok {
		made = t.copy()
		c[t.Name] = made
	}
	*t = made
}

func copyOfExclusions(all []CheckedExclusion) []CheckedExclusion {
	return cloned(all, func(x *CheckedExclusion) { x.Events = slices.Clone(x.Events) })
}

func copyOf(e dsl.Env) dsl.Env {
	e.Tables, e.Inputs = slices.Clone(e.Tables), slices.Clone(e.Inputs)
	e.Queries, e.Subjects = slices.Clone(e.Queries), slices.Clone(e.Subjects)
	e.Calendars = maps.Clone(e.Calendars)
	return e
}

// Periods returns the periods of a metric whose last day lies within a reporting period.
func (m CheckedMetric) Periods(within calendar.Period) []calendar.Period {
	if m.Period == calendar.Once {
		return m.billing.EndingWithin(within)
	}
	return m.Period.EndingWithin(within)
}
