// Package servicedesk makes random agreements over the tickets and calls of a service
// desk, and records for them. Only tests use it.
package servicedesk

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// InFull returns all of an outcome as a text, to the rows that were left out.
func InFull(o sla.Outcome) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %s: %s (%s), %s (%s), judged %s, below %v, due %s, %+v\n", o.Metric, o.Period, o.Verdict, o.Reason, o.Value.Exact(), o.Value.Why(), o.Judged.Exact(), o.BelowMinimum, o.Due, o.Levels)
	fmt.Fprintf(&b, "rows %+v\ntime %+v\n", o.Rows, o.ExcludedTime)
	var tell func(indent string, s dsl.Step)
	tell = func(indent string, s dsl.Step) {
		fmt.Fprintf(&b, "%s%s, rows %d, matched %d, counted %d, undecided %d\n", indent, s, s.Rows, s.Matched, s.Counted, s.Undecided)
		if s.Groups != nil {
			for _, g := range s.Groups.List {
				fmt.Fprintf(&b, "%s  %s: %d rows, %s (%s)\n", indent, g.Name(), g.Rows, g.Use, g.Why)
			}
		}
		for _, part := range s.Operands {
			tell(indent+"  ", part)
		}
	}
	for _, s := range o.Steps {
		tell("", s)
	}
	fmt.Fprintf(&b, "completion %v\ncounterfactual %v\n", o.Completion, o.Counterfactual)
	return b.String()
}

// Random is a random agreement over two logs, and records for it.
type Random struct {
	*rand.Rand
	Metrics int
	Alike   bool // of one table, and without exclusions
}

func (d Random) pick(texts ...string) string { return texts[d.IntN(len(texts))] }

func (d Random) measure() string {
	hours := 1 + d.IntN(30)
	of := d.pick("tickets", "tickets", "tickets", "calls")
	if d.Alike {
		of = "tickets"
	}
	rows := d.pick(of, of, fmt.Sprintf("filter(%s, .high)", of), fmt.Sprintf("filter(%s, known(.closed))", of))
	return strings.NewReplacer("#", rows, "$", fmt.Sprint(hours), "@", of).Replace(d.pick(
		"share(#, known(.closed) and .closed - .opened <= $h)", "share(#, .closed - .opened <= $h)", "share(#, .high) ?? 100%",
		"percent(count(#, .high) / count(@))", "share(groups(@, .team), share(GROUP, .high) <= $%)", "share(@, .team == \"a\")", "share(@, .size <= 5 * $)",
		"sum(#, .size) / 50", "mean(filter(@, known(.size)), .size)", "percentile(filter(@, known(.size)), .size, 90)",
		"share(@, .opened >= period_start + $h)", "percent(count(@) * 1h / service_time)", "share(@, .size > limit)",
		"share(@, working_time(.opened, .closed, \"desk\") <= $h)", "share(@, .size > mean(@, .size))",
	))
}

func (d Random) exclusions() string {
	if d.Alike || d.IntN(3) == 0 {
		return ""
	}
	text := "    exclude:\n"
	for range 1 + d.IntN(2) {
		switch d.IntN(3) {
		case 0:
			text += "      - {kind: out of scope, rows: " + d.pick(".high", ".size > 95", ".size > limit", "not known(.size)", ".opened < period_start") + ", because: b, authority: a}\n"
		case 1:
			day := 1 + d.IntN(3)*9
			text += fmt.Sprintf("      - {kind: third party, window: {from: 2026-0%d-%02d, to: 2026-03-28}, because: b, authority: a}\n", 2+d.IntN(2), day)
		default:
			text += fmt.Sprintf("      - {kind: planned, window: {from: 2026-03-%02dT00:00:00Z, to: 2026-03-%02dT05:30:00Z}, announced: 2026-01-05T00:00:00Z, because: b, authority: a}\n", 1+d.IntN(4), 5+d.IntN(4))
		}
	}
	return text
}

func (d Random) Agreement() string {
	at := d.pick("opened", "opened", "day")
	if d.Alike {
		at = "opened"
	}
	text := fmt.Sprintf(`concord: v1
agreement: desk
title: Desk
version: 1
status: draft
effective: {from: 2026-01-01}
zone: America/New_York
calendar: federal
calendars:
  desk: {hours: {monday to friday: "08:00-17:00"}}
parties:
  customer: {name: Customer}
  provider: {name: Provider}
services:
  new: {title: New, operates: {from: 2026-02-10}}
tables:
  tickets: {at: %s, fields: {opened: instant?, day: date?, closed: instant?, team: text?, size: number?, high: boolean}}
  calls: {at: %s, fields: {opened: instant?, day: date?, closed: instant?, team: text?, size: number?, high: boolean}}
inputs:
  limit: number
metrics:
`, at, d.pick("every period", "opened"))
	for i := range d.Metrics {
		measure := strings.ReplaceAll(d.measure(), "GROUP", "#")
		unit := "%"
		if strings.Contains(measure, ".size)") && !strings.Contains(measure, "share") || strings.Contains(measure, ".size, 90)") {
			unit = ""
		}
		text += fmt.Sprintf("  m%d:\n    title: M\n    measure: %q\n    target: value >= %d%s\n    period: %s\n    no data: %s\n", i, measure, 10+d.IntN(80), unit,
			d.pick("month", "month", "quarter"), d.pick("not measured", "missed"))
		if d.IntN(4) == 0 {
			text += "    service: new\n"
		}
		if d.IntN(4) == 0 {
			text += "    sample: at least 40\n"
		}
		text += d.exclusions()
	}
	return text
}

// records are rows of January to April, in order or not, some cells of which are missing.
func (d Random) Records(t *testing.T, plan *sla.Plan, name string, rows int) *table.Table {
	t.Helper()
	return ReadLines(t, plan, name, d.Lines(rows))
}

// ReadLines reads records of one line each.
func ReadLines(t *testing.T, plan *sla.Plan, name string, lines []string) *table.Table {
	t.Helper()
	schema := plan.Terms().Schemas[name]
	text := "opened,day,closed,team,size,high\n" + strings.Join(lines, "")
	read, err := table.ReadCSV(schema, name, strings.NewReader(text), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func (d Random) Lines(rows int) []string {
	lost := []int{3, 50, 1_000_000}[d.IntN(3)]
	cell := func(text string) string {
		if d.IntN(lost) == 0 {
			return ""
		}
		return text
	}
	placed := func(text string) string {
		if lost == 3 && d.IntN(500) == 0 {
			return ""
		}
		return text
	}
	ordered, span := d.IntN(2) == 0, 1+d.IntN(120)
	start := time.Date(2026, 1, 1+d.IntN(70), 0, 0, 0, 0, time.UTC)
	lines := make([]string, rows)
	for i := range lines {
		after := time.Duration(d.Int64N(int64(time.Duration(span) * 24 * time.Hour)))
		if ordered {
			after = time.Duration(span) * 24 * time.Hour * time.Duration(i) / time.Duration(rows)
		}
		opened := start.Add(after.Truncate(time.Second))
		closed := opened.Add(time.Duration(d.IntN(60)) * time.Hour)
		lines[i] = fmt.Sprintf("%s,%s,%s,%s,%s,%v\n", placed(opened.Format(time.RFC3339)), placed(opened.Format(time.DateOnly)), cell(closed.Format(time.RFC3339)),
			cell(d.pick("a", "b", "c")), cell(fmt.Sprint(d.IntN(100))), d.IntN(3) == 0)
	}
	return lines
}

func (d Random) Plan(t *testing.T) *sla.Plan {
	t.Helper()
	text := d.Agreement()
	agreement, err := sla.Parse("desk.yaml", []byte(text))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func (d Random) Inputs(plan *sla.Plan) map[string]dsl.Value {
	if d.IntN(3) == 0 {
		return nil
	}
	return map[string]dsl.Value{"limit": dsl.NewExact(plan.Terms().Agreement.Inputs[0].Type, exact.Int(d.Int64N(100)))}
}

// ManyTickets returns tickets of March alone, of January to March in their order, or of
// the three months at random.
func ManyTickets(tb testing.TB, plan *sla.Plan, rows int, way string) *table.Table {
	schema := plan.Terms().Schemas["tickets"]
	opened, closed := make([]time.Time, rows), make([]time.Time, rows)
	days, teams := make([]calendar.Date, rows), make([]string, rows)
	sizes, high := make([]int64, rows), make([]bool, rows)
	r := rand.New(rand.NewPCG(7, 7))
	from, span := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), 88*24*time.Hour
	if way == "all" {
		from, span = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), 29*24*time.Hour
	}
	for i := range rows {
		at := span / time.Duration(rows) * time.Duration(i)
		if way == "third" {
			at = time.Duration(r.Int64N(int64(span)))
		}
		opened[i] = from.Add(at.Truncate(time.Second))
		days[i] = calendar.DateOf(opened[i], time.UTC)
		if r.IntN(10) > 0 {
			closed[i] = opened[i].Add(time.Duration(r.IntN(60)) * time.Hour)
		}
		teams[i], sizes[i], high[i] = string(rune('a'+r.IntN(3))), r.Int64N(100), r.IntN(3) == 0
	}
	t, err := table.FromColumns(schema, map[string]table.Column{
		"opened": {Values: opened}, "day": {Values: days}, "closed": {Values: closed}, "team": {Values: teams}, "size": {Values: sizes}, "high": {Values: high},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}
