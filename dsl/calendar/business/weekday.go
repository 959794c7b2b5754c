package business

import (
	"math/bits"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// week says which days of the week are business days when nothing else is said about the
// date: bit 0 is Monday, bit 6 Sunday. Its days are counted without a loop over them. A
// day is named by its number (see [calendar.Date.Number]); 1970-01-05, number 4, was a
// Monday.
type week uint8

const mondayToFriday week = 1<<5 - 1

// has reports whether the day is one of the week's.
func (w week) has(day int64) bool { return w>>civil.FloorMod(day-civil.Monday, 7)&1 == 1 }

// through counts the week's days from 1970-01-05 through the day; it is negative before.
// Only differences mean something.
func (w week) through(day int64) int64 {
	weeks, of := civil.FloorDiv(day-civil.Monday, 7), civil.FloorMod(day-civil.Monday, 7)
	upTo := w << (7 - of) // drops the days after
	return weeks*w.days() + int64(bits.OnesCount8(uint8(upTo)))
}

// nth returns the day on which through becomes n. The week must have a day.
func (w week) nth(n int64) int64 {
	weeks, later := civil.FloorDiv(n-1, w.days()), civil.FloorMod(n-1, w.days())
	for range later {
		w &= w - 1 // drops the first day that is left
	}
	return civil.Monday + weeks*7 + int64(bits.TrailingZeros8(uint8(w)))
}

// days counts the days of one week.
func (w week) days() int64 { return int64(bits.OnesCount8(uint8(w))) }
