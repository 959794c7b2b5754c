package calendar

import (
	"fmt"
	"time"
)

// Label returns the period as a person in an English sentence would write it: November
// 2026, Q4 2026, 2026, FY 2026, FY 2026 Q1, 16 to 22 Nov 2026 for a week, 16 Oct to 15
// Nov 2026 for a month from day 16, PP 2026-01-11 to 2026-01-24 for a pay period, or 1
// Oct 2026 to 15 Oct 2026 for a span. A fiscal year that does not begin in October says
// so: FY 2027 (Jul 2026 to Jun 2027). The zero Period is "no period".
func (p Period) Label() string {
	if p.IsZero() {
		return "no period"
	}
	c := p.cycle
	year, months := c.named(p.first)
	switch c.kind() {
	case Monthly:
		return fmt.Sprintf("%s %d", time.Month(months+1), year)
	case Quarterly:
		return fmt.Sprintf("Q%d %d", months/3+1, year)
	case FiscalQuarterly:
		return fmt.Sprintf("FY %d Q%d", year, months/3+1)
	case FiscalYearly:
		return fmt.Sprintf("FY %d", year)
	case Yearly:
		return fmt.Sprintf("%d", year)
	case Once:
		if p.first == p.last {
			return dayLabel(p.first)
		}
		return dayLabel(p.first) + " to " + dayLabel(p.last)
	case fiscalYearFrom:
		return fmt.Sprintf("FY %d (%s)", year, monthsLabel(p.first, p.last))
	case fiscalQuarterFrom:
		return fmt.Sprintf("FY %d Q%d (%s)", year, months/3+1, monthsLabel(p.first, p.last))
	case payPeriodFrom:
		return fmt.Sprintf("PP %s to %s", p.first, p.last)
	case rollingMonths:
		return monthsLabel(p.first, p.last)
	}
	return daysLabel(p.first, p.last)
}

// daysLabel says once what both days have in common.
func daysLabel(first, last Date) string {
	switch {
	case first.Year != last.Year:
		return dayLabel(first) + " to " + dayLabel(last)
	case first.Month != last.Month:
		return fmt.Sprintf("%d %s to %s", first.Day, first.Month.String()[:3], dayLabel(last))
	}
	return fmt.Sprintf("%d to %s", first.Day, dayLabel(last))
}

// monthsLabel names whole months by the first and the last.
func monthsLabel(first, last Date) string {
	from, to := first.Month.String()[:3], last.Month.String()[:3]
	if first.Year != last.Year {
		return fmt.Sprintf("%s %d to %s %d", from, first.Year, to, last.Year)
	}
	return fmt.Sprintf("%s to %s %d", from, to, last.Year)
}

func dayLabel(d Date) string {
	return fmt.Sprintf("%d %s %d", d.Day, d.Month.String()[:3], d.Year)
}
