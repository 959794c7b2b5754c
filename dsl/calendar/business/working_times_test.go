package business

import (
	"errors"
	"math"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/testenv"
)

// Many working times at once are those that are asked for one by one: near and far from
// each other, in reverse, around the ends of blocks and of what the calendar knows, for
// hours of every kind, by a calendar that has not been asked anything and by one that
// has. Goroutines share it.
func TestWorkingTimes(t *testing.T) {
	for name, week := range map[string]Week{
		"office": MondayToFriday(Shift{9 * time.Hour, 17 * time.Hour}),
		"lunch":  MondayToFriday(Shift{8 * time.Hour, 12 * time.Hour}, Shift{13 * time.Hour, 17 * time.Hour}, Shift{18 * time.Hour, 18*time.Hour + time.Minute}),
		"always": EveryDay(Shift{0, 24 * time.Hour}),
		"nights": EveryDay(Shift{22 * time.Hour, 30 * time.Hour}),
	} {
		for _, base := range []*Calendar{Federal(), Weekdays()} {
			for _, zoneName := range []string{"America/New_York", "Pacific/Apia"} {
				zone, err := calendar.LoadZone(zoneName)
				if err != nil {
					t.Fatal(err)
				}
				c, err := base.WithHours(name, Hours{Zone: zone, Week: week})
				if err != nil {
					t.Fatal(err)
				}
				var group sync.WaitGroup
				for seed := range uint64(3) {
					group.Go(func() { compareWorkingTimes(t, c, rand.New(rand.NewPCG(seed, 5))) })
				}
				group.Wait()
			}
		}
	}
}

func compareWorkingTimes(t *testing.T, c *Calendar, random *rand.Rand) {
	n := testenv.Rounds(400)
	var from, to []int64
	var want []time.Duration
	for len(want) < n {
		a := random.Int64N(9_000_000_000_000_000_000) - 4_500_000_000_000_000_000
		switch random.IntN(4) {
		case 0: // where two blocks meet
			a = civil.FloorDiv(a, blockNanos)*blockNanos + random.Int64N(3) - 1
		case 1: // where a day of UTC ends
			a = civil.FloorDiv(a, nanosPerDay)*nanosPerDay + random.Int64N(3) - 1
		}
		b := a + random.Int64N(int64(time.Hour)<<random.IntN(21)) - random.Int64N(int64(30*24*time.Hour))
		worked, err := c.WorkingTime(time.Unix(0, a), time.Unix(0, b))
		if err != nil {
			continue // the calendar does not know the year
		}
		from, to, want = append(from, a), append(to, b), append(want, worked)
	}
	for range 2 {
		got := make([]time.Duration, n)
		if err := c.WorkingTimes(got, from, to); err != nil {
			t.Fatal(err)
		}
		for i := range want {
			if got[i] != want[i] {
				t.Fatalf("%s: from %s to %s: %s among many, %s alone", c.Name(), time.Unix(0, from[i]), time.Unix(0, to[i]), got[i], want[i])
			}
		}
	}
}

// Around the clock it is the difference, from the first nanosecond that there is to the
// last.
func TestWorkingTimesAtTheEnds(t *testing.T) {
	always, err := Weekdays().WithHours("always", Hours{Zone: time.UTC, Week: EveryDay(Shift{0, 24 * time.Hour})})
	if err != nil {
		t.Fatal(err)
	}
	const century = 36525 * nanosPerDay
	from := []int64{math.MinInt64, math.MinInt64, math.MaxInt64, math.MaxInt64 - 5, 0, tableStart, tableStart - 1, math.MaxInt64 - 2*century}
	to := []int64{math.MinInt64 + 7, math.MinInt64 + century, math.MaxInt64, math.MaxInt64, math.MaxInt64 / 2, tableStart + 2*blockNanos, tableStart + 1, math.MaxInt64}
	got := make([]time.Duration, len(from))
	for range 2 {
		if err := always.WorkingTimes(got, from, to); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			if got[i] != time.Duration(to[i]-from[i]) {
				t.Errorf("from %d to %d is %d", from[i], to[i], got[i])
			}
		}
	}
	early, late := tableStart+blockNanos, math.MaxInt64-2*blockNanos // some 550 years apart
	if err := always.WorkingTimes(got[:3], []int64{early, late, early}, []int64{early, late, late}); !errors.Is(err, errTooLong) {
		t.Errorf("550 years: %v", err)
	}
}

// The error says of which pair it is.
func TestWorkingTimesErrors(t *testing.T) {
	c := nineToFiveIn(t, "America/New_York")
	march := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC).UnixNano()
	old := time.Date(1950, 3, 2, 12, 0, 0, 0, time.UTC).UnixNano()
	dst := make([]time.Duration, 3)
	if err := c.WorkingTimes(dst, []int64{march, march, march}, []int64{march, old, march}); !errors.Is(err, diag.ErrLimit) || !strings.Contains(err.Error(), "pair 2: ") {
		t.Errorf("a year before the holidays: %v", err)
	}
	// In the block of 1975, of which the beginning is not known.
	known, unknown := time.Date(1975, 3, 3, 12, 0, 0, 0, time.UTC).UnixNano(), time.Date(1970, 3, 2, 12, 0, 0, 0, time.UTC).UnixNano()
	if err := c.WorkingTimes(dst, []int64{known, known, unknown}, []int64{known, known, known}); !errors.Is(err, diag.ErrLimit) || !strings.Contains(err.Error(), "pair 3: ") {
		t.Errorf("a year before the holidays, after others: %v", err)
	}
	if err := c.WorkingTimes(dst, []int64{march}, []int64{march}); err == nil || !strings.Contains(err.Error(), "one length") {
		t.Errorf("three slices of different lengths: %v", err)
	}
	if err := Federal().WorkingTimes(dst[:1], []int64{march}, []int64{march}); err == nil {
		t.Error("a calendar without hours answered")
	}
	if err := (*Calendar)(nil).WorkingTimes(dst[:1], []int64{march}, []int64{march}); err == nil {
		t.Error("no calendar answered")
	}
	if err := c.WorkingTimes(nil, nil, nil); err != nil {
		t.Errorf("nothing: %v", err)
	}
}
