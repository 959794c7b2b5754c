// Package civil is the arithmetic of dates and clocks that package calendar and the
// packages below it share: lengths of months, numbers of days, readings of a zone's
// clocks, and digits.
package civil

import (
	"strconv"
	"time"
)

// The years that dates have, and the numbers of their first and last days, counted from
// 1970-01-01, which is 0.
const (
	FirstYear = 1
	LastYear  = 9999

	FirstNumber = -719162 // 0001-01-01
	LastNumber  = 2932896 // 9999-12-31
	NoNumber    = FirstNumber - 1
)

const (
	Monday = 4 // the number of 1970-01-05, a Monday

	SecondsPerDay = 24 * 60 * 60 // on a wall clock; elapsed days differ

	// Reach is the furthest that a zone can be from UTC, by RFC 8536, section 3.2.
	Reach = 26 * 60 * 60
)

// DaysIn returns the length of a month from January to December.
func DaysIn(y int, m time.Month) int {
	switch m {
	case time.April, time.June, time.September, time.November:
		return 30
	case time.February:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// FloorDiv divides by a positive number and rounds toward minus infinity, as days before
// 1970 need.
func FloorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// FloorMod returns what [FloorDiv] leaves: from 0 to less than the divisor.
func FloorMod(a, b int64) int64 { return a - b*FloorDiv(a, b) }

// Resolve takes a reading of the zone's clocks, as seconds since 1970-01-01 00:00 on
// them, and returns two instants, in seconds since 1970 UTC. At is when the clocks first
// show the reading or, when they skip it, when they would have without the change. From
// is when they first show the reading or a later one: the same as at, or where the gap
// is.
//
// A zone is a sequence of intervals of time, each with one offset. In an interval with
// offset o the reading can only be at instant reading-o, and it is there if that lies
// within the interval. Intervals are walked in order, so the first that holds the reading
// holds it first. When none does, there are two neighbours of which the first ends before
// its instant, and the second begins after its own: the gap is between them.
func Resolve(reading int64, zone *time.Location) (at, from int64) {
	start := reading - Reach
	gap, ended := false, false
	// passed is the instant by the interval before this one, which lies at or after its
	// end, if ended.
	var passed int64
	for {
		offset, end, last := Offset(start, zone)
		here := reading - offset
		if here >= start && (last || here < end) {
			return here, here
		}
		if ended && here < start && !gap {
			at, from, gap = passed, start, true
		}
		if last || end > reading+Reach {
			return at, from
		}
		ended, passed = here >= end, here
		start = end
	}
}

// Offset returns the zone's offset at an instant and the instant until which it holds,
// which may be earlier than that at which it changes; last is true when it holds for
// ever.
func Offset(start int64, zone *time.Location) (offset, end int64, last bool) {
	t := time.Unix(start, 0).In(zone)
	_, seconds := t.Zone()
	_, until := t.ZoneBounds()
	if until.IsZero() {
		return int64(seconds), 0, true
	}
	if !until.After(t) {
		// Beyond a zone's table the standard library computes with years of 365 days, so
		// that on the last day of a leap year (UTC) the bound that it gives is the
		// beginning of that day: golang/go issue 81583. The offset holds to the day's
		// end.
		return int64(seconds), (FloorDiv(start, SecondsPerDay) + 1) * SecondsPerDay, false
	}
	return int64(seconds), until.Unix(), false
}

// OrUTC lets a nil zone mean UTC, as the methods of time.Location do.
func OrUTC(zone *time.Location) *time.Location {
	if zone == nil {
		return time.UTC
	}
	return zone
}

// Digits reads a text of one to nine ASCII digits.
func Digits(text string) (int, bool) {
	if len(text) == 0 || len(text) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(text) {
		c := text[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		n = n*10 + int(c-'0')
	}
	return n, true
}

// AppendPadded appends a number that is not negative with at least so many digits.
func AppendPadded(b []byte, n, width int) []byte {
	for least := pow10(width - 1); least > n && least > 1; least /= 10 {
		b = append(b, '0')
	}
	return strconv.AppendInt(b, int64(n), 10)
}

func pow10(n int) int {
	p := 1
	for range n {
		p *= 10
	}
	return p
}

// MonthNumber returns a month as a number that counts from January of the year 0.
func MonthNumber(year int, m time.Month) int { return year*12 + int(m) - 1 }

// YearAndMonth returns the month of a number that [MonthNumber] gave.
func YearAndMonth(number int) (int, time.Month) { return number / 12, time.Month(number%12 + 1) }
