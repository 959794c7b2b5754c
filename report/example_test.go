package report_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

const desk = `
concord: v1
agreement: help-desk
title: Help desk
version: 1
status: final
effective: {from: 2026-01-01}
zone: America/New_York
calendar: federal
parties:
  customer: {name: Department of Examples}
  provider: {name: Shared Service Center, roles: {program manager: M. Rivera}}
tables:
  tickets:
    at: opened
    fields: {opened: date, in_time: boolean}
metrics:
  response:
    title: Tickets answered in time
    measure: share(tickets, .in_time)
    target: value >= 75%
    period: month
    no data: not measured
remedies:
  plan:
    when: missed(response)
    then: [corrective action plan from provider.program manager within 10 business days]
`

const tickets = `opened,in_time
2026-10-05,true
2026-10-12,true
2026-10-19,true
2026-11-02,true
2026-11-09,false
2026-11-16,true
`

func Example() {
	agreement, err := sla.Parse("desk.yaml", []byte(desk))
	if err != nil {
		fmt.Println(err)
		return
	}
	plan, err := agreement.Compile()
	if err != nil {
		fmt.Println(err)
		return
	}
	schema := plan.Terms().Schemas["tickets"]
	records, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader(tickets), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(records)}, calendar.Month(2026, time.November))
	if err != nil {
		fmt.Println(err)
		return
	}
	status := report.NewStatus(result, nil)
	if err := report.Text(os.Stdout, status, report.Options{Width: 72}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Service level status
	// Help desk
	// Version 1, final, in effect from 1 Jan 2026
	//
	// Reporting period  November 2026 (1 Nov 2026 to 30 Nov 2026)
	// Customer          Department of Examples
	// Provider          Shared Service Center
	// Time zone         America/New_York
	//
	//    1  ✗ missed
	//    0  ? not measured
	//    0  ! at risk
	//    0  ✓ met
	//    0  – not applicable
	//
	// What needs attention
	// ────────────────────────────────────────────────────────────────────────
	// ✗ Missed: Tickets answered in time
	//   66.67% in November 2026, target at least 75%. This led to: corrective
	//   action plan (due 14 Dec 2026).
	//
	// Metrics
	// ────────────────────────────────────────────────────────────────────────
	// Metric                    Verdict   Period         Figure  Target
	// ────────────────────────  ────────  ─────────────  ──────  ────────────
	// Tickets answered in time  ✗ missed  November 2026  66.67%  at least 75%
	//
	// ✗ Missed: Tickets answered in time
	//   November 2026
	//   Figure      66.67%
	//   Target      at least 75%
	//   Otherwise   would have been met if 1 more of the 3 rows of tickets
	//               satisfied .in_time
	//   Led to
	//     - November 2026: Corrective action plan from program manager of
	//       Shared Service Center (M. Rivera), due 14 Dec 2026
	//   In words    At least 75% of the tickets are in time.
	//   Measure     share(tickets, .in_time)
	//     Part                          Value  Rows
	//     ────────────────────────  ─────────  ──────────────────────
	//     share(tickets, .in_time)  ≈66.6667%  2 of 3 rows of tickets
	//   Rows        6 rows of tickets: 3 used, 3 outside the period
	//   Terms       Judged each month by the exact value; a period without
	//               rows counts as not measured.
	//
	// Remedies
	// ────────────────────────────────────────────────────────────────────────
	// November 2026: Plan
	//   - Corrective action plan from program manager of Shared Service Center
	//     (M. Rivera), due 14 Dec 2026
	//   When        missed(response)
	//   In words    The metric “Tickets answered in time” was missed.
	//   Because     Tickets answered in time missed in November 2026: 66.67%
	//
	// Parties and responsibilities
	// ────────────────────────────────────────────────────────────────────────
	// Party                   Role             Held by
	// ──────────────────────  ───────────────  ─────────
	// Department of Examples
	// Shared Service Center   program manager  M. Rivera
	//
	// Written by Concord from the evaluation of help-desk, version 1, for
	// November 2026. Verdicts rest on exact figures; they are rounded for
	// showing only.
}

// A width that no page fits into is an error a program can tell.
func ExampleText_options() {
	err := report.Text(io.Discard, report.Status{}, report.Options{Width: 12})
	fmt.Println(errors.Is(err, report.ErrOptions))
	fmt.Println(err)
	// Output:
	// true
	// writing a status as text: not usable options: a page needs 40 characters on a line, not 12
}
