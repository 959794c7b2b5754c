package review_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
)

// creditExposure is an agreement over a year of months with some credits.
func creditExposure(t testing.TB, change func(*sla.Agreement), credits ...sla.Remedy) *sla.Plan {
	t.Helper()
	p := published{title: "Exposed", target: "value >= 99%"}
	a := p.agreement(false)
	a.Metrics[0].Minimum = "value >= 90%"
	a.Remedies = credits
	if change != nil {
		change(a)
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	return plan
}

func credit(name, when, limit string, tiers ...string) sla.Remedy {
	c := &sla.Credit{Metric: "uptime", Of: "fee", Cap: limit}
	for _, tier := range tiers {
		condition, part, _ := strings.Cut(tier, ": ")
		c.Tiers = append(c.Tiers, sla.Tier{When: condition, Credit: part})
	}
	return sla.Remedy{Name: name, When: when, Credit: c}
}

// The most that credits can cost, with the value for which they do.
func TestGreatestCredit(t *testing.T) {
	open := func(a *sla.Agreement) { a.Effective.To = calendar.Date{} }
	late := func(a *sla.Agreement) {
		a.Services = []sla.Service{{Key: "portal", Title: "Portal", From: calendar.Date{Year: 2026, Month: 7, Day: 1}.In(time.UTC)}}
		a.Metrics[0].Service = "portal"
	}
	billed := func(days ...int) func(*sla.Agreement) {
		return func(a *sla.Agreement) {
			a.Metrics[0].Period = calendar.Once
			for _, day := range days {
				a.BillingCycles = append(a.BillingCycles, a.Effective.From.AddDays(int64(day)))
			}
		}
	}
	billedBefore := func(a *sla.Agreement) { // the service begins
		billed(0, 30, 60)(a)
		late(a)
	}
	fair, poor := "value >= 95% and value < 99%: 5%", "value < 95%: 10%"
	for _, tt := range []struct {
		name   string
		change func(*sla.Agreement)
		credit sla.Remedy
		want   string
	}{
		{"every miss", nil, credit("c", "missed(uptime)", "", fair, poor), "10% for 90%, 12 times: 120%, exactly"},
		{"a cap", nil, credit("c", "missed(uptime)", "8%", fair, poor), "8% for 90%, 12 times: 96%, exactly, capped"},
		{"a cap that is never reached", nil, credit("c", "missed(uptime)", "10%", fair, poor), "10% for 90%, 12 times: 120%, exactly"},
		{"the third miss of six", nil, credit("c", "misses(uptime, 6) >= 3", "", fair, poor), "10% for 90%, 10 times: 100%, exactly"},
		{"three in a row", nil, credit("c", "streak(uptime) >= 3", "", fair, poor), "10% for 90%, 10 times: 100%, exactly"},
		{"just the third in a row", nil, credit("c", "streak(uptime) == 3", "", fair, poor), "10% for 90%, 10 times: 100%"},
		{"not below the minimum", nil, credit("c", "missed(uptime) and not below_minimum(uptime)", "", fair, poor), "10% for 90%, 12 times: 120%, exactly"},
		{"only values of the first tier", nil, credit("c", "missed(uptime) and value(uptime) >= 97%", "", fair, poor), "5% for 97%, 12 times: 60%, exactly"},
		{"a tier that is never reached", nil, credit("c", "missed(uptime)", "", "value < 99%: 5%", poor), "5% for 90%, 12 times: 60%, exactly"},
		{"what meets the target pays nothing", nil, credit("c", "measured(uptime)", "", "value >= 99%: 50%", fair), "5% for 95%, 12 times: 60%, exactly"},
		{"never", nil, credit("c", "misses(uptime, 6) >= 7", "", fair, poor), "0%, 0 times: 0%, exactly"},
		{"longer than the term", nil, credit("c", "misses(uptime, 24) >= 13", "", fair, poor), "0%, 0 times: 0%, exactly"},
		{"neither met nor at risk", nil, credit("c", "missed(uptime) and not met(uptime) and not at_risk(uptime)", "", fair, poor), "10% for 90%, 12 times: 120%, exactly"},
		{"a low average", nil, credit("c", "missed(uptime) and average(uptime, 3) < 95%", "", fair, poor), "10% for 90%, 10 times: 100%, exactly"},
		{"low two months before", nil, credit("c", "missed(uptime) and previous(uptime, 2) < 95%", "", fair, poor), "10% for 90%, 10 times: 100%, exactly"},
		{"below the minimum", nil, credit("c", "below_minimum(uptime)", "", fair, poor), "10% for 0%, 12 times: 120%, exactly"},
		{"without an end", open, credit("c", "missed(uptime)", "", fair, poor), "10% for 90%, exactly"},
		{"a service that begins later", late, credit("c", "missed(uptime)", "", fair, poor), "10% for 90%, 6 times: 60%, exactly"},
		{"billing cycles, of which one reaches beyond the term", billed(16, 46, 76, 380), credit("c", "missed(uptime)", "", fair, poor), "10% for 90%, 3 times: 30%, exactly"},
		{"billing cycles of which one ended before the term", billed(-60, -20, 20, 50), credit("c", "missed(uptime)", "", fair, poor), "10% for 90%, 2 times: 20%, exactly"},
		{"a service that begins after the last billing cycle", billedBefore, credit("c", "missed(uptime)", "", fair, poor), "0%, 0 times: 0%, exactly"},
		{"after a period with a value", nil, credit("c", "missed(uptime) and previous(uptime) < 99%", "", fair, poor), "10% for 90%, 11 times: 110%, exactly"},
	} {
		e, err := review.GreatestCredit(context.Background(), creditExposure(t, tt.change, tt.credit))
		if err != nil {
			t.Fatal(err)
		}
		c := e.Credits[0]
		got := c.Part.String()
		if !c.At.Missing() {
			got += " for " + c.At.String()
		}
		if !c.Total.Missing() {
			got += fmt.Sprintf(", %d times: %s", c.Periods, c.Total)
		}
		if c.Exact {
			got += ", exactly"
		}
		if c.Capped {
			got += ", capped"
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// Credits on one sum add up, also when it is written in two ways.
func TestGreatestCreditOfPools(t *testing.T) {
	first := credit("first", "missed(uptime)", "", "value < 99%: 5%")
	second := credit("second", "misses(uptime, 2) == 2", "", "value < 99%: 10%")
	third := credit("third", "missed(uptime)", "", "value < 99%: 1%")
	first.Credit.Of, second.Credit.Of, third.Credit.Of = "2*fee", "2 * fee", "fee"
	e, err := review.GreatestCredit(context.Background(), creditExposure(t, nil, first, second, third))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range e.Pools {
		got = append(got, fmt.Sprintf("%s of %s, %s over the term (%s)", p.Part, p.Of, p.Total, strings.Join(p.Remedies, ", ")))
	}
	want := "15% of 2 * fee, 170% over the term (first, second); 1% of fee, 12% over the term (third)"
	if all := strings.Join(got, "; "); all != want {
		t.Errorf("%s, want %s", all, want)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := review.GreatestCredit(ended, creditExposure(t, nil, first)); err == nil {
		t.Error("an ended context gives an answer")
	}
}
