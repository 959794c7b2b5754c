package clock

import (
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/calendartest"
)

// What a clock shows at an instant is the beginning of what it shows later: looking at it
// twice adds up, at whatever nanosecond one looks first.
func TestLookedAtTwiceAddsUp(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 8))
	office, err := calendartest.Calendar("office", "federal in America/New_York; Mon-Fri 09:00-12:00 13:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	start := time.Date(2026, 10, 28, 0, 0, 0, 0, time.UTC)
	const most = int64(10 * 24 * time.Hour)
	cut := 0
	for range 3000 {
		item := Item{Events: []Event{{At: start, Order: -1, Signal: Start}}}
		for i := range 1 + random.IntN(8) {
			signal := []Signal{Start, Resume, Pause, Stop}[random.IntN(4)]
			item.Events = append(item.Events, Event{At: start.Add(time.Duration(random.Int64N(most))), Order: int64(i), Signal: signal})
		}
		first, second := start.Add(time.Duration(1+random.Int64N(most))), start.Add(time.Duration(1+random.Int64N(most)))
		if second.Before(first) {
			first, second = second, first
		}
		rule := Rule{Calendar: office, PauseIn: PauseIn(random.IntN(2))}
		read := func(until time.Time) Reading {
			rule.Until = until
			h, err := rule.Read(item)
			if err != nil {
				t.Fatal(err)
			}
			return h.Last()
		}
		early, late := read(first), read(second)
		sums := map[Kind]time.Duration{}
		for _, v := range late.Intervals() {
			if v.From.Before(early.Seen) {
				sums[v.Kind] += earlier(v.To, early.Seen).Sub(v.From)
				if v.To.After(early.Seen) {
					cut++
				}
			}
		}
		if sums[TimeCounted] != early.Counted || sums[TimePaused] != early.Paused || sums[TimeOutside] != early.Outside {
			t.Fatalf("%v until %s: %s\nuntil %s: %s\nof which before: %v", item.Events, first, shownReading(early), second, shownReading(late), sums)
		}
	}
	if cut < 500 {
		t.Errorf("only %d intervals were cut", cut)
	}
}

// A million events on one item are read in the time of ten times a hundred thousand, give
// or take what a busy machine does.
func TestManyEvents(t *testing.T) {
	office, err := calendartest.Calendar("office", "federal in America/New_York; Mon-Fri 09:00-17:00")
	if err != nil {
		t.Fatal(err)
	}
	rule := Rule{Calendar: office}
	took := func(n int) time.Duration {
		events := make([]Event, n)
		at := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
		for i := range events {
			at = at.Add(97 * time.Second)
			events[i] = Event{At: at, Order: int64(i), Signal: []Signal{Pause, Resume}[i%2]}
		}
		events[0].Signal, events[n-1].Signal = Start|Pause, Stop
		begin := time.Now()
		h, err := rule.Read(Item{Events: events})
		took := time.Since(begin)
		if err != nil || len(h.Problems) > 0 {
			t.Fatal(err, h.Problems)
		}
		if problem := addsUp(h.Last()); n < 1_000_000 && problem != "" {
			t.Fatal(problem)
		}
		return took
	}
	few := 10_000
	if !testing.Short() && !raceEnabled {
		few = 100_000
	}
	small, large := took(few), took(10*few)
	t.Logf("%d events in %s, %d in %s", few, small, 10*few, large)
	if large > 60*small && large > time.Second {
		t.Errorf("%d events took %s, and %d took %s", few, small, 10*few, large)
	}
}

func BenchmarkRead(b *testing.B) {
	office, err := calendartest.Calendar("office", "federal in America/New_York; Mon-Fri 09:00-17:00")
	if err != nil {
		b.Fatal(err)
	}
	at := func(hour int) time.Time {
		return time.Date(2026, 3, 2, 14, 0, 0, 0, time.UTC).Add(time.Duration(hour) * time.Hour)
	}
	item := Item{Events: []Event{
		{At: at(0), Signal: Start, Target: "P3"}, {At: at(20), Signal: Pause}, {At: at(50), Signal: Resume, Target: "P2"}, {At: at(70), Signal: Stop},
	}}
	rule := Rule{Calendar: office, Changed: ChangedSplit}
	targets := Targets{"P2": 8 * time.Hour, "P3": 24 * time.Hour}
	for b.Loop() {
		h, err := rule.Read(item)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := h.Last().Due(targets); err != nil {
			b.Fatal(err)
		}
	}
}
