package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/internal/resulttest"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

func plan(t *testing.T, changes ...string) *sla.Plan {
	t.Helper()
	text, err := files.ReadFile("agreement.yaml")
	if err != nil {
		t.Fatal(err)
	}
	changed := strings.NewReplacer(changes...).Replace(string(text))
	agreement, err := sla.Parse("agreement.yaml", []byte(changed))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	p, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func result(t *testing.T, p *sla.Plan, data sla.Data) *sla.Result {
	t.Helper()
	period, err := calendar.ParsePeriod("2015-10-01..2026-09-30")
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Evaluate(context.Background(), data, period)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func outcome(t *testing.T, r *sla.Result, metric, period string) sla.Outcome {
	t.Helper()
	for _, m := range r.Metrics {
		for _, o := range m.Outcomes {
			if m.Metric.Name == metric && o.Period.String() == period {
				return o
			}
		}
	}
	t.Fatalf("no outcome of %s in %s", metric, period)
	return sla.Outcome{}
}

// A result that was stored as JSON and read again makes the same page, to the byte.
func TestStoredResult(t *testing.T) {
	p := plan(t)
	data, err := records(p)
	if err != nil {
		t.Fatal(err)
	}
	r := result(t, p, data)
	findings, err := align.Default(t.Context(), p)
	if err != nil {
		t.Fatal(err)
	}
	for name, write := range map[string]func(io.Writer, report.Status) error{"HTML": report.HTML, "Markdown": report.Markdown} {
		var before, after bytes.Buffer
		if err := errors.Join(write(&before, report.NewStatus(r, findings)), write(&after, report.NewStatus(resulttest.Stored(t, r), findings))); err != nil {
			t.Fatal(err)
		}
		if before.String() != after.String() || before.Len() == 0 {
			t.Errorf("the page of a stored result is different as %s", name)
		}
	}
}

// The publishers' own figures: incidents that met their target, the portal's year
// figures, FOIA requests within 20 working days.
func TestControlFigures(t *testing.T) {
	p := plan(t)
	data, err := records(p)
	if err != nil {
		t.Fatal(err)
	}
	r := result(t, p, data)
	for _, tt := range []struct {
		metric, period, figure, rows string
		verdict                      sla.Verdict
	}{
		{"critical_incidents", "FY2016", "12.50%", "(1 of 8 rows of incidents)", sla.Missed},
		{"high_incidents", "FY2016", "0.00%", "(0 of 18 rows of incidents)", sla.Missed},
		{"moderate_incidents", "FY2016", "73.55%", "(267 of 363 rows of incidents)", sla.AtRisk},
		{"low_incidents", "FY2016", "44.64%", "(25 of 56 rows of incidents)", sla.Missed},
		{"learning_availability", "FY2026", "99.75%", "= 17h41min (7 of 72 rows of downtime)", sla.Met}, // 1,061 minutes
		{"syllabus_availability", "FY2026", "80.68%", "= 1374h22min", sla.Missed},                       // 82,462 minutes
		{"sign_on_availability", "FY2026", "99.85%", "= 10h53min", sla.AtRisk},                          // 653 minutes
		{"meetings_availability", "FY2026", "99.99%", "= 30min", sla.Met},
		{"foia_in_time", "FY2020", "67.74%", "(21 of 31 rows of requests)", sla.Missed},
		{"foia_in_time", "FY2022", "90.00%", "(9 of 10 rows of requests)", sla.AtRisk},
		{"foia_median", "FY2022", "2.50 business days", "", sla.Met},
	} {
		o := outcome(t, r, tt.metric, tt.period)
		if got := o.Value.Fixed(2); got != tt.figure || o.Verdict != tt.verdict {
			t.Errorf("%s %s: %s, %s; want %s, %s", tt.metric, tt.period, got, o.Verdict, tt.figure, tt.verdict)
		}
		if !strings.Contains(o.Steps[0].String(), tt.rows) {
			t.Errorf("%s %s: %s; want %s", tt.metric, tt.period, o.Steps[0], tt.rows)
		}
	}
	if o := outcome(t, r, "foia_in_time", "FY2021"); o.Verdict != sla.NotMeasured {
		t.Errorf("a year without published records: %s", o.Verdict)
	}
	for _, m := range r.Metrics {
		for _, o := range m.Outcomes {
			for _, rows := range o.Rows {
				sum := rows.Used + rows.Outside + rows.Unplaced + rows.Rejected
				for _, x := range rows.Excluded {
					sum += x.Rows
				}
				if sum != rows.Total {
					t.Errorf("%s %s: %s: the counts do not add up", m.Metric.Name, o.Period, rows)
				}
			}
		}
	}
}

// The agency printed working days for ten requests; the federal calendar gives the same
// for all but one, and why is in records/SOURCES.md.
func TestPrintedWorkingDays(t *testing.T) {
	p := plan(t)
	data, err := records(p)
	if err != nil {
		t.Fatal(err)
	}
	requests, _ := p.Terms().Schemas["requests"]
	for expression, want := range map[string]string{
		"count(requests, known(.printed_working_days))":                                                                   "10",
		"count(requests, known(.printed_working_days) and business_days(.received, .completed) != .printed_working_days)": "1",
		`sum(filter(requests, .request == "2022-01"), .printed_working_days)`:                                             "19 business days",
		`sum(filter(requests, .request == "2022-01"), business_days(.received, .completed))`:                              "18 business days",
	} {
		program, err := dsl.Compile(expression, dsl.Env{Tables: []kinds.Schema{requests}, Calendar: business.Federal()})
		if err != nil {
			t.Fatal(err)
		}
		v, err := program.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"requests": data.Tables["requests"].Rows}})
		if err != nil || v.String() != want {
			t.Errorf("%s = %s, %v; want %s", expression, v, err, want)
		}
	}
}

// Emptying a table turns its metrics to not measured, never to met.
func TestEmptiedTables(t *testing.T) {
	p := plan(t)
	for name, metrics := range map[string][]string{
		"incidents": {"critical_incidents", "high_incidents", "moderate_incidents", "low_incidents"},
		"downtime":  {"learning_availability", "syllabus_availability", "sign_on_availability", "meetings_availability"},
		"requests":  {"foia_in_time", "foia_median"},
	} {
		data, err := records(p)
		if err != nil {
			t.Fatal(err)
		}
		schema := p.Terms().Schemas[name]
		none, err := table.Empty(schema)
		if err != nil {
			t.Fatal(err)
		}
		data.Tables[name] = sla.Records{Rows: none}
		for _, m := range result(t, p, data).Metrics {
			for _, o := range m.Outcomes {
				mine := strings.Contains(" "+strings.Join(metrics, " ")+" ", " "+o.Metric+" ")
				if mine && o.Verdict != sla.NotMeasured && o.Verdict != sla.NotApplicable {
					t.Errorf("%s emptied: %s in %s is %s", name, o.Metric, o.Period, o.Verdict)
				}
				if !mine && o.Verdict == sla.NotMeasured && o.Period.String() != "FY2021" {
					t.Errorf("%s emptied: %s in %s is %s", name, o.Metric, o.Period, o.Verdict)
				}
			}
		}
	}
}

// The one target that is weaker than its measure's figure is found, with a value that
// shows it; made as strict as the figure, or stricter, it aligns on that axis.
func TestWeakerTarget(t *testing.T) {
	target := "target: value >= 95%            # weaker"
	for change, want := range map[string]decide.Relation{
		target: decide.Weaker, "target: value >= 98% # weaker": decide.Equivalent, "target: value >= 99% # weaker": decide.Stricter,
	} {
		findings, err := align.Align(t.Context(), framework.Default(), plan(t, target, change))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Metric != "syllabus_availability" {
				continue
			}
			axis, _ := f.Axis(align.CriterionAxis)
			if axis.Relation != want || (axis.Severity == diag.Error) != (want == decide.Weaker) {
				t.Errorf("%s: %s, %s", change, axis.Relation, f.Summary)
			}
			if want == decide.Weaker && f.Witness.String() != "95%" {
				t.Errorf("the witness is %s", f.Witness)
			}
		}
	}
}

func TestRun(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "status")
	for _, tt := range []struct {
		args      []string
		code      int
		out, errs string
	}{
		{[]string{"-out", ""}, exitDone, "Syllabus catalog availability", ""},
		{[]string{"-strict", "-out", ""}, exitMissed, "80.68%", ""},
		{[]string{"-period", "FY2022", "-out", ""}, exitDone, "90.00%", ""},
		{[]string{"-out", folder}, exitDone, "wrote " + filepath.Join(folder, "report.html"), ""},
		{[]string{"-h"}, exitDone, "", "exit codes"},
		{[]string{"-nothing"}, exitUsage, "", "-nothing"},
		{[]string{"-period", "sometime", "-out", ""}, exitUsage, "", "sometime"},
		{[]string{"more"}, exitUsage, "", `"more"`},
		{[]string{"-out", "/dev/null/x"}, exitFailed, "", "/dev/null"},
	} {
		var out, errs bytes.Buffer
		if code := run(tt.args, &out, &errs); code != tt.code || !strings.Contains(out.String(), tt.out) || !strings.Contains(errs.String(), tt.errs) {
			t.Errorf("quickstart %v: exit %d, want %d\n%s\n%s", tt.args, code, tt.code, out.String(), errs.String())
		}
	}
	for _, name := range []string{"report.html", "report.md", "report.txt"} {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil || !bytes.Contains(text, []byte("80.68%")) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
