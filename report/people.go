package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
)

// people knows who and what the keys of an agreement stand for, and how the values
// of its metrics are shown.
type people struct {
	sla.Agreement
	zone   *time.Location
	gauges map[string]gauge // by the name of the metric
}

func newPeople(result *sla.Result) people {
	zone, err := calendar.LoadZone(result.Agreement.Zone)
	if err != nil { // an agreement built by hand; its evaluation took UTC too
		zone = time.UTC
	}
	return people{result.Agreement, zone, gaugesOf(result)}
}

// who is a party or a party.role in words: "program manager of Shared Service
// Center (M. Rivera)".
func (p people) who(reference string) string {
	for _, party := range p.Parties {
		if party.Key == reference {
			return party.Name
		}
		for _, role := range party.Roles {
			if party.Key+"."+role.Title != reference {
				continue
			}
			text := role.Title + " of " + party.Name
			if role.Holder != "" {
				text += " (" + role.Holder + ")"
			}
			return text
		}
	}
	return reference
}

func (p people) service(key string) string {
	for _, s := range p.Services {
		if s.Key == key {
			return s.Title
		}
	}
	return key
}

func (p people) metricTitle(name string) string {
	for _, m := range p.Metrics {
		if m.Name == name {
			return m.Title
		}
	}
	return name
}

func (p people) parties() []Party {
	var all []Party
	for _, party := range p.Parties {
		one := Party{Key: party.Key, Name: party.Name}
		for _, r := range party.Roles {
			one.Roles = append(one.Roles, Role(r))
		}
		all = append(all, one)
	}
	return all
}

func (p people) stakeholders() []Stakeholder {
	var all []Stakeholder
	for _, s := range p.Stakeholders {
		all = append(all, Stakeholder(s))
	}
	return all
}

func (p people) services() []Service {
	var all []Service
	for _, s := range p.Services {
		all = append(all, Service{Title: s.Title, Responsible: p.who(s.Responsible), Operation: p.span(s.From, s.To)})
	}
	return all
}

// sources are those of the tables and inputs that name one.
func (p people) sources() []Source {
	var all []Source
	add := func(of string, s sla.Source) {
		if s != (sla.Source{}) {
			all = append(all, Source{Of: of, System: s.System, Method: s.Method, Measurer: p.who(s.Measurer), Licence: s.Licence})
		}
	}
	for _, t := range p.Tables {
		add(t.Name, t.Source)
	}
	for _, in := range p.Inputs {
		add(in.Name, in.Source)
	}
	return all
}

// span is a half-open span of time in words, as days where it has whole days.
func (p people) span(from, to time.Time) string {
	var parts []string
	if !from.IsZero() {
		parts = append(parts, "from "+p.moment(from, 0))
	}
	if !to.IsZero() {
		parts = append(parts, "to "+p.moment(to, -1))
	}
	return strings.Join(parts, " ")
}

// moment is the day that an instant begins, or the one so many days later, or
// the instant when it begins none.
func (p people) moment(at time.Time, days int64) string {
	d := calendar.DateOf(at, p.zone)
	if d.In(p.zone).Equal(at) {
		return d.AddDays(days).String()
	}
	return at.In(p.zone).Format("2006-01-02 15:04:05 MST")
}

// each is the words for a cycle of periods: "each month".
func each(c calendar.Cycle) string {
	if c == calendar.Once { // which follow no rule
		return "each billing cycle"
	}
	return fmt.Sprintf("each %s", c)
}
