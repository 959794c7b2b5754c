package business

import (
	"errors"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/dsl/diag"
)

var errNoCalendar = errors.New("there is no calendar: make one with Federal, Weekdays or Named")

// IsBusinessDay reports whether the date is a business day. It fails for a date that does
// not exist, and with a diagnostic of the code [UnknownYear] for one whose year the
// calendar does not know.
func (c *Calendar) IsBusinessDay(d calendar.Date) (bool, error) {
	if err := c.knows(d); err != nil {
		return false, err
	}
	c.prepare()
	day := d.Number()
	return c.isBusiness(day), nil
}

// BusinessDays counts the business days after from, up to and including to. From a Friday
// to the next Monday is 1, from any day to itself 0, as is from Friday to the Sunday
// after. The first day is not counted even when it is a business day, and the last is:
// the count of 5 U.S.C. 552(a)(6)(A) and of most terms that run "within n days after".
//
// When to is before from it is the count from to to from, negated. So swapping the dates
// changes only the sign, and counts over adjoining runs add up: from a to b and from b to
// c is from a to c, in any order of the three.
//
// It takes constant time. It fails as [Calendar.IsBusinessDay] does.
func (c *Calendar) BusinessDays(from, to calendar.Date) (int64, error) {
	if err := c.knows(from); err != nil {
		return 0, err
	}
	if err := c.knows(to); err != nil {
		return 0, err
	}
	c.prepare()
	return c.through(to.Number()) - c.through(from.Number()), nil
}

// AddBusinessDays returns the n-th business day after the date, or before it when n is
// negative. Zero gives the date itself, business day or not: it does not roll to the
// next.
//
// For n > 0 it is the inverse of [Calendar.BusinessDays]: the count from d to the result
// is n. So it is for n < 0 when d is a business day; when d is not, the count is n+1,
// because one business day before a Sunday is Friday, and no business day comes after
// that Friday, up to that Sunday.
//
// It fails as [Calendar.IsBusinessDay] does, for the date and for the result.
func (c *Calendar) AddBusinessDays(d calendar.Date, n int64) (calendar.Date, error) {
	if err := c.knows(d); err != nil {
		return calendar.Date{}, err
	}
	if n == 0 {
		return d, nil
	}
	c.prepare()
	result := calendar.Date{}
	if n > -civil.LastNumber && n < civil.LastNumber { // more would not fit, and might overflow
		day := d.Number()
		if n > 0 {
			result = calendar.DateOfNumber(c.nth(c.through(day) + n))
		} else {
			result = calendar.DateOfNumber(c.nth(c.through(day-1) + n + 1))
		}
	}
	if result.Year < c.firstYear || result.Year > c.lastYear {
		return calendar.Date{}, c.outside(fmt.Sprintf("%s %+d business days", d, n))
	}
	return result, nil
}

// isBusiness, through and nth are what the questions above come down to, on the numbers
// of days.
func (c *Calendar) isBusiness(day int64) bool {
	return c.week.has(day) && !c.closed.has(day) || c.extra.has(day)
}

// through numbers the days by the business days up to and including each. The beginning
// is arbitrary: only differences mean something.
func (c *Calendar) through(day int64) int64 {
	return c.week.through(day) - c.closed.through(day) + c.extra.through(day)
}

// nth returns the business day on which through becomes n. It may be a day that the
// calendar does not know.
//
// Taking only the week into account gives a day that is too early by the closed days up
// to it. Going on by as many of the week's days as business days are missing never goes
// too far, and leaves none missing only when every day of the week passed, the last
// included, was a business day. Few are closed, so few rounds are needed. With business
// days beside the week's it could go too far; then the answer is found by halving.
func (c *Calendar) nth(n int64) int64 {
	if len(c.extra.words) > 0 {
		return c.nthByHalving(n)
	}
	day := c.week.nth(n)
	for missing := n - c.through(day); missing > 0; missing = n - c.through(day) {
		day = c.week.nth(c.week.through(day) + missing)
	}
	return day
}

func (c *Calendar) nthByHalving(n int64) int64 {
	// through is less than n on the one, and at least n on the other, or they are the
	// answer
	before, at := c.firstDay()-1, c.lastDay()+1
	if c.through(before) >= n {
		return before
	}
	for at-before > 1 {
		if middle := (before + at) / 2; c.through(middle) < n {
			before = middle
		} else {
			at = middle
		}
	}
	return at
}

// firstDay and lastDay are the ends of the years that the calendar knows, both within.
func (c *Calendar) firstDay() int64 {
	return calendar.Date{Year: c.firstYear, Month: time.January, Day: 1}.Number()
}
func (c *Calendar) lastDay() int64 {
	return calendar.Date{Year: c.lastYear, Month: time.December, Day: 31}.Number()
}

// knows returns the error for a date about which the calendar cannot be asked.
func (c *Calendar) knows(d calendar.Date) error {
	switch {
	case c == nil || c.name == "":
		return errNoCalendar
	case !d.Valid():
		return fmt.Errorf("%s is not a date", d)
	case d.Year < c.firstYear || d.Year > c.lastYear:
		return c.outside(d.String())
	}
	return nil
}

// outside returns the error for days whose holidays the calendar does not know: a date, a
// year, or a sum.
func (c *Calendar) outside(asked string) error {
	return &diag.Diagnostic{Severity: diag.Error, Code: UnknownYear, Class: diag.ErrLimit,
		Summary: fmt.Sprintf("the %s calendar knows the years %d to %d, and %s is outside them", c.name, c.firstYear, c.lastYear, asked)}
}
