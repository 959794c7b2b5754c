package business

import (
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

var (
	errNoInstant = errors.New("there is no instant: it is the zero time.Time")
	errTooLong   = errors.New("the working time is longer than a time.Duration can say, which is 292 years")
)

// WorkingTime returns the time from one instant to another during which there is work,
// the first within and the second not. It is the time that passes between the instants at
// which a shift's ends are read on the clocks of the zone, by [calendar.Resolve]; so a
// day from 00:00 to 24:00 has 23 hours when clocks go forward and 25 when they go back,
// and around the clock no minute is lost or counted twice. It is exact to the nanosecond.
//
// When to is before from it is the time from to to from, negated. So swapping the
// instants changes only the sign, and times over adjoining spans add up.
//
// It takes a look into a table for each instant, and an addition for every eleven years
// between; tables are computed when they are first needed.
//
// It fails for a calendar without hours, for the zero Time, with a diagnostic of the code
// [UnknownYear] for an instant in a year that the calendar does not know, and when the
// answer is longer than a time.Duration. The end of the last year, at which the next
// begins, is known.
func (c *Calendar) WorkingTime(from, to time.Time) (time.Duration, error) {
	if worked, ok := c.usualWorkingTime(from, to); ok {
		return worked, nil
	}
	if err := c.knowsInstant(from); err != nil {
		return 0, err
	}
	if err := c.knowsInstant(to); err != nil {
		return 0, err
	}
	a, b := c.openings.place(from), c.openings.place(to)
	seconds, nanos := b.seconds-a.seconds, b.nanos-a.nanos
	for n := a.block; n < b.block; n++ {
		seconds += c.openings.total(n)
	}
	for n := b.block; n < a.block; n++ {
		seconds -= c.openings.total(n)
	}
	const most = math.MaxInt64/int64(time.Second) - 1
	if seconds > most || seconds < -most {
		return 0, errTooLong
	}
	return time.Duration(seconds*int64(time.Second) + nanos), nil
}

// usualWorkingTime returns WorkingTime of what is asked most, at half the cost: two
// instants far from the ends of the calendar, in blocks that are there and so near to
// each other that nanoseconds cannot overflow; the later one first only when both are in
// one block. It does not answer what it is not sure of.
func (c *Calendar) usualWorkingTime(from, to time.Time) (worked time.Duration, ok bool) {
	if c == nil {
		return 0, false
	}
	o := c.usual.Load()
	if o == nil {
		return 0, false
	}
	f, t := uint64(from.Unix()-o.origin), uint64(to.Unix()-o.origin)
	first, last := f/blockSeconds, t/blockSeconds
	// An instant before the origin has a huge number here. The blocks at both ends are
	// known in part only, and left to the careful way.
	if n := uint64(len(o.blocks)) - 1; first == 0 || last >= n || last-first > 16 {
		return 0, false
	}
	a, b := o.blocks[first].Load(), o.blocks[last].Load()
	if a == nil || b == nil {
		return 0, false
	}
	nanos := b.nanos(t%blockSeconds, to.Nanosecond()) - a.nanos(f%blockSeconds, from.Nanosecond())
	for ; first < last; first++ {
		nanos += o.total(int(first)) * int64(time.Second)
	}
	return time.Duration(nanos), true
}

// AddWorkingTime returns the instant by which so much working time has passed: for d > 0
// the earliest instant t, not before from, for which WorkingTime(from, t) is d. So what
// is due at the end of a shift is due when it closes, and not when the next one opens.
// For d < 0 it is the mirror image, the latest t, not after from, for which
// WorkingTime(from, t) is d; what began with a shift began when it opened. For 0 it is
// from itself, whether there is work then or not.
//
// The result is in the zone of the hours. It fails as [Calendar.WorkingTime] does, for
// the instant and for the result.
func (c *Calendar) AddWorkingTime(from time.Time, d time.Duration) (time.Time, error) {
	if err := c.knowsInstant(from); err != nil {
		return time.Time{}, err
	}
	zone := c.hours.definition.Zone
	if d == 0 {
		return from.In(zone), nil
	}
	o := c.openings
	p := o.place(from)
	p.nanos += civil.FloorMod(int64(d), int64(time.Second))
	p.seconds += civil.FloorDiv(int64(d), int64(time.Second)) + p.nanos/int64(time.Second)
	p.nanos %= int64(time.Second)
	if d < 0 {
		for p.seconds < 0 {
			if p.block--; p.block < 0 {
				return time.Time{}, c.outsideSum(from, d)
			}
			p.seconds += o.total(p.block)
		}
		return time.Unix(o.block(p.block).latest(p.seconds), p.nanos).In(zone), nil
	}
	for total := o.total(p.block); p.seconds > total || p.seconds == total && p.nanos > 0; total = o.total(p.block) {
		p.seconds -= total
		if p.block++; p.block == len(o.blocks) {
			return time.Time{}, c.outsideSum(from, d)
		}
	}
	return time.Unix(o.block(p.block).earliest(p.seconds, p.nanos), p.nanos).In(zone), nil
}

// IsOpen reports whether there is work at the instant. At the end of a shift there is
// not, unless another begins. It fails as [Calendar.WorkingTime] does, also for the end
// of the last year.
func (c *Calendar) IsOpen(at time.Time) (bool, error) {
	if err := c.knowsMoment(at); err != nil {
		return false, err
	}
	b := c.openings.block(c.openings.number(at.Unix()))
	i := b.next(at.Unix())
	return i < len(b.openings) && b.openings[i].start <= at.Unix(), nil
}

// NextOpening returns the instant from which something that comes in at an instant
// counts: that instant when there is work then, and otherwise the next at which work
// begins. What comes in after the cut-off, which is the end of the last shift, so counts
// from the next opening. The result is in the zone of the hours.
//
// It fails as [Calendar.IsOpen] does, and with a diagnostic of the code [UnknownYear]
// when no work begins in the years that the calendar knows.
func (c *Calendar) NextOpening(at time.Time) (time.Time, error) {
	if err := c.knowsMoment(at); err != nil {
		return time.Time{}, err
	}
	o := c.openings
	zone := c.hours.definition.Zone
	n := o.number(at.Unix())
	b := o.block(n)
	i := b.next(at.Unix())
	if i < len(b.openings) && b.openings[i].start <= at.Unix() {
		return at.In(zone), nil
	}
	for i == len(b.openings) {
		for n++; n < len(o.blocks) && o.total(n) == 0; n++ {
		}
		if n == len(o.blocks) {
			return time.Time{}, c.outside("the next opening after " + instantText(at, zone))
		}
		b, i = o.block(n), 0
	}
	return time.Unix(b.openings[i].start, 0).In(zone), nil
}

// place is an instant by its block and the working time of the block before it.
type place struct {
	block          int
	seconds, nanos int64
}

func (o *openings) place(t time.Time) place {
	second := t.Unix()
	n := o.number(second)
	seconds, nanos := o.block(n).worked(second, int64(t.Nanosecond()))
	return place{n, seconds, nanos}
}

// number returns the block in which a second lies that is not before the first.
func (o *openings) number(second int64) int {
	return int(uint64(second-o.origin) / blockSeconds) // unsigned, which is the cheaper division
}

// knowsInstant returns the error for an instant from or to which the calendar cannot
// count.
func (c *Calendar) knowsInstant(t time.Time) error {
	switch {
	case c == nil || c.name == "":
		return errNoCalendar
	case c.hours == nil:
		return fmt.Errorf("the %s calendar has no working hours: give it some with WithHours", c.name)
	case t.IsZero():
		return errNoInstant
	}
	c.prepare()
	second, o := t.Unix(), c.openings
	if second < o.begin || second > o.finish || second == o.finish && t.Nanosecond() > 0 {
		return c.outsideAt(t)
	}
	return nil
}

// knowsMoment returns the error for an instant at which the calendar does not know
// whether there is work.
func (c *Calendar) knowsMoment(t time.Time) error {
	if err := c.knowsInstant(t); err != nil {
		return err
	}
	if t.Unix() == c.openings.finish {
		return c.outsideAt(t)
	}
	return nil
}

func (c *Calendar) outsideAt(t time.Time) error {
	zone := c.hours.definition.Zone
	asked := instantText(t, zone)
	if calendar.DateOf(t, zone).Year == c.firstYear {
		asked += ", until when a shift of the day before may run,"
	}
	return c.outside(asked)
}

func (c *Calendar) outsideSum(from time.Time, d time.Duration) error {
	sign := ""
	if d > 0 {
		sign = "+"
	}
	return c.outside(fmt.Sprintf("%s %s%s of working time", instantText(from, c.hours.definition.Zone), sign, d))
}

func instantText(t time.Time, zone *time.Location) string {
	return t.In(civil.OrUTC(zone)).Format(time.RFC3339Nano)
}
