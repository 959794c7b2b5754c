package business

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// Hours say when there is work: shifts for each weekday and for dates that differ, on the
// clocks of a zone. [Calendar.WithHours] gives them to a calendar.
type Hours struct {
	// Zone is the zone on whose wall clocks shifts are read, and whose dates are meant;
	// needed, and not time.Local.
	Zone    *time.Location
	Week    Week
	Special []SpecialDay // in any order, each date once
}

// Week has the shifts of each day of the week, by [time.Weekday]: Week[time.Monday]. A
// weekday without shifts is no business day.
type Week [7][]Shift

// MondayToFriday returns the week with these shifts on the five days.
func MondayToFriday(shifts ...Shift) Week {
	week := EveryDay(shifts...)
	week[time.Saturday], week[time.Sunday] = nil, nil
	return week
}

// EveryDay returns the week with these shifts on all seven days. With the shift
// 00:00-24:00 it is work around the clock.
func EveryDay(shifts ...Shift) Week {
	var week Week
	for day := range week {
		week[day] = slices.Clone(shifts)
	}
	return week
}

// SpecialDay is a date whose shifts are not those of its weekday: fewer, more or none.
// With shifts it is a business day, whatever weekday it is; without shifts it is not.
type SpecialDay struct {
	Date   calendar.Date `json:"date,omitzero"`
	Name   string        `json:"name,omitzero"` // for the reader, such as "Christmas Eve"; may be empty
	Shifts []Shift       `json:"shifts,omitzero"`
}

// WithHours returns a copy of the calendar that works these hours, under a name of its
// own, which [Named] does not know. It replaces hours that the calendar has.
//
// Business days are then the days that have a shift and are neither a holiday nor a
// closure: with shifts on Saturdays, Saturdays too. The years that the calendar knows,
// its holidays and its closures stay. There is no work on holidays and closures: a shift
// that begins on one does not happen, while one that began the evening before goes on
// past midnight.
//
// It fails when a shift is invalid, when two of them overlap (also across midnight), when
// a date is special twice, is special with shifts and yet closed, or is outside the years
// that the calendar knows, and when there is no working time at all. The error is a
// [diag.List] of all mistakes: of the code [BadHours], or [UnknownYear] for the years.
func (c *Calendar) WithHours(name string, h Hours) (*Calendar, error) {
	if c == nil || c.name == "" {
		return nil, errNoCalendar
	}
	own := h.clone()
	if err := own.check(c, name); err != nil {
		return nil, err
	}
	with := c.copy()
	with.name = name
	with.hours = &hours{definition: own, special: make(map[int64][]span, len(own.Special))}
	with.week = 0
	for day, shifts := range own.Week {
		with.hours.week[day] = spansOf(shifts)
		if len(shifts) > 0 {
			with.week |= 1 << civil.FloorMod(int64(day-int(time.Monday)), 7)
		}
	}
	for _, s := range own.Special {
		with.hours.special[s.Date.Number()] = spansOf(s.Shifts)
	}
	return with, nil
}

// Hours returns the working hours of the calendar, in order of time; ok is false when it
// has none.
func (c *Calendar) Hours() (h Hours, ok bool) {
	if c == nil || c.hours == nil {
		return Hours{}, false
	}
	return c.hours.definition.clone(), true
}

// clone returns a copy that shares nothing, with shifts and special days in order of
// time.
func (h Hours) clone() Hours {
	for day := range h.Week {
		h.Week[day] = inOrder(h.Week[day])
	}
	h.Special = slices.Clone(h.Special)
	for i := range h.Special {
		h.Special[i].Name = strings.TrimSpace(h.Special[i].Name)
		h.Special[i].Shifts = inOrder(h.Special[i].Shifts)
	}
	slices.SortStableFunc(h.Special, func(a, b SpecialDay) int { return a.Date.Compare(b.Date) })
	return h
}

func inOrder(shifts []Shift) []Shift {
	shifts = slices.Clone(shifts)
	slices.SortStableFunc(shifts, func(a, b Shift) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	return shifts
}

// hours are checked hours, with shifts in the seconds that the arithmetic uses.
type hours struct {
	definition Hours
	week       [7][]span // by time.Weekday
	special    map[int64][]span
}

// span is a shift in seconds of the wall clock after 00:00 of the day on which it begins.
type span struct {
	from, to int64
}

func spansOf(shifts []Shift) []span {
	spans := make([]span, len(shifts))
	for i, s := range shifts {
		spans[i] = span{int64(s.From / time.Second), int64(s.To / time.Second)}
	}
	return spans
}

// shiftsOn returns the shifts that begin on a day, none when it is closed.
func (c *Calendar) shiftsOn(day int64) []span {
	if !c.isBusiness(day) {
		return nil
	}
	if len(c.hours.special) > 0 {
		if spans, special := c.hours.special[day]; special {
			return spans
		}
	}
	return c.hours.week[civil.FloorMod(day+int64(time.Thursday), 7)] // day 0 was a Thursday
}
