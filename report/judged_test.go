package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

// newDesk is an agreement whose service is new until 15 April, and that leaves windows of
// time out.
const newDesk = `concord: v1
agreement: desk
title: Help desk
version: 1
status: final
effective: {from: 2026-01-01}
zone: America/New_York
calendar: federal
parties:
  customer: {name: Department of Examples}
  provider: {name: Shared Service Center}
services:
  desk: {title: Help desk, operates: {from: 2026-01-15}}
tables:
  invoices:
    at: accepted
    fields: {accepted: instant, late: boolean}
metrics:
  in_time:
    title: Commercial invoices paid in time
    service: desk
    aligns: FFM.030.070.0033
    measure: share(invoices, not .late)
    target: value >= 98%
    minimum: value >= 95%
    stabilization: {for: 90 calendar days, target: value >= 70%, warn: value < 75%}
    period: month
    no data: not measured
    notice: {planned: 3 business days}
    exclude:
      - {kind: planned, window: {from: 2026-04-24, to: 2026-04-25}, because: the move, authority: section 4, announced: "2026-04-01T09:00:00-04:00"}
      - {kind: planned, window: {from: "2026-04-25T20:00:00-04:00", to: "2026-04-26T08:00:00-04:00"}, because: patches, authority: section 4, announced: "2026-04-01T09:00:00-04:00"}
      - {kind: planned, window: {from: 2026-04-28, to: 2026-04-28}, because: a drill, authority: section 5}
      - {kind: third party, recurs: "DTSTART;TZID=America/New_York:20260501T000000\nDURATION:PT1H\nRRULE:FREQ=DAILY", because: the bank's night run, authority: section 6}
`

// deskStatus is the status of the desk from January through a month.
func deskStatus(t *testing.T, last calendar.Date) report.Status {
	t.Helper()
	return deskStatusOf(t, newDesk, last)
}

// deskStatusOf is the status of the desk under another document.
func deskStatusOf(t *testing.T, document string, last calendar.Date) report.Status {
	t.Helper()
	agreement, err := sla.Parse("desk.yaml", []byte(document))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var csv strings.Builder
	csv.WriteString("accepted,late\n")
	for _, month := range []string{"2026-03", "2026-04", "2026-05"} { // one of four is late
		for _, row := range []string{"-02T10:00:00,false", "-03T10:00:00,false", "-06T10:00:00,false", "-07T10:00:00,true"} {
			csv.WriteString(month + row + "\n")
		}
	}
	csv.WriteString("2026-04-24T10:00:00,true\n")
	schema := plan.Terms().Schemas["invoices"]
	invoices, err := table.ReadCSV(schema, "invoices.csv", strings.NewReader(csv.String()), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		t.Fatal(err)
	}
	period, err := calendar.Span(calendar.Date{Year: 2026, Month: 1, Day: 1}, last)
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(t.Context(), sla.Data{Tables: sla.Tables(invoices)}, period)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := align.Default(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return statusOf(t, result, findings)
}

// A page shows the levels by which the period that it shows was judged, and says which
// hold when.
func TestJudgedLevels(t *testing.T) {
	early := deskStatus(t, calendar.Date{Year: 2026, Month: 4, Day: 30})
	late := deskStatus(t, calendar.Date{Year: 2026, Month: 5, Day: 31})
	type shown struct{ Period, Target, Minimum, Warn, InWords, Figure, Verdict string }
	of := func(m report.Metric) shown {
		return shown{m.Period, m.Target.Words, m.Minimum.Words, m.Warn.Words, m.InWords, m.Figure.Text, string(m.Verdict)}
	}
	if diff := cmp.Diff(shown{"April 2026", "at least 70%", "", "below 75%", "At least 70% of the invoices are not late.", "75.00%", "met"}, of(early.Metrics[0])); diff != "" {
		t.Errorf("in stabilization (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(shown{"May 2026", "at least 98%", "at least 95%", "", "At least 98% of the invoices are not late.", "75.00%", "missed"}, of(late.Metrics[0])); diff != "" {
		t.Errorf("afterwards (-want +got):\n%s", diff)
	}
	const terms = "in periods that begin within 90 calendar days of the service's beginning by the levels of a new service (target at least 70%, warning below 75%), and then by its own (target at least 98%, minimum at least 95%)."
	for _, s := range []report.Status{early, late} {
		if got := s.Metrics[0].Terms; !strings.HasSuffix(got, terms) {
			t.Errorf("the terms are %q", got)
		}
		const note = "in periods that begin within 90 calendar days of the service's beginning the target is value >= 70%; that was not compared"
		if len(s.Findings) != 1 || s.Findings[0].Target != "value >= 98%" || s.Findings[0].Notes[len(s.Findings[0].Notes)-1] != note {
			t.Errorf("the finding is %+v, without the note on other levels", s.Findings)
		}
	}
}

// The windows that were left out are listed with what they took, and those that were
// refused with the reason.
func TestTimeLeftOut(t *testing.T) {
	april := deskStatus(t, calendar.Date{Year: 2026, Month: 4, Day: 30})
	var page bytes.Buffer
	if err := report.Markdown(&page, april); err != nil {
		t.Fatal(err)
	}
	want := []report.TimeOut{
		{Window: "from 2026-04-24 to 2026-04-25", Kind: "planned", Because: "the move", Authority: "section 4", Taken: "48h"},
		{Window: "from 2026-04-25 20:00:00 EDT to 2026-04-26 08:00:00 EDT", Kind: "planned", Because: "patches", Authority: "section 4", Taken: "8h", Shared: "4h"},
		{Window: "from 2026-04-28 to 2026-04-28", Kind: "planned", Because: "a drill", Authority: "section 5", Refused: "the exclusion needs notice and was never announced: it needs 3 business days"},
	}
	if diff := cmp.Diff(want, april.Metrics[0].TimeOut); diff != "" {
		t.Errorf("time left out (-want +got):\n%s", diff)
	}
	for _, text := range []string{"Time left out", "4h of it in an earlier window", "not left out: the exclusion needs notice"} {
		if !strings.Contains(page.String(), text) {
			t.Errorf("the page does not say %q:\n%s", text, page.String())
		}
	}
	page.Reset()
	may := deskStatus(t, calendar.Date{Year: 2026, Month: 5, Day: 31})
	if err := report.Text(&page, may, report.Options{Width: 100}); err != nil {
		t.Fatal(err)
	}
	if len(may.Metrics[0].TimeOut) != 31 || !strings.Contains(page.String(), "and 11 further windows") || !strings.Contains(page.String(), "windows that recur") {
		t.Errorf("%d windows in May, and the page is\n%s", len(may.Metrics[0].TimeOut), page.String())
	}
}

// What an author remarks in an expression is on no page.
func TestCommentsAreNotShown(t *testing.T) {
	document := strings.NewReplacer(
		"measure: share(invoices, not .late)", "measure: 'share(filter(invoices /* REMARK */, .accepted > instant(\"2026-01-01T00:00:00-05:00\") /* REMARK */), not /* REMARK */ .late) /* REMARK */'",
		"target: value >= 98%", "target: value >= /* REMARK */ 98% // REMARK",
		"minimum: value >= 95%", "minimum: /* REMARK >= */ (value >= 95%)",
		"target: value >= 70%", "target: value >= /* REMARK */ 70%",
		"warn: value < 75%", "warn: value < 75% /* REMARK */ and value < 76%",
	).Replace(newDesk) + `      - {kind: customer caused, rows: .late /* REMARK */ and .accepted < instant("2026-04-03T00:00:00-04:00"), because: an error, authority: section 7}
remedies:
  plan:
    when: missed(in_time) /* REMARK */ or misses(in_time, 2) > 1
    then: [root cause analysis from provider within 4h]
`
	for _, day := range []calendar.Date{{Year: 2026, Month: 4, Day: 30}, {Year: 2026, Month: 5, Day: 31}} {
		status := deskStatusOf(t, document, day)
		for _, r := range renderers {
			page := render(t, r.write, status)
			for line := range strings.Lines(page) {
				if strings.Contains(line, "REMARK") {
					t.Errorf("%s: %s", r.file, line)
				}
			}
			for _, shown := range []string{"at least 98%", "at least 95%"} {
				if day.Month == 5 && !strings.Contains(page, shown) {
					t.Errorf("%s does not say %s", r.file, shown)
				}
			}
		}
	}
}
