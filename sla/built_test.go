package sla_test

import (
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/sla"
)

// An agreement built in Go may be wrong in ways in which no document can be.
func TestMistakesOfBuiltAgreements(t *testing.T) {
	noDay := calendar.Date{Year: 2026, Month: 2, Day: 30}
	for _, c := range []struct {
		change func(a *sla.Agreement)
		want   string
	}{
		{func(a *sla.Agreement) { a.Effective.From = noDay }, "effective: error [bad-value]: the agreement's term has a day that does not exist; write days of the calendar"},
		{func(a *sla.Agreement) { a.Effective.To = noDay }, "effective: error [bad-value]: the agreement's term has a day that does not exist; write days of the calendar"},
		{func(a *sla.Agreement) { a.Effective.To = a.Effective.From.AddDays(-1) }, "effective.to: error [bad-value]: the agreement ends before it begins; exchange from and to"},
		{func(a *sla.Agreement) { a.Effective.To = a.Effective.From }, ""}, // of one day
		{func(a *sla.Agreement) { a.Calendars = append(a.Calendars, sla.Calendar{}) }, "calendars: error [missing-key]: a calendar has no name; give it one, to name it by"},
		{func(a *sla.Agreement) { a.Parties = append(a.Parties, a.Parties[0]) }, "parties.customer: error [duplicate-key]: the party customer is named twice; remove one of them"},
		{func(a *sla.Agreement) { a.Services = append(a.Services, a.Services[0]) }, "services.desk: error [duplicate-key]: the service desk is named twice; remove one of them"},
		{func(a *sla.Agreement) { a.Remedies = append(a.Remedies, a.Remedies[0]) }, "remedies.late: error [duplicate-key]: the remedy late is named twice; remove one of them"},
		{func(a *sla.Agreement) { a.Tables[0].Fields = append(a.Tables[0].Fields, a.Tables[0].Fields[0]) }, "tables.tickets.fields.opened: error [duplicate-key]: the field opened is declared twice; remove one of them"},
		{func(a *sla.Agreement) { a.Tables[0].Fields[0].Type.Kind = 0 }, "tables.tickets.fields.opened: error [bad-value]: the field opened has no kind; write for example text, instant?, money USD"},
		{func(a *sla.Agreement) {
			a.Tables[0].Fields = append(a.Tables[0].Fields, kinds.Field{Name: "cost", Type: kinds.Of(kinds.Money)})
		}, "tables.tickets.fields.cost: error [bad-value]: the field cost is money without a currency; write for example money USD"},
		{func(a *sla.Agreement) { a.Inputs = []sla.Input{{Name: "fee", Type: kinds.Of(kinds.Money)}} }, "inputs.fee: error [bad-value]: the input fee is money without a currency; write for example money USD"},
		{func(a *sla.Agreement) { a.Inputs = []sla.Input{{Name: "fee"}} }, "inputs.fee: error [bad-value]: the input fee has no kind; write for example money USD"},
		{func(a *sla.Agreement) { a.Metrics[0].Sample = -1 }, "metrics.in_time.sample: error [bad-value]: a sample is a number of rows; write sample: at least 30"},
		{func(a *sla.Agreement) { a.Metrics[0].Places = -1 }, "metrics.in_time.places: error [bad-value]: -1 decimal places cannot be shown; write 0 to 18"},
		{func(a *sla.Agreement) { a.Metrics[0].Places = 19 }, "metrics.in_time.places: error [bad-value]: 19 decimal places cannot be shown; write 0 to 18"},
		{func(a *sla.Agreement) { a.Metrics[0].Notices = map[outage.Kind]string{"none": "3 business days"} }, "metrics.in_time.notice: error [bad-value]: the notice does not say for which kind of exclusion it is; write planned"},
		{func(a *sla.Agreement) {
			a.Clocks = []sla.Clock{{Name: "work", Over: "tickets", Item: `"desk"`, When: ".opened", Start: ".reopened", Stop: "not .reopened", At: "noon"}}
		}, `clocks.work.at: error [bad-value]: "noon" does not place a reading in a period; write`},
	} {
		a, _ := desk(t)
		built := sla.Agreement{Name: a.Name, Title: a.Title, Version: a.Version, Status: a.Status, Effective: a.Effective, Zone: a.Zone, Calendar: a.Calendar, Parties: a.Parties,
			Services: []sla.Service{{Key: "desk", Title: "Desk"}}, Tables: a.Tables, Inputs: a.Inputs, Metrics: a.Metrics, Remedies: a.Remedies}
		built.Remedies[0].Name = "late"
		c.change(&built)
		_, err := built.Compile()
		says := ""
		for _, d := range diag.From(err) {
			says += d.Error() + "\n"
		}
		if c.want == "" && err != nil || !strings.Contains(says, c.want) {
			t.Errorf("got\n%swant %s", says, c.want)
		}
	}
	var none *sla.Agreement
	if _, err := none.Compile(); err == nil || !strings.Contains(err.Error(), "the agreement names no parties") {
		t.Errorf("no agreement: %v", err)
	}
}
