package sla_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/internal/column"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

const portalAgreement = `
concord: v1
agreement: portal
title: Portal
version: 1
status: final
effective: {from: 2026-01-01}
zone: Etc/UTC
calendar: federal
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
tables:
  outages:
    at: started
    fields: {service: text, started: instant, ended: instant?, degraded: percent?}
availability:
  uptime:
    over: outages
    service: .service
    services: [portal]
    from: .started
    to: .ended
    loss: .degraded
    minimum: 0s
    exclude:
      - {kind: planned, window: {from: "2026-03-20T08:00:00Z", to: "2026-03-20T10:00:00Z"}, because: patches, authority: section 4, announced: "2026-03-19T09:00:00Z"}
    notice: {planned: 48h}
metrics:
  portal: {title: Portal, measure: "min(uptime, .availability)", target: value >= 99.9%, period: month, no data: not measured}
`

// portal is the plan of the portal's agreement, and data with its outages.
func portal(outages string) (*sla.Plan, sla.Data, error) {
	agreement, err := sla.Parse("portal.yaml", []byte(portalAgreement))
	if err != nil {
		return nil, sla.Data{}, err
	}
	plan, err := agreement.Compile()
	if err != nil {
		return nil, sla.Data{}, err
	}
	schema := plan.Terms().Schemas["outages"]
	records, err := table.ReadCSV(schema, "outages.csv", strings.NewReader("service,started,ended,degraded\n"+outages), table.Options{Zone: time.UTC})
	return plan, sla.Data{Tables: sla.Tables(records)}, err
}

// What an availability rests on: the intervals that count, and an exclusion that was
// announced too late.
func ExamplePlan_ReadAvailability() {
	plan, data, err := portal("portal,2026-03-09T10:00:00,2026-03-09T12:30:00,\nportal,2026-03-20T08:00:00,2026-03-20T09:00:00,25\n")
	if err != nil {
		log.Fatal(err)
	}
	services, err := plan.ReadAvailability(context.Background(), data, "uptime", calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range services {
		fmt.Println(s.Service, "available", s.Availability(), "of", s.Of())
		for _, i := range s.Intervals {
			fmt.Println("down", i.From.Format("Jan _2 15:04"), "to", i.To.Format("15:04"), "by", i.Weight)
		}
		for _, r := range s.Refused {
			fmt.Println(s.Record.Exclusions[r.Exclusion].Reason, "not excluded:", r.Needed)
		}
	}
	// Output:
	// portal available 2965/2976 of 744h0m0s
	// down Mar  9 10:00 to 12:30 by 1
	// down Mar 20 08:00 to 09:00 by 1/4
	// patches not excluded: it needs 48h0m0s and had 23h0m0s
}

// Half of a nanosecond that is lost counts whole in the time down, so that no target of
// time is met by rounding; the share is exact.
func TestHalfANanosecond(t *testing.T) {
	plan, data, err := portal("portal,2026-03-09T10:00:00.000000001,2026-03-09T10:00:00.000000002,50\n")
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		t.Fatal(err)
	}
	o, _ := result.Metrics[0].Latest()
	got, _ := o.Value.Rat()
	month := new(big.Rat).SetInt64(int64(744 * time.Hour))
	want := new(big.Rat).Sub(month, big.NewRat(1, 2))
	want.Mul(want.Quo(want, month), big.NewRat(100, 1))
	if got == nil || got.Cmp(want) != 0 {
		t.Errorf("available %s, want %s", o.Value.Exact(), want)
	}
	services, err := plan.ReadAvailability(context.Background(), data, "uptime", calendar.Month(2026, time.March))
	if err != nil || len(services) != 1 || services[0].Down.Cmp(big.NewRat(1, 2)) != 0 {
		t.Errorf("read %v, %v; want half a nanosecond down", services, err)
	}
}

// A loss that is no part of a service is the whole of it, and is told.
func TestLossThatCannotBe(t *testing.T) {
	for _, loss := range []string{"120", "-1", "0.00000000000000000000000001"} {
		plan, data, err := portal("portal,2026-03-09T10:00:00,2026-03-09T11:00:00," + loss + "\n")
		if err != nil {
			t.Fatal(err)
		}
		services, err := plan.ReadAvailability(context.Background(), data, "uptime", calendar.Month(2026, time.March))
		if err != nil {
			t.Fatal(err)
		}
		s := services[0]
		if s.Down.Cmp(new(big.Rat).SetInt64(int64(time.Hour))) != 0 || len(s.Problems) != 1 || s.Problems[0].Code != outage.BadWeight {
			t.Errorf("a loss of %s%% is %s ns with %v; want an hour and a bad weight", loss, s.Down, s.Problems)
		}
	}
}

func TestReadAvailabilityErrors(t *testing.T) {
	plan, data, err := portal("")
	if err != nil {
		t.Fatal(err)
	}
	var d *diag.Diagnostic
	if _, err := plan.ReadAvailability(context.Background(), data, "uptim", calendar.Month(2026, time.March)); !errors.As(err, &d) || d.Advice != "did you mean uptime?" {
		t.Errorf("an unknown availability: %v", err)
	}
	if _, err := plan.ReadAvailability(context.Background(), data, "uptime", calendar.Period{}); !errors.Is(err, sla.ErrPeriod) {
		t.Errorf("no period: %v", err)
	}
	if _, err := plan.ReadAvailability(context.Background(), sla.Data{}, "uptime", calendar.Month(2026, time.March)); !errors.As(err, &d) {
		t.Errorf("no outages given: %v", err)
	}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := plan.ReadAvailability(ended, data, "uptime", calendar.Month(2026, time.March)); !errors.Is(err, context.Canceled) {
		t.Errorf("an ended context: %v", err)
	}
	services, err := plan.ReadAvailability(context.Background(), data, "uptime", calendar.Month(2025, time.March))
	if err != nil || len(services) != 0 {
		t.Errorf("before the agreement: %v, %v", services, err)
	}
}

// Ways of counting are read as they are written.
func TestWaysOfCounting(t *testing.T) {
	for text, want := range map[string]sla.Availability{
		"exact": {}, "started minutes": {Rounding: outage.StartedMinutes}, "full minutes": {Rounding: outage.FullMinutes},
		"any 5min slice": {Rounding: outage.SlicesAny, Every: 5 * time.Minute}, "all 90min slice": {Rounding: outage.SlicesAll, Every: 90 * time.Minute},
		"any 1s slice": {Rounding: outage.SlicesAny, Every: time.Second}, "any 1500ms slice": {Rounding: outage.SlicesAny, Every: 1500 * time.Millisecond},
		"probes 2 of 3 every 1min": {Rounding: outage.Probes, Every: time.Minute, Failed: 2, Of: 3},
	} {
		a, err := sla.Parse("portal.yaml", []byte(strings.Replace(portalAgreement, "minimum: 0s", "count: "+text, 1)))
		if err != nil {
			t.Errorf("%s: %v", text, err)
		} else if v := a.Availabilities[0]; v.Rounding != want.Rounding || v.Every != want.Every || v.Failed != want.Failed || v.Of != want.Of {
			t.Errorf("%s is read as %s, %s, %d of %d", text, v.Rounding, v.Every, v.Failed, v.Of)
		}
	}
	for _, text := range []string{"any slice", "all 1h30min slice", "any -5min slice", "any 1 business day slice", "probes 2 of 3", "probes 2 of 3 of 4 every 1min", "probes two of 3 every 1min", "started", "5min slice"} {
		if _, err := sla.Parse("portal.yaml", []byte(strings.Replace(portalAgreement, "minimum: 0s", "count: "+text, 1))); err == nil {
			t.Errorf("%s was accepted", text)
		}
	}
}

// The rows that a metric over a computed table looked at can be shown.
func TestSelectOfComputedTable(t *testing.T) {
	plan, data, err := portal("portal,2026-03-09T10:00:00,2026-03-09T12:30:00,\nmail,2026-02-09T10:00:00,2026-02-09T12:30:00,\n")
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		t.Fatal(err)
	}
	o, _ := result.Metrics[0].Latest()
	selected, err := plan.Select(context.Background(), data, o.Metric, o.Period)
	if err != nil {
		t.Fatal(err)
	}
	records := selected.Data.Tables["uptime"]
	services := column.Of(records)[records.Schema().Index("service")]
	downs := column.Of(records)[records.Schema().Index("down")]
	if records.Rows() != 2 || services.Text(0) != "portal" || downs.Ints[0] != int64(150*time.Minute) || services.Text(1) != "mail" || downs.Ints[1] != 0 {
		t.Errorf("%d rows: %v %v; want the portal with two and a half hours, and the mail with none", records.Rows(), services, downs)
	}
}
