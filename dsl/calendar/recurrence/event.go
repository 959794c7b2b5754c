package recurrence

import (
	"iter"
	"math"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// Event is something that takes time, once or again and again: maintenance on the second
// Sunday of each month, from two until six. [ParseEvents] reads them from iCalendar text.
// It does not change, and any number of goroutines may share it. The zero Event has no
// windows.
type Event struct {
	summary string
	zone    *time.Location
	first   int64 // reading of the zone's clocks, in seconds since 1970-01-01 00:00 on them
	days    int64 // of its length, on the calendar
	seconds int64 // of its length, after the days; elapsed

	rule    *recurrence // nil when it does not come back
	skipped bool        // the first is not an occurrence
	also    []occurrence
	except  []int64 // instants, in order
}

// occurrence is when an event begins.
type occurrence struct {
	reading int64 // of the event's clocks
	at      int64 // seconds since 1970 UTC
}

// Window is the time of one occurrence of an [Event]. An instant t lies within when it is
// not before Start and is before End.
type Window struct {
	Start, End time.Time // in the event's zone
}

// Summary returns what the event is called, which may be empty.
func (e *Event) Summary() string { return e.summary }

// Zone returns the zone on whose clocks the event begins.
func (e *Event) Zone() *time.Location { return civil.OrUTC(e.zone) }

// Windows yields the event's windows that have time in common with the span from one
// instant until another, in order of their beginnings. The rule is computed on the
// calendar and the clock of the event's zone, and each beginning becomes an instant by
// [calendar.Resolve]: two in the morning stays two in the morning, is three when the zone
// skips it, and the first of the two when it is repeated. Occurrences that begin at the
// same instant are one. Windows of an event that is longer than the time to the next
// overlap.
//
// A length in days ends at the same reading of the clock so many days later; one in
// hours, or up to a DTEND, lasts that long. This is RFC 5545, section 3.8.5.3.
//
// The cost is that of the rule's days, weeks, months or years from one instant to the
// other, whether it matches or not; of those from the first occurrence on, when the rule
// has a COUNT.
func (e *Event) Windows(from, until time.Time) iter.Seq[Window] {
	return func(yield func(Window) bool) {
		if e == nil || e.zone == nil || !from.Before(until) {
			return
		}
		// days may be longer on the zone's clocks
		length := e.days*civil.SecondsPerDay + e.seconds + civil.Reach
		since, last := clamped(from)-length, clamped(until)
		e.occurrences(since, last, func(o occurrence) bool {
			if _, no := slices.BinarySearch(e.except, o.at); no {
				return true
			}
			w := e.window(o)
			return !w.Start.Before(until) || !w.End.After(from) || yield(w)
		})
	}
}

func (e *Event) window(o occurrence) Window {
	end := o.at
	if e.days > 0 {
		end, _ = civil.Resolve(o.reading+e.days*civil.SecondsPerDay, e.zone)
	}
	return Window{time.Unix(o.at, 0).In(e.zone), time.Unix(end+e.seconds, 0).In(e.zone)}
}

// occurrences yields those that begin from one instant through another, and maybe some
// that begin before, in order, with those that are excepted.
func (e *Event) occurrences(since, through int64, yield func(occurrence) bool) {
	also := e.also
	last := occurrence{at: math.MinInt64}
	one := func(o occurrence) bool {
		if o.at > through {
			return false
		}
		if o.at == last.at {
			return true
		}
		last = o
		return yield(o)
	}
	more := true
	e.regular(since, through, func(o occurrence) bool {
		for len(also) > 0 && also[0].at <= o.at && more {
			more = one(also[0])
			also = also[1:]
		}
		more = more && one(o)
		return more
	})
	for _, o := range also {
		if !more || !one(o) {
			return
		}
	}
}

// regular yields the occurrences of the rule, or the only one.
func (e *Event) regular(since, through int64, yield func(occurrence) bool) {
	if e.rule == nil {
		if !e.skipped {
			yield(e.starting(e.first))
		}
		return
	}
	first, clock := civil.FloorDiv(e.first, civil.SecondsPerDay), civil.FloorMod(e.first, civil.SecondsPerDay)
	// Two days on either side are more than any zone's distance from UTC.
	sinceDay, throughDay := civil.FloorDiv(since, civil.SecondsPerDay)-2, civil.FloorDiv(through, civil.SecondsPerDay)+2
	e.rule.each(first, min(max(sinceDay, civil.FirstNumber), civil.LastNumber), throughDay, func(day int64) bool {
		if day < sinceDay {
			return true // counted, and no more
		}
		o := e.starting(day*civil.SecondsPerDay + clock)
		return !(e.rule.ends && o.at > e.rule.until) && yield(o)
	})
}

// starting returns the occurrence at a reading of the event's clocks.
func (e *Event) starting(reading int64) occurrence {
	at, _ := civil.Resolve(reading, e.zone)
	return occurrence{reading, at}
}

// clamped returns the seconds since 1970 of an instant, and those just outside the years
// of dates for one that lies outside.
func clamped(t time.Time) int64 {
	const day = civil.SecondsPerDay
	switch y := t.UTC().Year(); {
	case y < civil.FirstYear-1:
		return (civil.FirstNumber - 2*366) * day
	case y > civil.LastYear+1:
		return (civil.LastNumber + 2*366) * day
	}
	return t.Unix()
}
