package business

import (
	"math/bits"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// dayset is a set of days by number that counts its members up to a day in constant time:
// one bit for each day between the first and the last, and the count of bits before each
// word. The holidays of 130 years take 9 kB, which stays in a processor's nearest cache.
type dayset struct {
	base   int64 // day of the first bit
	words  []uint64
	before []uint32 // members in the words before this one; one more entry than words
}

// newDayset makes a set of days in any order, repeated or not.
func newDayset(days []int64) dayset {
	if len(days) == 0 {
		return dayset{before: []uint32{0}}
	}
	base := slices.Min(days)
	n := int((slices.Max(days)-base)/64 + 1)
	s := dayset{base: base, words: make([]uint64, n), before: make([]uint32, n+1)}
	for _, day := range days {
		s.words[(day-base)/64] |= 1 << ((day - base) % 64)
	}
	for i, w := range s.words {
		s.before[i+1] = s.before[i] + uint32(bits.OnesCount64(w))
	}
	return s
}

// has reports whether the day is a member.
func (s *dayset) has(day int64) bool {
	i := day - s.base
	return i >= 0 && i < int64(len(s.words))*64 && s.words[i/64]>>(i%64)&1 == 1
}

// through counts the members up to the day, itself included.
func (s *dayset) through(day int64) int64 {
	i := day - s.base
	switch {
	case i < 0:
		return 0
	case i >= int64(len(s.words))*64:
		return int64(s.before[len(s.words)])
	}
	upTo := s.words[i/64] << (63 - i%64) // drops the days after
	return int64(s.before[i/64]) + int64(bits.OnesCount64(upTo))
}

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
