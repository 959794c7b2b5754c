package table_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

func ExampleReadCSV() {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{
		{Name: "id", Type: kinds.Of(kinds.Text)},
		{Name: "opened", Type: kinds.Of(kinds.Instant)},
		{Name: "closed", Type: kinds.Of(kinds.Instant).Optional()},
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

// A file of any length, in the memory of a batch. Rows are numbered through all of them,
// and every row is in a batch or rejected.
func ExampleReader() {
	schema := kinds.Schema{Name: "probes", Fields: []kinds.Field{
		{Name: "at", Type: kinds.Of(kinds.Instant)},
		{Name: "up", Type: kinds.Of(kinds.Boolean)},
	}}
	file := strings.NewReader(`at,up
2026-11-02T09:00:00Z,true
2026-11-02T09:01:00Z,false
2026-11-02T09:02:00Z
2026-11-02T09:03:00Z,maybe
2026-11-02T09:04:00Z,true
`)
	reader, err := table.NewCSVReader(schema, "probes.csv", file, table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for {
		batch, err := reader.Next(context.Background(), 2)
		if err == io.EOF {
			break
		}
		if batch == nil {
			fmt.Println(err) // reading failed
			return
		}
		fmt.Println(batch.Rows(), "taken,", batch.Rejected(), "rejected")
		for _, problem := range batch.Problems() {
			fmt.Println(problem)
		}
	}
	fmt.Printf("%+v\n", reader.Counts())
	// Output:
	// 2 taken, 0 rejected
	// 1 taken, 1 rejected
	// probes.csv:4:1: error [bad-row]: row 3 has 1 cell, and the header 2; write an empty cell where there is no value
	// probes.csv:5:22: error [bad-cell]: column up, row 4: "maybe" is not a boolean; write true or false
	// 1 taken, 0 rejected
	// {Rows:4 Rejected:1 Problems:2}
}

// A column says which of its rows have no value.
func ExampleFromColumns() {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{
		{Name: "priority", Type: kinds.EnumOf("high", "low")},
		{Name: "waited", Type: kinds.DurationIn(time.Minute).Optional()},
	}}
	tickets, err := table.FromColumns(schema, map[string]table.Column{
		"priority": {Values: []string{"high", "low", "low"}},
		"waited":   {Values: []int64{15, 0, 240}, Missing: []bool{false, true, false}},
	})
	fmt.Println(tickets.Rows(), err)
	// Output:
	// 3 <nil>
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
	fmt.Println(invoices.Schema().FieldNames())
	for _, row := range invoices.All() {
		fmt.Println(row...)
	}
	// Output:
	// [number amount received_at paid_at]
	// 2026-0001 9007199254740993.5 2026-11-02 09:00:00 +0000 UTC <nil>
}

// The values of a table are read row by row: all of a row, or one by its field.
func ExampleTable_Value() {
	schema := kinds.Schema{Name: "invoices", Fields: []kinds.Field{
		{Name: "amount", Type: kinds.MoneyIn("USD")},
		{Name: "paid", Type: kinds.Of(kinds.Date).Optional()},
	}}
	file := strings.NewReader("amount,paid\n9007199254740993.50,2026-11-02\n0.10,\n")
	invoices, err := table.ReadCSV(schema, "invoices.csv", file, table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var open decimal.Decimal
	for row, values := range invoices.All() {
		amount, paid := values[0].(decimal.Decimal), values[1]
		if paid == nil {
			open = open.Add(amount)
		}
		fmt.Println(row, amount, paid)
	}
	fmt.Println("open:", open)
	amount, err := invoices.Value(0, "amount")
	fmt.Println(amount, err)
	// Output:
	// 0 9007199254740993.5 2026-11-02
	// 1 0.1 <nil>
	// open: 0.1
	// 9007199254740993.5 <nil>
}

// A program that branches reads the diagnostics.
func ExampleReadJSONLines() {
	outages := kinds.Schema{Name: "outages", Fields: []kinds.Field{
		{Name: "service", Type: kinds.EnumOf("web", "mail")},
		{Name: "lasted", Type: kinds.Of(kinds.Duration)},
	}}
	file := strings.NewReader(`{"service": "web", "lasted": "1h30min"}
{"service": "mial", "lasted": "45min"}
`)
	_, err := table.ReadJSONLines(outages, "outages.jsonl", file, table.Options{})
	var problem *diag.Diagnostic
	if errors.As(err, &problem) && problem.Code == table.BadCell {
		fmt.Println(problem.Position(), problem.Advice)
	}
	// Output:
	// outages.jsonl:2:13 did you mean mail?
}

// Rows that are made one by one.
func ExampleBuilder() {
	b, err := table.NewBuilder(kinds.Schema{Name: "checks", Fields: []kinds.Field{
		{Name: "at", Type: kinds.Of(kinds.Instant)},
		{Name: "up", Type: kinds.Of(kinds.Boolean)},
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
