package business

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

// hours.txt says itself what its lines mean.
func TestHoursTable(t *testing.T) {
	for _, name := range []string{"hours.txt", "hours_compared.txt"} {
		checkHours(t, name)
	}
}

func checkHours(t *testing.T, name string) {
	t.Helper()
	var c *Calendar
	script.Lines(t, name, func(question string) string {
		if definition, ok := strings.CutPrefix(question, "calendar "); ok {
			made, err := defined(t, definition)
			if err != nil {
				if !errors.Is(err, diag.ErrDocument) {
					t.Errorf("%v is no mistake in hours", err)
				}
				return script.Failed(err)
			}
			c = made
			return "ok"
		}
		return asked(t, c, strings.Fields(question))
	})
}

// asked answers a line of hours.txt.
func asked(t *testing.T, c *Calendar, words []string) string {
	t.Helper()
	h, _ := c.Hours()
	at := func(i int) time.Time { return instant(t, words[i], h.Zone) }
	day := func(i int) calendar.Date { return mustDate(t, words[i]) }
	shown := func(at time.Time, err error) string {
		if err != nil {
			return script.Failed(err)
		}
		return at.Format("Mon " + time.RFC3339Nano)
	}
	dated := func(d calendar.Date, err error) string {
		if err != nil {
			return script.Failed(err)
		}
		return d.Weekday().String()[:3] + " " + d.String()
	}
	var result any
	var err error
	switch words[0] {
	case "working":
		var d time.Duration
		d, err = c.WorkingTime(at(1), at(2))
		result = durationText(d)
	case "add":
		d, bad := time.ParseDuration(strings.ReplaceAll(words[2], "min", "m"))
		if bad != nil {
			t.Fatal(bad)
		}
		return shown(c.AddWorkingTime(at(1), d))
	case "open":
		var open bool
		open, err = c.IsOpen(at(1))
		result = map[bool]string{true: "yes", false: "no"}[open]
	case "next":
		return shown(c.NextOpening(at(1)))
	case "days":
		result, err = c.BusinessDays(day(1), day(2))
	case "plus":
		return dated(c.AddBusinessDays(day(1), whole(t, words[2])))
	case "forward":
		return dated(c.RollForward(day(1)))
	case "back":
		return dated(c.RollBack(day(1)))
	case "day":
		return dated(c.BusinessDayAt(at(1)))
	case "due":
		return shown(c.AddBusinessDaysAt(at(1), whole(t, words[2])))
	default:
		t.Fatalf("unknown question %q", words)
	}
	if err != nil {
		return script.Failed(err)
	}
	return fmt.Sprint(result)
}

func whole(t *testing.T, text string) int64 {
	t.Helper()
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// defined makes a calendar from "NAME on BASE in ZONE: what; what", where what is
// "Mon-Fri 09:00-17:00", "2026-12-24 08:00-12:00" (or "none"), or "closed 2026-12-28".
func defined(t *testing.T, text string) (*Calendar, error) {
	t.Helper()
	head, body, _ := strings.Cut(text, ": ")
	words := strings.Fields(head) // NAME on BASE in ZONE
	base, err := Named(words[2])
	if err != nil {
		t.Fatal(err)
	}
	zone, err := calendar.LoadZone(words[4])
	if err != nil {
		t.Fatal(err)
	}
	h := Hours{Zone: zone}
	var closures []Holiday
	for what := range strings.SplitSeq(body, "; ") {
		words := strings.Fields(what)
		if words[0] == "closed" {
			closures = append(closures, Holiday{Date: mustDate(t, words[1]), Name: "Closed"})
			continue
		}
		var shifts []Shift
		for _, text := range words[1:] {
			if text == "none" {
				continue
			}
			s, err := ParseShift(text)
			if err != nil {
				t.Fatal(err)
			}
			shifts = append(shifts, s)
		}
		if days, ok := weekdaysOf(words[0]); ok {
			for _, day := range days {
				h.Week[day] = append(h.Week[day], shifts...)
			}
			continue
		}
		h.Special = append(h.Special, SpecialDay{Date: mustDate(t, words[0]), Shifts: shifts})
	}
	base, err = base.With(closures)
	if err != nil {
		t.Fatal(err)
	}
	return base.WithHours(words[0], h)
}

// weekdaysOf reads Mon or Mon-Fri.
func weekdaysOf(text string) (days []time.Weekday, ok bool) {
	first, last, isRange := strings.Cut(text, "-")
	if !isRange {
		last = first
	}
	for i := range 7 {
		day := mondayFirst(i)
		if day.String()[:3] == first || len(days) > 0 {
			days = append(days, day)
		}
		if day.String()[:3] == last {
			return days, len(days) > 0
		}
	}
	return nil, false
}

// instant reads one with an offset, or a reading of the zone's clocks.
func instant(t testing.TB, text string, zone *time.Location) time.Time {
	t.Helper()
	if at, err := time.Parse(time.RFC3339Nano, text); err == nil {
		return at
	}
	for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05.999999999"} {
		if wall, err := time.Parse(layout, text); err == nil {
			d := calendar.DateOf(wall, time.UTC)
			return calendar.Resolve(d, wall.Sub(d.In(time.UTC)), zone)
		}
	}
	t.Fatalf("%q is not an instant", text)
	return time.Time{}
}

// durationText writes 3h30min, and leaves what is finer to the standard library.
func durationText(d time.Duration) string {
	if d%time.Minute != 0 {
		return d.String()
	}
	text, minutes := "", int64(d/time.Minute)
	if minutes < 0 {
		text, minutes = "-", -minutes
	}
	if minutes >= 60 {
		text += fmt.Sprintf("%dh", minutes/60)
	}
	if minutes%60 != 0 || minutes == 0 {
		text += fmt.Sprintf("%dmin", minutes%60)
	}
	return text
}
