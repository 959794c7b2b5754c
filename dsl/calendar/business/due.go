package business

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// RollForward returns the date itself when it is a business day, and otherwise the next
// business day. It fails as [Calendar.IsBusinessDay] does, for the date and for the
// result.
func (c *Calendar) RollForward(d calendar.Date) (calendar.Date, error) { return c.roll(d, 1) }

// RollBack returns the date itself when it is a business day, and otherwise the business
// day before it. It fails as [Calendar.RollForward] does.
func (c *Calendar) RollBack(d calendar.Date) (calendar.Date, error) { return c.roll(d, -1) }

func (c *Calendar) roll(d calendar.Date, n int64) (calendar.Date, error) {
	is, err := c.IsBusinessDay(d)
	switch {
	case err != nil:
		return calendar.Date{}, err
	case is:
		return d, nil
	}
	return c.AddBusinessDays(d, n)
}

// AddBusinessDaysAt returns the instant n business days after another, or before it when
// n is negative, at the same reading of the clocks in the zone of the hours: two business
// days after Thursday 15:30 is Monday 15:30. The days are counted by
// [Calendar.AddBusinessDays] from the date that the clocks show, and the reading becomes
// an instant by [calendar.Resolve]. Zero gives the instant itself. Whether there is work
// at either instant does not matter; [Calendar.NextOpening] before it makes what comes in
// after hours count from the next opening.
//
// The result is in the zone of the hours. It fails as [Calendar.AddBusinessDays] does,
// for the zero Time, and for a calendar without hours, for which there is
// [Calendar.AddBusinessDaysIn].
func (c *Calendar) AddBusinessDaysAt(at time.Time, n int64) (time.Time, error) {
	switch {
	case c == nil || c.name == "":
		return time.Time{}, errNoCalendar
	case c.hours == nil:
		return time.Time{}, fmt.Errorf("the %s calendar has no working hours, and so no zone: name it with AddBusinessDaysIn", c.name)
	}
	return c.AddBusinessDaysIn(at, n, c.hours.definition.Zone)
}

// AddBusinessDaysIn returns [Calendar.AddBusinessDaysAt] on the clocks of any zone, for a
// calendar with hours or without.
func (c *Calendar) AddBusinessDaysIn(at time.Time, n int64, zone *time.Location) (time.Time, error) {
	switch {
	case c == nil || c.name == "":
		return time.Time{}, errNoCalendar
	case at.IsZero():
		return time.Time{}, errNoInstant
	}
	at = at.In(civil.OrUTC(zone))
	d := calendar.DateOf(at, zone)
	if d.IsZero() {
		return time.Time{}, c.outside(instantText(at, zone))
	}
	due, err := c.AddBusinessDays(d, n)
	switch {
	case err != nil:
		return time.Time{}, err
	case n == 0:
		return at, nil
	}
	h, m, s := at.Clock()
	clock := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute + time.Duration(s)*time.Second + time.Duration(at.Nanosecond())
	return calendar.Resolve(due, clock, zone), nil
}

// BusinessDayAt returns the business day to which an instant belongs: the day on which
// the shift began that is worked then, or otherwise the one on which the next begins.
// What comes in on Friday after hours belongs to Monday, and in the small hours of
// Tuesday to Monday when Monday's shift goes on past midnight. Terms in business days
// count from it: c.AddBusinessDays(day, 2).
//
// It fails as [Calendar.NextOpening] does.
func (c *Calendar) BusinessDayAt(at time.Time) (calendar.Date, error) {
	opening, err := c.NextOpening(at)
	if err != nil {
		return calendar.Date{}, err
	}
	// A shift begins at most two dates before the last on which it is worked, where a
	// zone skips the one between. Where two are worked at once, because clocks skip an
	// hour, the earlier day counts.
	day := calendar.DateOf(opening, c.hours.definition.Zone).Number()
	for n := max(day-2, c.firstDay()); n <= min(day+1, c.lastDay()); n++ {
		for _, s := range c.instantsOn(n) {
			if s.start <= opening.Unix() && opening.Unix() < s.end {
				return calendar.DateOfNumber(n), nil
			}
		}
	}
	return calendar.Date{}, c.outsideAt(at) // not reached: the opening is part of a shift
}
