package business

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
)

// bostonDue are the requests that have a due time, by type.
type bostonDue struct {
	rule  bostonRule
	types []bostonType // those with the most due times first
}

type bostonType struct {
	name     string
	requests []bostonRequest
	term     bostonTerm
	fit      bostonFit
}

const opensAt, closesAt = 8*time.Hour + 30*time.Minute, 17 * time.Hour

func newBostonDue(t *testing.T, requests []bostonRequest, zone *time.Location) *bostonDue {
	t.Helper()
	due := &bostonDue{rule: newBostonRule(t, Weekdays(), opensAt, closesAt, zone, asFound)}
	place := map[string]int{}
	for _, q := range requests {
		if q.target.IsZero() {
			continue
		}
		if _, known := place[q.kind]; !known {
			place[q.kind] = len(due.types)
			due.types = append(due.types, bostonType{name: q.kind})
		}
		of := &due.types[place[q.kind]]
		of.requests = append(of.requests, q)
	}
	for i := range due.types {
		of := &due.types[i]
		of.term = due.rule.termOf(of.requests)
		of.fit = due.rule.compare(of.term, of.requests)
	}
	slices.SortFunc(due.types, func(a, b bostonType) int {
		return cmp.Or(cmp.Compare(len(b.requests), len(a.requests)), cmp.Compare(a.name, b.name))
	})
	return due
}

// totals counts the due times of all types by how they relate to the rule of their type.
func (d *bostonDue) totals() string {
	names := [relations]string{
		exact:     "exactly as the rule gives",
		oneSecond: "one second earlier",
		oneMinute: "2 to 60 seconds earlier",
		unstamped: "up to a minute later, of a request opened at a whole minute",
		byHand:    "something else, at a whole minute",
		halfHour:  "1 to 30 minutes earlier",
		otherTerm: "another number of business days, without a cut-off",
		unknown:   "something else",
	}
	var all bostonFit
	sum := 0
	for _, of := range d.types {
		for relation, n := range of.fit {
			all[relation] += n
			sum += n
		}
	}
	return tabbed(func(w *tabwriter.Writer) {
		for relation, name := range names {
			fmt.Fprintf(w, "%d\t%s\n", all[relation], name)
			if relation == oneMinute {
				fmt.Fprintf(w, "%d\treproduced: %d.%02d %%, rounded down\n", all.reproduced(), all.reproduced()*100/sum, all.reproduced()*10000/sum%100)
			}
		}
		fmt.Fprintf(w, "%d\tin all, of %d types\n", sum, len(d.types))
	})
}

// sources returns the ways in which requests came in, and how many of their due times are
// early.
func (d *bostonDue) sources() string {
	found := map[string]bostonFit{}
	for _, of := range d.types {
		for _, q := range of.requests {
			fit := found[q.source]
			fit[q.relation(d.rule.due(of.term, q.opened))]++
			found[q.source] = fit
		}
	}
	return tabbed(func(w *tabwriter.Writer) {
		fmt.Fprintf(w, "source\texact\t1 s\t60 s\t30 min\n")
		for _, source := range slices.Sorted(maps.Keys(found)) {
			f := found[source]
			fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\n", source, f[exact], f[oneSecond], f[oneMinute], f[halfHour])
		}
	})
}

// table returns the term of each type with 20 due times or more, and how many it gives.
func (d *bostonDue) table() string {
	return tabbed(func(w *tabwriter.Writer) {
		fmt.Fprintf(w, "type\tterm\ttargets\texact\t1 s\t60 s\tnot\n")
		line := func(name, term string, fit bostonFit, sum int) {
			fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\n", name, term, sum, fit[exact], fit[oneSecond], fit[oneMinute], sum-fit.reproduced())
		}
		var rest bostonFit
		types, sum := 0, 0
		for _, of := range d.types {
			if len(of.requests) >= 20 {
				line(of.name, of.term.String(), of.fit, len(of.requests))
				continue
			}
			for relation, n := range of.fit {
				rest[relation] += n
			}
			types++
			sum += len(of.requests)
		}
		line(fmt.Sprintf("%d other types", types), "", rest, sum)
	})
}

// leftovers returns the due times that no rule gives, by type and kind.
func (d *bostonDue) leftovers() string {
	return tabbed(func(w *tabwriter.Writer) {
		fmt.Fprintf(w, "type\tnot\t+1 min\tby hand\t30 min\tother term\tunknown\n")
		for _, of := range d.types {
			if not := len(of.requests) - of.fit.reproduced(); not > 0 {
				f := of.fit
				fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\n", of.name, not, f[unstamped], f[byHand], f[halfHour], f[otherTerm], f[unknown])
			}
		}
	})
}

// otherTerms returns the terms that requests of a type have besides that of their type,
// by the number of business days from opening.
func (d *bostonDue) otherTerms() string {
	return tabbed(func(w *tabwriter.Writer) {
		for _, of := range d.types {
			found := map[int64]int{}
			for _, q := range of.requests {
				if q.relation(d.rule.due(of.term, q.opened)) == otherTerm {
					from := calendar.DateOf(sameTimeOnBusinessDay(d.rule.c, q.opened), q.opened.Location())
					n, _ := d.rule.c.BusinessDays(from, calendar.DateOf(q.target, q.opened.Location()))
					found[n]++
				}
			}
			for n, times := range found {
				fmt.Fprintf(w, "%s\t%d of %d business days, beside %s\n", of.name, times, n, of.term)
			}
		}
	})
}

// cutOff shows when requests were opened whose due time has their own time of day, and
// whose has that of the opening; of terms in business days, and exact ones only.
func (d *bostonDue) cutOff() string {
	var clocks [2][]time.Duration
	for _, of := range d.types {
		for _, q := range of.requests {
			if !of.term.business || !q.target.Equal(d.rule.due(of.term, q.opened)) {
				continue
			}
			switch clockOf(q.target) {
			case clockOf(q.opened):
				clocks[0] = append(clocks[0], clockOf(q.opened))
			case opensAt:
				clocks[1] = append(clocks[1], clockOf(q.opened))
			}
		}
	}
	return tabbed(func(w *tabwriter.Writer) {
		fmt.Fprintf(w, "due\trequests\topened from\tto\n")
		for i, name := range []string{"at their own time of day", "at 08:30"} {
			clock := func(of time.Duration) string { return time.Time{}.Add(of).Format(time.TimeOnly) }
			fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", name, len(clocks[i]), clock(slices.Min(clocks[i])), clock(slices.Max(clocks[i])))
		}
	})
}

// otherRules counts what other rules give of the due times whose term is in business
// days, each with the terms that suit it best.
func (d *bostonDue) otherRules(t *testing.T) string {
	zone := d.rule.c.hours.definition.Zone
	rules := []struct {
		name string
		rule bostonRule
	}{
		{"as found", d.rule},
		{"with federal holidays", newBostonRule(t, Federal(), opensAt, closesAt, zone, asFound)},
		{"cut-off at 16:30", newBostonRule(t, Weekdays(), opensAt, closesAt-30*time.Minute, zone, asFound)},
		{"cut-off at 17:30", newBostonRule(t, Weekdays(), opensAt, closesAt+30*time.Minute, zone, asFound)},
		{"no cut-off", newBostonRule(t, Weekdays(), opensAt, closesAt, zone, sameTimeOnBusinessDay)},
		{"a weekend ends on Monday at 08:30", newBostonRule(t, Weekdays(), opensAt, closesAt, zone, eveningsOnly)},
		{"nothing counts before 08:30", newBostonRule(t, Weekdays(), opensAt, closesAt, zone, fromNextOpening)},
	}
	return tabbed(func(w *tabwriter.Writer) {
		for _, r := range rules {
			reproduced, sum := 0, 0
			for _, of := range d.types {
				if of.term.business {
					sum += len(of.requests)
					reproduced += r.rule.compare(r.rule.termOf(of.requests), of.requests).reproduced()
				}
			}
			fmt.Fprintf(w, "%d of %d\t%s\n", reproduced, sum, r.name)
		}
	})
}
