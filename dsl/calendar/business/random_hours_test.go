package business

import (
	"errors"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/testenv"
)

// changing are zones in which clocks do unusual things, with a month in which they do.
var changing = []struct{ zone, from string }{
	{"America/New_York", "2026-03-01"}, {"America/New_York", "2026-10-20"}, {"Europe/Berlin", "2026-03-15"}, {"Europe/Berlin", "2026-10-15"},
	{"Australia/Lord_Howe", "2026-03-25"}, {"Australia/Lord_Howe", "2026-09-25"}, {"America/Sao_Paulo", "2018-10-25"}, {"America/Sao_Paulo", "2018-02-05"},
	{"America/Havana", "2026-03-01"}, {"America/Havana", "2026-10-25"}, {"America/St_Johns", "2010-10-28"}, {"Pacific/Apia", "2011-12-20"},
	{"Pacific/Kwajalein", "1993-08-10"}, {"Africa/Cairo", "2024-04-18"}, {"Antarctica/Troll", "2026-03-20"}, {"Asia/Pyongyang", "2018-04-25"},
	{"Africa/Casablanca", "2026-02-10"}, {"Asia/Tokyo", "2026-01-01"}, {"UTC", "2028-02-20"}, {"America/New_York", "2480-02-25"},
	{"Europe/Berlin", "2040-12-20"}, {"America/New_York", "1981-03-10"}, {"Asia/Tokyo", "2026-01-15"}, // the last two cross from one block into the next
}

// walkShifts says of so many minutes from start whether each is open.
func walkShifts(t *testing.T, c *Calendar, start time.Time, minutes int) []bool {
	t.Helper()
	h, _ := c.Hours()
	open := make([]bool, minutes)
	for day, last := calendar.DateOf(start, h.Zone).AddDays(-4), calendar.DateOf(start, h.Zone).AddDays(int64(minutes)/(24*60)+4); day.Before(last); day = day.AddDays(1) {
		shifts := h.Week[day.Weekday()]
		for _, s := range h.Special {
			if s.Date == day {
				shifts = s.Shifts
			}
		}
		for _, closed := range c.Closures() {
			if closed.Date == day {
				shifts = nil
			}
		}
		if day.In(h.Zone).Equal(day.AddDays(1).In(h.Zone)) {
			shifts = nil // a date that did not happen
		}
		for _, s := range shifts {
			from, to := calendar.Resolve(day, s.From, h.Zone), calendar.Resolve(day, s.To, h.Zone)
			for at := from; at.Before(to); at = at.Add(time.Minute) {
				if i := int(at.Sub(start) / time.Minute); !at.Before(start) && i < minutes {
					open[i] = true
				}
			}
		}
	}
	return open
}

// randomCalendar has closures and special days in the month from first. Shifts that
// overlap are left out.
func randomCalendar(t *testing.T, random *rand.Rand, zone *time.Location, first calendar.Date) *Calendar {
	t.Helper()
	minute := func(most int) time.Duration {
		grain := []int{1, 5, 30, 60}[random.IntN(4)]
		return time.Duration(random.IntN(most)/grain*grain) * time.Minute
	}
	someShifts := func() (shifts []Shift) {
		switch random.IntN(6) {
		case 0:
			return nil
		case 1:
			return []Shift{{0, wholeDay}}
		}
		for range 1 + random.IntN(3) {
			s := Shift{From: minute(24 * 60)}
			s.To = s.From + minute(14*60)
			if s.possible() {
				shifts = append(shifts, s)
			}
		}
		return shifts
	}
	for range testenv.Rounds(10000) {
		h := Hours{Zone: zone}
		for day := range h.Week {
			h.Week[day] = someShifts()
		}
		if random.IntN(2) == 0 {
			h.Week = EveryDay(someShifts()...)
		}
		var closures []Holiday
		for i := range int64(40) {
			if random.IntN(10) == 0 {
				closures = append(closures, Holiday{Date: first.AddDays(i - 5), Name: "Closed"})
			}
			if random.IntN(10) == 0 {
				h.Special = append(h.Special, SpecialDay{Date: first.AddDays(i - 5), Shifts: someShifts()})
			}
		}
		c, err := Weekdays().WithHours("random", h)
		if err != nil {
			if !errors.Is(err, diag.ErrDocument) {
				t.Fatal(err)
			}
			continue
		}
		c, err = c.With(closures)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	t.Fatal("no random calendar was possible")
	return nil
}
