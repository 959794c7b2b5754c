package calendar

import (
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

func TestCycleTable(t *testing.T) {
	script.Lines(t, "cycles.txt", func(question string) string {
		text, within, both := strings.Cut(question, " within ")
		text, date, on := strings.Cut(text, " on ")
		c, err := ParseCycle(script.Unquoted(text))
		switch {
		case err != nil:
			if !errors.Is(err, diag.ErrName) {
				t.Errorf("%v is not of an unknown name", err)
			}
			return script.Failed(err)
		case on:
			return c.Containing(mustDate(t, date)).String()
		case !both:
			return c.String()
		}
		p, err := ParsePeriod(within)
		if err != nil {
			return script.Failed(err)
		}
		var names []string
		for _, q := range c.EndingWithin(p) {
			names = append(names, q.String())
		}
		if names == nil {
			return "none"
		}
		return strings.Join(names, ", ")
	})
}

// dividing returns every cycle that divides the calendar, with a few of the beginnings of
// pay periods.
func dividing() []Cycle {
	cycles := []Cycle{
		Weekly, Monthly, Quarterly, FiscalQuarterly, FiscalYearly, Yearly,
		PayPeriodFrom(Date{2026, 1, 11}), PayPeriodFrom(Date{1, 1, 1}), PayPeriodFrom(Date{9999, 12, 31}),
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		cycles = append(cycles, WeekFrom(day))
	}
	for day := 1; day <= 31; day++ {
		cycles = append(cycles, MonthFrom(day))
	}
	for m := time.January; m <= time.December; m++ {
		cycles = append(cycles, FiscalYearFrom(m), FiscalQuarterFrom(m))
		for _, day := range []int{1, 2, 16, 28, 29, 30, 31} {
			if isDayOfYear(m, day) {
				cycles = append(cycles, YearFrom(m, day), QuarterFrom(m, day))
			}
		}
	}
	return cycles
}

// The periods of a cycle cover the calendar once: each begins where the one before ends,
// as days and as instants, and each date is in the one that contains it.
func TestCyclesDivideTheCalendar(t *testing.T) {
	zone, err := LoadZone("America/Sao_Paulo")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range dividing() {
		for p := c.Containing(Date{2010, 3, 5}); p.First().Year < 2030; p = p.Next() {
			next := p.Next()
			if next.First() != p.Last().AddDays(1) || next.Previous() != p || !next.Start(zone).Equal(p.End(zone)) {
				t.Fatalf("%s is followed by %s", p, next)
			}
			for d := p.First(); d != next.First(); d = d.AddDays(1) {
				if c.Containing(d) != p || !p.Contains(d) || next.Contains(d) {
					t.Fatalf("%s is not in %s", d, p)
				}
			}
			if back, err := ParsePeriod(p.String()); err != nil || back != p {
				t.Fatalf("%s is read as %s, %v", p, back, err)
			}
		}
		edges := append(c.EndingWithin(Year(1)), c.EndingWithin(Year(9999))...)
		for _, p := range edges {
			if back, err := ParsePeriod(p.String()); err != nil || back != p {
				t.Errorf("%s is read as %s, %v", p, back, err)
			}
		}
	}
}

// A rolling window ends with each day or month, and is as long as it says.
func TestRollingWindows(t *testing.T) {
	for _, n := range []int{2, 3, 7, 12, 30, 120} {
		months, days := RollingMonths(n).Containing(Date{2010, 3, 5}), RollingDays(n).Containing(Date{2010, 3, 5})
		for m := Month(2010, time.March); m.First().Year < 2014; m = m.Next() {
			first := m
			for range n - 1 {
				first = first.Previous()
			}
			if months.Last() != m.Last() || months.First() != first.First() || months.Next().Previous() != months {
				t.Fatalf("the %d months that end with %s are %s", n, m, months)
			}
			months = months.Next()
		}
		for d := (Date{2010, 3, 5}); d.Year < 2014; d = d.AddDays(1) {
			if days.Last() != d || days.Days() != int64(n) || days.Next().Previous() != days {
				t.Fatalf("the %d days that end with %s are %s", n, d, days)
			}
			days = days.Next()
		}
	}
}

// Constructors give the zero Cycle for nonsense, and one cycle for one division.
func TestCycleConstructors(t *testing.T) {
	nonsense := []Cycle{
		WeekFrom(-1), WeekFrom(7), MonthFrom(0), MonthFrom(32), QuarterFrom(0, 1), QuarterFrom(6, 31), QuarterFrom(13, 1), YearFrom(2, 30), YearFrom(4, 0),
		FiscalYearFrom(0), FiscalYearFrom(13), FiscalQuarterFrom(0), FiscalQuarterFrom(13), PayPeriodFrom(Date{}), PayPeriodFrom(Date{2026, 2, 30}),
		RollingDays(1), RollingDays(3654), RollingMonths(1), RollingMonths(121),
	}
	for i, c := range nonsense {
		if !c.IsZero() {
			t.Errorf("%d is %s", i, c)
		}
	}
	same := map[Cycle]Cycle{
		Weekly: WeekFrom(time.Monday), Monthly: MonthFrom(1), Quarterly: QuarterFrom(time.July, 1), FiscalYearly: FiscalYearFrom(time.October),
		FiscalQuarterly: FiscalQuarterFrom(time.October), Yearly: FiscalYearFrom(time.January), QuarterFrom(time.February, 16): QuarterFrom(time.November, 16),
	}
	for a, b := range same {
		if a != b {
			t.Errorf("%s is not %s", a, b)
		}
	}
}

// A number is a cycle when its text is read as the same number, and no other number has
// periods or a text.
func TestAnyNumberAsCycle(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 5504))
	valid := 0
	for n := range 200_000 {
		c := Cycle(n)
		if n >= 100_000 {
			c = Cycle(random.Uint32N(20)) | Cycle(random.Uint32N(1<<uint(1+random.IntN(24)))<<8)
		}
		back, err := ParseCycle(c.String())
		switch {
		case c == Once:
		case c.Recurs():
			valid++
			if err != nil || back != c {
				t.Fatalf("%d is %s, which is read as %d, %v", c, c, back, err)
			}
		case err == nil || c.String() != "no cycle" || !c.Containing(Date{2026, 1, 1}).IsZero() || c.EndingWithin(Year(2026)) != nil:
			t.Fatalf("%d is %s", c, c)
		}
	}
	if valid < 1000 {
		t.Errorf("only %d of the numbers were cycles", valid)
	}
}

func TestWithin(t *testing.T) {
	script.Lines(t, "within.txt", func(question string) string {
		text, within, _ := strings.Cut(question, " within ")
		p, err := ParsePeriod(text)
		if err != nil {
			return script.Failed(err)
		}
		term, err := ParsePeriod(within)
		if err != nil {
			return script.Failed(err)
		}
		part, whole := p.Within(term)
		if whole {
			return "whole: " + part.String()
		}
		return part.String()
	})
	if part, whole := (Period{}).Within(Year(2026)); !part.IsZero() || whole {
		t.Error("nothing lies in a year")
	}
	if part, whole := Year(2026).Within(Period{}); !part.IsZero() || whole {
		t.Error("a year lies in nothing")
	}
}

func FuzzParseCycle(f *testing.F) {
	for _, text := range []string{
		"month", "week from sunday", "month from day 16", "month from the 31st", "quarter from february 16", "year from 6 april", "fiscal year from july",
		"pay period from 2026-01-11", "rolling 30 days", "rolling 12 months", "rolling 1 year", "biweekly", "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := ParseCycle(text)
		if err != nil {
			found := diag.From(err)
			if len(found) != 1 || found[0].Code != UnknownCycle || !c.IsZero() {
				t.Fatalf("%q gave %s and %v", text, c, err)
			}
			offered, near := strings.CutPrefix(strings.TrimSuffix(found[0].Advice, "?"), "did you mean ")
			for _, name := range strings.Split(offered, " or ") {
				if !near {
					break
				}
				if _, err := ParseCycle(name); err != nil {
					t.Errorf("%q offers %q: %v", text, name, err)
				}
			}
			return
		}
		if c.String() != text || !c.Recurs() {
			t.Errorf("%q was read as %s", text, c)
		}
	})
}
