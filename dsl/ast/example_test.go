package ast_test

import (
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// A reading of one's own walks the checked tree: the fields that a measure needs, with
// the text in which each stands.
func ExampleWalk() {
	tickets := kinds.Schema{Name: "tickets", Fields: []kinds.Field{
		{Name: "opened", Type: kinds.Of(kinds.Instant)},
		{Name: "resolved", Type: kinds.Of(kinds.Instant)},
		{Name: "level", Type: kinds.EnumOf("high", "low")},
	}}
	program, err := dsl.Compile(`share(filter(tickets, .level == "high"), .resolved - .opened <= 4h)`, dsl.Env{Tables: []kinds.Schema{tickets}})
	if err != nil {
		fmt.Println(err)
		return
	}
	ast.Walk(program.Tree(), func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Aggregate:
			fmt.Println(n.Function, "of", len(n.Where), "condition and an item of kind", n.Item.Type())
		case *ast.Field:
			fmt.Println(n.Name, n.Type(), program.Text()[n.Span().Start:n.Span().End])
		}
		return true
	})
	// Output:
	// share of 1 condition and an item of kind boolean
	// level enum(high, low) .level
	// resolved instant .resolved
	// opened instant .opened
}
