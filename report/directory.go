package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
)

// directory knows who and what the keys of an agreement stand for, and how the values of
// its metrics are shown.
type directory struct {
	sla.Agreement
	zone       *time.Location
	precisions map[string]precision // by the name of the metric
}

func newDirectory(result *sla.Result) directory {
	zone, err := calendar.LoadZone(result.Agreement.Zone)
	if err != nil { // an agreement built by hand; its evaluation took UTC too
		zone = time.UTC
	}
	return directory{result.Agreement, zone, precisions(result)}
}

// who is a party or a party.role in words: "program manager of Shared Service Center (M.
// Rivera)".
func (d directory) who(reference string) string {
	for _, party := range d.Parties {
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

func (d directory) service(key string) string {
	for _, s := range d.Services {
		if s.Key == key {
			return s.Title
		}
	}
	return key
}

func (d directory) metricTitle(name string) string {
	for _, m := range d.Metrics {
		if m.Name == name {
			return m.Title
		}
	}
	return name
}

func (d directory) parties() []Party {
	var all []Party
	for _, party := range d.Parties {
		one := Party{Key: party.Key, Name: party.Name}
		for _, r := range party.Roles {
			one.Roles = append(one.Roles, Role(r))
		}
		all = append(all, one)
	}
	return all
}

func (d directory) stakeholders() []Stakeholder {
	var all []Stakeholder
	for _, s := range d.Stakeholders {
		all = append(all, Stakeholder(s))
	}
	return all
}

func (d directory) services() []Service {
	var all []Service
	for _, s := range d.Services {
		all = append(all, Service{Title: s.Title, Responsible: d.who(s.Responsible), Operation: d.span(s.From, s.To)})
	}
	return all
}

// sources are those of the tables and inputs that name one.
func (d directory) sources() []Source {
	var all []Source
	add := func(of string, s sla.Source) {
		if s != (sla.Source{}) {
			all = append(all, Source{Of: of, System: s.System, Method: s.Method, Measurer: d.who(s.Measurer), Licence: s.Licence})
		}
	}
	for _, t := range d.Tables {
		add(t.Name, t.Source)
	}
	for _, in := range d.Inputs {
		add(in.Name, in.Source)
	}
	return all
}

// span is a half-open span of time in words, as days where it has whole days.
func (d directory) span(from, to time.Time) string {
	var parts []string
	if !from.IsZero() {
		parts = append(parts, "from "+d.moment(from, 0))
	}
	if !to.IsZero() {
		parts = append(parts, "to "+d.moment(to, -1))
	}
	return strings.Join(parts, " ")
}

// moment is the day that an instant begins, or the one so many days later, or the instant
// when it begins none.
func (d directory) moment(at time.Time, days int64) string {
	day := calendar.DateOf(at, d.zone)
	if day.In(d.zone).Equal(at) {
		return day.AddDays(days).String()
	}
	return at.In(d.zone).Format("2006-01-02 15:04:05 MST")
}

// each is the words for a cycle of periods: "each month".
func each(c calendar.Cycle) string {
	if c == calendar.Once { // which follow no rule
		return "each billing cycle"
	}
	return fmt.Sprintf("each %s", c)
}
