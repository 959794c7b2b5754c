package live_test

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
	"github.com/concord-sla/concord/sla/live"
)

// The verdict of the current month is live while tickets arrive in batches, and one of
// them is corrected.
func Example() {
	ctx := context.Background()
	plan, err := sla.CompileFile("../testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	metric, err := live.Begin(ctx, plan, "in_time", calendar.Month(2026, time.March), nil)
	if err != nil {
		log.Fatal(err)
	}
	show := func(when string) {
		o, err := metric.Outcome(ctx)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Printf("%s: %s, %s; %s\n", when, o.Verdict, o.Value, metric.Account())
	}

	// What is closed comes in batches, which are not kept.
	schema := plan.Terms().Schemas["tickets"]
	source, err := table.NewCSVReader(schema, "closed.csv", strings.NewReader(`opened,resolved,reopened
2026-02-27T09:00,2026-02-27T09:30,false
2026-03-02T09:00,2026-03-02T12:59,false
2026-03-02T10:00,2026-03-02T14:00,false
2026-03-03T11:00,2026-03-03T17:00,false
`), table.Options{Zone: plan.Terms().Zone})
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
		if err := metric.Add(ctx, batch); err != nil {
			log.Fatal(err)
		}
		show("a batch")
	}

	// What may still change is kept: an open ticket, and the same when it was resolved.
	tickets, err := table.ReadCSV(schema, "open.csv", strings.NewReader(`opened,resolved,reopened
2026-03-05T16:00,,false
2026-03-05T16:00,2026-03-05T17:30,false
`), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		log.Fatal(err)
	}
	rows, err := metric.Rows(ctx, tickets)
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
