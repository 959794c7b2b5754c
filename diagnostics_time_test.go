package concord_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

// timeExamples run the blocks of the pages about dates, calendars, clocks and outages, by
// their languages.
var timeExamples = map[string]func(t *testing.T, body string) diag.List{
	"zone":         eachLine(calendar.LoadZone),
	"cycle":        eachLine(calendar.ParseCycle),
	"date":         eachLine(calendar.ParseDate),
	"period":       eachLine(calendar.ParsePeriod),
	"calendar":     eachLine(business.Named),
	"shift":        eachLine(business.ParseShift),
	"business day": eachLine(isBusinessDay),
	"hours":        hoursExample,
	"schema":       schemaExample,
	"event": func(t *testing.T, body string) diag.List {
		_, err := recurrence.ParseEvents(body)
		return diag.From(err)
	},
	"events": clockExample,
	"log":    outageExample,
}

// eachLine reads every line of a block.
func eachLine[T any](read func(string) (T, error)) func(*testing.T, string) diag.List {
	return func(t *testing.T, body string) (all diag.List) {
		for _, line := range linesOf(body) {
			_, err := read(line)
			if err != nil && diag.From(err) == nil {
				t.Errorf("%s: %v is no diagnostic", line, err)
			}
			all = append(all, diag.From(err)...)
		}
		return all
	}
}

func linesOf(body string) []string { return strings.Split(strings.TrimSuffix(body, "\n"), "\n") }

// isBusinessDay reads a calendar and a date: federal 2026-02-02.
func isBusinessDay(line string) (bool, error) {
	name, day, _ := strings.Cut(line, " ")
	c, err := business.Named(name)
	if err != nil {
		return false, err
	}
	d, err := calendar.ParseDate(day)
	if err != nil {
		return false, err
	}
	return c.IsBusinessDay(d)
}

// hoursExample reads weekdays with their shifts: Monday 08:00-12:00 13:00-17:00.
func hoursExample(t *testing.T, body string) diag.List {
	var week business.Week
	for _, line := range linesOf(body) {
		words := strings.Fields(line)
		for day := range week {
			if time.Weekday(day).String() != words[0] {
				continue
			}
			for _, word := range words[1:] {
				shift, err := business.ParseShift(word)
				if err != nil {
					t.Fatal(err)
				}
				week[day] = append(week[day], shift)
			}
		}
	}
	_, err := business.Weekdays().WithHours("desk", business.Hours{Zone: time.UTC, Week: week})
	return diag.From(err)
}

// schemaExample reads the fields of a table with their types: id text.
func schemaExample(t *testing.T, body string) diag.List {
	schema := kinds.Schema{Name: "tickets"}
	for _, line := range linesOf(body) {
		name, text, _ := strings.Cut(line, " ")
		typ, err := kinds.ParseType(text)
		if err != nil {
			t.Fatal(err)
		}
		schema.Fields = append(schema.Fields, kinds.Field{Name: name, Type: typ})
	}
	return diag.From(schema.Check())
}

// instantOf reads an instant, or never for the zero Time.
func instantOf(t *testing.T, word string) time.Time {
	t.Helper()
	if word == "never" {
		return time.Time{}
	}
	at, err := time.Parse(time.RFC3339, word)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// orderOf reads the order behind an event or a check: order 2.
func orderOf(t *testing.T, words []string) (order int64) {
	t.Helper()
	if len(words) > 0 {
		if _, err := fmt.Sscanf(strings.Join(words, " "), "order %d", &order); err != nil {
			t.Fatal(err)
		}
	}
	return order
}

// clockExample reads the events of an item, and how it is looked at: since and until an
// instant.
func clockExample(t *testing.T, body string) (all diag.List) {
	rule := clock.Rule{Until: time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC)}
	var item clock.Item
	for _, line := range linesOf(body) {
		switch words := strings.Fields(line); words[0] {
		case "since":
			item.Since = instantOf(t, words[1])
		case "until":
			rule.Until = instantOf(t, words[1])
		default:
			signal, ok := clock.ParseSignal(words[1])
			if !ok { // in the order in which a page writes them
				for _, one := range strings.Split(words[1], "+") {
					s, _ := clock.ParseSignal(one)
					signal |= s
				}
			}
			item.Events = append(item.Events, clock.Event{At: instantOf(t, words[0]), Signal: signal, Order: orderOf(t, words[2:])})
		}
	}
	history, err := rule.Read(item)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range history.Problems {
		all = append(all, p.Diagnostic())
	}
	return all
}

// outageExample reads what is known of a service in March 2026: outages, exclusions, of
// which each needs notice of three days, and checks.
func outageExample(t *testing.T, body string) (all diag.List) {
	span := outage.Span{From: time.Date(2026, time.March, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC)}
	rule := outage.Rule{Notices: []outage.Notice{{LeadTime: 72 * time.Hour}}}
	record := outage.Record{Span: span}
	var checks []outage.Check
	for _, line := range linesOf(body) {
		words := strings.Fields(line)
		value := func(word string) string { // that stands behind a word
			if i := slices.Index(words, word); i >= 0 {
				return words[i+1]
			}
			return ""
		}
		switch words[0] {
		case "components":
			var parts []outage.Component
			for _, name := range strings.Split(strings.TrimPrefix(line, "components "), ", ") {
				parts = append(parts, outage.One(name))
			}
			rule.Components = outage.Series(parts...)
		case "outage":
			o := outage.Outage{From: instantOf(t, words[1]), To: instantOf(t, value("to")), Component: value("of"), Unknown: slices.Contains(words, "unknown")}
			if weight := value("weight"); weight != "" {
				if _, err := fmt.Sscanf(weight, "%d/%d", &o.Weight.Num, &o.Weight.Den); err != nil {
					t.Fatal(err)
				}
			}
			record.Outages = append(record.Outages, o)
		case "exclusion":
			x := outage.Exclusion{From: instantOf(t, words[1]), To: instantOf(t, value("to"))}
			if at := value("announced"); at != "" {
				x.Announced = instantOf(t, at)
			}
			record.Exclusions = append(record.Exclusions, x)
		case "check":
			status := map[string]outage.Status{"up": outage.Up, "down": outage.Down}[words[2]]
			checks = append(checks, outage.Check{At: instantOf(t, words[1]), Status: status, Order: orderOf(t, words[3:])})
		default:
			t.Fatalf("%q is no line of a log", line)
		}
	}
	for _, p := range (outage.Hold{Until: span.To}).Outages(checks).Problems {
		all = append(all, p.Diagnostic())
	}
	result, err := rule.Measure(record)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range result.Problems {
		all = append(all, p.Diagnostic())
	}
	for _, r := range result.Refused {
		all = append(all, r.Diagnostic())
	}
	return all
}
