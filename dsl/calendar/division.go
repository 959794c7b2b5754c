package calendar

import (
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// division says how a recurring cycle divides the calendar, in days or in months. Periods
// are numbered such that the next has the next number.
type division struct {
	days   int   // length of a period; 0 when it is in months
	anchor int64 // the day on which period 0 begins

	// months is the length of a period; period i begins i times that after the beginning
	// of the year 0 as the cycle counts years.
	months       int
	monthsBefore int // months by which the named year begins before January
	// day is the day of the month on which a period begins; the last of a month that has
	// no such day.
	day int

	// rolling says that a period ends with each day or month; period i ends with that
	// day's or month's number.
	rolling bool
}

// division is not ok for a cycle that does not recur. It is where a number that no
// constructor returned is found out.
func (c Cycle) division() (by division, ok bool) {
	switch c {
	case Monthly:
		return division{months: 1, day: 1}, true
	case Quarterly:
		return division{months: 3, day: 1}, true
	case FiscalQuarterly:
		return division{months: 3, monthsBefore: 3, day: 1}, true
	case FiscalYearly:
		return division{months: 12, monthsBefore: 3, day: 1}, true
	case Yearly:
		return division{months: 12, day: 1}, true
	case Weekly:
		return division{days: 7, anchor: civil.Monday}, true
	}
	n := c.parameter()
	switch c.kind() {
	case weekFrom:
		by = division{days: 7, anchor: civil.Monday + civil.FloorMod(int64(n)-1, 7)}
		return by, c == WeekFrom(time.Weekday(n))
	case monthFrom:
		return division{months: 1, day: n}, c == MonthFrom(n)
	case quarterFrom:
		by = division{months: 3, monthsBefore: earlier(c.month()) % 3, day: c.day()}
		return by, c == QuarterFrom(c.month(), c.day())
	case yearFrom:
		by = division{months: 12, monthsBefore: earlier(c.month()), day: c.day()}
		return by, c == YearFrom(c.month(), c.day())
	case fiscalQuarterFrom:
		by = division{months: 3, monthsBefore: earlier(time.Month(n)), day: 1}
		return by, c == FiscalQuarterFrom(time.Month(n))
	case fiscalYearFrom:
		by = division{months: 12, monthsBefore: earlier(time.Month(n)), day: 1}
		return by, c == FiscalYearFrom(time.Month(n))
	case payPeriodFrom:
		by = division{days: payPeriodDays, anchor: civil.FirstNumber + int64(n)}
		return by, c == PayPeriodFrom(DateOfNumber(by.anchor))
	case rollingDays:
		return division{days: n, rolling: true}, c == RollingDays(n)
	case rollingMonths:
		return division{months: n, day: 1, rolling: true}, c == RollingMonths(n)
	}
	return division{}, false
}

// earlier returns the months by which a year from that month begins before the January of
// the year in which it ends.
func earlier(m time.Month) int { return (13 - int(m)) % 12 }

// index returns the number of the period in which the date lies; of a rolling cycle, that
// which ends with it.
func (by *division) index(d Date) int {
	switch {
	case by.days != 0 && by.rolling:
		return int(d.Number())
	case by.days != 0:
		return int(civil.FloorDiv(d.Number()-by.anchor, int64(by.days)))
	case by.rolling:
		return civil.MonthNumber(d.Year, d.Month)
	}
	month := civil.MonthNumber(d.Year, d.Month)
	if d.Day < by.begins(month) {
		month--
	}
	return (month + by.monthsBefore) / by.months
}

// at returns the period of the cycle c with that number, or the zero Period when it
// leaves the years 1 to 9999, as days or by its name.
func (by *division) at(c Cycle, index int) Period {
	first, last := by.bounds(index)
	if !first.Valid() || !last.Valid() {
		return Period{}
	}
	return Period{c, first, last}
}

// bounds returns the days of a period, which may be outside the years of dates.
func (by *division) bounds(index int) (first, last Date) {
	if by.days != 0 {
		begins := by.anchor + int64(index)*int64(by.days)
		if by.rolling {
			begins = int64(index - by.days + 1)
		}
		return DateOfNumber(begins), DateOfNumber(begins + int64(by.days) - 1)
	}
	begins := index*by.months - by.monthsBefore
	if by.rolling {
		begins = index - by.months + 1
	}
	if begins < civil.FirstYear*12 || begins+by.monthsBefore >= (civil.LastYear+1)*12 {
		return Date{}, Date{}
	}
	first = dayOf(begins, by.begins(begins))
	next := begins + by.months
	if day := by.begins(next); day > 1 {
		return first, dayOf(next, day-1)
	}
	return first, dayOf(next-1, civil.DaysIn(civil.YearAndMonth(next-1)))
}

// begins returns the day on which a period begins in the month.
func (by *division) begins(month int) int {
	return min(by.day, civil.DaysIn(civil.YearAndMonth(month)))
}

func dayOf(month, day int) Date {
	y, m := civil.YearAndMonth(month)
	return Date{y, m, day}
}

// named returns the year by whose name a period goes that begins on the date, and the
// months of that year that have passed: 2026-10-01 begins fiscal year 2027, with none
// passed.
func (c Cycle) named(first Date) (year, months int) {
	by, _ := c.division()
	n := civil.MonthNumber(first.Year, first.Month) + by.monthsBefore
	return n / 12, n % 12
}
