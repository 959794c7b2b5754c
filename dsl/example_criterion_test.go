package dsl_test

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// A service asks one condition of single records.
func ExampleProgram_Criterion() {
	schema := kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "hours", Type: kinds.Of(kinds.Number).Optional()}}}
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader("hours\n3\n12.5\n\"\"\n"), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := dsl.Compile(".hours <= 8", dsl.Env{Tables: []kinds.Schema{schema}, Rows: "tickets", Result: kinds.Boolean})
	if err != nil {
		fmt.Println(err)
		return
	}
	holdsFor, err := p.Criterion(dsl.Data{Tables: map[string]*table.Table{"tickets": tickets}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for row := range tickets.Rows() {
		holds, known := holdsFor(row)
		fmt.Println(holds, known)
	}
	// Output:
	// true true
	// false true
	// false false
}
