package business

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
)

// mostShifts bounds what a text from a stranger can make a program compute. Nobody goes
// home twice an hour.
const mostShifts = 48

// check finds all mistakes in hours for a calendar. The hours are in order of time.
func (h Hours) check(c *Calendar, name string) error {
	k := &hoursCheck{Hours: h, calendar: c}
	k.general(name)
	for i := range h.Week {
		day := mondayFirst(i)
		k.shifts(day.String(), h.Week[day])
		k.runsInto(day.String(), h.Week[day], ((day + 1) % 7).String(), h.Week[(day+1)%7])
	}
	c.prepare() // for its holidays
	for i, s := range h.Special {
		k.special(i, s)
	}
	return k.problems.Err()
}

// hoursCheck collects mistakes. Shifts that are mistakes themselves are not compared with
// others.
type hoursCheck struct {
	Hours
	calendar *Calendar
	problems diag.List
}

func (k *hoursCheck) report(day, advice, problem string, args ...any) {
	k.problems = append(k.problems, badHours(day, advice, problem, args...))
}

func (k *hoursCheck) general(name string) {
	if strings.TrimSpace(name) == "" {
		k.report("", "say whose they are, such as \"service desk\"", "the calendar with these hours has no name")
	}
	switch k.Zone {
	case nil:
		k.report("", "give the time.Location on whose clocks the shifts are read, such as that of LoadZone(\"America/New_York\")", "they have no zone")
	case time.Local:
		k.report("", "give the one that LoadZone returns for an IANA name such as \"America/New_York\"", "their zone is time.Local, which is another on each machine")
	}
	for _, shifts := range k.Week {
		if len(shifts) > 0 {
			return
		}
	}
	for _, s := range k.Special {
		if len(s.Shifts) > 0 {
			return
		}
	}
	k.report("", "give at least one day a shift", "there is no working time at all")
}

// shifts checks those of one day.
func (k *hoursCheck) shifts(day string, shifts []Shift) {
	if len(shifts) > mostShifts {
		k.report(day, fmt.Sprintf("a day has at most %d", mostShifts), "there are %d shifts", len(shifts))
		return
	}
	for i, s := range shifts {
		if problem, advice := s.wrong(); problem != "" {
			k.report(day, advice, "the shift %s %s", s, problem)
		} else if i > 0 && s.From < shifts[i-1].To && shifts[i-1].possible() {
			k.report(day, separate, "the shifts %s and %s overlap", shifts[i-1], s)
		}
	}
}

// runsInto compares the last shift of a day with the first of the next.
func (k *hoursCheck) runsInto(day string, shifts []Shift, next string, then []Shift) {
	if len(shifts) == 0 || len(then) == 0 {
		return
	}
	a, b := shifts[len(shifts)-1], then[0]
	if a.possible() && b.possible() && b.From < a.To-wholeDay {
		k.report(day, separate, "the shift %s runs into %s of %s", a, b, next)
	}
}

const separate = "let one end before the other begins"

// special checks the i-th special day, and that its shifts and those of its neighbours do
// not overlap.
func (k *hoursCheck) special(i int, s SpecialDay) {
	if err := k.calendar.knows(s.Date); err != nil {
		if found := diag.From(diag.Within("a special day", err)); len(found) > 0 {
			found[0].Path = hoursPath(s.Date.String())
			k.problems = append(k.problems, found...)
		} else {
			k.report(s.Date.String(), "write a day of the calendar", "a special day: %s", err)
		}
		return
	}
	day, before, after := s.Date.String(), s.Date.AddDays(-1), s.Date.AddDays(1)
	if i > 0 && k.Special[i-1].Date == s.Date {
		k.report(day, "give all its shifts in one", "it is a special day twice")
		return
	}
	if holiday, closed := k.calendar.holidayOn(s.Date); closed && len(s.Shifts) > 0 {
		k.report(day, "take its shifts out, or begin with a calendar on which it is none",
			"it has shifts, and is a holiday or closure of the %s calendar: %s", k.calendar.name, holiday.Name)
		return
	}
	k.shifts(day, s.Shifts)
	if i == 0 || k.Special[i-1].Date != before { // otherwise it was compared as that day's next
		k.runsInto(before.String(), k.on(before), day, s.Shifts)
	}
	k.runsInto(day, s.Shifts, after.String(), k.on(after))
}

// on returns the shifts that begin on a date.
func (k *hoursCheck) on(d calendar.Date) []Shift {
	if _, closed := k.calendar.holidayOn(d); closed || !d.Valid() {
		return nil
	}
	i, special := slices.BinarySearchFunc(k.Special, d, func(s SpecialDay, d calendar.Date) int { return s.Date.Compare(d) })
	if special {
		return k.Special[i].Shifts
	}
	return k.Week[d.Weekday()]
}

// mondayFirst returns the order in which a week is read: Monday first.
func mondayFirst(i int) time.Weekday { return time.Weekday((i + 1) % 7) }
