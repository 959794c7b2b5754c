package table_test

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
)

func ExampleReadCSV() {
	schema := table.Schema{Name: "tickets", Fields: []table.Field{
		{Name: "id", Type: table.Of(table.Text)},
		{Name: "opened", Type: table.Of(table.Instant)},
		{Name: "closed", Type: table.Of(table.Instant).Optional()},
	}}
	file := strings.NewReader(`id,opened,closed
T-1,2026-11-02T09:00:00-05:00,2026-11-02T13:30:00-05:00
T-2,2026-11-31T10:15:00-05:00,
T-3,2026-11-04T16:45:00-05:00,
`)
	tickets, err := table.ReadCSV(schema, "tickets.csv", file, table.Options{})
	if tickets == nil {
		fmt.Println(err) // nothing could be read
		return
	}
	fmt.Println(tickets.Rows(), "rows")
	for _, problem := range tickets.Problems() {
		fmt.Print(problem.Screen())
	}
	// Output:
	// 3 rows
	// tickets.csv:3:5: error [bad-cell]: column opened, row 2: "2026-11-31T10:15:00-05:00" is not an instant
	//     3 | T-2,2026-11-31T10:15:00-05:00,
	//       |     ^^^^^^^^^^^^^^^^^^^^^^^^^ there is no day 31: November 2026 has days 01 to 30
}

// Fields of the schema are found by tag, or by name when case and underscores are
// ignored. A nil pointer is a missing value.
func ExampleFromStructs() {
	type Invoice struct {
		Number     string
		Amount     decimal.Decimal `concord:"amount,money USD"`
		ReceivedAt time.Time
		PaidAt     *time.Time
	}
	schema, err := table.SchemaOf[Invoice]("invoices")
	if err != nil {
		fmt.Println(err)
		return
	}
	invoices, err := table.FromStructs(schema, []Invoice{{
		Number:     "2026-0001",
		Amount:     decimal.RequireFromString("9007199254740993.50"),
		ReceivedAt: time.Date(2026, time.November, 2, 9, 0, 0, 0, time.UTC),
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, field := range invoices.Schema().Fields {
		fmt.Println(field.Name, field.Type, "missing:", invoices.Column(i).IsMissing(0))
	}
	fmt.Println(invoices.Column(1).Num(0))
	// Output:
	// number text missing: false
	// amount money USD missing: false
	// received_at instant missing: false
	// paid_at instant? missing: true
	// 9007199254740993.5
}

// A program that branches reads the diagnostics.
func ExampleReadJSONLines() {
	outages := table.Schema{Name: "outages", Fields: []table.Field{
		{Name: "service", Type: table.EnumOf("web", "mail")},
		{Name: "lasted", Type: table.Of(table.Duration)},
	}}
	file := strings.NewReader(`{"service": "web", "lasted": "1h30min"}
{"service": "mial", "lasted": "45min"}
`)
	_, err := table.ReadJSONLines(outages, "outages.jsonl", file, table.Options{})
	var problem *diag.Diagnostic
	if errors.As(err, &problem) && problem.Code == diag.BadCell {
		fmt.Println(problem.Position(), problem.Advice)
	}
	// Output:
	// outages.jsonl:2:13 did you mean mail?
}

// Rows that are made one by one.
func ExampleBuilder() {
	b, err := table.NewBuilder(table.Schema{Name: "checks", Fields: []table.Field{
		{Name: "at", Type: table.Of(table.Instant)},
		{Name: "up", Type: table.Of(table.Boolean)},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	start := time.Date(2026, time.November, 1, 0, 0, 0, 0, time.UTC)
	for minute := range 3 {
		b.Set("at", start.Add(time.Duration(minute)*time.Minute))
		b.Set("up", minute != 1)
		b.EndRow()
	}
	b.Set("up", "maybe")
	b.EndRow()
	checks, err := b.Table() // has what Set could not take
	fmt.Println(checks.Rows(), "rows")
	fmt.Println(err)
	// Output:
	// 4 rows
	// checks: error [bad-cell]: column up, row 4: "maybe" is not a boolean; write true or false
	// checks: error [bad-cell]: column at, row 4: there is no value; declare the field as instant? if it may be empty
}
