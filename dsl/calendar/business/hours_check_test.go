package business

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
)

// What only Go values can get wrong; hours.txt has the mistakes of texts.
func TestHoursThatCannotBe(t *testing.T) {
	nine, five := 9*time.Hour, 17*time.Hour
	office := MondayToFriday(Shift{nine, five})
	on := func(s ...Shift) Hours { return Hours{Zone: time.UTC, Week: Week{time.Tuesday: s}} }
	tests := []struct {
		name  string
		hours Hours
		want  string
	}{
		{"", Hours{Zone: time.UTC, Week: office},
			`hours: error [bad-hours]: the calendar with these hours has no name; say whose they are, such as "service desk"`},
		{"desk", Hours{Week: office},
			`hours: error [bad-hours]: they have no zone; give the time.Location on whose clocks the shifts are read, such as that of LoadZone("America/New_York")`},
		{"desk", Hours{Zone: time.Local, Week: office},
			`hours: error [bad-hours]: their zone is time.Local, which is another on each machine; give the one that LoadZone returns for an IANA name such as "America/New_York"`},
		{"desk", Hours{Zone: time.UTC}, `hours: error [bad-hours]: there is no working time at all; give at least one day a shift`},
		{"desk", on(Shift{}), `hours.Tuesday: error [bad-hours]: the shift 0s to 0s ends when it begins; leave it out, or write 00:00-24:00 for a whole day`},
		{"desk", on(Shift{five, nine}),
			`hours.Tuesday: error [bad-hours]: the shift 17h0m0s to 9h0m0s ends before it begins; count an end past midnight from the day on which the shift begins: 22:00-06:00 is From 22h and To 30h`},
		{"desk", on(Shift{-time.Hour, nine}), `hours.Tuesday: error [bad-hours]: the shift -1h0m0s to 9h0m0s begins -1h0m0s after midnight, which is not on its day; begin at 00:00 to 23:59`},
		{"desk", on(Shift{24 * time.Hour, 30 * time.Hour}), `hours.Tuesday: error [bad-hours]: the shift 24h0m0s to 30h0m0s begins 24h0m0s after midnight, which is not on its day; begin at 00:00 to 23:59`},
		{"desk", on(Shift{nine, five + time.Second}), `hours.Tuesday: error [bad-hours]: the shift 9h0m0s to 17h0m1s does not begin and end on whole minutes; take the next minute; an end is not within, so 17:00 leaves nothing out`},
		{"desk", on(Shift{9, 17}), `hours.Tuesday: error [bad-hours]: the shift 9ns to 17ns does not begin and end on whole minutes; take the next minute; an end is not within, so 17:00 leaves nothing out`},
		{"desk", on(Shift{nine, nine + 24*time.Hour}), `hours.Tuesday: error [bad-hours]: the shift 9h0m0s to 33h0m0s lasts until it would begin again, or longer; give each day its own shift`},
		{"desk", on(Shift{0, 48 * time.Hour}), `hours.Tuesday: error [bad-hours]: the shift 0s to 48h0m0s lasts until it would begin again, or longer; give each day its own shift`},
		{"desk", on(Shift{0, 24*time.Hour - time.Minute}), `hours.Tuesday: error [bad-hours]: the shift 0s to 23h59m0s leaves out the last minute of its day; an end is not within; the end of the day is 24:00`},
		{"desk", on(make([]Shift, 49)...), `hours.Tuesday: error [bad-hours]: there are 49 shifts; a day has at most 48`},
		{"desk", on(Shift{nine, five}, Shift{nine, five}), `hours.Tuesday: error [bad-hours]: the shifts 09:00-17:00 and 09:00-17:00 overlap; let one end before the other begins`},
		{"desk", Hours{Zone: time.UTC, Week: office, Special: []SpecialDay{{Date: calendar.Date{Year: 2026, Month: 2, Day: 30}}}}, `hours.2026-02-30: error [bad-hours]: a special day: 2026-02-30 is not a date; write a day of the calendar`},
		{"desk", Hours{Zone: time.UTC, Week: office, Special: []SpecialDay{{Date: calendar.Date{Year: 1960, Month: 2, Day: 1}}}},
			`hours.1960-02-01: error [unknown-year]: a special day: the federal calendar knows the years 1971 to 2100, and 1960-02-01 is outside them`},
		{" ", on(Shift{five, five}, Shift{nine, 9*time.Hour + 1}), `hours: error [bad-hours]: the calendar with these hours has no name; say whose they are, such as "service desk"
hours.Tuesday: error [bad-hours]: the shift 9h0m0s to 9h0m0.000000001s does not begin and end on whole minutes; take the next minute; an end is not within, so 17:00 leaves nothing out
hours.Tuesday: error [bad-hours]: the shift 17h0m0s to 17h0m0s ends when it begins; leave it out, or write 00:00-24:00 for a whole day`},
	}
	for _, test := range tests {
		c, err := Federal().WithHours(test.name, test.hours)
		if err == nil || err.Error() != test.want || c != nil {
			t.Errorf("got  %v\nwant %s", err, test.want)
		}
		if !errors.Is(err, diag.ErrDocument) && !errors.Is(err, diag.ErrLimit) {
			t.Errorf("%v is no error to branch on", err)
		}
	}
}

func TestHoursDoNotChange(t *testing.T) {
	given := Hours{
		Zone:    time.UTC,
		Week:    MondayToFriday(Shift{13 * time.Hour, 17 * time.Hour}, Shift{8 * time.Hour, 12 * time.Hour}),
		Special: []SpecialDay{{Date: calendar.Date{Year: 2026, Month: 12, Day: 31}, Name: " Old year "}, {Date: calendar.Date{Year: 2026, Month: 12, Day: 24}, Shifts: []Shift{{8 * time.Hour, 12 * time.Hour}}}},
	}
	federal := Federal()
	desk, err := federal.WithHours("desk", given)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := federal.Hours(); ok || federal.Name() != "federal" || desk.Name() != "desk" {
		t.Errorf("%s has hours", federal.Name())
	}
	// Neither through what was passed nor through what is returned can a caller change
	// them.
	given.Week[time.Monday][0] = Shift{}
	given.Special[1].Shifts[0] = Shift{}
	for range 2 {
		h, ok := desk.Hours()
		if !ok || h.Zone != time.UTC || h.Week[time.Monday][0].String() != "08:00-12:00" || h.Week[time.Monday][1].String() != "13:00-17:00" || h.Week[time.Sunday] != nil ||
			h.Special[0].Date.Day != 24 || h.Special[0].Shifts[0].String() != "08:00-12:00" || h.Special[1].Name != "Old year" {
			t.Errorf("%v, %v", h, ok)
		}
		h.Week[time.Monday][0], h.Special[0].Shifts[0] = Shift{}, Shift{}
	}
	if given.Special[0].Name != " Old year " {
		t.Error("what was given changed")
	}
	// Closures come later, close special days, and keep the hours.
	closed, err := desk.With([]Holiday{{Date: calendar.Date{Year: 2026, Month: 12, Day: 24}, Name: "Storm"}, {Date: calendar.Date{Year: 2026, Month: 12, Day: 19}, Name: "A Saturday"}})
	if err != nil {
		t.Fatal(err)
	}
	from, to := calendar.Date{Year: 2026, Month: 12, Day: 24}.In(nil), calendar.Date{Year: 2026, Month: 12, Day: 25}.In(nil)
	if d, err := closed.WorkingTime(from, to); err != nil || d != 0 {
		t.Errorf("%s, %v", d, err)
	}
	if d, err := desk.WorkingTime(from, to); err != nil || d != 4*time.Hour {
		t.Errorf("%s, %v", d, err)
	}
	// Hours can be replaced.
	short, err := closed.WithHours("short", Hours{Zone: time.UTC, Week: EveryDay(Shift{0, time.Hour})})
	if err != nil {
		t.Fatal(err)
	}
	if d, err := short.WorkingTime(calendar.Date{Year: 2026, Month: 12, Day: 18}.In(nil), calendar.Date{Year: 2026, Month: 12, Day: 21}.In(nil)); err != nil || d != 2*time.Hour {
		t.Errorf("%s, %v", d, err)
	}
}

// Without a calendar, without hours, and without an instant there is no answer.
func TestNothingToGoBy(t *testing.T) {
	at := time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)
	ask := func(c *Calendar, at time.Time) []error {
		_, working := c.WorkingTime(at, at)
		_, adding := c.AddWorkingTime(at, time.Hour)
		_, nothing := c.AddWorkingTime(at, 0)
		_, open := c.IsOpen(at)
		_, next := c.NextOpening(at)
		_, due := c.AddBusinessDaysAt(at, 1)
		_, day := c.BusinessDayAt(at)
		return []error{working, adding, nothing, open, next, due, day}
	}
	for _, c := range []*Calendar{nil, {}} {
		_, forward := c.RollForward(calendar.Date{Year: 2026, Month: 11, Day: 23})
		_, back := c.RollBack(calendar.Date{Year: 2026, Month: 11, Day: 23})
		_, with := c.WithHours("desk", Hours{Zone: time.UTC, Week: EveryDay(Shift{0, wholeDay})})
		_, in := c.AddBusinessDaysIn(at, 1, time.UTC)
		for _, err := range append(ask(c, at), forward, back, with, in) {
			if !errors.Is(err, errNoCalendar) {
				t.Errorf("%v", err)
			}
		}
		if _, ok := c.Hours(); ok {
			t.Error("it has hours")
		}
	}
	for _, err := range ask(Federal(), at) {
		if err == nil || !strings.HasPrefix(err.Error(), "the federal calendar has no working hours") {
			t.Errorf("%v", err)
		}
	}
	for _, err := range ask(nineToFiveIn(t, "UTC"), time.Time{}) {
		if !errors.Is(err, errNoInstant) {
			t.Errorf("%v", err)
		}
	}
	if _, err := Weekdays().AddBusinessDaysIn(time.Time{}, 0, nil); !errors.Is(err, errNoInstant) {
		t.Errorf("%v", err)
	}
	// Instants that no calendar knows.
	for _, at := range []time.Time{time.Date(-5, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(20000, 1, 1, 0, 0, 0, 0, time.UTC), time.Unix(1<<62, 0), time.Unix(-1<<62, 0)} {
		for _, err := range ask(nineToFiveIn(t, "UTC"), at) {
			if !errors.Is(err, diag.ErrLimit) {
				t.Errorf("%s: %v", at, err)
			}
		}
	}
}
