package sla

import (
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// clone returns a copy that shares nothing that can be changed, so that a plan stays what
// was checked whatever its maker does to the agreement afterwards.
func (a Agreement) clone() Agreement {
	a.Calendars = cloned(a.Calendars, func(c *Calendar) {
		for day := range c.Week {
			c.Week[day] = slices.Clone(c.Week[day])
		}
		c.Closed = slices.Clone(c.Closed)
		c.Special = cloned(c.Special, func(s *business.SpecialDay) { s.Shifts = slices.Clone(s.Shifts) })
	})
	a.BillingCycles = slices.Clone(a.BillingCycles)
	a.Parties = cloned(a.Parties, func(p *Party) { p.Roles = slices.Clone(p.Roles) })
	a.Stakeholders = slices.Clone(a.Stakeholders)
	a.Services = slices.Clone(a.Services)
	a.Tables = cloned(a.Tables, func(t *Table) {
		t.Fields = cloned(t.Fields, func(f *kinds.Field) { f.Type.Values = slices.Clone(f.Type.Values) })
	})
	a.Clocks = cloned(a.Clocks, func(c *Clock) { c.Targets = maps.Clone(c.Targets) })
	a.Availabilities = cloned(a.Availabilities, func(v *Availability) {
		v.Services, v.Exclude, v.Notices = slices.Clone(v.Services), slices.Clone(v.Exclude), maps.Clone(v.Notices)
		v.MadeOf = cloneOf(v.MadeOf)
	})
	a.Inputs = cloned(a.Inputs, func(in *Input) { in.Type.Values = slices.Clone(in.Type.Values) })
	a.Metrics = cloned(a.Metrics, func(m *Metric) {
		m.Aligns = slices.Clone(m.Aligns)
		m.Exclude = slices.Clone(m.Exclude)
		m.Notices = maps.Clone(m.Notices)
	})
	a.Remedies = cloned(a.Remedies, func(r *Remedy) {
		r.Then = cloned(r.Then, func(act *Action) { act.By = slices.Clone(act.By) })
		if r.Credit != nil {
			credit := *r.Credit
			credit.Tiers = slices.Clone(credit.Tiers)
			r.Credit = &credit
		}
	})
	return a
}

func cloned[T any](list []T, inner func(*T)) []T {
	list = slices.Clone(list)
	for i := range list {
		inner(&list[i])
	}
	return list
}

func cloneOf(c outage.Component) outage.Component {
	c.Series = cloned(c.Series, func(part *outage.Component) { *part = cloneOf(*part) })
	c.Parallel = cloned(c.Parallel, func(part *outage.Component) { *part = cloneOf(*part) })
	return c
}
