package business

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
)

// The runs between two instants are as long as the working time, do not touch, are open
// within and closed behind, in every zone that does unusual things.
func TestOpeningsAgreeWithWorkingTime(t *testing.T) {
	random := rand.New(rand.NewPCG(24, 8))
	for _, place := range changing {
		zone, err := calendar.LoadZone(place.zone)
		if err != nil {
			t.Fatal(err)
		}
		first := mustDate(t, place.from)
		c := randomCalendar(t, random, zone, first)
		for range 200 {
			from := first.In(zone).Add(time.Duration(random.Int64N(int64(20 * wholeDay))))
			to := from.Add(time.Duration(random.Int64N(int64(10 * wholeDay))))
			runs, err := c.Openings(from, to)
			if err != nil {
				t.Fatal(err)
			}
			total, last := time.Duration(0), time.Time{}
			for run := range runs {
				if !run.From.Before(run.To) || run.From.Before(from) || run.To.After(to) || !last.Before(run.From) {
					t.Fatalf("from %s to %s: run %v after %s", from, to, run, last)
				}
				if open, err := c.IsOpen(run.From); err != nil || !open {
					t.Fatalf("it is not open at %s, where a run begins: %v", run.From, err)
				}
				if open, err := c.IsOpen(run.To); run.To.Before(to) && (err != nil || open) {
					t.Fatalf("it is open at %s, where a run ends: %v", run.To, err)
				}
				total, last = total+run.To.Sub(run.From), run.To
			}
			if want, err := c.WorkingTime(from, to); err != nil || total != want {
				t.Fatalf("from %s to %s: the runs are %s, the working time is %s, %v", from, to, total, want, err)
			}
		}
	}
}

// Around the clock there is one run, also where the arithmetic goes from one range of
// years to the next.
func TestOpeningsAroundTheClock(t *testing.T) {
	c, err := Weekdays().WithHours("always", Hours{Zone: time.UTC, Week: EveryDay(Shift{0, wholeDay})})
	if err != nil {
		t.Fatal(err)
	}
	from, to := time.Date(1970, 1, 1, 0, 0, 0, 5, time.UTC), time.Date(2050, 7, 1, 12, 0, 0, 7, time.UTC)
	runs, err := c.Openings(from, to)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for run := range runs {
		if n++; n > 1 || !run.From.Equal(from) || !run.To.Equal(to) {
			t.Errorf("run %d is %v", n, run)
		}
	}
	backwards, err := c.Openings(to, from)
	if err != nil {
		t.Fatal(err)
	}
	for run := range backwards {
		t.Errorf("there is a run %v from a later instant to an earlier", run)
	}
	if n != 1 {
		t.Errorf("%d runs", n)
	}
}
