package calendar

import (
	"fmt"
	"time"
)

// Period is a run of civil dates: a month, a quarter, a year, or any other. It has no zone; its instants depend on one. Two periods are equal (==) when they
// have the same days and the same [Cycle], so the month of November is not equal to the span from its first day to its last.
//
// The zero Period is invalid: it has no days. It is what a constructor returns for nonsense, and a consumer must reject it.
type Period struct {
	cycle       Cycle
	first, last Date // both within
}

// Month returns a calendar month of the years 1 to 9999, and the zero Period for one that does not exist.
func Month(year int, m time.Month) Period {
	return part(Monthly, year, int(m))
}

// Quarter returns a calendar quarter: the first is January to March. A year outside 1 to 9999, or a quarter outside 1 to 4, gives the zero Period.
func Quarter(year, q int) Period {
	return part(Quarterly, year, q)
}

// FiscalQuarter returns a quarter of a United States federal fiscal year: the first of 2026 is October to December 2025. A year outside 1 to 9999, a
// quarter outside 1 to 4, and the first of year 1, which would begin before the first date, give the zero Period.
func FiscalQuarter(year, q int) Period {
	return part(FiscalQuarterly, year, q)
}

// FiscalYear returns a United States federal fiscal year, which is named for the calendar year in which it ends (31 U.S.C. 1102): 2026 is 2025-10-01 to
// 2026-09-30. That is the rule for every year, although the government's own years began in July before 1977. A year outside 2 to 9999 gives the zero Period.
func FiscalYear(year int) Period {
	return part(FiscalYearly, year, 1)
}

// Year returns a calendar year of 1 to 9999, and the zero Period for another.
func Year(year int) Period {
	return part(Yearly, year, 1)
}

// part returns a year's n-th period of a recurring cycle, counted from 1.
func part(c Cycle, year, n int) Period {
	perYear := 12 / cycles[c].months
	if year < firstYear || year > lastYear || n < 1 || n > perYear {
		return Period{}
	}
	return c.at(year*perYear + n - 1)
}

// Span returns the period from one date through another, both within. Its cycle is [Once], even when its days are those of a month. It fails when either date
// is invalid or the second is before the first.
func Span(from, through Date) (Period, error) {
	for _, d := range []Date{from, through} {
		if !d.Valid() {
			return Period{}, fmt.Errorf("a span needs two dates, and %s is not one", d)
		}
	}
	if through.Before(from) {
		return Period{}, fmt.Errorf("a span from %s cannot end on %s, which is earlier", from, through)
	}
	return Period{Once, from, through}, nil
}

// IsZero reports whether p is the zero Period, which is invalid.
func (p Period) IsZero() bool { return p == Period{} }

// Cycle returns the cycle that the period is one of; [Once] for a [Span].
func (p Period) Cycle() Cycle { return p.cycle }

// First returns the first day of the period.
func (p Period) First() Date { return p.first }

// Last returns the last day of the period, which is within it.
func (p Period) Last() Date { return p.last }

// Contains reports whether the date lies within the period.
func (p Period) Contains(d Date) bool {
	return !p.IsZero() && d.Valid() && !d.Before(p.first) && !p.last.Before(d)
}

// Days returns the number of days in the period, 0 for the zero Period.
func (p Period) Days() int64 {
	if p.IsZero() {
		return 0
	}
	return p.last.Number() - p.first.Number() + 1
}

// Start returns the first instant of the period in the zone: where its first day begins, by [Date.In].
func (p Period) Start(zone *time.Location) time.Time {
	return p.first.In(zone)
}

// End returns the first instant after the period in the zone, where the day after its last begins. An instant t lies in the period when it is not before
// Start and is before End, so that every instant lies in one period of a cycle and no two.
func (p Period) End(zone *time.Location) time.Time {
	if p.IsZero() {
		return time.Time{}
	}
	return startOfDay(p.last.Number()+1, orUTC(zone))
}

// Next returns the period of the same cycle that follows, or the span of as many days after a span. It is the zero Period when that would leave the years 1 to
// 9999.
func (p Period) Next() Period { return p.shift(1) }

// Previous returns the period of the same cycle that comes before, or the span of as many days before a span. It is the zero Period when that would leave
// the years 1 to 9999.
func (p Period) Previous() Period { return p.shift(-1) }

func (p Period) shift(n int) Period {
	switch {
	case p.IsZero():
		return Period{}
	case p.cycle.recurs():
		return p.cycle.at(p.cycle.index(p.first) + n)
	}
	days := int64(n) * p.Days()
	moved := Period{p.cycle, p.first.AddDays(days), p.last.AddDays(days)}
	if moved.first.IsZero() || moved.last.IsZero() {
		return Period{}
	}
	return moved
}
