package calendar

import (
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// Cycle is how often a metric is judged: it gives the calendar's periods, such as the
// months. It is a number that can be compared with == and used as a map key; its order
// means nothing. The zero Cycle is invalid, and so is what a constructor returns for
// arguments that describe no cycle.
//
// All cycles but the rolling ones divide the calendar: each period begins the day after
// the one before it ends, and every day lies in one. The periods of a rolling cycle
// overlap.
type Cycle uint32

// The low byte of a cycle is its kind. The others are the kind's parameter, which those
// named here do not have.
const (
	_               Cycle = iota
	Monthly               // calendar months
	Quarterly             // calendar quarters, from January
	FiscalQuarterly       // quarters of the United States federal fiscal year, from October
	FiscalYearly          // United States federal fiscal years, from October
	Yearly                // calendar years
	Once                  // no cycle: the cycle of a period made by Span
	Weekly                // weeks from Monday, as numbered by ISO 8601

	weekFrom          // a time.Weekday
	monthFrom         // a day of the month
	quarterFrom       // a month of the first quarter and a day, as in monthAndDay
	yearFrom          // a month and a day
	fiscalQuarterFrom // a month
	fiscalYearFrom    // a month
	payPeriodFrom     // days since the first date
	rollingDays       // how many
	rollingMonths     // how many
)

const (
	payPeriodDays = 14

	// The longest windows that can be asked for: ten years.
	mostRollingDays   = 3653
	mostRollingMonths = 120
)

func (c Cycle) kind() Cycle    { return c & 0xff }
func (c Cycle) parameter() int { return int(c >> 8) }

// with returns a cycle of the kind c; the parameter has at most 24 bits.
func (c Cycle) with(parameter int) Cycle { return c | Cycle(parameter)<<8 }

// WeekFrom returns the cycle of weeks that begin on that day. From Monday it is [Weekly].
func WeekFrom(day time.Weekday) Cycle {
	switch {
	case day < time.Sunday || day > time.Saturday:
		return 0
	case day == time.Monday:
		return Weekly
	}
	return weekFrom.with(int(day))
}

// MonthFrom returns the cycle of months that begin on that day, 1 to 31: from day 16,
// each lasts through the 15th of the next month. In a month that has no such day it
// begins on the month's last, so that from day 31 one lasts from 31 January to 27
// February, the next from 28 February to 30 March. From day 1 it is [Monthly].
func MonthFrom(day int) Cycle {
	switch {
	case day < 1 || day > 31:
		return 0
	case day == 1:
		return Monthly
	}
	return monthFrom.with(day)
}

// QuarterFrom returns the cycle of quarters of which one begins on that day of that
// month; days that a month lacks are as in [MonthFrom]. From the first of January, April,
// July or October it is [Quarterly].
func QuarterFrom(m time.Month, day int) Cycle {
	if !isDayOfYear(m, day) {
		return 0
	}
	if m = (m-1)%3 + 1; m == time.February && day > 29 {
		m = time.May
	}
	if m == time.January && day == 1 {
		return Quarterly
	}
	return quarterFrom.with(monthAndDay(m, day))
}

// YearFrom returns the cycle of years that begin on that day of that month, as from 6
// April; 29 February is 28 February in other than leap years. From 1 January it is
// [Yearly]. Its periods are named by their days, those of [FiscalYearFrom] by a number.
func YearFrom(m time.Month, day int) Cycle {
	switch {
	case !isDayOfYear(m, day):
		return 0
	case m == time.January && day == 1:
		return Yearly
	}
	return yearFrom.with(monthAndDay(m, day))
}

// FiscalYearFrom returns the cycle of fiscal years that begin on the first of that month
// and are named for the calendar year in which they end: from July, fiscal year 2027 is
// 2026-07-01 to 2027-06-30. From October it is [FiscalYearly], from January [Yearly].
func FiscalYearFrom(m time.Month) Cycle {
	switch {
	case m < time.January || m > time.December:
		return 0
	case m == time.January:
		return Yearly
	case m == time.October:
		return FiscalYearly
	}
	return fiscalYearFrom.with(int(m))
}

// FiscalQuarterFrom returns the cycle of the quarters of those fiscal years. From October
// it is [FiscalQuarterly], from January [Quarterly].
func FiscalQuarterFrom(m time.Month) Cycle {
	switch {
	case m < time.January || m > time.December:
		return 0
	case m == time.January:
		return Quarterly
	case m == time.October:
		return FiscalQuarterly
	}
	return fiscalQuarterFrom.with(int(m))
}

// PayPeriodFrom returns the cycle of periods of 14 days of which one begins on a day, as
// the biweekly pay periods of the federal government do (5 U.S.C. 5504). They extend
// before that day, too. The cycles of two beginnings are different, even when they are
// whole pay periods away from each other.
func PayPeriodFrom(first Date) Cycle {
	if !first.Valid() {
		return 0
	}
	return payPeriodFrom.with(int(first.Number() - civil.FirstNumber))
}

// RollingDays returns the cycle of the last n days, 2 to 3653: a period ends with each
// day and begins n-1 days before.
func RollingDays(n int) Cycle {
	if n < 2 || n > mostRollingDays {
		return 0
	}
	return rollingDays.with(n)
}

// RollingMonths returns the cycle of the last n calendar months, 2 to 120: a period ends
// with each month and begins n-1 months before.
func RollingMonths(n int) Cycle {
	if n < 2 || n > mostRollingMonths {
		return 0
	}
	return rollingMonths.with(n)
}

func isDayOfYear(m time.Month, day int) bool {
	// a leap year
	return m >= time.January && m <= time.December && day >= 1 && day <= civil.DaysIn(2000, m)
}

func monthAndDay(m time.Month, day int) int { return int(m) | day<<4 }

// month and day undo monthAndDay.
func (c Cycle) month() time.Month { return time.Month(c.parameter() & 0xf) }
func (c Cycle) day() int          { return c.parameter() >> 4 }

// IsZero reports whether c is the zero Cycle, which is invalid.
func (c Cycle) IsZero() bool { return c == 0 }

// Recurs reports whether the cycle has periods that follow each other. [Once] and an
// invalid cycle have none.
func (c Cycle) Recurs() bool {
	_, ok := c.division()
	return ok
}

func (c Cycle) valid() bool { return c == Once || c.Recurs() }

// Containing returns the period of the cycle in which the date lies; of a rolling cycle,
// which has many, the one that ends with the date or its month. It is the zero Period
// when the date or the cycle is invalid, when the cycle is [Once], and when the period
// would leave the years 1 to 9999.
func (c Cycle) Containing(d Date) Period {
	by, ok := c.division()
	if !ok || !d.Valid() {
		return Period{}
	}
	return by.at(c, by.index(d))
}

// EndingWithin returns the periods of the cycle whose last day lies within p, in order:
// what a report for p covers. A quarterly report covers three months; a report for
// November covers no quarter, because none ends in it; one for January covers the month
// but not the fiscal quarter that began in it.
//
// It is empty when p is the zero Period or the cycle is invalid or [Once].
func (c Cycle) EndingWithin(p Period) []Period {
	by, ok := c.division()
	if !ok || p.IsZero() {
		return nil
	}
	var found []Period
	for i := by.index(p.first); i <= by.index(p.last); i++ {
		if q := by.at(c, i); !q.IsZero() && p.Contains(q.last) {
			found = append(found, q)
		}
	}
	return found
}
