package recurrence

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/internal/prose"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/recurrence/internal/ical"
	"github.com/concord-sla/concord/dsl/diag"
)

// ParseEvents reads events from iCalendar text (RFC 5545): the VEVENT blocks of a
// VCALENDAR, VEVENT blocks by themselves, or the properties of one event without either.
// It reads what maintenance windows need:
//
//	DTSTART;TZID=America/New_York:20260111T020000
//	DURATION:PT4H                     or DTEND;TZID=America/New_York:20260111T060000
//	RRULE:FREQ=MONTHLY;BYDAY=2SU
//	EXDATE;TZID=America/New_York:20260412T020000
//	RDATE;TZID=America/New_York:20260419T020000
//	SUMMARY:Patches
//
// A rule is DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT or UNTIL, BYMONTH,
// BYMONTHDAY, BYDAY, BYSETPOS and WKST. A TZID is a name that [calendar.LoadZone] knows;
// a VTIMEZONE block of such a name is passed over, since the zone database says the same
// better. Properties that change nothing about time, such as DESCRIPTION and those that
// begin with X-, are passed over too, and so are alarms.
//
// Whatever else would change when the event is, or is not known, is an error that names
// it, never ignored. The standard leaves undefined what happens when a rule does not
// match DTSTART; here it is an error, unless an EXDATE takes DTSTART out. An EXDATE that
// takes nothing out is an error too. The error is a [diag.List] with the first hundred
// mistakes in all events, of the code [BadEvent], each with its place in the text.
func ParseEvents(text string) ([]*Event, error) {
	p := &eventParser{source: &diag.Source{Name: "event", Text: text}, zones: map[string]*time.Location{}}
	root, err := ical.Parse(text)
	if err != nil {
		if syntax := new(ical.Error); errors.As(err, &syntax) {
			p.report(syntax.Place, syntax.Advice, "%s", syntax.Problem)
			return nil, p.problems.Err()
		}
		return nil, err
	}
	if len(root.Properties) > 0 {
		p.event(root)
	}
	p.components(root)
	if len(p.events) == 0 && len(p.problems) == 0 {
		p.report(root.Place, "write BEGIN:VEVENT and its properties", "there is no event")
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	return p.events, nil
}

// mostListed is how many mistakes are listed: a text from a stranger may have any number.
const mostListed = 100

type eventParser struct {
	events   []*Event
	problems diag.List
	mistakes int // listed in problems, or too many for it
	source   *diag.Source
	zones    map[string]*time.Location // by TZID
}

func (p *eventParser) report(at ical.Place, advice, problem string, args ...any) {
	p.mistakes++
	if len(p.problems) == mostListed {
		return
	}
	offset := p.source.Offset(at.Line, at.Column)
	p.problems = append(p.problems, &diag.Diagnostic{Severity: diag.Error, Code: BadEvent, Class: diag.ErrSyntax,
		Summary: fmt.Sprintf(problem, args...), Advice: advice, Source: p.source, Span: diag.Span{Start: offset, End: offset}})
}

// components reads the events within a calendar, or within none.
func (p *eventParser) components(in *ical.Component) {
	for _, c := range in.Components {
		switch {
		case c.Name == "VEVENT":
			p.event(c)
			for _, inner := range c.Components {
				if inner.Name != "VALARM" {
					p.report(inner.Place, "take it out", "a VEVENT cannot have a %s", prose.Quote(inner.Name))
				}
			}
		case c.Name == "VCALENDAR" && in.Name == "":
			p.calendar(c)
			p.components(c)
		case c.Name == "VTIMEZONE":
			p.timezone(c)
		default:
			p.report(c.Place, "only VEVENT and VTIMEZONE are read here; take it out", "a %s is not an event", prose.Quote(c.Name))
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
		p.report(q.Value.At(0), "only "+q.Name+":"+value+" is read here"+why, "%s is %s", q.Name, prose.Quote(q.Value.Text))
	}
}

func (p *eventParser) unlessExtension(q *ical.Property) {
	if !strings.HasPrefix(q.Name, "X-") {
		p.report(q.Place, "it may change when the event is; take it out if it does not", "the property %s is not known", prose.Quote(q.Name))
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
	zone, err := calendar.LoadZone(v.Text)
	if err == nil {
		p.zones[v.Text] = zone
		return zone, true
	}
	advice := "write an IANA name, as in TZID=America/New_York"
	if found := diag.From(err); len(found) > 0 {
		advice = found[0].Advice
	}
	p.report(v.At(0), advice, "there is no time zone %s", prose.Quote(v.Text))
	return nil, false
}

// eventText is what an event's properties say, with their places.
type eventText struct {
	start, end, length, rule *ical.Property
	also, except             []*ical.Property
	summary                  string
}

func (p *eventParser) event(c *ical.Component) {
	before := p.mistakes
	text := p.gather(c)
	e := &Event{summary: text.summary}
	var start stamp
	if text.start == nil {
		p.report(c.Place, "write when it begins first, as in DTSTART;TZID=America/New_York:20260111T020000", "the event has no DTSTART")
	} else if s, ok := p.one(text.start); ok {
		start, e.zone, e.first = s, s.zone, s.reading
	}
	p.length(c, text, start, e)
	if p.mistakes > before {
		return
	}
	if text.rule != nil {
		e.rule = p.rule(text.rule, e)
	}
	p.dates(text, e)
	if p.mistakes == before {
		p.together(text, e)
	}
	if p.mistakes == before {
		p.events = append(p.events, e)
	}
}

// gather finds the properties that matter, and reports those that stand twice or are not
// known.
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
