package sla

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// calendar reads a calendar of the agreement's own.
func (d *decoder) calendar(key string, n *document.Node) Calendar {
	c := Calendar{Name: key}
	d.object(n, "a calendar", fields{
		"based on": d.text(&c.BasedOn), "zone": d.text(&c.Zone), "hours": d.week(&c.Week),
		"closed": func(n *document.Node) {
			d.entries(n, func(e document.Entry) {
				x := Closure{Date: d.day(e)}
				d.text(&x.Because)(e.Value)
				if !x.Date.IsZero() {
					c.Closed = append(c.Closed, x)
				}
			})
		},
		"special": func(n *document.Node) {
			d.entries(n, func(e document.Entry) {
				if day := d.day(e); !day.IsZero() {
					c.Special = append(c.Special, business.SpecialDay{Date: day, Shifts: d.shifts(e.Value)})
				}
			})
		},
	})
	return c
}

// day reads a date that stands as a key.
func (d *decoder) day(e document.Entry) calendar.Date {
	date, err := calendar.ParseDate(e.Key)
	if err != nil {
		d.found = append(d.found, e.At(diag.Diagnostic{Severity: diag.Error, Code: diag.BadValue, Summary: fmt.Sprintf("%q is not a date", e.Key), Advice: "write it as 2026-10-01"}))
	}
	return date
}

// week reads shifts by weekday: "monday to friday: 08:00-17:00".
func (d *decoder) week(into *business.Week) func(*document.Node) {
	return func(n *document.Node) {
		d.entries(n, func(e document.Entry) {
			days, ok := weekdaysOf(e.Key)
			if !ok {
				d.found = append(d.found, e.At(diag.Diagnostic{Severity: diag.Error, Code: diag.UnknownKey, Summary: fmt.Sprintf("%q is no weekday", e.Key),
					Advice: "write monday, monday to friday, or every day"}))
				return
			}
			shifts := d.shifts(e.Value)
			for _, day := range days {
				if len(into[day]) > 0 {
					d.found = append(d.found, e.At(diag.Diagnostic{Severity: diag.Error, Code: diag.DuplicateKey, Summary: fmt.Sprintf("the hours of %s are given twice", day),
						Advice: "give several shifts of a day as a list: [08:00-12:00, 13:00-17:00]"}))
				}
				into[day] = shifts
			}
		})
	}
}

// shifts reads one shift or a list of them.
func (d *decoder) shifts(n *document.Node) []business.Shift {
	var all []business.Shift
	for _, item := range d.items(n) {
		s, err := business.ParseShift(item.Text)
		if item.Kind != document.Scalar || err != nil {
			summary, advice := fmt.Sprintf("%q is not a shift", item.Text), "write two readings of a 24-hour clock, as in 08:00-17:00"
			if found := diag.From(err); len(found) > 0 {
				summary, advice = found[0].Summary, found[0].Advice
			}
			d.report(item, diag.BadValue, summary, advice)
			continue
		}
		all = append(all, s)
	}
	return all
}

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
