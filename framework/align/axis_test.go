package align_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// axesAgreement is what the cases of testdata/axes stand in.
const axesAgreement = `concord: v1
agreement: axes
title: Axes
version: 1
status: draft
effective: {from: 2026-10-01}
zone: America/New_York
calendar: federal
calendars:
  desk: {based on: federal, hours: {monday to friday: 08:00-17:00}}
  six: {based on: federal, hours: {monday to saturday: 08:00-17:00}}
  closed: {based on: federal, closed: {2026-12-24: the office is closed}}
  other: {based on: weekdays, closed: {2026-12-24: the office is closed}}
billing cycles: [2026-10-17, 2026-11-15, 2026-12-18]
parties: {customer: {name: C}, provider: {name: P}}
services:
  desk: {title: Desk, responsible: provider, operates: {from: 2026-10-01}}
inputs: {budget: money USD}
tables:
  invoices:
    at: accepted
    fields: {agency: text, accepted: date, seen: date, paid: date?, late: boolean, amount: money USD, took: duration, part: percent}
  tickets:
    at: opened
    fields: {id: text, opened: instant, seen: instant?, closed: instant?}
  events:
    at: every period
    fields: {id: text, state: text, at: instant, priority: text?}
  outages:
    at: started
    fields: {started: instant, ended: instant?, service: text}
  calls:
    at: day
    fields: {day: date, offered: count, abandoned: count, late: boolean}
  vouchers:
    at: filed
    fields: {id: text, filed: date, good: boolean}
clocks:
  resolution:
    over: events
    item: .id
    when: .at
    state: {running: '.state == "open"', stopped: '.state == "done"'}
    target: 4h
    calendar: desk
    at: stopped
  elapsed: {over: events, item: .id, when: .at, state: {running: '.state == "open"', stopped: '.state == "done"'}, target: 4h, at: stopped}
  bykey:
    over: events
    item: .id
    when: .at
    key: .priority
    state: {running: '.state == "open"', stopped: '.state == "done"'}
    targets: {high: 4h, low: 24h}
    calendar: desk
    at: stopped
  open: {over: events, item: .id, when: .at, state: {running: '.state == "open"', stopped: '.state == "done"'}, target: 4h, calendar: desk, at: every period}
  waiting: {over: events, item: .id, when: .at, state: {running: '.state == "open"', paused: '.state == "waiting"', stopped: '.state == "done"'}, target: 4h, at: stopped}
  untimed: {over: events, item: .id, when: .at, state: {running: '.state == "open"', stopped: '.state == "done"'}, at: stopped}
  keyed: {over: events, item: .id, when: .at, key: .state, state: {running: '.state == "open"', stopped: '.state == "done"'}, targets: {high: 4h, low: 8h}, at: stopped}
  same: {over: events, item: .id, when: .at, key: .state, state: {running: '.state == "open"', stopped: '.state == "done"'}, targets: {high: 4h, low: 4h}, at: stopped}
availability:
  two: {over: outages, service: .service, services: [portal, mail], from: .started, to: .ended}
  uptime:
    over: outages
    services: [portal]
    from: .started
    to: .ended
    calendar: desk
    exclude:
      - {kind: planned, window: {from: 2026-12-07, to: 2026-12-07}, because: new disks, authority: section 4.2, announced: 2026-12-01T09:00:00-05:00}
  up: {over: outages, services: [portal, mail, files], service: .service, from: .started, to: .ended, calendar: desk}
  around: {over: outages, services: [portal], from: .started, to: .ended}
metrics:
  m:
    title: M
    aligns: [%s]
    measure: '%s'
    target: %s
%s    no data: not measured
`

// Each line of testdata/axes/cases.txt is a metric beside a measure that states something
// on the axis in question; below it stands what alignment says.
func TestAxes(t *testing.T) {
	const file = "testdata/axes/cases.txt"
	catalog, err := framework.LoadFS(os.DirFS("testdata/axes"), "catalog.yaml")
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "    ") {
			continue
		}
		got.WriteString(line)
		parts := strings.Split(strings.TrimSpace(line), " | ")
		if len(parts) < 3 {
			continue
		}
		a, err := sla.Parse(line, []byte(axesCase(parts)))
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		findings, err := align.Align(t.Context(), catalog, plan)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			writeAxes(&got, f)
		}
	}
	script.Golden(t, file, got.String())
}

func axesCase(parts []string) string {
	claims := strings.Split(parts[0], " + ")
	for i, claim := range claims {
		claims[i] = fmt.Sprintf("%q", claim)
	}
	further := "    period: month\n"
	if len(parts) > 3 {
		keys := strings.TrimPrefix(strings.TrimSuffix(parts[3], "}"), "{")
		switch {
		case strings.HasPrefix(keys, "period: "):
			further = "    " + keys + "\n"
		case strings.HasPrefix(keys, "places"):
			further += "    places: 1\n    compare: rounded\n"
		case strings.Contains(keys, "stabilization"):
			further += "    service: desk\n    stabilization: {for: 90 calendar days, target: value >= 90%}\n"
		default:
			further += "    " + keys + "\n"
		}
	}
	return fmt.Sprintf(axesAgreement, strings.Join(claims, ", "), parts[1], parts[2], further)
}

func writeAxes(b *strings.Builder, f align.Finding) {
	fmt.Fprintf(b, "    %s, %s [%s]: %s\n", f.Severity, f.Alignment, f.Code, f.Summary)
	if f.Advice != "" {
		fmt.Fprintf(b, "    advice: %s\n", f.Advice)
	}
	for _, axis := range f.Axes {
		if axis.Relation == decide.Equivalent || axis.Relation == decide.NotStated || axis.Axis == f.About {
			continue
		}
		fmt.Fprintf(b, "    also %s, %s: %s\n", axis.Axis, axis.Relation, axis.Rule)
	}
	for _, note := range f.Notes {
		fmt.Fprintf(b, "    note: %s\n", note)
	}
}
