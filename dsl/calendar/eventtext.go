package calendar

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/ical"
)

// ICalendarError is a mistake in the text given to [ParseEvents], or something in it that is outside what this package reads.
type ICalendarError struct {
	Line, Column int    // where it stands in the text, from 1; the column counts characters
	Problem      string // what is wrong, as a sentence without a full stop
	Advice       string // what to do, as a clause without a full stop
}

// Error says where the mistake is, what it is, and what to do.
func (e *ICalendarError) Error() string {
	return fmt.Sprintf("line %d, column %d: %s; %s", e.Line, e.Column, e.Problem, e.Advice)
}

// ParseEvents reads events from iCalendar text (RFC 5545): the VEVENT blocks of a VCALENDAR, VEVENT blocks alone, or the properties of one event without
// either. It reads what maintenance windows need:
//
//	DTSTART;TZID=America/New_York:20260111T020000
//	DURATION:PT4H                     or DTEND;TZID=America/New_York:20260111T060000
//	RRULE:FREQ=MONTHLY;BYDAY=2SU
//	EXDATE;TZID=America/New_York:20260412T020000
//	RDATE;TZID=America/New_York:20260419T020000
//	SUMMARY:Patches
//
// A rule is DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT or UNTIL, BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS and WKST. A TZID is a name that [LoadZone] knows; a
// VTIMEZONE block of such a name is passed over, since the zone database says the same better. Properties that change nothing about time, such as DESCRIPTION and those that begin
// with X-, are passed over too, and so are alarms.
//
// Whatever else would change when the event is, or is not known, is an error that names it, never ignored. The standard leaves undefined what happens when a rule does not match
// DTSTART; here it is an error, unless an EXDATE takes DTSTART out. An EXDATE that takes nothing out is an error too. All errors are [*ICalendarError] values; those of all events are
// returned together, as by [errors.Join].
func ParseEvents(text string) ([]*Event, error) {
	root, err := ical.Parse(text)
	if err != nil {
		if syntax := new(ical.Error); errors.As(err, &syntax) {
			return nil, &ICalendarError{syntax.Line, syntax.Column, syntax.Problem, syntax.Advice}
		}
		return nil, err
	}
	p := &eventParser{zones: map[string]*time.Location{}}
	if len(root.Properties) > 0 {
		p.event(root)
	}
	p.components(root)
	if len(p.events) == 0 && len(p.errs) == 0 {
		p.report(root.Place, "write BEGIN:VEVENT and its properties", "there is no event")
	}
	if len(p.errs) > 0 {
		return nil, errors.Join(p.errs...)
	}
	return p.events, nil
}

type eventParser struct {
	events []*Event
	errs   []error
	zones  map[string]*time.Location // by TZID
}

func (p *eventParser) report(at ical.Place, advice, problem string, args ...any) {
	p.errs = append(p.errs, &ICalendarError{at.Line, at.Column, fmt.Sprintf(problem, args...), advice})
}

// components reads the events within a calendar, or within none.
func (p *eventParser) components(in *ical.Component) {
	for _, c := range in.Components {
		switch {
		case c.Name == "VEVENT":
			p.event(c)
			for _, inner := range c.Components {
				if inner.Name != "VALARM" {
					p.report(inner.Place, "take it out", "a VEVENT cannot have a %s", quote(inner.Name))
				}
			}
		case c.Name == "VCALENDAR" && in.Name == "":
			p.calendar(c)
			p.components(c)
		case c.Name == "VTIMEZONE":
			p.timezone(c)
		default:
			p.report(c.Place, "only VEVENT and VTIMEZONE are read here; take it out", "a %s is not an event", quote(c.Name))
		}
	}
}

func (p *eventParser) calendar(c *ical.Component) {
	for i := range c.Properties {
		switch q := &c.Properties[i]; q.Name {
		case "VERSION":
			p.only(q, "2.0", "")
		case "CALSCALE":
			p.only(q, "GREGORIAN", "")
		case "METHOD":
			p.only(q, "PUBLISH", "; a calendar that is sent to change another cannot be read alone")
		case "PRODID", "NAME", "DESCRIPTION", "COLOR", "URL", "LAST-MODIFIED", "REFRESH-INTERVAL", "SOURCE", "UID", "CATEGORIES", "IMAGE":
		default:
			p.unlessExtension(q)
		}
	}
}

// only reports a value that is not the one that is read.
func (p *eventParser) only(q *ical.Property, value, why string) {
	if !strings.EqualFold(q.Value.Text, value) {
		p.report(q.Value.At(0), "only "+q.Name+":"+value+" is read here"+why, "%s is %s", q.Name, quote(q.Value.Text))
	}
}

func (p *eventParser) unlessExtension(q *ical.Property) {
	if !strings.HasPrefix(q.Name, "X-") {
		p.report(q.Place, "it may change when the event is; take it out if it does not", "the property %s is not known", quote(q.Name))
	}
}

// timezone passes over the description of a zone that the database knows.
func (p *eventParser) timezone(c *ical.Component) {
	for i := range c.Properties {
		if q := &c.Properties[i]; q.Name == "TZID" {
			p.zone(q.Value)
			return
		}
	}
	p.report(c.Place, "give it the TZID of an IANA zone, or take it out", "the VTIMEZONE has no TZID")
}

// zone loads the zone of a TZID.
func (p *eventParser) zone(v ical.Value) (*time.Location, bool) {
	if zone := p.zones[v.Text]; zone != nil {
		return zone, true
	}
	zone, err := LoadZone(v.Text)
	if err == nil {
		p.zones[v.Text] = zone
		return zone, true
	}
	advice := "write an IANA name, as in TZID=America/New_York"
	if unknown := new(UnknownNameError); errors.As(err, &unknown) {
		if len(unknown.Near) > 0 {
			advice = "write " + strings.Join(unknown.Near, " or ")
		} else {
			advice = unknown.Advice
		}
	}
	p.report(v.At(0), advice, "there is no time zone %s", quote(v.Text))
	return nil, false
}

// eventText is what an event's properties say, with their places.
type eventText struct {
	start, end, length, rule *ical.Property
	also, except             []*ical.Property
	summary                  string
}

func (p *eventParser) event(c *ical.Component) {
	before := len(p.errs)
	text := p.gather(c)
	e := &Event{summary: text.summary}
	var start stamp
	if text.start == nil {
		p.report(c.Place, "write when it begins first, as in DTSTART;TZID=America/New_York:20260111T020000", "the event has no DTSTART")
	} else if s, ok := p.one(text.start); ok {
		start, e.zone, e.first = s, s.zone, s.reading
	}
	p.length(c, text, start, e)
	if len(p.errs) > before {
		return
	}
	if text.rule != nil {
		e.rule = p.rule(text.rule, e)
	}
	p.dates(text, e)
	if len(p.errs) == before {
		p.together(text, e)
	}
	if len(p.errs) == before {
		p.events = append(p.events, e)
	}
}

// gather finds the properties that matter, and reports those that stand twice or are not known.
func (p *eventParser) gather(c *ical.Component) eventText {
	var text eventText
	single := map[string]**ical.Property{"DTSTART": &text.start, "DTEND": &text.end, "DURATION": &text.length, "RRULE": &text.rule}
	for i := range c.Properties {
		q := &c.Properties[i]
		if place, ok := single[q.Name]; ok {
			if *place != nil {
				p.report(q.Place, "write two events", "the event has a second %s", q.Name)
				continue
			}
			*place = q
			continue
		}
		switch q.Name {
		case "RDATE":
			text.also = append(text.also, q)
		case "EXDATE":
			text.except = append(text.except, q)
		case "SUMMARY":
			summary, err := q.Value.Unescape()
			if mistake := new(ical.Error); errors.As(err, &mistake) {
				p.report(mistake.Place, mistake.Advice, "%s", mistake.Problem)
			}
			text.summary = summary
		case "STATUS":
			p.only(q, "CONFIRMED", "; an event that is not to be does not belong here")
		case "RECURRENCE-ID":
			p.report(q.Place, "take the occurrence out with EXDATE and write another event", "RECURRENCE-ID changes one occurrence of another event")
		case "EXRULE":
			p.report(q.Place, "write the exceptions as EXDATE", "EXRULE is no longer part of the standard")
		case "ATTACH", "ATTENDEE", "CATEGORIES", "CLASS", "COLOR", "COMMENT", "CONFERENCE", "CONTACT", "CREATED", "DESCRIPTION", "DTSTAMP", "GEO", "IMAGE",
			"LAST-MODIFIED", "LOCATION", "ORGANIZER", "PRIORITY", "RELATED-TO", "REQUEST-STATUS", "RESOURCES", "SEQUENCE", "TRANSP", "UID", "URL":
		default:
			p.unlessExtension(q)
		}
	}
	return text
}

// mostDays bounds how long an event is, so that no sum leaves the numbers.
const mostDays = 3660

// length reads DTEND or DURATION.
func (p *eventParser) length(c *ical.Component, text eventText, start stamp, e *Event) {
	switch {
	case text.end != nil && text.length != nil:
		p.report(text.length.Place, "take one of them out", "the event has a DTEND and a DURATION")
	case text.end != nil:
		end, ok := p.one(text.end)
		if !ok || start.zone == nil {
			return
		}
		switch e.seconds = end.at - start.at; {
		case e.seconds <= 0:
			p.report(text.end.Value.At(0), "write the first instant after it", "the event ends at %s, which is not after it begins, at %s", end, start)
		case e.seconds > mostDays*secondsPerDay:
			p.report(text.end.Value.At(0), "write two events", "the event lasts longer than %d days", mostDays)
		}
	case text.length != nil:
		p.plain(text.length, "DURATION")
		days, seconds, ok := parseLength(text.length.Value.Text)
		switch {
		case !ok:
			p.report(text.length.Value.At(0), "write it as PT4H, PT1H30M, P1D or P2W", "%s is not a duration", quote(text.length.Value.Text))
		case days == 0 && seconds == 0:
			p.report(text.length.Value.At(0), "write how long it lasts, as in PT4H", "the event lasts no time")
		case days*secondsPerDay+seconds > mostDays*secondsPerDay:
			p.report(text.length.Value.At(0), "write two events", "the event lasts longer than %d days", mostDays)
		}
		e.days, e.seconds = days, seconds
	default:
		p.report(c.Place, "write DURATION:PT4H, or DTEND", "the event has neither a DURATION nor a DTEND, and so would last no time")
	}
}

// plain reports parameters that change what a value is.
func (p *eventParser) plain(q *ical.Property, kind string) {
	for _, a := range q.Parameters {
		if (a.Name != "VALUE" || !strings.EqualFold(a.Value.Text, kind)) && !strings.HasPrefix(a.Name, "X-") {
			p.report(a.Place, "take it out", "%s cannot have the parameter %s=%s here", q.Name, a.Name, a.Value.Text)
		}
	}
}

// parseLength reads P2W, P1D, PT4H30M or P1DT12H, without a sign.
func parseLength(text string) (days, seconds int64, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimPrefix(text, "+"), "P")
	if !ok {
		return 0, 0, false
	}
	date, clock, timed := strings.Cut(text, "T")
	take := func(from *string, unit string) (n int64, found bool) {
		number, rest, found := strings.Cut(*from, unit)
		if !found {
			return 0, false
		}
		value, isNumber := digits(number)
		if !isNumber {
			return 0, false
		}
		*from = rest
		return int64(value), true
	}
	weeks, hasWeeks := take(&date, "W")
	if !hasWeeks {
		days, _ = take(&date, "D")
	}
	hours, hasHours := take(&clock, "H")
	minutes, hasMinutes := take(&clock, "M")
	odd, hasSeconds := take(&clock, "S")
	ok = date == "" && clock == "" && len(text) > 0 && timed == (hasHours || hasMinutes || hasSeconds) && !(hasWeeks && timed)
	return weeks*7 + days, hours*3600 + minutes*60 + odd, ok
}

// mostDates bounds how many dates an event lists.
const mostDates = 10_000

// dates reads RDATE and EXDATE.
func (p *eventParser) dates(text eventText, e *Event) {
	for _, q := range text.also {
		for _, s := range p.many(q) {
			if s.at < e.starting(e.first).at {
				p.report(s.place, "make it the DTSTART", "the RDATE %s is before the DTSTART", s)
			}
			_, offset := time.Unix(s.at, 0).In(e.zone).Zone()
			o := occurrence{s.at + int64(offset), s.at}
			if s.zone.String() == e.zone.String() {
				o.reading = s.reading // which the clocks may have skipped
			}
			e.also = append(e.also, o)
		}
	}
	for _, q := range text.except {
		for _, s := range p.many(q) {
			e.except = append(e.except, s.at)
		}
	}
	if len(e.also)+len(e.except) > mostDates {
		p.report(text.start.Place, "write several events", "the event lists more than %d dates", mostDates)
	}
	slices.SortFunc(e.also, func(a, b occurrence) int { return cmp.Compare(a.at, b.at) })
	slices.Sort(e.except)
}

// together reports what is wrong between properties that are right by themselves.
func (p *eventParser) together(text eventText, e *Event) {
	first := e.starting(e.first)
	_, out := slices.BinarySearch(e.except, first.at)
	if e.rule != nil && !e.rule.begins(e.first) {
		if e.rule.count > 0 || !out {
			p.report(text.start.Value.At(0), e.rule.nextAdvice(e.first), "the RRULE does not choose the day of DTSTART")
			return
		}
		e.skipped = true
	}
	if len(e.except) == 0 {
		return
	}
	taken := map[int64]bool{first.at: e.skipped}
	find := func(since, through int64) {
		e.occurrences(since, through, func(o occurrence) bool {
			if _, is := slices.BinarySearch(e.except, o.at); is {
				taken[o.at] = true
			}
			return true
		})
	}
	if e.rule != nil && e.rule.count > 0 {
		find(e.except[0], e.except[len(e.except)-1]) // it counts from the first each time
	} else {
		for _, at := range e.except {
			find(at, at)
		}
	}
	for _, q := range text.except {
		for _, s := range p.many(q) {
			if !taken[s.at] {
				p.report(s.place, "take it out, or write when an occurrence begins", "the EXDATE %s takes nothing out", s)
			}
		}
	}
}
