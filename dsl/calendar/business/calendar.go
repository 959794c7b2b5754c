package business

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

// Calendar says which civil dates are business days, and when there is work on them if it
// has working hours. [Federal], [Weekdays] and [Named] make one; [Calendar.With] adds
// closures to one, [Calendar.WithHours] hours. It does not change, and any number of
// goroutines may share it. The zero Calendar knows no day: every question to it is an
// error.
type Calendar struct {
	name                string
	firstYear, lastYear int // the years about which it can be asked
	week                week
	rules               []rule
	closures            []Holiday // by date
	hours               *hours    // nil when it has none

	once sync.Once
	// holidays are those of all years by date; this and the following are computed once.
	holidays []Holiday
	closed   dayset                   // the week's days that are not business days
	extra    dayset                   // business days that are not the week's
	openings *openings                // nil without hours
	usual    atomic.Pointer[openings] // the same, once all of this is there
}

// Holiday is a day that is not a business day whatever weekday it is: nobody works a
// shift that begins on it.
type Holiday struct {
	Date calendar.Date `json:"date,omitzero"` // the day on which it is observed
	Name string        `json:"name,omitzero"` // as the law or the order calls it
	Rule string        `json:"rule,omitzero"` // the law, the order or other source
	// Actual is the day that the law names, when it is observed on another; otherwise the
	// zero Date.
	Actual calendar.Date `json:"actual,omitzero"`
}

// Weekdays returns the calendar of Monday to Friday without holidays, for the years 1 to
// 9999.
func Weekdays() *Calendar {
	return &Calendar{name: "weekdays", firstYear: civil.FirstYear, lastYear: civil.LastYear, week: mondayToFriday}
}

// Named returns a calendar by its name: federal or weekdays. The error for another name
// is a diagnostic of the code [UnknownCalendar].
func Named(name string) (*Calendar, error) {
	known := []*Calendar{Federal(), Weekdays()}
	names := make([]string, len(known))
	for i, c := range known {
		if c.name == name {
			return c, nil
		}
		names[i] = c.name
	}
	near := prose.Near(strings.TrimSpace(name), names, 3)
	return nil, &diag.Diagnostic{Severity: diag.Error, Code: UnknownCalendar, Class: diag.ErrName,
		Summary: fmt.Sprintf("there is no calendar %s", prose.Quote(name)), Advice: prose.Meant(near, "write one of "+strings.Join(names, ", "))}
}

// Name returns the name by which [Named] finds the calendar, or that was passed to
// [Calendar.WithHours]. A copy made by [Calendar.With] keeps it.
func (c *Calendar) Name() string {
	if c == nil {
		return ""
	}
	return c.name
}

// With returns a copy of the calendar that is closed on more days: those on which an
// executive order, a storm or a contract closed it. Closures that fall on days already
// closed change no count; one on a [SpecialDay] closes it. It fails when a closure has no
// name, when its date does not exist, and when the calendar does not know its year.
func (c *Calendar) With(closures []Holiday) (*Calendar, error) {
	if c == nil || c.name == "" {
		return nil, errNoCalendar
	}
	for i, h := range closures {
		if strings.TrimSpace(h.Name) == "" {
			return nil, fmt.Errorf("closure %d, of %s, has no name", i+1, h.Date)
		}
		if err := c.knows(h.Date); err != nil {
			return nil, diag.Within(fmt.Sprintf("closure %d, %s", i+1, prose.Quote(h.Name)), err)
		}
	}
	all := slices.Concat(c.closures, closures)
	slices.SortStableFunc(all, byDate)
	closed := c.copy()
	closed.closures = slices.Compact(all)
	return closed, nil
}

// copy returns a calendar that was made the same way and has computed nothing yet.
func (c *Calendar) copy() *Calendar {
	return &Calendar{
		name:      c.name,
		firstYear: c.firstYear,
		lastYear:  c.lastYear,
		week:      c.week,
		rules:     c.rules,
		closures:  c.closures,
		hours:     c.hours,
	}
}

// Closures returns the days that [Calendar.With] added, by date.
func (c *Calendar) Closures() []Holiday {
	if c == nil {
		return nil
	}
	return slices.Clone(c.closures)
}

// Holidays returns the holidays and closures observed in a calendar year, by date. New
// Year's Day of 2022, a Saturday, is among those of 2021. The error for a year that the
// calendar does not know is a diagnostic of the code [UnknownYear].
func (c *Calendar) Holidays(year int) ([]Holiday, error) {
	if c == nil || c.name == "" {
		return nil, errNoCalendar
	}
	if year < c.firstYear || year > c.lastYear {
		return nil, c.outside(strconv.Itoa(year))
	}
	c.prepare()
	start := func(h Holiday, year int) int { return cmp.Compare(h.Date.Year, year) }
	from, _ := slices.BinarySearchFunc(c.holidays, year, start)
	to, _ := slices.BinarySearchFunc(c.holidays, year+1, start)
	return slices.Clone(c.holidays[from:to]), nil
}

// prepare computes the holidays of all years, and what follows from them, the first time
// that they are needed.
func (c *Calendar) prepare() { c.once.Do(c.compute) }

func (c *Calendar) compute() {
	// By year and then by rule they are almost sorted, which stable sorting likes. The
	// years on either side can have a holiday that is observed in this one.
	if len(c.rules) > 0 {
		for year := c.firstYear - 1; year <= c.lastYear+1; year++ {
			for i := range c.rules {
				h, ok := c.rules[i].in(year)
				if ok && h.Date.Year >= c.firstYear && h.Date.Year <= c.lastYear {
					c.holidays = append(c.holidays, h)
				}
			}
		}
	}
	c.holidays = append(c.holidays, c.closures...)
	slices.SortStableFunc(c.holidays, byDate)
	var closed, extra []int64
	for _, h := range c.holidays {
		if day := h.Date.Number(); c.week.has(day) {
			closed = append(closed, day)
		}
	}
	if c.hours != nil {
		for _, s := range c.hours.definition.Special {
			day := s.Date.Number()
			_, holiday := c.holidayOn(s.Date)
			switch {
			case c.week.has(day) && len(s.Shifts) == 0:
				closed = append(closed, day)
			case !c.week.has(day) && len(s.Shifts) > 0 && !holiday:
				extra = append(extra, day)
			}
		}
		c.openings = newOpenings(c)
	}
	c.closed, c.extra = newDayset(closed), newDayset(extra)
	c.usual.Store(c.openings)
}

// holidayOn returns the holiday or closure of a date, which prepare has found.
func (c *Calendar) holidayOn(d calendar.Date) (Holiday, bool) {
	i, found := slices.BinarySearchFunc(c.holidays, d, func(h Holiday, d calendar.Date) int { return h.Date.Compare(d) })
	if !found {
		return Holiday{}, false
	}
	return c.holidays[i], true
}

func byDate(a, b Holiday) int { return a.Date.Compare(b.Date) }
