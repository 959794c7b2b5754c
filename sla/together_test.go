package sla_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
)

// inFull is all of an outcome as a text, to the rows that were left out.
func inFull(o sla.Outcome) string {
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

// sameTogether checks that metrics that are judged together have the outcomes that they
// have one by one.
func sameTogether(t *testing.T, plan *sla.Plan, data sla.Data, period calendar.Period) *sla.Result {
	t.Helper()
	together, err := plan.Evaluate(context.Background(), data, period)
	alone, other := sla.EvaluateOneByOne(context.Background(), plan, data, period)
	if err != nil || other != nil {
		if fmt.Sprint(err) != fmt.Sprint(other) {
			t.Fatalf("together: %v\none by one: %v", err, other)
		}
		return nil
	}
	if diff := cmp.Diff(show(alone), show(together)); diff != "" {
		t.Errorf("-one by one +together:\n%s", diff)
	}
	for i, m := range together.Metrics {
		for k, o := range m.Outcomes {
			if diff := cmp.Diff(inFull(alone.Metrics[i].Outcomes[k]), inFull(o)); diff != "" {
				t.Errorf("-one by one +together:\n%s", diff)
			}
		}
	}
	return together
}

// The agreements of the scripts are judged together as they are one by one.
func TestTogetherOfScripts(t *testing.T) {
	for _, pattern := range []string{"testdata/evaluate/*.txt", "testdata/otherwise/*.txt"} {
		scripts(t, pattern, func(t *testing.T, s *script) {
			agreement, err := sla.Parse("agreement.yaml", []byte(s.sections["agreement.yaml"]))
			if err != nil {
				t.Fatal(diag.From(err).Screen())
			}
			plan, err := agreement.Compile()
			if err != nil {
				t.Fatal(err)
			}
			sameTogether(t, plan, s.data(t, plan), s.period(t))
		})
	}
}

// randomDesk is a random agreement over two logs, and records for it.
type randomDesk struct {
	*rand.Rand
	metrics int
	alike   bool // of one table, and without exclusions
}

func (d randomDesk) pick(texts ...string) string { return texts[d.IntN(len(texts))] }

func (d randomDesk) measure() string {
	hours := 1 + d.IntN(30)
	of := d.pick("tickets", "tickets", "tickets", "calls")
	if d.alike {
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

func (d randomDesk) exclusions() string {
	if d.alike || d.IntN(3) == 0 {
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

func (d randomDesk) agreement() string {
	at := d.pick("opened", "opened", "day")
	if d.alike {
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
	for i := range d.metrics {
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

// records are rows of January to April, in order or not, some cells of which are
// missing.
func (d randomDesk) records(t *testing.T, plan *sla.Plan, name string, rows int) *table.Table {
	t.Helper()
	return readLines(t, plan, name, d.lines(rows))
}

// readLines reads records of one line each.
func readLines(t *testing.T, plan *sla.Plan, name string, lines []string) *table.Table {
	t.Helper()
	schema, _ := plan.Schema(name)
	text := "opened,day,closed,team,size,high\n" + strings.Join(lines, "")
	read, err := table.ReadCSV(schema, name, strings.NewReader(text), table.Options{Zone: plan.Zone()})
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func (d randomDesk) lines(rows int) []string {
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

func (d randomDesk) plan(t *testing.T) *sla.Plan {
	t.Helper()
	text := d.agreement()
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

func (d randomDesk) inputs(plan *sla.Plan) map[string]dsl.Value {
	if d.IntN(3) == 0 {
		return nil
	}
	return map[string]dsl.Value{"limit": dsl.NewNumber(plan.Agreement().Inputs[0].Type, decimal.New(d.Int64N(100), 0))}
}

// Random agreements over random records are judged together as they are one by one.
func TestTogetherOfRandomAgreements(t *testing.T) {
	verdicts, shared := map[string]int{}, 0
	const most = 80
	few := testenv.Rounds(16)
	for seed := uint64(0); seed < uint64(testenv.Rounds(most)) || seed < most && shared < few; seed++ {
		d := randomDesk{Rand: rand.New(rand.NewPCG(seed, 77)), metrics: 12}
		plan := d.plan(t)
		data := sla.Data{Tables: map[string]*table.Table{}, Inputs: d.inputs(plan)}
		for _, name := range []string{"tickets", "calls"} {
			data.Tables[name] = d.records(t, plan, name, []int{0, 30, 700, 2500}[d.IntN(4)])
		}
		result := sameTogether(t, plan, data, calendar.Quarter(2026, 1))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
		for _, m := range result.Metrics {
			for _, o := range m.Outcomes {
				verdicts[o.Verdict.String()]++
			}
		}
		_, trace, err := plan.Trace(context.Background(), data, calendar.Quarter(2026, 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range trace {
			if len(p.Aggregates) > 2 {
				shared++
			}
		}
	}
	if verdicts["met"] < few || verdicts["missed"] < few || verdicts["not measured"] < few || shared < few {
		t.Errorf("%v and %d passes that were shared say little", verdicts, shared)
	}
}

// Twenty metrics over one table take one pass for each period.
func TestOnePassForManyMetrics(t *testing.T) {
	var text strings.Builder
	text.WriteString(randomDesk{Rand: rand.New(rand.NewPCG(1, 1)), alike: true}.agreement())
	for i := range 20 {
		fmt.Fprintf(&text, "  m%d: {title: M, measure: 'share(filter(tickets, known(.closed)), .closed - .opened <= %dh)', target: value >= 50%%, period: month, no data: missed}\n", i, i+1)
	}
	agreement, err := sla.Parse("desk.yaml", []byte(text.String()))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	d := randomDesk{Rand: rand.New(rand.NewPCG(4, 4))}
	data := sla.Data{Tables: map[string]*table.Table{"tickets": d.records(t, plan, "tickets", 20_000)}}
	result, trace, err := plan.Trace(context.Background(), data, calendar.Quarter(2026, 1))
	if err != nil {
		t.Fatal(err)
	}
	periods := 0
	for _, o := range result.Metrics[0].Outcomes {
		if o.Rows[0].Used > 0 {
			periods++
		}
	}
	if len(trace) != periods || periods < 2 {
		t.Errorf("%d passes for %d periods:\n%s", len(trace), periods, trace)
	}
	for _, p := range trace {
		if len(p.Aggregates) != 20 || !p.OverColumns {
			t.Errorf("a pass is not of all metrics:\n%s", trace)
		}
	}
}
