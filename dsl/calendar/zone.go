package calendar

import (
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// Resolve returns the instant at which a wall clock in the zone shows the date and the
// reading, which is counted from 00:00 on that wall: 9*time.Hour is nine in the morning,
// whether or not nine hours have passed since midnight. A reading of 24 hours or more, or
// less than zero, is one on a following or an earlier day.
//
// A reading that the zone skips is taken with the offset in force before the gap, so that
// 02:30 in New York's spring gap is 03:30 daylight time; one that it repeats is the first
// of the two. Both are the rule of RFC 5545, section 3.3.5. An invalid date gives the
// zero Time.
//
// The cost is that of a few searches in the zone's table.
func Resolve(d Date, clock time.Duration, zone *time.Location) time.Time {
	if !d.Valid() {
		return time.Time{}
	}
	zone = civil.OrUTC(zone)
	second := civil.FloorDiv(int64(clock), int64(time.Second))
	fraction := civil.FloorMod(int64(clock), int64(time.Second))
	at, _ := civil.Resolve(d.Number()*civil.SecondsPerDay+second, zone)
	return time.Unix(at, fraction).In(zone)
}

// startOfDay returns the first instant of the day with that number, which may be one past
// the last date.
func startOfDay(number int64, zone *time.Location) time.Time {
	// When midnight is skipped the day begins where the gap ends, even if it began the
	// evening before (Toronto, 1919-03-30 at 23:30).
	_, from := civil.Resolve(number*civil.SecondsPerDay, zone)
	return time.Unix(from, 0).In(zone)
}
