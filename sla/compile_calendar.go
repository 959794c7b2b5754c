package sla

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// calendars makes the calendars that expressions may name: those that everyone has, and
// the agreement's own.
func (c *compiler) calendars() {
	c.plan.calendars = map[string]*business.Calendar{"federal": business.Federal(), "weekdays": business.Weekdays()}
	for _, own := range c.a.Calendars {
		path := "calendars." + own.Name
		switch {
		case own.Name == "":
			c.report("calendars", codes.MissingKey, "a calendar has no name", "give it one, to name it by")
		case c.plan.calendars[own.Name] != nil:
			c.report(path, codes.DuplicateKey, fmt.Sprintf("the calendar %s is named twice, or is one that everyone has", own.Name), "choose another name")
		default:
			if made := c.ownCalendar(path, own); made != nil {
				c.plan.calendars[own.Name] = made
			}
		}
	}
	if c.a.Calendar == "" {
		return
	}
	if c.plan.calendar = c.plan.calendars[c.a.Calendar]; c.plan.calendar == nil {
		known := slices.Collect(maps.Keys(c.plan.calendars))
		for _, own := range c.a.Calendars {
			if own.Name == c.a.Calendar {
				return // what is wrong with it is reported elsewhere
			}
			known = append(known, own.Name)
		}
		slices.Sort(known)
		known = slices.Compact(known)
		c.report("calendar", codes.UnknownReference, fmt.Sprintf("there is no calendar %q", c.a.Calendar), diag.DidYouMean(c.a.Calendar, known))
	}
}

// ownCalendar makes a calendar from what the agreement says of it; nil when it cannot be.
func (c *compiler) ownCalendar(path string, own Calendar) *business.Calendar {
	based := own.BasedOn
	if based == "" {
		based = "federal"
	}
	made, err := business.Named(based)
	if err != nil {
		summary, advice := unknownName(err)
		c.report(path+".based on", codes.UnknownReference, summary, advice)
		return nil
	}
	if len(own.Closed) > 0 {
		if made, err = made.With(own.Closed); err != nil {
			c.report(path+".closed", codes.BadValue, diag.Brief(err), "write each day with its reason: 2026-12-24: Executive Order 14357")
			return nil
		}
	}
	zone := c.plan.zone
	if own.Zone != "" {
		if zone, err = calendar.LoadZone(own.Zone); err != nil {
			summary, advice := unknownName(err)
			c.report(path+".zone", codes.BadValue, summary, advice)
			return nil
		}
	}
	if !hasShifts(own) {
		return made
	}
	with, err := made.WithHours(own.Name, business.Hours{Zone: zone, Week: own.Week, Special: own.Special})
	if err != nil {
		c.wrongHours(path, err)
		return nil
	}
	return with
}

func hasShifts(own Calendar) bool {
	return len(own.Special) > 0 || slices.ContainsFunc(own.Week[:], func(day []business.Shift) bool { return len(day) > 0 })
}

// wrongHours reports every mistake in working hours.
func (c *compiler) wrongHours(path string, err error) {
	type mistake struct{ summary, advice string }
	days := map[mistake][]string{} // one mistake in a span of weekdays is one mistake
	var order []mistake
	for _, d := range diag.From(err) {
		if d.Code != business.BadHours {
			c.report(path+".hours", codes.BadValue, d.Summary, "write days that the calendar knows")
			continue
		}
		m := mistake{d.Summary, d.Advice}
		if days[m] == nil {
			order = append(order, m)
		}
		_, day, _ := strings.Cut(d.Path, ".")
		days[m] = append(days[m], day)
	}
	for _, m := range order {
		summary := "the hours are wrong: " + m.summary
		if on := days[m]; on[0] != "" {
			summary = fmt.Sprintf("the hours of %s are wrong: %s", strings.Join(on, ", "), m.summary)
		}
		c.report(path+".hours", codes.BadValue, summary, m.advice)
	}
}
