// Package calendartest reads the calendars and instants of test cases, and says by the
// plainest means when there is work. Only tests use it.
//
//	calendar office: federal in America/New_York; Mon-Fri 09:00-17:00; 2026-12-24 09:00-12:00; 2026-12-28 closed
//
// Instants are read on the clocks of a case's calendar, or are in UTC with a Z.
package calendartest

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
)

// Calendars are those that a file of cases has defined, by name.
type Calendars map[string]*business.Calendar

// Define reads a line that defines a calendar.
func (all Calendars) Define(line string) error {
	text, ok := strings.CutPrefix(line, "calendar ")
	if !ok {
		return fmt.Errorf("%q is neither a calendar, a case nor a line of one", line)
	}
	name, definition, _ := strings.Cut(text, ": ")
	c, err := Calendar(name, definition)
	all[name] = c
	return err
}

// Find returns a calendar and the zone of its clocks. 24/7 is no calendar, and instants
// are then in UTC.
func (all Calendars) Find(name string) (*business.Calendar, *time.Location, error) {
	if name == "24/7" {
		return nil, time.UTC, nil
	}
	found := all[name]
	if found == nil {
		return nil, nil, fmt.Errorf("there is no calendar %q", name)
	}
	hours, _ := found.Hours()
	return found, hours.Zone, nil
}

// Calendar reads the definition of a calendar.
func Calendar(name, definition string) (*business.Calendar, error) {
	parts := strings.Split(definition, "; ")
	base, zoneName, _ := strings.Cut(parts[0], " in ")
	c, err := business.Named(base)
	if err != nil {
		return nil, err
	}
	hours := business.Hours{}
	if hours.Zone, err = calendar.LoadZone(zoneName); err != nil {
		return nil, err
	}
	var closed []business.Holiday
	for _, part := range parts[1:] {
		words := strings.Fields(part)
		if days, ok := weekdays(words[0]); ok {
			shifts, err := shiftsOf(words[1:])
			if err != nil {
				return nil, err
			}
			for _, day := range days {
				hours.Week[day] = shifts
			}
			continue
		}
		day, err := calendar.ParseDate(words[0])
		if err != nil {
			return nil, err
		}
		if words[1] == "closed" {
			closed = append(closed, business.Holiday{Date: day, Name: "closed"})
			continue
		}
		shifts, err := shiftsOf(words[1:])
		if err != nil {
			return nil, err
		}
		hours.Special = append(hours.Special, business.SpecialDay{Date: day, Shifts: shifts})
	}
	if c, err = c.With(closed); err != nil {
		return nil, err
	}
	return c.WithHours(name, hours)
}

func shiftsOf(words []string) (shifts []business.Shift, err error) {
	for _, word := range words {
		s, err := business.ParseShift(word)
		if err != nil {
			return nil, err
		}
		shifts = append(shifts, s)
	}
	return shifts, nil
}

// weekdays reads Mon or Mon-Fri.
func weekdays(text string) (days []time.Weekday, ok bool) {
	number := func(name string) int {
		for day := time.Sunday; day <= time.Saturday; day++ {
			if day.String()[:3] == name {
				return int(day)
			}
		}
		return -1
	}
	from, to, several := strings.Cut(text, "-")
	first, last := number(from), number(from)
	if several {
		last = number(to)
	}
	if first < 0 || last < 0 {
		return nil, false
	}
	for day := first; ; day = (day + 1) % 7 {
		days = append(days, time.Weekday(day))
		if day == last {
			return days, true
		}
	}
}

// Instant reads an instant: a date and a reading of the clocks, a reading on the date
// last read, or one with its zone. It returns the words that follow.
func Instant(words []string, date *calendar.Date, zone *time.Location) (time.Time, []string, error) {
	if len(words) == 0 {
		return time.Time{}, nil, fmt.Errorf("an instant is missing")
	}
	if words[0] == "never" {
		return time.Time{}, words[1:], nil
	}
	if at, err := time.Parse(time.RFC3339Nano, words[0]); err == nil {
		*date = calendar.DateOf(at, zone)
		return at, words[1:], nil
	}
	if d, err := calendar.ParseDate(words[0]); err == nil {
		*date = d
		if words = words[1:]; len(words) == 0 {
			return time.Time{}, nil, fmt.Errorf("a time of day is missing after %s", d)
		}
	}
	for _, layout := range []string{"15:04", "15:04:05", "15:04:05.999999999"} {
		if clock, err := time.Parse(layout, words[0]); err == nil {
			since := clock.Sub(time.Date(0, 1, 1, 0, 0, 0, 0, time.UTC))
			return calendar.Resolve(*date, since, zone), words[1:], nil
		}
	}
	return time.Time{}, nil, fmt.Errorf("%q is not an instant", words[0])
}
