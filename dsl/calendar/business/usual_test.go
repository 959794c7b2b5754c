package business

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// The quick way to working time and the careful one agree, wherever the quick one
// answers: a calendar of which nothing is computed yet is always careful.
func TestUsualWorkingTime(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 4096))
	for _, week := range []Week{MondayToFriday(Shift{9 * time.Hour, 17 * time.Hour}), EveryDay(Shift{0, 24 * time.Hour}), EveryDay(Shift{22 * time.Hour, 30 * time.Hour})} {
		zone, err := calendar.LoadZone([]string{"America/New_York", "Pacific/Apia"}[random.IntN(2)])
		if err != nil {
			t.Fatal(err)
		}
		fresh := func() *Calendar {
			c, err := Weekdays().WithHours("office", Hours{Zone: zone, Week: week})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		warm, quick := fresh(), 0
		for range 40 {
			from := time.Unix(random.Int64N(4_000_000_000)-500_000_000, random.Int64N(1_000_000_000))
			if random.IntN(4) == 0 { // where two blocks meet
				from = time.Unix(civil.FloorDiv(from.Unix(), blockSeconds)*blockSeconds, random.Int64N(3)-1)
			}
			to := from.Add(time.Duration(random.Int64N(int64(time.Hour) << random.IntN(21))))
			if random.IntN(4) == 0 {
				from, to = to, from
			}
			for _, at := range []time.Time{from, to} { // so that both blocks are there
				if _, err := warm.IsOpen(at); err != nil {
					t.Fatal(err)
				}
			}
			want, err := fresh().WorkingTime(from, to)
			if err != nil {
				t.Fatal(err)
			}
			if got, ok := warm.usualWorkingTime(from, to); ok {
				quick++
				if got != want {
					t.Errorf("from %s to %s: %s the quick way, %s the careful one", from.In(zone), to.In(zone), got, want)
				}
			}
		}
		if quick < 20 {
			t.Errorf("the quick way answered %d of 40 questions only", quick)
		}
	}
}

// What the quick way cannot answer, it leaves.
func TestUsualWorkingTimeLeaves(t *testing.T) {
	c := nineToFiveIn(t, "America/New_York")
	noon := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	if _, err := c.WorkingTime(noon, noon.AddDate(0, 0, 1)); err != nil {
		t.Fatal(err)
	}
	for _, span := range [][2]time.Time{
		{{}, noon},
		{noon, {}},
		{time.Unix(-1<<62, 0), noon},
		{noon, time.Unix(1<<62, 0)},
		{time.Date(-5000, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(-5000, 1, 2, 0, 0, 0, 0, time.UTC)},
		{noon, noon.AddDate(500, 0, 0)}, // longer than a time.Duration
	} {
		if worked, ok := c.usualWorkingTime(span[0], span[1]); ok {
			t.Errorf("from %s to %s: %s", span[0], span[1], worked)
		}
	}
	if _, ok := (*Calendar)(nil).usualWorkingTime(noon, noon); ok {
		t.Error("no calendar answered")
	}
	if worked, ok := c.usualWorkingTime(noon, noon.AddDate(0, 0, 1)); !ok || worked != 8*time.Hour {
		t.Errorf("a day is %s, %v", worked, ok)
	}
}
