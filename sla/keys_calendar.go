package sla

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/prose"
)

var calendarsForm = form.MapOf("names", calendarForm, func(name string) Calendar { return Calendar{Name: name} })

var calendarForm = form.ObjectOf("a calendar", []form.Key[Calendar]{
	{
		Name: "based on", Example: "weekdays",
		Meaning: "the calendar whose holidays it keeps: `federal` (the default) or `weekdays`",
		Value:   form.In(nameForm, func(c *Calendar) *string { return &c.BasedOn }),
	},
	{
		Name: "zone", Example: "America/Chicago",
		Meaning: "the IANA zone on whose clocks hours are read; the agreement's when it is left out",
		Value:   form.In(form.TextOf("time zone"), func(c *Calendar) *string { return &c.Zone }),
	},
	{
		Name: "hours", Example: "{monday to friday: [08:00-12:00, 13:00-17:00], saturday: 09:00-12:00}",
		Meaning: "the shifts of each weekday; a weekday with one is a business day",
		Value:   form.In(weekForm, func(c *Calendar) *business.Week { return &c.Week }),
	},
	{
		Name: "closed", Example: "{2026-12-26: the building has no power}",
		Meaning: "further days on which nobody works, each with its reason",
		Value:   form.In(closuresForm, func(c *Calendar) *[]business.Holiday { return &c.Closed }),
	},
	{
		Name: "special", Example: "{2026-12-24: 08:00-12:00}",
		Meaning: "days with shifts of their own",
		Value:   form.In(specialDaysForm, func(c *Calendar) *[]business.SpecialDay { return &c.Special }),
	},
})

var closuresForm = form.KeyedOf("days",
	form.In(form.TextOf("reason"), func(h *business.Holiday) *string { return &h.Name }),
	func(r *form.Reader, e document.Entry) (business.Holiday, bool) {
		day, ok := form.DateKey(r, e)
		return business.Holiday{Date: day}, ok
	})

var specialDaysForm = form.KeyedOf("days",
	form.In(shiftsForm, func(s *business.SpecialDay) *[]business.Shift { return &s.Shifts }),
	func(r *form.Reader, e document.Entry) (business.SpecialDay, bool) {
		day, ok := form.DateKey(r, e)
		return business.SpecialDay{Date: day}, ok
	})

// weekForm reads shifts by weekday: "monday to friday: 08:00-17:00".
var weekForm = form.New(form.Shape{Kind: form.Map, Noun: "weekdays", Of: shiftsForm.Shape()}, func(r *form.Reader, n *document.Node, into *business.Week) {
	for _, e := range r.Entries(n) {
		days, ok := weekdaysOf(e.Key)
		if !ok {
			r.ReportKey(e, codes.UnknownKey, prose.Quote(e.Key)+" is no weekday", "write monday, monday to friday, or every day")
			continue
		}
		var shifts []business.Shift
		shiftsForm.Read(r, e.Value, &shifts)
		for _, day := range days {
			if len(into[day]) > 0 {
				r.ReportKey(e, codes.DuplicateKey, fmt.Sprintf("the hours of %s are given twice", day),
					"give several shifts of a day as a list: [08:00-12:00, 13:00-17:00]")
			}
			into[day] = shifts
		}
	}
})

// shiftsForm reads one shift or a list of them; those that cannot be read are left out.
var shiftsForm = form.New(form.Shape{Kind: form.List, Of: shiftShape}, func(r *form.Reader, n *document.Node, into *[]business.Shift) {
	for _, item := range r.Items(n) {
		s, err := business.ParseShift(item.Text)
		if item.Kind != document.Scalar || err != nil {
			summary, advice := prose.Quote(item.Text)+" is not a shift", "write two readings of a 24-hour clock, as in 08:00-17:00"
			if found := diag.From(err); len(found) > 0 {
				summary, advice = found[0].Summary, found[0].Advice
			}
			r.Bad(item, summary, advice)
			continue
		}
		*into = append(*into, s)
	}
})

var shiftShape = &form.Shape{Kind: form.Scalar, Noun: "shift"}

// weekdaysOf reads "monday", "monday to friday" or "every day".
func weekdaysOf(text string) ([]time.Weekday, bool) {
	if text == "every day" {
		text = "monday to sunday"
	}
	first, last, span := strings.Cut(text, " to ")
	if !span {
		last = first
	}
	from, ok := weekday(first)
	to, known := weekday(last)
	if !ok || !known {
		return nil, false
	}
	days := []time.Weekday{from}
	for day := from; day != to; {
		day = (day + 1) % 7
		days = append(days, day)
	}
	return days, true
}

func weekday(text string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if strings.EqualFold(day.String(), text) {
			return day, true
		}
	}
	return 0, false
}
