package report_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

// narrow is an agreement whose metric comes close to each of its conditions.
const narrow = `
concord: v1
agreement: payments
title: Payments
version: 1
status: draft
effective: {from: 2026-01-01}
zone: America/New_York
calendar: federal
parties: {customer: {name: Department of Examples}, provider: {name: Shared Service Center}}
tables:
  batches: {at: day, fields: {day: date, received: count, paid: count}}
inputs: {warning: percent, fee: money USD}
metrics:
  timely:
    title: Paid in time
    measure: sum(batches, .paid) / sum(batches, .received) * 100%
    target: value >= 98%
    minimum: value >= 95%
    warn: value < warning
    period: month
    no data: not measured
remedies:
  plan:
    when: below_minimum(timely)
    then: [root cause analysis from provider within 4h]
  credit:
    when: measured(timely)
    credit: {metric: timely, of: fee, tiers: [{when: value < 90%, credit: 5%}]}
`

// narrowStatus is the status of one month of paid among 100,000 received, for each
// number, from January 2026 on.
func narrowStatus(t *testing.T, paid ...string) report.Status {
	t.Helper()
	agreement, err := sla.Parse("payments.yaml", []byte(narrow))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	rows := "day,received,paid\n"
	month := calendar.Month(2026, 1)
	first := month.First()
	for i, n := range paid {
		if i > 0 {
			month = month.Next()
		}
		rows += month.First().String() + ",100000," + n + "\n"
	}
	schema := plan.Terms().Schemas["batches"]
	batches, err := table.ReadCSV(schema, "batches.csv", strings.NewReader(rows), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	period, err := calendar.Span(first, month.Last())
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(t.Context(), sla.Data{Tables: sla.Tables(batches)}, period)
	if err != nil {
		t.Fatal(err)
	}
	return statusOf(t, result, nil)
}

// No place of a page shows a figure on the other side of a condition: neither the
// scorecard nor the trend, nor what gave cause to a remedy.
func TestSides(t *testing.T) {
	status := narrowStatus(t, "89996", "94996", "97996", "94996")
	for _, r := range renderers {
		page := render(t, r.write, status)
		for _, wrong := range []string{"90.00%", "95.00%", "98.00%"} {
			if strings.Contains(page, wrong) {
				t.Errorf("%s shows %s", r.file, wrong)
			}
		}
		for _, figure := range []string{"89.996%", "94.996%", "97.996%"} {
			if !strings.Contains(page, figure) {
				t.Errorf("%s does not show %s", r.file, figure)
			}
		}
	}
	m := status.Metrics[0]
	for place, text := range map[string]string{
		"the metric": m.Figure.Text, "the newest point": m.Trend[3].Figure.Text, "the second point": m.Trend[1].Figure.Text,
		"what needs attention": status.Attention[0].Text, "the cause": status.Remedies[0].Because[0],
	} {
		if !regexp.MustCompile(`\b(94|89)\.996%`).MatchString(text) {
			t.Errorf("%s is %q", place, text)
		}
	}
}

// What could not be decided beside a verdict stands with it.
func TestReasonBesideAVerdict(t *testing.T) {
	const reason = "whether it is at risk cannot be decided: no value was given for warning"
	status := narrowStatus(t, "99000")
	if m := status.Metrics[0]; m.Verdict != sla.AtRisk || m.Reason != reason {
		t.Fatalf("%s: %s", m.Verdict, m.Reason)
	}
	if got, want := status.Attention[0].Text, "99.00% in January 2026, target at least 98%, warning value < warning; "+reason+"."; got != want {
		t.Errorf("attention: %q, want %q", got, want)
	}
	if got, want := status.Remedies[0].Because[0], "Paid in time at risk in January 2026: 99.00% ("+reason+")"; got != want {
		t.Errorf("because: %q, want %q", got, want)
	}
	for _, r := range renderers {
		page := strings.Join(strings.Fields(render(t, r.write, status)), " ")
		if r.file != "status_brief.txt" && strings.Count(page, "no value was given for warning") < 3 {
			t.Errorf("%s does not give the reason with the verdict, the attention and the cause:\n%s", r.file, page)
		}
	}
}

// Where nothing is due the remedy says so, and no total or count does.
func TestNoCreditIsDue(t *testing.T) {
	for paid, want := range map[string]string{"99000": "No credit is due: the target was met", "97000": "No credit is due: no tier covers the value"} {
		status := narrowStatus(t, paid)
		if status.Credits.Unknown != 0 || status.Credits.Totals != nil {
			t.Errorf("%s: the credits are %+v", paid, status.Credits)
		}
		for _, r := range renderers {
			page := strings.Join(strings.Fields(render(t, r.write, status)), " ")
			if strings.Count(page, want) != 1 {
				t.Errorf("%s, %s: %q is not said once", paid, r.file, want)
			}
			if strings.Contains(page, "not known") || strings.Contains(page, "Led to") {
				t.Errorf("%s, %s: the page counts a credit that is not due", paid, r.file)
			}
		}
	}
	status := narrowStatus(t, "89000")
	if status.Credits.Unknown != 1 {
		t.Errorf("no fee was given, and the credits are %+v", status.Credits)
	}
	if page := render(t, report.Markdown, status); !strings.Contains(page, "Credit, amount not known: no value was given for fee") || !strings.Contains(page, "1 credit of an amount not known") {
		t.Errorf("the page does not say what is not known:\n%s", page)
	}
}

// A time in hours is shown as one.
func TestActionInHours(t *testing.T) {
	status := narrowStatus(t, "94000")
	for _, r := range renderers {
		page := strings.Join(strings.Fields(render(t, r.write, status)), " ")
		if !strings.Contains(page, "within 4h") || strings.Contains(page, "0000-00") {
			t.Errorf("%s:\n%s", r.file, page)
		}
	}
}

// A stored status shows the same page later.
func TestStoredStatus(t *testing.T) {
	for name, status := range map[string]report.Status{
		"sample": sampleStatus(t), "undecided": narrowStatus(t, "99000", "94996"), "not due": narrowStatus(t, "97000"), "zero": {}, "innocent": innocent,
	} {
		stored, err := json.Marshal(status)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var read report.Status
		if err := json.Unmarshal(stored, &read); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, r := range renderers {
			if render(t, r.write, read) != render(t, r.write, status) {
				t.Errorf("%s: %s is not the same page after it was stored", name, r.file)
			}
		}
	}
}
