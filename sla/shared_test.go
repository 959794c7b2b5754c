package sla_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"math/big"
	"os"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/outage"
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

const uptimeAgreement = `
concord: v1
agreement: uptime
title: Status pages
version: 1
status: draft
effective: {from: 2025-10-01}
zone: Etc/UTC
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
tables:
  outages:
    at: started
    fields: {site: text, started: instant, ended: instant?}
availability:
  uptime:
    over: outages
    service: .site
    services: [canvas-lms, simple-syllabus, okta, zoom]
    from: .started
    to: .ended
    minimum: 15min
`

// An availability in an agreement over the outages that a public status page's checks
// show states the percentages that the page does. It counts outages of a quarter of an
// hour and more, from the first check of each site on.
func TestUptimeAvailability(t *testing.T) {
	stated := map[string]string{"canvas-lms": "99.75%", "simple-syllabus": "80.68%", "okta": "99.85%", "zoom": "99.99%"}
	end := time.Date(2026, 8, 22, 0, 20, 41, 0, time.UTC)
	file, err := os.Open(testenv.Shared(t, "data", "uptime_checks.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var checks []outage.Check
	first := map[string]string{}
	for _, row := range rows[1:] {
		at, err := time.Parse(time.RFC3339, row[1])
		if err != nil {
			t.Fatal(err)
		}
		if first[row[0]] == "" {
			first[row[0]] = row[1]
		}
		checks = append(checks, outage.Check{At: at, Component: row[0], Status: map[string]outage.Status{"up": outage.Up, "down": outage.Down, "degraded": outage.Degraded}[row[2]]})
	}
	services, metrics, i := "services:\n", "metrics:\n", 0
	for site := range stated {
		services += fmt.Sprintf("  s%d: {title: %s, operates: {from: %q, to: %q}}\n", i, site, first[site], end.Format(time.RFC3339))
		metrics += fmt.Sprintf("  m%d: {title: %s, service: s%d, measure: 'min(filter(uptime, .service == %q), .availability)', target: value >= 99%%, period: fiscal year, no data: not measured}\n", i, site, i, site)
		i++
	}
	a, err := sla.Parse("uptime.yaml", []byte(uptimeAgreement+services+metrics))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	type row struct {
		Site           string
		Started, Ended time.Time
	}
	var seen []row
	for _, o := range (outage.Hold{Until: end}).Outages(checks).Outages {
		seen = append(seen, row{o.Component, o.From, o.To})
	}
	schema, _ := plan.Schema("outages")
	outages, err := table.FromStructs(schema, seen)
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: map[string]*table.Table{"outages": outages}}, calendar.FiscalYear(2026))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range result.Metrics {
		o, _ := m.Latest()
		if got := o.Value.Fixed(2); got != stated[m.Metric.Title] {
			t.Errorf("%s was available %s (%s), and the page states %s", m.Metric.Title, got, o.Reason, stated[m.Metric.Title])
		}
	}
}
