package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// ParsePeriod reads a period in one of these forms, exactly as [Period.String] writes
// them:
//
//	2026-11                   a month
//	2026-Q4                   a calendar quarter
//	2026                      a calendar year
//	FY2026                    a United States federal fiscal year, 2025-10-01 to 2026-09-30
//	FY2026-Q1                 a quarter of one
//	2026-W47                  a week from Monday, by its number in ISO 8601
//	2026-10-01..2026-12-31    a span, both days within
//	2026-10-16..2026-11-15 (month from day 16)
//	                          a period of any other cycle: its days, and the cycle as [ParseCycle] reads it
//
// The error says what is wrong with the text and what to write.
func ParsePeriod(text string) (Period, error) {
	p, err := parsePeriod(text)
	if err == errPeriodShape {
		err = periodShapeError(text)
	}
	if err != nil {
		return Period{}, unreadable(BadPeriod, text, "period", err)
	}
	return p, nil
}

// errPeriodShape says that a text has no period's shape; [periodShapeError] says it
// better.
var errPeriodShape = errors.New("not the shape of a period")

func parsePeriod(text string) (Period, error) {
	if from, through, ok := strings.Cut(text, ".."); ok {
		through, cycle, ok := strings.Cut(through, " (")
		p, err := parseSpan(from, through)
		if err == nil && ok {
			return parseOfCycle(p, cycle)
		}
		return p, err
	}
	rest, fiscal := strings.CutPrefix(text, "FY")
	if len(rest) < 4 {
		return Period{}, errPeriodShape
	}
	year, ok := civil.Digits(rest[:4])
	if !ok {
		return Period{}, errPeriodShape
	}
	tail := rest[4:]
	if tail == "" {
		if fiscal {
			return orLimits(FiscalYear(year), "federal fiscal years are 0002 to 9999")
		}
		return orLimits(Year(year), "years are 0001 to 9999")
	}
	if week, ok := strings.CutPrefix(tail, "-W"); ok && len(week) == 2 && !fiscal {
		n, ok := civil.Digits(week)
		if !ok {
			return Period{}, errPeriodShape
		}
		return orLimits(ISOWeek(year, n), "weeks are W01 to W52, and W53 in years that begin or end on a Thursday, within the years 0001 to 9999")
	}
	if len(tail) != 3 || tail[0] != '-' {
		return Period{}, errPeriodShape
	}
	quarter := tail[1] == 'Q'
	n, ok := civil.Digits(strings.TrimPrefix(tail[1:], "Q"))
	switch {
	case !ok:
		return Period{}, errPeriodShape
	case quarter && fiscal:
		return orLimits(FiscalQuarter(year, n), "the quarters of a federal fiscal year are Q1 to Q4, of the years 0002 to 9999")
	case quarter:
		return orLimits(Quarter(year, n), "quarters are Q1 to Q4, of the years 0001 to 9999")
	case fiscal:
		return Period{}, errPeriodShape
	}
	return orLimits(Month(year, time.Month(n)), "months are 01 to 12, of the years 0001 to 9999")
}

// orLimits turns the zero Period of a text with the right shape into an error.
func orLimits(p Period, limits string) (Period, error) {
	if p.IsZero() {
		return p, errors.New(limits)
	}
	return p, nil
}

func parseSpan(from, through string) (Period, error) {
	first, err := ParseDate(from)
	if err != nil {
		return Period{}, err
	}
	last, err := ParseDate(through)
	if err != nil {
		return Period{}, err
	}
	return Span(first, last)
}

// parseOfCycle makes days a period of the cycle that is named after them in parentheses.
// They must be one.
func parseOfCycle(days Period, text string) (Period, error) {
	text, closed := strings.CutSuffix(text, ")")
	if !closed {
		return Period{}, errors.New("the cycle after the days ends with a parenthesis, as in 2026-10-16..2026-11-15 (month from day 16)")
	}
	c, err := ParseCycle(text)
	if err != nil {
		return Period{}, err
	}
	p := c.Containing(days.last)
	switch {
	case p.IsZero():
		return Period{}, fmt.Errorf("%s has no %s within the years 0001 to 9999", days.last, c)
	case p.first != days.first || p.last != days.last:
		return Period{}, fmt.Errorf("these days are not a %s; write %s", c, p)
	case c.namesPeriods():
		return Period{}, fmt.Errorf("write %s", p)
	}
	return p, nil
}

// periodShapeError names the likeliest mistake in a text that has no period's shape.
func periodShapeError(text string) error {
	if d, err := parseDate(text); err == nil {
		return fmt.Errorf("it is one day; write %s..%s for that day, or %s for its month", d, d, Monthly.Containing(d))
	}
	// Spaces, lower case and a missing hyphen are common; offer the text without them
	// when that is a period.
	clean := strings.ToUpper(strings.Join(strings.Fields(text), ""))
	clean = strings.ReplaceAll(clean, "Q", "-Q")
	clean = strings.ReplaceAll(clean, "--", "-")
	if len(clean) == len("2026-1") && clean[4] == '-' {
		clean = clean[:5] + "0" + clean[5:]
	}
	if clean != text && len(clean) < 16 {
		if p, err := parsePeriod(clean); err == nil {
			return fmt.Errorf("write %s", p)
		}
	}
	if p := labelled(text); !p.IsZero() {
		return fmt.Errorf("write %s", p)
	}
	return errors.New("write a month as 2026-11, a quarter as 2026-Q4, a year as 2026, a federal fiscal year as FY2026, " +
		"its quarter as FY2026-Q1, a week as 2026-W47, or any days as 2026-10-01..2026-12-31")
}

// labelled returns the month or quarter that a person calls November 2026, Nov 2026 or Q4
// 2026, or the zero Period.
func labelled(text string) Period {
	fields := strings.Fields(text)
	if len(fields) != 2 || len(fields[1]) != 4 {
		return Period{}
	}
	year, ok := civil.Digits(fields[1])
	if !ok {
		return Period{}
	}
	name := strings.ToLower(fields[0])
	for m := time.January; m <= time.December; m++ {
		if full := strings.ToLower(m.String()); name == full || name == full[:3] {
			return Month(year, m)
		}
	}
	if q, ok := strings.CutPrefix(name, "q"); ok && len(q) == 1 {
		return Quarter(year, int(q[0])-'0')
	}
	return Period{}
}

// String returns the text that [ParsePeriod] reads, and "no period" for the zero Period.
func (p Period) String() string {
	if p.IsZero() {
		return "no period"
	}
	return string(p.append(nil))
}

// namesPeriods reports whether the cycle's periods have a text of their own; those of
// others are written as days.
func (c Cycle) namesPeriods() bool { return c >= Monthly && c <= Weekly && c != Once }

func (p Period) append(b []byte) []byte {
	if !p.cycle.namesPeriods() {
		b = p.first.append(b)
		b = append(b, ".."...)
		b = p.last.append(b)
		if p.cycle != Once {
			b = fmt.Appendf(b, " (%s)", p.cycle)
		}
		return b
	}
	if p.cycle == Weekly {
		year, n := p.isoWeek()
		b = civil.AppendPadded(b, year, 4)
		b = append(b, "-W"...)
		return civil.AppendPadded(b, n, 2)
	}
	year, months := p.cycle.named(p.first)
	switch p.cycle {
	case FiscalYearly, FiscalQuarterly:
		b = append(b, "FY"...)
	}
	b = civil.AppendPadded(b, year, 4)
	switch p.cycle {
	case Monthly:
		b = append(b, '-')
		b = civil.AppendPadded(b, months+1, 2)
	case Quarterly, FiscalQuarterly:
		b = append(b, "-Q"...)
		b = civil.AppendPadded(b, months/3+1, 1)
	}
	return b
}

// MarshalText returns the period's text, and no text for the zero Period.
func (p Period) MarshalText() ([]byte, error) {
	if p.IsZero() {
		return []byte{}, nil
	}
	return p.append(nil), nil
}

// UnmarshalText reads what [Period.MarshalText] writes.
func (p *Period) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*p = Period{}
		return nil
	}
	parsed, err := ParsePeriod(string(text))
	if err != nil {
		return err
	}
	*p = parsed
	return nil
}
