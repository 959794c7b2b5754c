package align_test

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla"
)

// payables is an agreement with one claim.
const payables = `
concord: v1
agreement: payables
title: Accounts payable
version: 1
status: draft
effective: {from: 2026-10-01}
zone: America/New_York
calendar: federal
parties: {customer: {name: Department of Examples}, provider: {name: Shared Service Center}}
tables:
  invoices:
    at: accepted
    fields: {accepted: date, paid: date?}
metrics:
  paid_in_time:
    title: Commercial invoice payment requests paid in time
    responsible: provider
    aligns: FFM.030.070.0033
    measure: share(invoices, known(.paid) and calendar_days(.accepted, .paid) <= 30 calendar days)
    target: value >= 98%
    period: fiscal year, due 10 calendar days after
    no data: not measured
`

// A target as strong as the figure is weaker all the same when each item has longer. The
// finding names the axis that weighs most, and has the others.
func ExampleAlign() {
	agreement, err := sla.Parse("payables.yaml", []byte(payables))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := agreement.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	findings, err := align.Align(context.Background(), framework.Default(), plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		fmt.Println(f.Severity, f.Alignment, f.About)
		for _, axis := range f.Axes {
			if axis.Fails() {
				fmt.Printf("%s is %s; %s\n", axis.Axis, axis.Relation, axis.Advice)
			}
		}
	}
	// Output:
	// error weaker item limit
	// item limit is weaker; ask of each item what the measure asks: calendar_days(.accepted, .paid) <= 25 calendar days
	// period is weaker; judge it monthly
}

// The claims of an agreement against the catalog that comes with the library. A page of
// package report shows the findings; a program may print them as diagnostics.
func ExampleDefault() {
	agreement, err := sla.Parse("payables.yaml", []byte(payables))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := agreement.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	findings, err := align.Default(context.Background(), plan)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range findings {
		fmt.Println(f.Metric, "is", f.Alignment, "against", f.Measure.Name)
		fmt.Printf("%s [%s]: %s\n", f.Severity, f.Code, f.Advice)
	}
	// Output:
	// paid_in_time is weaker against Commercial Invoice Payment Request Processing Timeliness
	// error [weaker-item-limit]: ask of each item what the measure asks: calendar_days(.accepted, .paid) <= 25 calendar days
}
