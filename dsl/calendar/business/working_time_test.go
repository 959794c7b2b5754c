package business

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/testenv"
)

// The plainest case, written again by someone who knows nothing of shifts: Monday to
// Friday, nine to five, day by day on the wall clock.
func TestNineToFive(t *testing.T) {
	random := rand.New(rand.NewPCG(9, 17))
	for _, name := range []string{"America/New_York", "Europe/Berlin", "Asia/Kolkata", "UTC"} {
		zone, err := calendar.LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Weekdays().WithHours("office", Hours{Zone: zone, Week: MondayToFriday(Shift{9 * time.Hour, 17 * time.Hour})})
		if err != nil {
			t.Fatal(err)
		}
		low := time.Date(1990, 1, 1, 0, 0, 0, 0, zone)
		for i := range testenv.Rounds(3000) {
			from := low.Add(time.Duration(random.Int64N(int64(60 * 365 * wholeDay))))
			to := from.Add(time.Duration(random.Int64N(int64(30 * wholeDay))))
			if i%10 == 0 {
				to = low.Add(time.Duration(random.Int64N(int64(60 * 365 * wholeDay))))
			}
			want := nineToFive(from, to)
			if got, err := c.WorkingTime(from, to); err != nil || got != want {
				t.Fatalf("%s to %s: %s, %v; want %s", from, to, got, err, want)
			}
		}
	}
}

// nineToFive uses the standard library only. Nine and five are never skipped or repeated
// in the zones that it is asked about.
func nineToFive(from, to time.Time) (total time.Duration) {
	if to.Before(from) {
		return -nineToFive(to, from)
	}
	for y, m, d := from.Date(); ; d++ {
		opens, closes := time.Date(y, m, d, 9, 0, 0, 0, from.Location()), time.Date(y, m, d, 17, 0, 0, 0, from.Location())
		if opens.After(to) {
			return total
		}
		if day := opens.Weekday(); day == time.Saturday || day == time.Sunday {
			continue
		}
		if opens.Before(from) {
			opens = from
		}
		if closes.After(to) {
			closes = to
		}
		total += max(0, closes.Sub(opens))
	}
}

// Minute by minute, from the shifts as they were passed: an instant is open when it lies
// between the two ends of a shift of some day near to it. A random calendar of a month is
// asked about random spans of it, in whole minutes and off them.
func TestWorkingTimeMinuteByMinute(t *testing.T) {
	random := rand.New(rand.NewPCG(24, 7))
	rounds := 3
	if testing.Short() {
		rounds = 1
	}
	if edge := calendar.DateOfNumber(blockDays); edge != (calendar.Date{Year: 1981, Month: 3, Day: 20}) {
		t.Errorf("blocks have another edge, %s: choose months that cross one", edge)
	}
	for range rounds {
		for _, place := range changing {
			zone, err := calendar.LoadZone(place.zone)
			if err != nil {
				t.Fatal(err)
			}
			first := mustDate(t, place.from)
			c := randomCalendar(t, random, zone, first)
			start := first.In(zone).Truncate(time.Minute)
			open := walkShifts(t, c, start, 25*24*60)
			// before[i] is the open minutes before the i-th, next[i] the first open one
			// from it.
			before, next := make([]int64, len(open)+1), make([]int, len(open)+1)
			for i, is := range open {
				before[i+1] = before[i]
				if is {
					before[i+1]++
				}
			}
			next[len(open)] = -1
			for i := len(open) - 1; i >= 0; i-- {
				if next[i] = next[i+1]; open[i] {
					next[i] = i
				}
			}
			describe := func() string {
				h, _ := c.Hours()
				return fmt.Sprintf("%s %v, special %v, closed %v", place.zone, h.Week, h.Special, c.Closures())
			}
			at := func(i int) time.Time { return start.Add(time.Duration(i) * time.Minute) }
			for range testenv.Rounds(300) {
				i, j := random.IntN(len(open)), random.IntN(len(open))
				got, err := c.WorkingTime(at(i), at(j))
				if want := time.Duration(before[j]-before[i]) * time.Minute; err != nil || got != want {
					t.Fatalf("%s: from %s to %s: %s, %v; want %s", describe(), at(i), at(j), got, err, want)
				}
				// A part of a minute counts when its minute is open.
				part := time.Duration(random.Int64N(int64(time.Minute)))
				got, err = c.WorkingTime(at(i), at(i).Add(part))
				if err != nil || open[i] && got != part || !open[i] && got != 0 {
					t.Fatalf("%s: %s from %s: %s, %v", describe(), part, at(i), got, err)
				}
				if is, err := c.IsOpen(at(i).Add(part)); err != nil || is != open[i] {
					t.Fatalf("%s: open at %s: %v, %v", describe(), at(i).Add(part), is, err)
				}
				if n := next[i]; n >= 0 {
					if got, err := c.NextOpening(at(i)); err != nil || !got.Equal(at(n)) {
						t.Fatalf("%s: next opening at %s: %s, %v; want %s", describe(), at(i), got, err, at(n))
					}
				}
				if day, err := c.BusinessDayAt(at(i)); err == nil {
					if is, err := c.IsBusinessDay(day); err != nil || !is {
						t.Fatalf("%s: %s belongs to %s, which is no business day: %v", describe(), at(i), day, err)
					}
				} else if next[i] >= 0 {
					t.Fatalf("%s: %s: %v", describe(), at(i), err)
				}
				checkAdding(t, describe, c, before, i, random.Int64N(3000)-1500, at)
			}
		}
	}
}

// checkAdding compares adding minutes to the i-th with a search for them.
func checkAdding(t *testing.T, describe func() string, c *Calendar, before []int64, i int, minutes int64, at func(int) time.Time) {
	t.Helper()
	want, target := -1, before[i]+minutes
	switch {
	case minutes > 0: // the earliest at which so many have passed
		want, _ = slices.BinarySearch(before, target)
	case minutes < 0: // the latest
		want, _ = slices.BinarySearch(before, target+1)
		want--
	default:
		want = i
	}
	if want <= 0 || want >= len(before)-1 {
		return // beyond what was walked
	}
	got, err := c.AddWorkingTime(at(i), time.Duration(minutes)*time.Minute)
	if err != nil || !got.Equal(at(want)) {
		t.Fatalf("%s: %s plus %d working minutes: %s, %v; want %s", describe(), at(i), minutes, got, err, at(want))
	}
}

// What WorkingTime and AddWorkingTime promise, over centuries and to the nanosecond.
func TestWorkingTimeProperties(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 552))
	for _, place := range changing {
		zone, err := calendar.LoadZone(place.zone)
		if err != nil {
			t.Fatal(err)
		}
		c := randomCalendar(t, random, zone, mustDate(t, place.from))
		near := mustDate(t, place.from).In(zone)
		instant := func() time.Time {
			reach := int64(40 * wholeDay)
			if random.IntN(4) == 0 {
				reach = int64(40 * 365 * wholeDay)
			}
			at := near.Add(time.Duration(random.Int64N(reach) - reach/3))
			if random.IntN(2) == 0 {
				at = at.Truncate(time.Hour)
			}
			return at
		}
		working := func(from, to time.Time) time.Duration {
			d, err := c.WorkingTime(from, to)
			if err != nil {
				t.Fatalf("%s: from %s to %s: %v", place.zone, from, to, err)
			}
			return d
		}
		for range testenv.Rounds(300) {
			a, b, between := instant(), instant(), instant()
			d := working(a, b)
			if working(b, a) != -d {
				t.Fatalf("%s: %s to %s is %s, and back is %s", place.zone, a, b, d, working(b, a))
			}
			if sum := working(a, between) + working(between, b); sum != d {
				t.Fatalf("%s: %s to %s is %s, by way of %s %s", place.zone, a, b, d, between, sum)
			}
			if elapsed := b.Sub(a); d != 0 && (d > 0) != (elapsed > 0) || d.Abs() > elapsed.Abs() {
				t.Fatalf("%s: %s to %s is %s, and only %s passed", place.zone, a, b, d, elapsed)
			}
			due, err := c.AddWorkingTime(a, d)
			if err != nil || working(a, due) != d {
				t.Fatalf("%s: %s plus %s is %s, %v", place.zone, a, d, due, err)
			}
			// The earliest for more, the latest for less: one nanosecond nearer is not
			// enough, and b is no nearer.
			switch {
			case d > 0:
				if due.After(b) || working(a, due.Add(-1)) != d-1 {
					t.Fatalf("%s: %s plus %s is %s, which is not the earliest", place.zone, a, d, due)
				}
			case d < 0:
				if due.Before(b) || working(a, due.Add(1)) != d+1 {
					t.Fatalf("%s: %s plus %s is %s, which is not the latest", place.zone, a, d, due)
				}
			default:
				if !due.Equal(a) {
					t.Fatalf("%s: %s plus nothing is %s", place.zone, a, due)
				}
			}
			if next, err := c.NextOpening(a); err == nil {
				open, _ := c.IsOpen(next)
				if !open || next.Before(a) || working(a, next) != 0 {
					t.Fatalf("%s: the next opening after %s is %s", place.zone, a, next)
				}
			}
		}
	}
}

// Around the clock, working time is elapsed time, in every zone and whatever clocks do.
func TestAroundTheClock(t *testing.T) {
	random := rand.New(rand.NewPCG(24, 365))
	for _, place := range changing {
		zone, err := calendar.LoadZone(place.zone)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Weekdays().WithHours("always", Hours{Zone: zone, Week: EveryDay(Shift{0, wholeDay})})
		if err != nil {
			t.Fatal(err)
		}
		near := mustDate(t, place.from).In(zone)
		for range 100 {
			from := near.Add(time.Duration(random.Int64N(int64(60 * 365 * wholeDay))))
			to := near.Add(-time.Duration(random.Int64N(int64(60 * 365 * wholeDay))))
			if got, err := c.WorkingTime(from, to); err != nil || got != to.Sub(from) {
				t.Fatalf("%s: from %s to %s: %s, %v; want %s", place.zone, from, to, got, err, to.Sub(from))
			}
		}
	}
}

// Goroutines that ask about years that nobody asked about before get the answers of one
// that asks by itself.
func TestSharedHours(t *testing.T) {
	c := nineToFiveIn(t, "America/New_York")
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for year := 1975; year < 2095; year += 7 {
				from := calendar.Date{Year: year, Month: 1, Day: 1}.In(time.UTC)
				to := from.AddDate(3, 0, 0)
				alone := nineToFiveIn(t, "America/New_York")
				want, _ := alone.WorkingTime(from, to)
				if got, err := c.WorkingTime(from, to); err != nil || got != want {
					t.Errorf("%d: %s, %v; want %s", year, got, err, want)
				}
			}
		})
	}
	group.Wait()
}

func TestWorkingTimeDoesNotAllocate(t *testing.T) {
	c := nineToFiveIn(t, "America/New_York")
	from, to := calendar.Date{Year: 2026, Month: 3, Day: 2}.In(time.UTC), calendar.Date{Year: 2026, Month: 11, Day: 13}.In(time.UTC)
	if _, err := c.WorkingTime(from, to); err != nil {
		t.Fatal(err)
	}
	allocations := testing.AllocsPerRun(100, func() {
		_, _ = c.WorkingTime(from, to)
		_, _ = c.AddWorkingTime(from, 40*time.Hour)
		_, _ = c.IsOpen(from)
		_, _ = c.NextOpening(from)
	})
	if allocations != 0 {
		t.Errorf("%v allocations", allocations)
	}
}

func nineToFiveIn(t testing.TB, name string) *Calendar {
	zone, err := calendar.LoadZone(name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := Federal().WithHours("office", Hours{Zone: zone, Week: MondayToFriday(Shift{9 * time.Hour, 17 * time.Hour})})
	if err != nil {
		t.Fatal(err)
	}
	return c
}
