package report

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

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
	got := totalCredits(&sla.Result{Remedies: []sla.Triggered{
		{Credit: money("USD", "0.10")}, {Credit: money("USD", "0.20")}, {Credit: money("EUR", "1000")}, {},
		{Credit: &sla.CreditDue{Amount: dsl.NoValue(kinds.MoneyIn("USD"), "no fee was given")}},
		{Credit: &sla.CreditDue{Amount: dsl.NoValue(kinds.MoneyIn("USD"), "it was not worked out"), None: true, Reason: "the target was met"}},
	}})
	if diff := cmp.Diff(Credits{Totals: []string{"1,000.00 EUR", "0.30 USD"}, Unknown: 1}, got); diff != "" {
		t.Error(diff)
	}
	if got, want := totalLine(got), "1,000.00 EUR, 0.30 USD, and 1 credit of an amount not known"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
