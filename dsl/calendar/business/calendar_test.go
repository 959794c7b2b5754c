package business

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

func TestFederalHolidayTable(t *testing.T) {
	federal := Federal()
	script.Lines(t, "federal.txt", func(question string) string {
		year, err := strconv.Atoi(question)
		if err != nil {
			t.Fatal(err)
		}
		holidays, err := federal.Holidays(year)
		if err != nil {
			return script.Failed(err)
		}
		var lines []string
		for _, h := range holidays {
			line := fmt.Sprintf("%s %s  %s", h.Date, h.Date.Weekday().String()[:3], h.Name)
			if !h.Actual.IsZero() {
				line += fmt.Sprintf(" (%s is a %s)", h.Actual, h.Actual.Weekday())
			}
			lines = append(lines, line)
		}
		return strings.Join(lines, "\n")
	})
}

// A year that the calendar does not know is an error that a caller can branch on.
func TestOutsideTheKnownYears(t *testing.T) {
	federal := Federal()
	inside, before, after := calendar.Date{Year: 2026, Month: 1, Day: 2}, calendar.Date{Year: 1970, Month: 12, Day: 31}, calendar.Date{Year: 2101, Month: 1, Day: 3}
	fails := map[string]func() error{
		"is before":   func() error { _, err := federal.IsBusinessDay(before); return err },
		"is after":    func() error { _, err := federal.IsBusinessDay(after); return err },
		"from before": func() error { _, err := federal.BusinessDays(before, inside); return err },
		"to after":    func() error { _, err := federal.BusinessDays(inside, after); return err },
		"plus": func() error {
			_, err := federal.AddBusinessDays(calendar.Date{Year: 2100, Month: 12, Day: 30}, 1)
			return err
		},
		"minus": func() error {
			_, err := federal.AddBusinessDays(calendar.Date{Year: 1971, Month: 1, Day: 4}, -1)
			return err
		},
		"plus much":    func() error { _, err := federal.AddBusinessDays(inside, math.MaxInt64); return err },
		"minus much":   func() error { _, err := federal.AddBusinessDays(inside, math.MinInt64); return err },
		"zero outside": func() error { _, err := federal.AddBusinessDays(after, 0); return err },
		"year":         func() error { _, err := federal.Holidays(1970); return err },
		"closure":      func() error { _, err := federal.With([]Holiday{{Date: after, Name: "Snow"}}); return err },
		"weekdays plus": func() error {
			_, err := Weekdays().AddBusinessDays(calendar.Date{Year: 9999, Month: 12, Day: 31}, 1)
			return err
		},
	}
	for name, fail := range fails {
		if found := diag.From(fail()); len(found) != 1 || found[0].Code != UnknownYear {
			t.Errorf("%s: %v", name, fail())
		}
	}
	_, err := federal.AddBusinessDays(calendar.Date{Year: 2100, Month: 12, Day: 30}, 5)
	const want = "concord: error [unknown-year]: the federal calendar knows the years 1971 to 2100, and 2100-12-30 +5 business days is outside them"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestWith(t *testing.T) {
	eve := Holiday{Date: calendar.Date{Year: 2019, Month: 12, Day: 24}, Name: "Christmas Eve", Rule: "Executive Order 13900"}
	federal := Federal()
	closed, err := federal.With([]Holiday{eve, eve})
	if err != nil {
		t.Fatal(err)
	}
	if open, _ := federal.IsBusinessDay(eve.Date); !open {
		t.Error("the closure changed the calendar it was added to")
	}
	if open, _ := closed.IsBusinessDay(eve.Date); open {
		t.Error("the closure has no effect")
	}
	if got := closed.Closures(); len(got) != 1 || got[0] != eve || closed.Name() != "federal" {
		t.Errorf("%s has %v", closed.Name(), got)
	}
	twice, err := closed.With([]Holiday{{Date: calendar.Date{Year: 2018, Month: 12, Day: 24}, Name: "Christmas Eve", Rule: "Executive Order 13854"}})
	if err != nil || len(twice.Closures()) != 2 || twice.Closures()[0].Date.Year != 2018 {
		t.Errorf("%v, %v", twice.Closures(), err)
	}
	for _, bad := range []Holiday{{Date: eve.Date}, {Name: "Never"}, {Date: calendar.Date{Year: 2019, Month: 2, Day: 30}, Name: "Never"}} {
		if _, err := federal.With([]Holiday{bad}); err == nil {
			t.Errorf("accepted %v", bad)
		}
	}
	// A caller cannot change a calendar through what it returned.
	list, _ := closed.Holidays(2019)
	list[0].Name = "changed"
	closed.Closures()[0].Name = "changed"
	if again, _ := closed.Holidays(2019); again[0].Name == "changed" || closed.Closures()[0].Name == "changed" {
		t.Error("the calendar changed")
	}
}

func TestNamed(t *testing.T) {
	for _, name := range []string{"federal", "weekdays"} {
		if c, err := Named(name); err != nil || c.Name() != name {
			t.Errorf("%v, %v", c, err)
		}
	}
	tests := map[string]string{
		"Federal": `concord: error [unknown-calendar]: there is no calendar "Federal"; did you mean federal?`,
		"weekday": `concord: error [unknown-calendar]: there is no calendar "weekday"; did you mean weekdays?`,
		"texas":   `concord: error [unknown-calendar]: there is no calendar "texas"; write one of federal, weekdays`,
	}
	for name, want := range tests {
		if _, err := Named(name); err == nil || err.Error() != want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// No calendar at all is an error, not a crash and not a calendar without holidays.
func TestNoCalendar(t *testing.T) {
	for _, c := range []*Calendar{nil, {}} {
		_, errIs := c.IsBusinessDay(calendar.Date{Year: 2026, Month: 1, Day: 2})
		_, errCount := c.BusinessDays(calendar.Date{Year: 2026, Month: 1, Day: 2}, calendar.Date{Year: 2026, Month: 1, Day: 5})
		_, errAdd := c.AddBusinessDays(calendar.Date{Year: 2026, Month: 1, Day: 2}, 1)
		_, errList := c.Holidays(2026)
		_, errWith := c.With(nil)
		for _, err := range []error{errIs, errCount, errAdd, errList, errWith} {
			if !errors.Is(err, errNoCalendar) {
				t.Errorf("%v", err)
			}
		}
		if c.Name() != "" || c.Closures() != nil {
			t.Error("it has something")
		}
	}
}

func TestSharedCalendar(t *testing.T) {
	federal := Federal()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if n, err := federal.BusinessDays(calendar.Date{Year: 2022, Month: 3, Day: 2}, calendar.Date{Year: 2022, Month: 3, Day: 15}); err != nil || n != 9 {
				t.Errorf("%d, %v", n, err)
			}
		})
	}
	group.Wait()
}

// mustDate reads a date that the test itself wrote.
func mustDate(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDaysThatDoNotExist(t *testing.T) {
	for _, d := range []calendar.Date{{}, {Year: 2026, Month: time.February, Day: 30}, {Year: 10000, Month: time.January, Day: 1}} {
		if _, err := Weekdays().IsBusinessDay(d); err == nil {
			t.Errorf("%s is asked about", d)
		}
	}
}
