package rollup_test

import (
	"context"
	"fmt"
	"log"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/rollup"
	"github.com/concord-sla/concord/sla"
)

// A year of an agreement, held against the framework's own measure of agreements: of all
// targets, at least 95 percent are met in a year. One month is disputed, one was not
// measured.
func ExampleCompute() {
	agreement, err := sla.Parse("payables.yaml", []byte(`
concord: v1
agreement: payables
title: Accounts payable
version: 1
status: final
effective: {from: 2025-10-01}
zone: America/New_York
calendar: federal
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
tables:
  months:
    at: day
    fields: {day: date, on_time: percent?, electronic: percent?}
metrics:
  on_time:
    title: Invoices paid in time
    aligns: FFM.030.070.0033
    measure: min(months, .on_time)
    target: value >= 98%
    period: month
    no data: not measured
  electronic:
    title: Invoices paid electronically
    aligns: FFM.030.070.0034
    measure: min(months, .electronic)
    target: value >= 96%
    period: month
    no data: not measured
`))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	schema := plan.Terms().Schemas["months"]
	months, err := table.ReadCSV(schema, "months.csv", strings.NewReader(`day,on_time,electronic
2025-10-31,99,97
2025-11-30,97,97
2025-12-31,98.5,97
2026-01-31,99,97
2026-02-28,99,
2026-03-31,99,97
2026-04-30,98,97
2026-05-31,98,97
2026-06-30,98,97
2026-07-31,99,97
2026-08-31,99,97
2026-09-30,99,96
`), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		log.Fatal(err)
	}
	year := calendar.FiscalYear(2026)
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(months)}, year)
	if err != nil {
		log.Fatal(err)
	}
	rollUp, err := rollup.Compute(context.Background(), framework.Default(), []*sla.Result{result}, rollup.Input{
		Period: year,
		Disputed: []rollup.Dispute{{
			Agreement: "payables", Metric: "on_time", Period: calendar.Month(2025, 11), Because: "40 invoices came without an order number",
		}},
	})
	if err != nil {
		log.Fatal(err)
	}
	met := rollUp.Measures[0]
	fmt.Printf("%s: %s\n%s: %s, %s\n", met.Name, met.Share, met.Figure, met.Verdict, met.Why)
	for _, item := range met.Items {
		if item.Counted != rollup.CountedYes {
			fmt.Printf("%s: %s, %s: %s\n", item.Counted, item.Subject, item.Period.Label(), item.Why)
		}
	}
	// Output:
	// Service Measure Target Success Ratio: 22 to 24 of 24 (≈91.6667% to 100%)
	// >= 95 percent: not measured, it depends on what is open
	// open: on_time, November 2025: missed at 97%, and disputed: 40 invoices came without an order number
	// open: electronic, February 2026: not measured: 1 of 1 rows of months cannot be decided: row 5 has no electronic
}
