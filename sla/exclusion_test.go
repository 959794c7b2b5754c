package sla_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// What windows took of a period, and one that was announced too late.
func ExampleExcludedTime() {
	agreement, err := sla.Parse("desk.yaml", []byte(`
concord: v1
agreement: desk
title: Help desk
version: 1
status: final
effective: {from: 2026-01-01}
zone: Etc/UTC
calendar: federal
parties:
  customer: {name: Department of Examples}
  provider: {name: Example Shared Service Center}
tables:
  calls:
    at: received
    fields: {received: instant, answered: boolean}
metrics:
  answered:
    title: Calls answered
    measure: share(calls, .answered)
    target: value >= 90%
    period: month
    no data: not measured
    exclude:
      - kind: planned
        recurs: |
          DTSTART:20260104T020000Z
          DURATION:PT4H
          RRULE:FREQ=MONTHLY;BYDAY=1SU
        because: patches
        authority: section 4.3
        announced: 2025-12-01T09:00:00Z
      - kind: planned
        window: {from: "2026-03-12T00:00:00Z", to: "2026-03-13T00:00:00Z"}
        because: the move
        authority: section 4.2
        announced: 2026-03-11T09:00:00Z
    notice: {planned: 3 business days}
`))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	schema := plan.Terms().Schemas["calls"]
	calls, err := table.ReadCSV(schema, "calls.csv", strings.NewReader("received,answered\n2026-03-01T03:00:00Z,false\n2026-03-12T10:00:00Z,true\n"), table.Options{})
	if err != nil {
		log.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(calls)}, calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	o, _ := result.Metrics[0].Latest()
	fmt.Println(o.Verdict, o.Value)
	for _, x := range o.ExcludedTime {
		if x.Refused != "" {
			fmt.Println(x.Exclusion.Because, "is not excluded:", x.Refused)
			continue
		}
		fmt.Println(x.Exclusion.Because, "from", x.From.Format(time.DateTime), "takes", x.Length)
	}
	for _, x := range o.Rows[0].Excluded {
		fmt.Println(x.Exclusion.Because, "leaves out rows", x.Numbers)
	}
	// Output:
	// met 100%
	// patches from 2026-03-01 02:00:00 takes 4h0m0s
	// the move is not excluded: the exclusion was announced later than was agreed: it needs 3 business days and had 1
	// patches leaves out rows [0]
	// the move leaves out rows []
}
