package sla

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// exclusion checks what exclusions from metrics and from availabilities have in common:
// that something is left out for a stated reason on a stated authority.
func (c *compiler) exclusion(path string, x Exclusion) CheckedExclusion {
	px := CheckedExclusion{Exclusion: x}
	if !exclusionWords.valid(x.Kind) {
		c.report(path, codes.MissingKey, "the exclusion does not say of what kind it is", "write kind: "+exclusionWords.choice())
	}
	c.need(path, "because", x.Because, "write the reason in a few words")
	c.need(path, "authority", x.Authority, "name the clause or rule that allows it")
	const advice = "write rows: .customer_caused, window: {from: …, to: …}, or recurs: and an event as iCalendar text"
	window := !x.From.IsZero() || !x.To.IsZero()
	switch btoi(window) + btoi(x.Rows != "") + btoi(x.Recurs != "") {
	case 0:
		c.report(path, codes.MissingKey, "the exclusion does not say what is left out", advice)
	case 1:
		switch {
		case window:
			c.window(path+".window", x.From, x.To)
		case x.Recurs != "":
			px.Events = c.recurs(path+".recurs", x.Recurs)
		}
	default:
		c.report(path, codes.BadValue, "an exclusion has only one of rows, a window, and one that recurs", advice)
		px.Exclusion.Rows = "" // it is not checked, and nothing is asked of it
	}
	if x.Rows != "" && !x.Announced.IsZero() {
		c.report(path+".announced", codes.BadValue, "rows are left out whenever they were announced", "leave announced out, or ask in the condition for a field: .announced <= .started - 72h")
	}
	return px
}

// recurs reads the events of a window that recurs. One that never does within the
// agreement's term is a slip.
func (c *compiler) recurs(path, text string) []*recurrence.Event {
	events, err := recurrence.ParseEvents(text)
	if err != nil {
		summary, advice := err.Error(), "write an event of iCalendar"
		if found := diag.From(err); len(found) > 0 {
			at := found[0].Position()
			summary, advice = fmt.Sprintf("line %d, column %d of the event: %s", at.Line, at.Column, found[0].Summary), found[0].Advice
		}
		c.report(path, codes.BadValue, summary, advice)
		return nil
	}
	term := c.a.Effective
	if !term.From.Valid() {
		return events // is reported elsewhere
	}
	until := term.From.AddDays(longestWait)
	if term.To.Valid() {
		until = term.To.AddDays(1)
	}
	for i, event := range events {
		seen := false
		for range event.Windows(term.From.In(c.plan.zone), until.In(c.plan.zone)) {
			seen = true
			break
		}
		if !seen {
			c.report(path, codes.BadValue, fmt.Sprintf("event %d never takes place within the agreement's term", i+1), "look at its days, its year, and where its rule ends")
		}
	}
	return events
}

// longestWait is within how many days of the beginning of an agreement without an end a
// window has to come up: forty years, in which every day of the calendar does.
const longestWait = 40*365 + 10

// window checks a span of time that is left out.
func (c *compiler) window(path string, from, to time.Time) {
	switch {
	case from.IsZero():
		c.report(path, codes.MissingKey, "the window does not say when it begins", "write window: {from: …, to: …}")
	case to.IsZero():
		c.report(path, codes.MissingKey, "the window does not say when it ends", "write window: {from: …, to: …}")
	case !from.Before(to):
		c.report(path, codes.BadValue, "the window does not end after it begins", "exchange from and to, or write a later to")
	case c.outsideTerm(from, to):
		c.report(path, codes.BadValue, "the window lies outside the agreement's term", "look at its year")
	}
}

// notices checks what notice windows need. Rows have none: a notice that could not be
// held against them would be a promise that nobody keeps.
func (c *compiler) notices(path string, lengths map[outage.Kind]string, hours *business.Calendar, exclude []Exclusion) (all []outage.Notice) {
	for _, kind := range slices.Sorted(maps.Keys(lengths)) {
		if !exclusionWords.valid(kind) {
			c.report(path, codes.BadValue, "the notice does not say for which kind of exclusion it is", "write "+exclusionWords.choice())
		}
		at := fmt.Sprintf("%s.%s", path, kind)
		if slices.ContainsFunc(exclude, func(x Exclusion) bool { return x.Kind == kind && x.Rows != "" }) {
			c.report(at, codes.BadValue, fmt.Sprintf("rows that are %s need no notice, and it would not be looked at", kind), "ask for it in their condition: .announced <= .started - 72h")
		}
		all = append(all, c.notice(at, kind, lengths[kind], hours))
	}
	return all
}

func (c *compiler) notice(path string, kind outage.Kind, length string, hours *business.Calendar) outage.Notice {
	v, err := parseSpan(length)
	number, whole := v.Num().Int64()
	needed := outage.Notice{Kind: kind, Calendar: c.plan.calendar, Zone: c.plan.zone}
	switch {
	case err != nil || !whole || number <= 0 || v.Type().Kind == kinds.CalendarDays:
		c.report(path, codes.BadValue, fmt.Sprintf("%q is not a notice", length), "write 3 business days, or a duration: 72h")
	case v.Type().Kind == kinds.Duration:
		needed.LeadTime = time.Duration(number)
	case c.plan.calendar == nil && hours == nil:
		c.report(path, codes.BadValue, "business days need a calendar, and none is named", "write calendar: federal")
	default:
		needed.BusinessDays = number
	}
	return needed
}
