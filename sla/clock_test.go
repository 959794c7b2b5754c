package sla_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

const ticketAgreement = `
concord: v1
agreement: desk
title: Help desk
version: 1
status: final
effective: {from: 2026-01-01}
zone: Etc/UTC
calendars:
  desk: {hours: {monday to friday: 08:00-17:00}}
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
tables:
  events:
    at: every period
    fields: {number: count, state: text, updated: instant}
clocks:
  resolution: {over: events, item: .number, when: .updated, state: {running: .state == "Active", paused: .state == "Waiting", stopped: .state == "Resolved"}, calendar: desk}
metrics:
  worked: {title: Time worked, measure: "max(resolution, .counted)", target: value <= 8h, period: month, no data: not measured}
`

func tickets() (*sla.Plan, sla.Data, error) {
	agreement, err := sla.Parse("desk.yaml", []byte(ticketAgreement))
	if err != nil {
		return nil, sla.Data{}, err
	}
	plan, err := agreement.Compile()
	if err != nil {
		return nil, sla.Data{}, err
	}
	schema := plan.Terms().Schemas["events"]
	events, err := table.ReadCSV(schema, "events.csv", strings.NewReader("number,state,updated\n7,Active,2026-03-06T16:00:00\n7,Waiting,2026-03-09T09:00:00\n7,Resolved,2026-03-09T11:00:00\n"), table.Options{Zone: time.UTC})
	return plan, sla.Data{Tables: sla.Tables(events)}, err
}

// What a clock rests on: an hour on Friday, the weekend outside of hours, an hour on
// Monday, and a pause.
func ExamplePlan_ReadClock() {
	plan, data, err := tickets()
	if err != nil {
		log.Fatal(err)
	}
	readings, err := plan.ReadClock(context.Background(), data, "resolution", calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range readings {
		for _, cycle := range r.Cycles {
			fmt.Println("ticket", r.Item, cycle.State, "counted", cycle.Counted, "paused", cycle.Paused, "outside", cycle.Outside)
		}
	}
	// Output:
	// ticket 7 stopped counted 2h0m0s paused 2h0m0s outside 63h0m0s
}

func TestReadClockErrors(t *testing.T) {
	plan, data, err := tickets()
	if err != nil {
		t.Fatal(err)
	}
	var d *diag.Diagnostic
	if _, err := plan.ReadClock(context.Background(), data, "resolutio", calendar.Month(2026, time.March)); !errors.As(err, &d) || d.Advice != "did you mean resolution?" {
		t.Errorf("an unknown clock: %v", err)
	}
	if _, err := plan.ReadClock(context.Background(), data, "resolution", calendar.Period{}); !errors.Is(err, sla.ErrPeriod) {
		t.Errorf("no period: %v", err)
	}
	if _, err := plan.ReadClock(context.Background(), sla.Data{}, "resolution", calendar.Month(2026, time.March)); !errors.As(err, &d) {
		t.Errorf("no events given: %v", err)
	}
}
