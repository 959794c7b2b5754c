package business

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
)

// Business days follow the hours. Counting and walking day by day, from the shifts as
// they were passed, is the oracle.
func TestBusinessDaysOfHours(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 5))
	for range 60 {
		first := calendar.Date{Year: 2026, Month: 3, Day: 1}
		c := randomCalendar(t, random, time.UTC, first)
		h, _ := c.Hours()
		open := func(d calendar.Date) bool {
			shifts := h.Week[d.Weekday()]
			for _, s := range h.Special {
				if s.Date == d {
					shifts = s.Shifts
				}
			}
			return len(shifts) > 0 && !slices.ContainsFunc(c.Closures(), func(h Holiday) bool { return h.Date == d })
		}
		for range 100 {
			from := first.AddDays(random.Int64N(80) - 20)
			to := from.AddDays(random.Int64N(60))
			if is, err := c.IsBusinessDay(from); err != nil || is != open(from) {
				t.Fatalf("%+v: %s: %v, %v", h, from, is, err)
			}
			var want int64
			for d := from.AddDays(1); !d.After(to); d = d.AddDays(1) {
				if open(d) {
					want++
				}
			}
			if got, err := c.BusinessDays(from, to); err != nil || got != want {
				t.Fatalf("%+v: %s to %s: %d, %v; day by day %d", h, from, to, got, err, want)
			}
			if c.week == 0 {
				continue // walking might not end
			}
			n := random.Int64N(40) - 20
			step := int64(1)
			if n < 0 {
				step = -1
			}
			walked := from
			for left := n; left != 0; {
				if walked = walked.AddDays(step); open(walked) {
					left -= step
				}
			}
			if got, err := c.AddBusinessDays(from, n); err != nil || got != walked {
				t.Fatalf("%+v: %s %+d: %s, %v; walking %s", h, from, n, got, err, walked)
			}
			rolled := from
			for !open(rolled) {
				rolled = rolled.AddDays(1)
			}
			if got, err := c.RollForward(from); err != nil || got != rolled {
				t.Fatalf("%+v: %s rolls forward to %s, %v; walking %s", h, from, got, err, rolled)
			}
			for rolled = from; !open(rolled); {
				rolled = rolled.AddDays(-1)
			}
			if got, err := c.RollBack(from); err != nil || got != rolled {
				t.Fatalf("%+v: %s rolls back to %s, %v; walking %s", h, from, got, err, rolled)
			}
		}
	}
}

// A calendar without hours needs to know the zone, in which the clock time is kept.
func TestAddBusinessDaysIn(t *testing.T) {
	newYork, err := calendar.LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	friday := time.Date(2026, 10, 30, 15, 30, 0, 1, newYork)
	tests := []struct {
		at   time.Time
		n    int64
		zone *time.Location
		want string
	}{
		{friday, 1, newYork, "2026-11-02T15:30:00.000000001-05:00"},
		{friday, 1, nil, "2026-11-02T19:30:00.000000001Z"},
		{friday.UTC(), 0, newYork, "2026-10-30T15:30:00.000000001-04:00"},
		{friday, -1, newYork, "2026-10-29T15:30:00.000000001-04:00"},
		{time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC), 1, newYork, "2026-11-24T20:00:00-05:00"}, // still Monday the 23rd there
	}
	for _, test := range tests {
		got, err := Federal().AddBusinessDaysIn(test.at, test.n, test.zone)
		if err != nil || got.Format(time.RFC3339Nano) != test.want {
			t.Errorf("%s %+d: %s, %v; want %s", test.at, test.n, got.Format(time.RFC3339Nano), err, test.want)
		}
	}
}
