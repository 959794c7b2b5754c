package dsl_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/dsl/trace"
	"github.com/shopspring/decimal"
)

// Several expressions over one table are computed in one pass over its rows.
func ExampleEvaluateAll() {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "hours", Type: kinds.Of(kinds.Number)}}}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("hours\n3\n12.5\n7.5\n9\n"), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var programs []*dsl.Program
	for _, text := range []string{"share(tickets, .hours <= 8)", "mean(tickets, .hours)", "max(tickets, .hours)"} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}})
		if err != nil {
			fmt.Println(err)
			return
		}
		programs = append(programs, p)
	}
	values, err := dsl.EvaluateAll(context.Background(), dsl.Data{Tables: map[string]*table.Table{"tickets": tickets}}, programs...)
	fmt.Println(values, err)
	// Output:
	// [50% 8 12.5] <nil>
}

// Two expressions over data that differ in their inputs share a pass, and each says how
// its value came about.
func ExampleTogether() {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "hours", Type: kinds.Of(kinds.Number)}}}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("hours\n"+strings.Repeat("3\n12.5\n7.5\n9\n", 500)), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	env := dsl.Env{Tables: []kinds.Schema{schema}, Inputs: []kinds.Field{{Name: "limit", Type: kinds.Of(kinds.Number)}}}
	p, err := dsl.Compile("share(tickets, .hours <= limit)", env)
	if err != nil {
		fmt.Println(err)
		return
	}
	var passes trace.Trace
	together := dsl.Together{Trace: &passes}
	var all []func(context.Context) (dsl.Explanation, error)
	for _, limit := range []int64{4, 8} {
		explain, err := together.Add(p, dsl.Data{
			Tables: map[string]*table.Table{"tickets": tickets},
			Inputs: map[string]dsl.Value{"limit": dsl.NewNumber(env.Inputs[0].Type, decimal.NewFromInt(limit))},
		})
		if err != nil {
			fmt.Println(err)
			return
		}
		all = append(all, explain)
	}
	for _, explain := range all {
		e, err := explain(context.Background())
		fmt.Println(e.Root, err)
	}
	fmt.Println("passes:", len(passes))
	// Output:
	// share(tickets, .hours <= limit) = 25% (500 of 2000 rows of tickets) <nil>
	// share(tickets, .hours <= limit) = 50% (1000 of 2000 rows of tickets) <nil>
	// passes: 1
}
