package dsl_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/table"
)

// Several expressions over one table are computed in one pass over its rows.
func ExampleEvaluateAll() {
	schema := table.Schema{Name: "tickets", Fields: []table.Field{{Name: "hours", Type: table.Of(table.Number)}}}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("hours\n3\n12.5\n7.5\n9\n"), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	var programs []*dsl.Program
	for _, text := range []string{"share(tickets, .hours <= 8)", "mean(tickets, .hours)", "max(tickets, .hours)"} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []table.Schema{schema}})
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
