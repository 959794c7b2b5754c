package dsl_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// What ran can be read: the two aggregates share a pass over columns.
func ExampleProgram_Trace() {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{
		{Name: "priority", Type: kinds.EnumOf("high", "low")}, {Name: "hours", Type: kinds.Of(kinds.Number)},
	}}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("priority,hours\n"+strings.Repeat("high,3\nlow,12.5\n", 5000)), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := dsl.Compile(`share(tickets, .hours <= 8) - share(filter(tickets, .priority == "high"), .hours <= 8)`, dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		fmt.Println(err)
		return
	}
	value, trace, err := p.Trace(context.Background(), dsl.Data{Tables: map[string]*table.Table{"tickets": tickets}})
	fmt.Println(value, err)
	fmt.Print(trace)
	// Output:
	// -50% <nil>
	// 1. 10000 rows of tickets, over columns
	//    reads priority, hours
	//    for share(tickets, .hours <= 8)
	//    for share(filter(tickets, .priority == "high"), .hours <= 8)
	//    n0 = .hours
	//    c0 = n0 in [30, 80]
	//    c1 = .priority == "high"
}

// A live value is kept up to date while rows come and go.
func ExampleProgram_Live() {
	ctx := context.Background()
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "hours", Type: kinds.Of(kinds.Number)}}}
	p, err := dsl.Compile("share(tickets, .hours <= 8)", dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		fmt.Println(err)
		return
	}
	live, err := p.Live(dsl.Data{})
	if err != nil {
		fmt.Println(err)
		return
	}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("hours\n3\n12.5\n9\n7.5\n"), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := live.Rows(tickets)
	if err != nil {
		fmt.Println(err)
		return
	}
	show := func() {
		value, err := live.Value(ctx)
		fmt.Println(live.Len(), "rows:", value, err)
	}
	show()
	for row := range int32(3) {
		if err := rows.Insert(row); err != nil {
			fmt.Println(err)
		}
	}
	show()
	// The third row, of 9 hours, is corrected: 7.5 stands in its place.
	if err := rows.Withdraw(2); err != nil {
		fmt.Println(err)
	}
	if err := rows.Insert(3); err != nil {
		fmt.Println(err)
	}
	show()
	fmt.Println(rows.Withdraw(2))
	// Output:
	// 0 rows: no value <nil>
	// 3 rows: ≈33.3333% <nil>
	// 3 rows: ≈66.6667% <nil>
	// tickets: error [bad-table]: row 3 of tickets is not in; insert a row once, and withdraw it only after that
}
