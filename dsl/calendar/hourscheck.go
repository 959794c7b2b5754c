package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// HoursError is a mistake in the working hours given to [Calendar.WithHours].
type HoursError struct {
	Day     string // the day it is about: "Monday", or a date such as "2026-12-24"; empty for the hours as a whole
	Problem string // what is wrong with it, as a sentence without a full stop
	Advice  string // what to do, as a clause without a full stop
}

// Error says where the mistake is, what it is, and what to do.
func (e *HoursError) Error() string {
	where := "working hours"
	if e.Day != "" {
		where += " of " + e.Day
	}
	return fmt.Sprintf("%s: %s; %s", where, e.Problem, e.Advice)
}

// mostShifts bounds what a text from a stranger can make a program compute. Nobody goes home twice an hour.
const mostShifts = 48

// check finds all mistakes in hours for a calendar. The hours are in order of time.
func (h Hours) check(c *Calendar, name string) error {
	var errs []error
	report := func(day, advice, problem string, args ...any) {
		errs = append(errs, &HoursError{Day: day, Problem: fmt.Sprintf(problem, args...), Advice: advice})
	}
	if strings.TrimSpace(name) == "" {
		report("", "say whose they are, such as \"service desk\"", "the calendar with these hours has no name")
	}
	switch h.Zone {
	case nil:
		report("", "give the time.Location on whose clocks the shifts are read, such as that of LoadZone(\"America/New_York\")", "they have no zone")
	case time.Local:
		report("", "give the one that LoadZone returns for an IANA name such as \"America/New_York\"", "their zone is time.Local, which is another on each machine")
	}
	possible := true // each shift by itself
	checkDay := func(day string, shifts []Shift) {
		if len(shifts) > mostShifts {
			report(day, fmt.Sprintf("a day has at most %d", mostShifts), "there are %d shifts", len(shifts))
			possible = false
			return
		}
		for _, s := range shifts {
			if problem, advice := s.wrong(); problem != "" {
				report(day, advice, "the shift %s %s", s, problem)
				possible = false
			}
		}
	}
	for i := range h.Week {
		day := mondayFirst(i)
		checkDay(day.String(), h.Week[day])
	}
	for i, s := range h.Special {
		if err := c.knows(s.Date); err != nil {
			errs = append(errs, fmt.Errorf("working hours: a special day: %w", err))
			possible = false
			continue
		}
		if i > 0 && h.Special[i-1].Date == s.Date {
			report(s.Date.String(), "give all its shifts in one", "it is a special day twice")
			possible = false
		}
		checkDay(s.Date.String(), s.Shifts)
	}
	if possible {
		h.checkTogether(c, report)
	}
	return errors.Join(errs...)
}

// checkTogether finds the mistakes that only show when every shift is possible by itself.
func (h Hours) checkTogether(c *Calendar, report func(day, advice, problem string, args ...any)) {
	works := false
	for i := range h.Week {
		day := mondayFirst(i)
		next := (day + 1) % 7
		works = works || len(h.Week[day]) > 0
		reportOverlaps(day.String(), h.Week[day], report)
		reportRunsInto(day.String(), h.Week[day], next.String(), h.Week[next], report)
	}
	c.prepare() // for its holidays
	for i, s := range h.Special {
		if holiday, closed := c.holidayOn(s.Date); closed && len(s.Shifts) > 0 {
			report(s.Date.String(), "take its shifts out, or begin with a calendar on which it is none",
				"it has shifts, and is a holiday or closure of the %s calendar: %s", c.name, holiday.Name)
			continue
		}
		works = works || len(s.Shifts) > 0
		reportOverlaps(s.Date.String(), s.Shifts, report)
		before, after := s.Date.AddDays(-1), s.Date.AddDays(1)
		if i == 0 || h.Special[i-1].Date != before { // otherwise it was compared as that day's next
			reportRunsInto(before.String(), h.on(c, before), s.Date.String(), s.Shifts, report)
		}
		reportRunsInto(s.Date.String(), s.Shifts, after.String(), h.on(c, after), report)
	}
	if !works {
		report("", "give at least one day a shift", "there is no working time at all")
	}
}

// on returns the shifts that begin on a date.
func (h Hours) on(c *Calendar, d Date) []Shift {
	if _, closed := c.holidayOn(d); closed || !d.Valid() {
		return nil
	}
	for _, s := range h.Special {
		if s.Date == d {
			return s.Shifts
		}
	}
	return h.Week[d.Weekday()]
}

func reportOverlaps(day string, shifts []Shift, report func(day, advice, problem string, args ...any)) {
	for i := 1; i < len(shifts); i++ {
		if a, b := shifts[i-1], shifts[i]; b.From < a.To {
			report(day, "let one end before the other begins", "the shifts %s and %s overlap", a, b)
		}
	}
}

// reportRunsInto compares the last shift of a day with the first of the next.
func reportRunsInto(day string, shifts []Shift, next string, then []Shift, report func(day, advice, problem string, args ...any)) {
	if len(shifts) == 0 || len(then) == 0 {
		return
	}
	if a, b := shifts[len(shifts)-1], then[0]; b.From < a.To-wholeDay {
		report(day, "let one end before the other begins", "the shift %s runs into %s of %s", a, b, next)
	}
}

// mondayFirst is the order in which people read a week.
func mondayFirst(i int) time.Weekday { return time.Weekday((i + 1) % 7) }
