package calendar

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/script"
)

func TestPeriodTable(t *testing.T) {
	script.Lines(t, "periods.txt", func(question string) string {
		p, err := ParsePeriod(script.Unquoted(question))
		if err != nil {
			return script.Failed(err)
		}
		if p.String() != question {
			t.Errorf("%s is printed as %s", question, p)
		}
		return fmt.Sprintf("%s (%s): %s to %s, %d days; before %s, after %s",
			p.Label(), p.Cycle(), p.First(), p.Last(), p.Days(), p.Previous(), p.Next())
	})
}

// The instants of periods, and how many hours pass: months are not of one length.
func TestPeriodInstants(t *testing.T) {
	script.Lines(t, "instants.txt", func(question string) string {
		text, name, _ := strings.Cut(question, " in ")
		p, err := ParsePeriod(text)
		if err != nil {
			return script.Failed(err)
		}
		zone, err := LoadZone(name)
		if err != nil {
			return script.Failed(err)
		}
		start, end := p.Start(zone), p.End(zone)
		return fmt.Sprintf("%s to %s, %g hours", start.Format(time.RFC3339), end.Format(time.RFC3339), end.Sub(start).Hours())
	})
}

func TestNonsenseGivesTheZeroPeriod(t *testing.T) {
	nonsense := map[string]Period{
		"month 0":          Month(2026, 0),
		"month 13":         Month(2026, 13),
		"year 0":           Year(0),
		"year 10000":       Year(10000),
		"month of no year": Month(math.MaxInt, time.January),
		"quarter 5":        Quarter(2026, 5),
		"quarter 0":        Quarter(2026, 0),
		"fiscal quarter 5": FiscalQuarter(2026, 5),
		"fiscal year 1":    FiscalYear(1),
		"FY1 Q1":           FiscalQuarter(1, 1),
		"fiscal year -1":   FiscalYear(-1),
		"week 53":          ISOWeek(2025, 53),
		"week 0":           ISOWeek(2026, 0),
		"week of year 0":   ISOWeek(0, 52),
		"the last week":    ISOWeek(9999, 52),
		"once":             Once.Containing(Date{2026, 1, 1}),
		"no cycle":         Cycle(0).Containing(Date{2026, 1, 1}),
		"cycle 200":        Cycle(200).Containing(Date{2026, 1, 1}),
		"after the last":   Year(9999).Next(),
		"before the first": Month(1, 1).Previous(),
	}
	for name, p := range nonsense {
		if !p.IsZero() {
			t.Errorf("%s is %s", name, p)
		}
	}
	var p Period
	if p.Days() != 0 || p.Contains(Date{}) || p.Contains(Date{2026, 1, 1}) || !p.Start(nil).IsZero() || !p.End(nil).IsZero() ||
		!p.Next().IsZero() || !p.Previous().IsZero() || p.Cycle() != 0 || p.String() != "no period" || p.Label() != "no period" {
		t.Error("the zero Period has something")
	}
	if Monthly.EndingWithin(p) != nil || Once.EndingWithin(Year(2026)) != nil || Cycle(9).EndingWithin(Year(2026)) != nil {
		t.Error("something ends within nothing")
	}
	if _, err := Span(Date{2026, 1, 2}, Date{2026, 1, 1}); err == nil {
		t.Error("a span ends before it begins")
	}
}

// A month has the same days as a span, and is another period.
func TestSpanIsNotAMonth(t *testing.T) {
	november := Month(2026, time.November)
	span, err := Span(november.First(), november.Last())
	if err != nil {
		t.Fatal(err)
	}
	if span == november || span.Cycle() != Once || span.Days() != november.Days() {
		t.Errorf("%s against %s", span, november)
	}
	if got := span.Next().String(); got != "2026-12-01..2026-12-30" {
		t.Errorf("after %s comes %s", span, got)
	}
}

func FuzzParsePeriod(f *testing.F) {
	for _, text := range []string{
		"2026-11-15..2026-11-21 (week from sunday)", "2026-W53", "2026-01-31..2026-02-27 (month from day 31)", "2026-01-11..2026-01-24 (pay period from 2026-01-11)",
		"2026-11", "2026-Q4", "2026", "FY2026", "FY2026-Q1", "2026-10-01..2026-12-31", "fy 2026 q1", "2026-1", "--Q", "2026-11-23", "Q4 2026", "0001-Q1", "..",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		p, err := ParsePeriod(text)
		if err != nil {
			if !p.IsZero() {
				t.Errorf("%q gave %s and %v", text, p, err)
			}
			return
		}
		if p.String() != text || p.IsZero() || p.Days() < 1 || !p.Contains(p.First()) || !p.Contains(p.Last()) || p.Label() == "" {
			t.Errorf("%q was read as %s", text, p)
		}
		if next := p.Next(); !next.IsZero() && next.Previous() != p {
			t.Errorf("%s is followed by %s, which follows %s", p, next, next.Previous())
		}
	})
}
