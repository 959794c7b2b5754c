package dsl_test

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

var incidents = kinds.Schema{Name: "incidents", Fields: []kinds.Field{
	{Name: "opened", Type: kinds.Of(kinds.Instant)},
	{Name: "resolved", Type: kinds.Of(kinds.Instant).Optional()},
	{Name: "level", Type: kinds.EnumOf("high", "low")},
}}

const lastWeek = `opened,resolved,level
2026-10-01T09:00:00Z,2026-10-01T12:00:00Z,high
2026-10-02T09:00:00Z,2026-10-02T18:00:00Z,high
2026-10-05T09:00:00Z,2026-10-05T10:00:00Z,low
`

func ExampleCompile() {
	program, err := dsl.Compile(`share(incidents, .resolved - .opened <= 4h) >= 95%`, dsl.Env{Tables: []kinds.Schema{incidents}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(program.Type(), program.Tables())
	// Output: boolean? [incidents]
}

// A program branches on a mistake's class or code, and shows the rest to the author.
func ExampleCompile_mistakes() {
	value := kinds.Field{Name: "value", Type: kinds.Of(kinds.Percent)}
	_, err := dsl.Compile(`value >= 98 and vlaue <= 100%`, dsl.Env{Inputs: []kinds.Field{value}})

	fmt.Println("units:", errors.Is(err, diag.ErrType), "names:", errors.Is(err, diag.ErrName))
	var first *diag.Diagnostic
	if errors.As(err, &first) {
		fmt.Println(first.Code, "at column", first.Position().Column, "-", first.Advice)
	}
	fmt.Print(diag.From(err).Screen())
	// Output:
	// units: true names: true
	// unit-mismatch at column 10 - write 98%
	// expression:1:10: error [unit-mismatch]: a percent is compared with a plain number
	//     1 | value >= 98 and vlaue <= 100%
	//       |          ^^ write 98%
	// expression:1:17: error [unknown-name]: nothing is named vlaue here
	//     1 | value >= 98 and vlaue <= 100%
	//       |                 ^^^^^ did you mean value?
}

func ExampleProgram_Evaluate() {
	program, err := dsl.Compile(`share(filter(incidents, .level == "high"), .resolved - .opened <= 4h)`, dsl.Env{Tables: []kinds.Schema{incidents}})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := table.ReadCSV(incidents, "incidents.csv", strings.NewReader(lastWeek), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	value, err := program.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"incidents": rows}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(value)

	// Without records there is no value, which is neither 0% nor 100%.
	none, err := table.Empty(incidents)
	if err != nil {
		fmt.Println(err)
		return
	}
	value, err = program.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"incidents": none}})
	fmt.Println(value.Missing(), value.Why(), err)
	// Output:
	// 50%
	// true incidents has no rows <nil>
}

func ExampleProgram_EachRowOf() {
	program, err := dsl.Compile(`share(filter(incidents, .level == "high"), .resolved - .opened <= 4h)`, dsl.Env{Tables: []kinds.Schema{incidents}})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := table.ReadCSV(incidents, "incidents.csv", strings.NewReader(lastWeek+"2026-10-06T09:00:00Z,,high\n"), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	data := dsl.Data{Tables: map[string]*table.Table{"incidents": rows}}
	explanation, err := program.Explain(context.Background(), data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(explanation.Value.Why())
	fmt.Println("at least", explanation.Least, "and at most", explanation.Most)
	err = program.EachRowOf(context.Background(), data, explanation.Root, func(row dsl.RowUse) {
		fmt.Println("row", row.Row+1, "is", row.Use)
	})
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// 1 of 4 rows of incidents cannot be decided: row 4 has no resolved
	// at least ≈33.3333% and at most ≈66.6667%
	// row 1 is counted
	// row 2 is not counted
	// row 3 is left out
	// row 4 is undecided
}

func ExampleProgram_Explain() {
	program, err := dsl.Compile(`share(incidents, .resolved - .opened <= 4h) >= 95% or count(incidents) < 10`, dsl.Env{Tables: []kinds.Schema{incidents}})
	if err != nil {
		fmt.Println(err)
		return
	}
	rows, err := table.ReadCSV(incidents, "incidents.csv", strings.NewReader(lastWeek), table.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	explanation, err := program.Explain(context.Background(), dsl.Data{Tables: map[string]*table.Table{"incidents": rows}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range explanation.Steps() {
		fmt.Println(step)
	}
	// Output:
	// share(incidents, .resolved - .opened <= 4h) = ≈66.6667% (2 of 3 rows of incidents)
	// share(incidents, .resolved - .opened <= 4h) >= 95% = no
	// count(incidents) = 3 (3 of 3 rows of incidents)
	// count(incidents) < 10 = yes
	// share(incidents, .resolved - .opened <= 4h) >= 95% or count(incidents) < 10 = yes
}

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
