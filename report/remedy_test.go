package report

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

// A remedy stands with the metrics that gave cause to it, not with all that its
// condition names.
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
		got := causes(sla.Triggered{Asked: c.asked, Period: months[1]}, metrics)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c.asked, diff)
		}
	}
	got := causes(sla.Triggered{Asked: []dsl.Question{asked("missed", "bad")}, Period: months[0], Credit: &sla.CreditDue{Metric: "better"}}, metrics)
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
		got := causes(sla.Triggered{Asked: asked, Period: calendar.Month(2026, c.month)}, []sla.MetricResult{early, late})
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
	got := causes(sla.Triggered{Asked: asked, Period: month, Credit: &sla.CreditDue{Metric: "close", None: true}}, []sla.MetricResult{result("bad", sla.Missed), result("close", sla.AtRisk)})
	if diff := cmp.Diff([]string{"bad"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// An action without a day has its time in words, and never a date that is none.
func TestActionWithoutADay(t *testing.T) {
	april, _ := calendar.ParseDate("2026-04-01")
	for _, c := range []struct {
		within string
		due    calendar.Date
		want   string
	}{
		{"4h", calendar.Date{}, "Notify qsmo, within 4h"},
		{"10000 business days", calendar.Date{}, "Notify qsmo, within 10000 business days"},
		{"4h", calendar.Date{Year: 2026, Month: 2, Day: 30}, "Notify qsmo, within 4h"},
		{"1 calendar day", april, "Notify qsmo, due 1 Apr 2026"},
		{"", calendar.Date{}, "Notify qsmo"},
	} {
		shown := directory{}.action(sla.DueAction{Action: sla.Action{Kind: sla.Notify, By: []string{"qsmo"}, Within: c.within}, Due: c.due})
		if got := actionLine(shown); got != c.want {
			t.Errorf("within %q, due %s: %q, want %q", c.within, c.due, got, c.want)
		}
	}
}

// Credits add up exactly, each currency by itself.
func TestTotalCredits(t *testing.T) {
	money := func(currency, amount string) *sla.CreditDue {
		return &sla.CreditDue{Amount: dsl.NewNumber(kinds.MoneyIn(currency), decimal.RequireFromString(amount))}
	}
	got := totalCredits([]sla.Triggered{
		{Credit: money("USD", "0.10")}, {Credit: money("USD", "0.20")}, {Credit: money("EUR", "1000")}, {},
		{Credit: &sla.CreditDue{Amount: dsl.NoValue(kinds.MoneyIn("USD"), "no fee was given")}},
		{Credit: &sla.CreditDue{Amount: dsl.NoValue(kinds.MoneyIn("USD"), "it was not worked out"), None: true, Reason: "the target was met"}},
	})
	if diff := cmp.Diff(Credits{Totals: []string{"1,000.00 EUR", "0.30 USD"}, Unknown: 1}, got); diff != "" {
		t.Error(diff)
	}
	if got, want := totalLine(got), "1,000.00 EUR, 0.30 USD, and 1 credit of an amount not known"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
