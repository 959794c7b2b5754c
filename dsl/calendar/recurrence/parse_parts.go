package recurrence

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/concord-sla/concord/internal/prose"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/dsl/calendar/recurrence/internal/ical"
)

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
		case e.seconds > mostDays*civil.SecondsPerDay:
			p.report(text.end.Value.At(0), "write two events", "the event lasts longer than %d days", mostDays)
		}
	case text.length != nil:
		p.plain(text.length, "DURATION")
		days, seconds, ok := parseLength(text.length.Value.Text)
		switch {
		case !ok:
			p.report(text.length.Value.At(0), "write it as PT4H, PT1H30M, P1D or P2W", "%s is not a duration", prose.Quote(text.length.Value.Text))
		case days == 0 && seconds == 0:
			p.report(text.length.Value.At(0), "write how long it lasts, as in PT4H", "the event lasts no time")
		case days*civil.SecondsPerDay+seconds > mostDays*civil.SecondsPerDay:
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
		value, isNumber := civil.Digits(number)
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
	seconds, hasSeconds := take(&clock, "S")
	ok = date == "" && clock == "" && len(text) > 0 && timed == (hasHours || hasMinutes || hasSeconds) && !(hasWeeks && timed)
	return weeks*7 + days, hours*3600 + minutes*60 + seconds, ok
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
