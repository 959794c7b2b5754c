package sla_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"testing/fstest"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
)

// An agreement that is ready to evaluate, by one call.
func ExampleCompileFile() {
	plan, err := sla.CompileFile("testdata/desk.yaml")
	if err != nil {
		log.Fatalf("%+v", err) // every mistake, with its line and a caret
	}
	fmt.Println(plan.Terms().Agreement.Title)
	// Output:
	// Help desk
}

// A cell that cannot be read is a problem with its place. The other rows are there, and
// the program decides whether they will do: a metric that needs the cell is not measured.
func ExamplePlan_Read() {
	plan, err := sla.CompileFile("testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	files := fstest.MapFS{"tickets.csv": {Data: []byte(strings.Replace(deskTickets, "2026-03-02T10:00", "2026-13-02", 1))}}
	data, err := plan.Read(files)
	fmt.Print(diag.Screen(err))
	result, err := plan.Evaluate(context.Background(), data, calendar.Month(2026, time.March))
	if err != nil {
		log.Fatal(err)
	}
	o := result.Metrics[0].Outcomes[0]
	fmt.Println(o.Verdict, "because", o.Reason)
	// Output:
	// tickets.csv:3:1: error [bad-cell]: column opened, row 2: "2026-13-02" is not an instant
	//     3 | 2026-13-02,2026-03-02T14:00,false
	//       | ^^^^^^^^^^ write 2026-01-02T15:04:05Z, or with an offset such as -05:00
	// not measured because 1 of 3 rows of tickets could not be read or placed in a period
}

// The outcomes of a metric are found by its name.
func ExampleResult_Metric() {
	plan, err := sla.CompileFile("testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	data, err := plan.Read(fstest.MapFS{"tickets.csv": {Data: []byte(deskTickets)}})
	if err != nil {
		log.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), data, calendar.FiscalQuarter(2026, 2))
	if err != nil {
		log.Fatal(err)
	}
	metric, ok := result.Metric("in_time")
	if !ok {
		log.Fatal("the agreement has no such metric")
	}
	for _, o := range metric.Outcomes {
		fmt.Println(o.Period.Label(), o.Verdict, o.Value)
	}
	// Output:
	// January 2026 not measured no value
	// February 2026 not measured no value
	// March 2026 at risk ≈66.6667%
}

// What all credits of a year come to, and which of them cannot be worked out.
func ExampleResult_Owed() {
	text := strings.Replace(deskAgreement, "metrics:", "inputs:\n  monthly_fee: {kind: money USD}\nmetrics:", 1) + `  credit:
    when: missed(in_time)
    credit:
      metric: in_time
      of: monthly_fee
      tiers:
        - {when: value < 30%, credit: 10%}
        - {when: value < 60%, credit: 5%}
`
	agreement, err := sla.Parse("desk.yaml", []byte(text))
	if err != nil {
		log.Fatalf("%+v", err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		log.Fatal(err)
	}
	data, err := plan.Read(fstest.MapFS{"tickets.csv": {Data: []byte(`opened,resolved,reopened
2026-03-02T09:00,2026-03-02T12:59,false
2026-03-02T10:00,2026-03-03T14:00,false
2026-04-06T16:00,,false
`)}})
	if err != nil {
		log.Fatal(err)
	}
	data.Inputs = map[string]dsl.Value{"monthly_fee": dsl.NewNumber(kinds.MoneyIn("USD"), decimal.NewFromInt(12_500))}
	result, err := plan.Evaluate(context.Background(), data, calendar.Year(2026))
	if err != nil {
		log.Fatal(err)
	}
	for _, r := range result.Credits() {
		fmt.Println(r.Period.Label(), r.Credit.Tier, r.Credit.Part, r.Credit.Amount.Fixed(2))
	}
	amounts, unknown := result.Owed()
	fmt.Println("in all", amounts[0].Fixed(2), "and", unknown, "credits that are not known")
	// Output:
	// March 2026 value < 60% 5% 625.00 USD
	// April 2026 value < 30% 10% 1250.00 USD
	// in all 1875.00 USD and 0 credits that are not known
}

// The checked parts of an agreement, for a program that asks about it.
func ExamplePlan_Terms() {
	plan, err := sla.CompileFile("testdata/desk.yaml")
	if err != nil {
		log.Fatal(err)
	}
	terms := plan.Terms()
	fmt.Println(terms.Zone, terms.Schemas["tickets"].FieldNames())
	for _, m := range terms.Metrics {
		fmt.Println(m.InWords)
		fmt.Println("measured as", m.Measure.Type(), "from", m.Measure.Tables(), "with the target", m.Metric.Target)
	}
	// Output:
	// America/New_York [opened resolved reopened]
	// For at least 60% of the tickets, both the resolved time is known and the time from opened to resolved is at most 4 hours.
	// measured as percent? from [tickets] with the target value >= 60%
}
