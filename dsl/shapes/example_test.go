package shapes_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
)

// Which statistic of which rows a measure is, however it is written.
func ExampleOf() {
	invoices := kinds.Schema{Name: "invoices", Fields: []kinds.Field{
		{Name: "accepted", Type: kinds.Of(kinds.Date)},
		{Name: "paid", Type: kinds.Of(kinds.Date)},
		{Name: "disputed", Type: kinds.Of(kinds.Boolean)},
	}}
	for _, text := range []string{
		"share(filter(invoices, not .disputed), calendar_days(.accepted, .paid) <= 25 calendar days)",
		"mean(invoices, .paid - .accepted)",
	} {
		program, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{invoices}})
		if err != nil {
			fmt.Println(err)
			return
		}
		shape := shapes.Of(program)
		fmt.Printf("%s of %s; filters: %q; asked: %s\n", shape.Statistic, shape.Table, shape.Filters, shape.Asked)
		fmt.Println(shape.Item.Length.Basis, shape.Item.Length.Text)
	}
	// Output:
	// share of invoices; filters: "not .disputed"; asked: calendar_days(.accepted, .paid) <= 25 calendar days
	// calendar days calendar_days(.accepted, .paid)
	// mean of invoices; filters: ""; asked: .paid - .accepted
	// calendar days .paid - .accepted
}
