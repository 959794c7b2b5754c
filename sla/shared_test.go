package sla_test

import (
	"context"
	"math/big"
	"os"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
)

const incidentAgreement = `
concord: v1
agreement: help-desk
title: Help desk
version: 1
status: draft
effective: {from: 2015-01-01}
zone: Etc/UTC
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
tables:
  events:
    at: every period
    fields: {number: text, state: text, priority: text, sys_mod_count: count, opened_at: instant, sys_updated_at: instant}
clocks:
  resolution:
    over: events
    item: .number
    when: .sys_updated_at
    order: .sys_mod_count
    since: .opened_at
    key: .priority
    state:
      running: .state in ["New", "Active"]
      paused: .state startsWith "Awaiting"
      stopped: .state in ["Resolved", "Closed"]
    targets: {1 - Critical: 4h, 2 - High: 8h, 3 - Moderate: 40h, 4 - Low: 80h}
    at: every period
metrics:
  counted: {title: Time counted, measure: "sum(resolution, .counted)", target: value > 0h, period: year, no data: not measured}
  paused: {title: Time paused, measure: "sum(resolution, .paused)", target: value > 0h, period: year, no data: not measured}
  met: {title: Incidents that met their target, measure: "count(resolution, .outcome == \"met\")", target: value > 0, period: year, no data: not measured}
  added_up: {title: Incidents of which every minute is accounted for, measure: "share(resolution, .counted + .paused + .outside == .stopped - .started)", target: value == 100%, period: year, no data: not measured}
`

// A clock in an agreement over the public incident log shows what package clock, and a
// count made another way, show of it.
func TestIncidentClock(t *testing.T) {
	file, err := os.Open(testenv.Shared(t, "data", "itsm_incident_events.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	a, err := sla.Parse("incidents.yaml", []byte(incidentAgreement))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	schema, _ := plan.Schema("events")
	events, err := table.ReadCSV(schema, "events.csv", file, table.Options{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	data := sla.Data{Tables: map[string]*table.Table{"events": events}}
	result, err := plan.Evaluate(context.Background(), data, calendar.Year(2016))
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]*big.Rat{
		"counted": big.NewRat(34143*3600+21*60, 1), "paused": big.NewRat(62870*3600+22*60, 1), "met": big.NewRat(242, 1), "added_up": big.NewRat(100, 1),
	}
	for _, m := range result.Metrics {
		o, _ := m.Latest()
		if got, ok := o.Value.Rat(); !ok || got.Cmp(want[m.Metric.Name]) != 0 {
			t.Errorf("%s is %s (%s), want %v", m.Metric.Name, o.Value, o.Reason, want[m.Metric.Name])
		}
	}
	readings, err := plan.ReadClock(context.Background(), data, "resolution", calendar.Year(2016))
	problems := 0
	for _, r := range readings {
		problems += len(r.Problems)
	}
	if err != nil || len(readings) != 445 || problems != 10 {
		t.Errorf("%d readings with %d problems, %v; want 445 and 10", len(readings), problems, err)
	}
}
