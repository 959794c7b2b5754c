package sla_test

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log"
	"strings"
	"testing/fstest"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// deskAgreement is the agreement of the examples.
//
//go:embed testdata/desk.yaml
var deskAgreement string

// deskTickets are the records of the examples: of three tickets, one is open.
const deskTickets = `opened,resolved,reopened
2026-03-02T09:00,2026-03-02T12:59,false
2026-03-02T10:00,2026-03-02T14:00,false
2026-03-05T16:00,,false
`

// The main job: read an agreement and its records, judge a month, see what follows.
func Example() {
	plan, err := sla.CompileFile("testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	data, err := plan.Read(fstest.MapFS{"tickets.csv": {Data: []byte(deskTickets)}}) // or os.DirFS("records")
	if err != nil {
		log.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	for _, m := range result.Metrics {
		for _, o := range m.Outcomes {
			fmt.Printf("%s, %s: %s, %s\n", m.Metric.Title, o.Period.Label(), o.Verdict, o.Value.Fixed(2))
			fmt.Println(o.Rows[0])
		}
	}
	for _, r := range result.Remedies {
		fmt.Println(r.When, "->", r.Actions[0].Action)
	}
	// Output:
	// Tickets resolved within four hours, March 2026: at risk, 66.67%
	// 3 rows of tickets: 3 used
	// missed(in_time) or at_risk(in_time) -> notify customer
}

// Every mistake of a document is told with its place, and a program can tell them apart
// by class and code.
func ExampleParse_mistakes() {
	text := strings.Replace(deskAgreement, "value >= 60%", "value >= 60", 1)
	text = strings.Replace(text, "missed(in_time)", "missed(in_tim)", 1)
	_, err := sla.Parse("desk.yaml", []byte(text))
	fmt.Println("wrong kinds or units:", errors.Is(err, diag.ErrType))
	fmt.Print(diag.From(err).Screen())
	// Output:
	// wrong kinds or units: true
	// desk.yaml:20:22: error [unit-mismatch]: a percent is compared with a plain number
	//    20 |     target: value >= 60
	//       |                      ^^ write 60%
	// desk.yaml:26:18: error [unknown-name]: there is no metric in_tim
	//    26 |     when: missed(in_tim) or at_risk(in_time)
	//       |                  ^^^^^^ did you mean in_time?
}

// What would have changed a verdict, and which rows stand behind it.
func ExamplePlan_Select() {
	agreement, err := sla.Parse("desk.yaml", []byte(strings.NewReplacer("value >= 60%", "value >= 80%", "value < 70%", "value < 90%").Replace(deskAgreement)))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	schema := plan.Terms().Schemas["tickets"]
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader(`opened,resolved,reopened
2026-02-27T09:00,2026-02-27T09:30,false
2026-03-02T09:00,2026-03-02T12:59,false
2026-03-02T10:00,2026-03-02T14:00,false
2026-03-05T16:00,,false
`), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		log.Fatal(err)
	}
	data := sla.Data{Tables: sla.Tables(tickets)}
	result, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	o := result.Metrics[0].Outcomes[0]
	fmt.Println(o.Verdict, "and would have been", o.Counterfactual)
	selected, err := plan.Select(context.Background(), data, o.Metric, o.Period)
	if err != nil {
		log.Fatal(err)
	}
	err = selected.Metric.Measure.EachRowOf(context.Background(), selected.Data, o.Steps[0], func(row dsl.RowUse) {
		fmt.Printf("row %d: %s\n", row.Row+1, row.Use)
	})
	if err != nil {
		log.Fatal(err)
	}
	// Output:
	// missed and would have been met if 1 more of the 3 rows of tickets satisfied known(.resolved) and .resolved - .opened <= 4h
	// row 2: counted
	// row 3: counted
	// row 4: not counted
}

// A month without rows is not a good month.
func ExamplePlan_Evaluate_noData() {
	agreement, err := sla.Parse("desk.yaml", []byte(deskAgreement))
	if err != nil {
		log.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	schema := plan.Terms().Schemas["tickets"]
	none, err := table.Empty(schema)
	if err != nil {
		log.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(none)}, calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	o := result.Metrics[0].Outcomes[0]
	fmt.Println(o.Verdict, "because", o.Reason)
	// Output:
	// not measured because tickets has no rows in the period
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
	schema := plan.Terms().Schemas["tickets"]
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("opened,resolved,reopened\n"+
		strings.Repeat("2026-03-02T09:00,2026-03-02T12:59,false\n2026-03-02T10:00,2026-03-02T15:00,true\n", 1000)), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		log.Fatal(err)
	}
	data := sla.Data{Tables: sla.Tables(tickets)}
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
