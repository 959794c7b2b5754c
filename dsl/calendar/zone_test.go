package calendar

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // so that the tests do not need the machine's

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
)

// The table has two forms of line: "zone date clock" asks when the clock shows that,
// "zone date" when the day begins and how long it lasts.
func TestZoneTable(t *testing.T) {
	script.Lines(t, "zones.txt", func(question string) string {
		fields := strings.Fields(question)
		zone, err := LoadZone(fields[0])
		if err != nil {
			return script.Failed(err)
		}
		d := mustDate(t, fields[1])
		if len(fields) == 2 {
			begins, ends := d.In(zone), d.AddDays(1).In(zone)
			return fmt.Sprintf("begins %s, lasts %s", begins.Format(time.RFC3339), ends.Sub(begins))
		}
		clock, err := time.Parse("15:04:05", fields[2])
		if err != nil {
			t.Fatal(err)
		}
		since := clock.Sub(clock.Truncate(24 * time.Hour))
		return Resolve(d, since, zone).Format(time.RFC3339)
	})
}

func TestZoneNameTable(t *testing.T) {
	script.Lines(t, "zonenames.txt", func(question string) string {
		zone, err := LoadZone(script.Unquoted(question))
		if err == nil {
			return zone.String()
		}
		if found := diag.From(err); len(found) != 1 || found[0].Code != UnknownZone || !errors.Is(err, diag.ErrName) {
			t.Errorf("%v is not of an unknown zone", err)
		}
		// The rest of the advice depends on the machine.
		text, _, _ := strings.Cut(script.Failed(err), "; names are")
		return text
	})
}

// Every zone that an error offers can be loaded.
func TestCommonZonesLoad(t *testing.T) {
	for _, name := range commonZones {
		if _, err := LoadZone(name); err != nil {
			t.Error(err)
		}
	}
}

// A reading beyond the day is one on another day, and fractions are kept.
func TestResolveClock(t *testing.T) {
	newYork, err := LoadZone("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		clock time.Duration
		want  string
	}{
		{0, "2026-11-01T00:00:00-04:00"},
		{24 * time.Hour, "2026-11-02T00:00:00-05:00"}, // the day has 25 hours
		{33 * time.Hour, "2026-11-02T09:00:00-05:00"},
		{-time.Nanosecond, "2026-10-31T23:59:59.999999999-04:00"},
		{12*time.Hour + 250*time.Millisecond, "2026-11-01T12:00:00.25-05:00"},
	}
	for _, test := range tests {
		if got := Resolve(Date{2026, 11, 1}, test.clock, newYork).Format(time.RFC3339Nano); got != test.want {
			t.Errorf("%s is %s, want %s", test.clock, got, test.want)
		}
	}
	if got := Resolve(Date{2026, 11, 1}, time.Hour, nil); got != time.Date(2026, 11, 1, 1, 0, 0, 0, time.UTC) {
		t.Errorf("a nil zone gives %s", got)
	}
}

// Minute by minute, the slow way: the first instant that shows the reading, or the
// reading by the offset before the gap.
func TestResolveAgreesWithWalking(t *testing.T) {
	random := rand.New(rand.NewPCG(2026, 11))
	zones := []string{
		"America/New_York", "America/Sao_Paulo", "America/St_Johns", "America/Havana", "America/Caracas", "Africa/Cairo", "Africa/Casablanca", "Asia/Beirut",
		"Asia/Gaza", "Asia/Tehran", "Asia/Pyongyang", "Antarctica/Troll", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Europe/Moscow",
		"Pacific/Apia", "Pacific/Kiritimati", "Pacific/Chatham", "Pacific/Norfolk",
	}
	for _, name := range zones {
		zone, err := LoadZone(name)
		if err != nil {
			t.Fatal(err)
		}
		// Readings near each change of offset, from 1975, when offsets were whole
		// minutes, to 2060, past the end of the tables.
		at := time.Date(1975, 1, 1, 0, 0, 0, 0, time.UTC).In(zone)
		for n := 0; n < 200; n++ {
			_, change := at.ZoneBounds()
			if change.IsZero() || change.Year() > 2060 {
				break
			}
			at = change
			for range max(1, testenv.Rounds(4)) {
				minute := change.UTC().Add(time.Duration(random.IntN(28*60)-14*60) * time.Minute)
				minute = minute.Add(time.Duration(random.IntN(180)-90) * time.Minute).Truncate(time.Minute)
				d := DateOf(minute, time.UTC)
				clock := minute.Sub(d.In(time.UTC))
				want := walk(minute, zone)
				if got := Resolve(d, clock, zone); !got.Equal(want) {
					t.Fatalf("%s %s %s: %s, walking finds %s", name, d, clock, got, want)
				}
			}
		}
	}
}

// walk takes a wall reading written as if it were UTC.
func walk(reading time.Time, zone *time.Location) time.Time {
	wall := func(at time.Time) time.Time {
		_, offset := at.In(zone).Zone()
		return at.Add(time.Duration(offset) * time.Second).UTC()
	}
	last := reading.Add(-26 * time.Hour)
	shown := wall(last)
	var gap time.Time
	for at := last; !at.After(reading.Add(26 * time.Hour)); at = at.Add(time.Minute) {
		now := wall(at)
		if now.Equal(reading) {
			return at
		}
		if gap.IsZero() && shown.Before(reading) && now.After(reading) {
			gap = last.Add(reading.Sub(shown)) // the offset just before
		}
		last, shown = at, now
	}
	return gap
}

func BenchmarkResolve(b *testing.B) {
	zone, err := LoadZone("America/New_York")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		Resolve(Date{2026, 7, 1}, 9*time.Hour, zone)
	}
}
