package sla_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// The verdict of the current month is live while tickets arrive in batches, and one of
// them is corrected.
func ExamplePlan_Live() {
	ctx := context.Background()
	agreement, err := sla.Parse("desk.yaml", []byte(deskAgreement))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	live, err := plan.Live("in_time", calendar.Month(2026, time.March), nil)
	if err != nil {
		log.Fatal(err)
	}
	show := func(when string) {
		o, err := live.Outcome(ctx)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %s, %s; %s\n", when, o.Verdict, o.Value, live.Account())
	}

	// What is closed comes in batches, which are not kept.
	schema, _ := plan.Schema("tickets")
	source, err := table.NewCSVReader(schema, "closed.csv", strings.NewReader(`opened,resolved,reopened
2026-02-27T09:00,2026-02-27T09:30,false
2026-03-02T09:00,2026-03-02T12:59,false
2026-03-02T10:00,2026-03-02T14:00,false
2026-03-03T11:00,2026-03-03T17:00,false
`), table.Options{Zone: plan.Zone()})
	if err != nil {
		log.Fatal(err)
	}
	for {
		batch, err := source.Next(ctx, 2)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			log.Fatal(err)
		}
		if err := live.Add(ctx, batch); err != nil {
			log.Fatal(err)
		}
		show("a batch")
	}

	// What may still change is kept: an open ticket, and the same when it was resolved.
	tickets, err := table.ReadCSV(schema, "open.csv", strings.NewReader(`opened,resolved,reopened
2026-03-05T16:00,,false
2026-03-05T16:00,2026-03-05T17:30,false
`), table.Options{Zone: plan.Zone()})
	if err != nil {
		log.Fatal(err)
	}
	rows, err := live.Rows(tickets)
	if err != nil {
		log.Fatal(err)
	}
	if err := rows.Insert(0); err != nil {
		log.Fatal(err)
	}
	show("opened")
	if err := rows.Correct(0, rows, 1); err != nil {
		log.Fatal(err)
	}
	show("corrected")
	fmt.Println(rows.Correct(0, rows, 1))
	// Output:
	// a batch: met, 100%; 2 rows of tickets: 1 used, 1 outside the period
	// a batch: at risk, ≈66.6667%; 4 rows of tickets: 3 used, 1 outside the period
	// opened: missed, 50%; 5 rows of tickets: 4 used, 1 outside the period
	// corrected: met, 75%; 5 rows of tickets: 4 used, 1 outside the period
	// tickets: error [bad-table]: row 1 of tickets is not in; insert a row once, and withdraw or correct it only after that
}

// What an evaluation did can be read: the metrics of a month share a pass.
func ExamplePlan_Trace() {
	text := strings.Replace(deskAgreement, "remedies:", `  reopened:
    title: Tickets that were opened again
    measure: share(tickets, .reopened)
    target: value <= 5%
    period: month
    no data: not measured
remedies:`, 1)
	agreement, err := sla.Parse("desk.yaml", []byte(text))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	schema, _ := plan.Schema("tickets")
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("opened,resolved,reopened\n"+
		strings.Repeat("2026-03-02T09:00,2026-03-02T12:59,false\n2026-03-02T10:00,2026-03-02T15:00,true\n", 1000)), table.Options{Zone: plan.Zone()})
	if err != nil {
		log.Fatal(err)
	}
	data := sla.Data{Tables: map[string]*table.Table{"tickets": tickets}}
	result, trace, err := plan.Trace(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range result.Metrics {
		fmt.Println(m.Metric.Name, m.Outcomes[0].Verdict, m.Outcomes[0].Value)
	}
	for _, pass := range trace {
		fmt.Println(pass.Rows, "rows,", strings.Join(pass.Columns, " "))
		fmt.Println(strings.Join(pass.Aggregates, "\n"))
	}
	// Output:
	// in_time missed 50%
	// reopened missed 50%
	// 2000 rows, opened resolved reopened
	// share(tickets, known(.resolved) and .resolved - .opened <= 4h)
	// share(tickets, .reopened)
}
