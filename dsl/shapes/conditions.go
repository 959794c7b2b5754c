package shapes

import (
	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Conditions returns the conditions that decide which case of an expression applies: the
// condition of a choice between two values, and the comparisons, inputs and questions
// within "or". What is asked in every case, as an operand of "and" is, is not among them.
// Those that read rows, and those that use a name given with let, are left out. They
// stand in the order of the text, each once.
func Conditions(p *dsl.Program) []*dsl.Program {
	var all []*dsl.Program
	env := p.Env()
	env.Result = kinds.Boolean
	seen := map[string]bool{}
	add := func(n ast.Node) {
		at := n.Span()
		snippet := p.Snippet().Piece(at.Start, at.End)
		if seen[snippet.Text] {
			return
		}
		seen[snippet.Text] = true
		if c, err := dsl.CompileSnippet(snippet, env); err == nil {
			all = append(all, c)
		}
	}
	var visit func(n ast.Node, always bool)
	visit = func(n ast.Node, always bool) {
		inner := false
		switch n := n.(type) {
		case *ast.Aggregate:
			return
		case *ast.Conditional:
			add(n.If)
		case *ast.Let:
			inner = always
		case *ast.Logic:
			inner = always && n.And
		case *ast.Not, *ast.Coalesce, *ast.Const, *ast.Variable:
		default:
			if n.Type().Kind == kinds.Boolean && !always && !chooses(n) {
				add(n)
			}
		}
		for _, child := range ast.Children(n) {
			visit(child, inner)
		}
	}
	visit(p.Tree(), true)
	return all
}

// chooses reports whether a part holds a choice between two values.
func chooses(n ast.Node) bool {
	found := false
	ast.Walk(n, func(n ast.Node) bool {
		_, choice := n.(*ast.Conditional)
		found = found || choice
		return !found
	})
	return found
}
