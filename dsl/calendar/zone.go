package calendar

import "time"

// Resolve returns the instant at which a wall clock in the zone shows the date and the reading, which is counted from 00:00 on that wall: 9*time.Hour is
// nine in the morning, whether or not nine hours have passed since midnight. A reading of 24 hours or more, or less than zero, is one on a following or an
// earlier day.
//
// A reading that the zone skips is taken with the offset in force before the gap, so that 02:30 in New York's spring gap is 03:30 daylight time; one that
// it repeats is the first of the two. Both are the rule of RFC 5545, section 3.3.5. An invalid date gives the zero Time.
//
// The cost is that of a few searches in the zone's table.
func Resolve(d Date, clock time.Duration, zone *time.Location) time.Time {
	if !d.Valid() {
		return time.Time{}
	}
	zone = orUTC(zone)
	second := floorDiv(int64(clock), int64(time.Second))
	fraction := floorMod(int64(clock), int64(time.Second))
	at, _ := resolve(d.Number()*secondsPerDay+second, zone)
	return time.Unix(at, fraction).In(zone)
}

// startOfDay returns the first instant of the day with that number, which may be one past the last date.
func startOfDay(number int64, zone *time.Location) time.Time {
	// When midnight is skipped the day begins where the gap ends, even if it began the evening before (Toronto, 1919-03-30 at 23:30).
	_, from := resolve(number*secondsPerDay, zone)
	return time.Unix(from, 0).In(zone)
}

const (
	secondsPerDay = 24 * 60 * 60 // on a wall clock; elapsed days differ

	// reach is the furthest that a zone can be from UTC, by RFC 8536, section 3.2.
	reach = 26 * 60 * 60
)

// resolve takes a reading of the zone's clocks, as seconds since 1970-01-01 00:00 on them, and returns two instants, in seconds since 1970 UTC. At is
// when the clocks first show the reading or, when they skip it, when they would have without the change. From is when they first show the reading or a
// later one: the same as at, or where the gap is.
//
// A zone is a sequence of stretches of time, each with one offset. In a stretch with offset o the reading can only be at instant reading-o, and it is
// there if that lies within the stretch. Stretches are walked in order, so the first that holds the reading holds it first. When none does, there are
// two neighbours of which the first ends before its instant, and the second begins after its own: the gap is between them.
func resolve(reading int64, zone *time.Location) (at, from int64) {
	start := reading - reach
	gap, late := false, false
	var passed int64 // the instant by the stretch before this one, which lies at or after its end, if late
	for {
		offset, end, last := stretch(start, zone)
		here := reading - offset
		if here >= start && (last || here < end) {
			return here, here
		}
		if late && here < start && !gap {
			at, from, gap = passed, start, true
		}
		if last || end > reading+reach {
			return at, from
		}
		late, passed = here >= end, here
		start = end
	}
}

// stretch returns the zone's offset at an instant and the instant until which it holds, which may be earlier than that at which it changes; last is true when
// it holds for ever.
func stretch(start int64, zone *time.Location) (offset, end int64, last bool) {
	t := time.Unix(start, 0).In(zone)
	_, seconds := t.Zone()
	_, until := t.ZoneBounds()
	if until.IsZero() {
		return int64(seconds), 0, true
	}
	if !until.After(t) {
		// Beyond a zone's table the standard library computes with years of 365 days, so that on the last day of a leap year (UTC) the bound that it gives is
		// the beginning of that day: golang/go issue 81583. The offset holds to the day's end.
		return int64(seconds), (floorDiv(start, secondsPerDay) + 1) * secondsPerDay, false
	}
	return int64(seconds), until.Unix(), false
}

// orUTC lets a nil zone mean UTC, as the methods of time.Location do.
func orUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}
