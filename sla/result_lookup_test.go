package sla_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// A remedy stands with the metrics that gave cause to it, not with all that its condition
// names.
func TestCauses(t *testing.T) {
	months := []calendar.Period{calendar.Month(2026, 10), calendar.Month(2026, 11)}
	metric := func(name string, verdicts ...sla.Verdict) sla.MetricResult {
		mr := sla.MetricResult{Metric: sla.Metric{Name: name}}
		for i, v := range verdicts {
			mr.Outcomes = append(mr.Outcomes, sla.Outcome{Period: months[i], Verdict: v})
		}
		return mr
	}
	metrics := []sla.MetricResult{
		metric("bad", sla.Met, sla.Missed), metric("better", sla.Missed, sla.Met), metric("good", sla.Met, sla.Met), metric("dark", sla.Met, sla.NotMeasured),
	}
	asked := func(name, subject string) dsl.Question {
		q := dsl.Question{Name: name, Subject: subject}
		if name == "misses" {
			q.Periods = 6
		}
		return q
	}
	for _, c := range []struct {
		asked []dsl.Question
		want  []string
	}{
		{[]dsl.Question{asked("missed", "bad")}, []string{"bad"}},
		{[]dsl.Question{asked("missed", "bad"), asked("missed", "better")}, []string{"bad"}},
		{[]dsl.Question{asked("missed", "bad"), asked("misses", "better")}, []string{"bad", "better"}},
		{[]dsl.Question{asked("misses", "better"), asked("met", "better")}, []string{"better"}},
		{[]dsl.Question{asked("measured", "dark"), asked("met", "good")}, []string{"dark"}},
		{[]dsl.Question{asked("met", "good")}, []string{"good"}},
	} {
		got := (&sla.Result{Metrics: metrics}).Causes(sla.Triggered{Asked: c.asked, Period: months[1]})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.asked, diff)
		}
	}
	got := (&sla.Result{Metrics: metrics}).Causes(sla.Triggered{Asked: []dsl.Question{asked("missed", "bad")}, Period: months[0], Credit: &sla.CreditDue{Metric: "better"}})
	if diff := cmp.Diff([]string{"better"}, got); diff != "" {
		t.Errorf("a credit in the first month (-want +got):\n%s", diff)
	}
}

// A question looks back over so many periods and no further.
func TestCausesWithinTheWindow(t *testing.T) {
	early := sla.MetricResult{Metric: sla.Metric{Name: "early"}}
	late := sla.MetricResult{Metric: sla.Metric{Name: "late"}}
	for month := range time.Month(6) {
		verdict := map[bool]sla.Verdict{true: sla.Missed, false: sla.Met}
		at := calendar.Month(2026, month+1)
		early.Outcomes = append(early.Outcomes, sla.Outcome{Period: at, Verdict: verdict[at.First().Month == time.January]})
		late.Outcomes = append(late.Outcomes, sla.Outcome{Period: at, Verdict: verdict[at.First().Month == time.April]})
	}
	for _, c := range []struct {
		month time.Month
		back  int
		want  []string
	}{
		{time.May, 2, []string{"late"}},
		{time.May, 4, []string{"late"}},
		{time.May, 5, []string{"early", "late"}},
		{time.May, 100, []string{"early", "late"}},
		{time.March, 3, []string{"early"}},
		{time.March, 2, []string{"early", "late"}}, // neither, so all that it asks about
		{time.May, 1, []string{"early", "late"}},
	} {
		asked := []dsl.Question{{Name: "misses", Subject: "early", Periods: c.back}, {Name: "misses", Subject: "late", Periods: c.back}}
		got := (&sla.Result{Metrics: []sla.MetricResult{early, late}}).Causes(sla.Triggered{Asked: asked, Period: calendar.Month(2026, c.month)})
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%d periods back from %s (-want +got):\n%s", c.back, c.month, diff)
		}
	}
}

// A credit that is not due is not a cause.
func TestCausesWithoutCredit(t *testing.T) {
	month := calendar.Month(2026, time.May)
	result := func(name string, v sla.Verdict) sla.MetricResult {
		return sla.MetricResult{Metric: sla.Metric{Name: name}, Outcomes: []sla.Outcome{{Period: month, Verdict: v}}}
	}
	asked := []dsl.Question{{Name: "missed", Subject: "bad"}}
	got := (&sla.Result{Metrics: []sla.MetricResult{result("bad", sla.Missed), result("close", sla.AtRisk)}}).Causes(sla.Triggered{Asked: asked, Period: month, Credit: &sla.CreditDue{Metric: "close", None: true}})
	if diff := cmp.Diff([]string{"bad"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// What is owed adds up exactly, each currency by itself, and names are found.
func TestResultLookup(t *testing.T) {
	money := func(currency, amount string) *sla.CreditDue {
		return &sla.CreditDue{Amount: dsl.NewNumber(kinds.MoneyIn(currency), decimal.RequireFromString(amount))}
	}
	january, february := calendar.Month(2026, time.January), calendar.Month(2026, time.February)
	result := &sla.Result{
		Metrics: []sla.MetricResult{{Metric: sla.Metric{Name: "response"}}, {Metric: sla.Metric{Name: "uptime"}}},
		Remedies: []sla.Triggered{
			{Remedy: "credit", Period: february, Credit: money("USD", "0.10")},
			{Remedy: "plan", Period: january},
			{Remedy: "credit", Period: january, Credit: money("USD", "0.20")},
			{Remedy: "other", Period: january, Credit: money("EUR", "1000")},
			{Remedy: "other", Period: february, Credit: &sla.CreditDue{Amount: dsl.NoValue(kinds.MoneyIn("USD"), "no fee was given")}},
			{Remedy: "none", Period: february, Credit: &sla.CreditDue{Amount: dsl.NoValue(kinds.MoneyIn("USD"), "nothing is due"), None: true}},
		},
	}
	if m, ok := result.Metric("uptime"); !ok || m.Metric.Name != "uptime" {
		t.Errorf("uptime is %v, %v", m, ok)
	}
	if _, ok := result.Metric("uptim"); ok {
		t.Error("a metric that is not there was found")
	}
	var periods []string
	for _, due := range result.Remedy("credit") {
		periods = append(periods, due.Period.String())
	}
	if diff := cmp.Diff([]string{"2026-01", "2026-02"}, periods); diff != "" {
		t.Errorf("the periods of a remedy (- want, + got):\n%s", diff)
	}
	if n := len(result.Credits()); n != 4 {
		t.Errorf("there are %d credits, want 4", n)
	}
	amounts, unknown := result.Owed()
	var owed []string
	for _, a := range amounts {
		owed = append(owed, a.Exact())
	}
	if diff := cmp.Diff([]string{"1000.00 EUR", "0.30 USD"}, owed); diff != "" || unknown != 1 {
		t.Errorf("owed, and %d unknown (- want, + got):\n%s", unknown, diff)
	}
	var none *sla.Result
	if amounts, unknown := none.Owed(); amounts != nil || unknown != 0 {
		t.Error("no result owes something")
	}
}
