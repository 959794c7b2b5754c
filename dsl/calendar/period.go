package calendar

import (
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// Period is a run of civil dates: a month, a quarter, a year, or any other. It has no
// zone; its instants depend on one. Two periods are equal (==) when they have the same
// days and the same [Cycle], so the month of November is not equal to the span from its
// first day to its last.
//
// The zero Period is invalid: it has no days. It is what a constructor returns for
// arguments that describe no period, and a caller must reject it.
type Period struct {
	cycle       Cycle
	first, last Date // both within
}

// Month returns a calendar month of the years 1 to 9999, and the zero Period for one that
// does not exist.
func Month(year int, m time.Month) Period {
	return nthOf(Monthly, year, int(m))
}

// Quarter returns a calendar quarter: the first is January to March. A year outside 1 to
// 9999, or a quarter outside 1 to 4, gives the zero Period.
func Quarter(year, q int) Period {
	return nthOf(Quarterly, year, q)
}

// FiscalQuarter returns a quarter of a United States federal fiscal year: the first of
// 2026 is October to December 2025. A year outside 1 to 9999, a quarter outside 1 to 4,
// and the first of year 1, which would begin before the first date, give the zero Period.
func FiscalQuarter(year, q int) Period {
	return nthOf(FiscalQuarterly, year, q)
}

// FiscalYear returns a United States federal fiscal year, which is named for the calendar
// year in which it ends (31 U.S.C. 1102): 2026 is 2025-10-01 to 2026-09-30. That is the
// rule for every year, although the government's own years began in July before 1977. A
// year outside 2 to 9999 gives the zero Period.
func FiscalYear(year int) Period {
	return nthOf(FiscalYearly, year, 1)
}

// Year returns a calendar year of 1 to 9999, and the zero Period for another.
func Year(year int) Period {
	return nthOf(Yearly, year, 1)
}

// nthOf returns a year's n-th period of a cycle that divides years, counted from 1.
func nthOf(c Cycle, year, n int) Period {
	by, _ := c.division()
	perYear := 12 / by.months
	if year < civil.FirstYear || year > civil.LastYear || n < 1 || n > perYear {
		return Period{}
	}
	return by.at(c, year*perYear+n-1)
}

// ISOWeek returns a week from Monday by its number in ISO 8601: the first of a year is
// the one with its 4 January, so that week 1 of 2026 begins on 2025-12-29. It is the zero
// Period for a week that the year does not have, and for one that leaves the years 1 to
// 9999.
func ISOWeek(year, n int) Period {
	if year < civil.FirstYear || year > civil.LastYear || n < 1 || n > 53 {
		return Period{}
	}
	by, _ := Weekly.division()
	p := by.at(Weekly, by.index(Date{year, time.January, 4})+n-1)
	if ofYear, _ := p.isoWeek(); ofYear != year {
		return Period{}
	}
	return p
}

// isoWeek returns the year and number of a week from Monday: those of its Thursday.
func (p Period) isoWeek() (year, n int) {
	thursday := p.first.AddDays(3)
	return thursday.Year, int(thursday.Number()-Date{thursday.Year, time.January, 1}.Number())/7 + 1
}

// Span returns the period from one date through another, both within. Its cycle is
// [Once], even when its days are those of a month. It fails when either date is invalid
// or the second is before the first.
func Span(from, through Date) (Period, error) {
	for _, d := range []Date{from, through} {
		if !d.Valid() {
			return Period{}, wrong(BadPeriod, "write days of the calendar", "a span needs two dates, and %s is not one", d)
		}
	}
	if through.Before(from) {
		return Period{}, wrong(BadPeriod, "exchange them, or write a later end", "a span from %s cannot end on %s, which is earlier", from, through)
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

// Start returns the first instant of the period in the zone: where its first day begins,
// by [Date.In].
func (p Period) Start(zone *time.Location) time.Time {
	return p.first.In(zone)
}

// End returns the first instant after the period in the zone, where the day after its
// last begins. An instant t lies in the period when it is not before Start and is before
// End, so that every instant lies in one period of a cycle and no two.
func (p Period) End(zone *time.Location) time.Time {
	if p.IsZero() {
		return time.Time{}
	}
	return startOfDay(p.last.Number()+1, civil.OrUTC(zone))
}

// Next returns the period of the same cycle that follows, or the span of as many days
// after a span. It is the zero Period when that would leave the years 1 to 9999.
func (p Period) Next() Period { return p.shift(1) }

// Previous returns the period of the same cycle that comes before, or the span of as many
// days before a span. It is the zero Period when that would leave the years 1 to 9999.
func (p Period) Previous() Period { return p.shift(-1) }

func (p Period) shift(n int) Period {
	if p.IsZero() {
		return Period{}
	}
	if by, ok := p.cycle.division(); ok {
		return by.at(p.cycle, by.index(p.last)+n)
	}
	days := int64(n) * p.Days()
	moved := Period{p.cycle, p.first.AddDays(days), p.last.AddDays(days)}
	if moved.first.IsZero() || moved.last.IsZero() {
		return Period{}
	}
	return moved
}

// Within returns the days of the period that lie within a term, such as the time that an
// agreement is in effect: the period itself when all of it does, and complete is then
// true; a [Span] of the days in both when some of it does, as of the month in which the
// agreement began; the zero Period when none does.
func (p Period) Within(term Period) (common Period, complete bool) {
	if p.IsZero() || term.IsZero() {
		return Period{}, false
	}
	first, last := p.first, p.last
	if first.Before(term.first) {
		first = term.first
	}
	if last.After(term.last) {
		last = term.last
	}
	switch {
	case last.Before(first):
		return Period{}, false
	case first == p.first && last == p.last:
		return p, true
	}
	return Period{Once, first, last}, false
}
