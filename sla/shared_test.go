package sla_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"maps"
	"math/big"
	"os"
	"slices"
	"strings"
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
	schema := plan.Terms().Schemas["events"]
	events, err := table.ReadCSV(schema, "events.csv", file, table.Options{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	data := sla.Data{Tables: sla.Tables(events)}
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
  checks:
    at: checked_at
    fields: {site: text, checked_at: instant, status: text}
availability:
  uptime:
    over: checks
    service: .site
    services: [canvas-lms, simple-syllabus, okta, zoom]
    when: .checked_at
    state: {up: '.status == "up"', down: '.status == "down"', degraded: '.status == "degraded"'}
    minimum: 15min
`

// An availability in an agreement over the checks of a public status page states the
// percentages and, to the minute, the downtime that the page does. It counts outages of a
// quarter of an hour and more, from the first check of each site on.
func TestUptimeAvailability(t *testing.T) {
	stated := map[string]string{"canvas-lms": "99.75%", "simple-syllabus": "80.68%", "okta": "99.85%", "zoom": "99.99%"}
	minutes := map[string]int64{"canvas-lms": 1061, "simple-syllabus": 82462, "okta": 653, "zoom": 30}
	end := time.Date(2026, 8, 22, 0, 20, 41, 0, time.UTC)
	text, err := os.ReadFile(testenv.Shared(t, "data", "uptime_checks.csv"))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	first := map[string]string{}
	for _, row := range rows[1:] {
		if first[row[0]] == "" {
			first[row[0]] = row[1]
		}
	}
	services, metrics := "services:\n", "metrics:\n"
	for i, site := range slices.Sorted(maps.Keys(stated)) {
		services += fmt.Sprintf("  s%d: {title: %s, operates: {from: %q, to: %q}}\n", i, site, first[site], end.Format(time.RFC3339))
		for name, field := range map[string]string{"up": "availability", "down": "down", "unknown": "unknown"} {
			target := map[bool]string{true: "value >= 99%", false: "value <= 1h"}[name == "up"]
			metrics += fmt.Sprintf("  %s%d: {title: %s, service: s%d, measure: 'max(filter(uptime, .service == %q), .%s)', target: %s, period: fiscal year, no data: not measured}\n", name, i, site, i, site, field, target)
		}
	}
	a, err := sla.Parse("uptime.yaml", []byte(uptimeAgreement+services+metrics))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	schema := plan.Terms().Schemas["checks"]
	checks, err := table.ReadCSV(schema, "uptime_checks.csv", bytes.NewReader(text), table.Options{Zone: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(checks)}, calendar.FiscalYear(2026))
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range result.Metrics {
		o, _ := m.Latest()
		site := m.Metric.Title
		ns, _ := o.Value.Num().Int64()
		switch strings.TrimRight(m.Metric.Name, "0123") {
		case "up":
			if got := o.Value.Fixed(2); got != stated[site] {
				t.Errorf("%s was available %s (%s), and the page states %s", site, got, o.Reason, stated[site])
			}
		case "down":
			if apart := time.Duration(ns) - time.Duration(minutes[site])*time.Minute; apart.Abs() >= time.Minute {
				t.Errorf("%s was down for %s, and the page states %d minutes", site, o.Value, minutes[site])
			}
		default:
			if o.Value.Missing() || ns != 0 {
				t.Errorf("of %s %s is unknown", site, o.Value)
			}
		}
	}
}
