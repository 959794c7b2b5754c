package dsl

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Aggregate is what an expression is that is one aggregate of records.
type Aggregate struct {
	Function string // "share", "percentile", …
	Table    string // whose rows, or groups of them
	Field    string // the field that is aggregated, when it is one as it stands
	Groups   bool   // whether it goes over groups of rows
}

// Aggregate tells whether the expression is one aggregate of records and nothing else,
// and which.
func (p *Program) Aggregate() (a Aggregate, ok bool) {
	p = p.compiled()
	n := single(p.checked.Root)
	if n == nil {
		return Aggregate{}, false
	}
	a = Aggregate{Function: n.Function, Table: p.env.Tables[n.Table].Name, Groups: n.Each != nil}
	if f, is := n.Item.(*ast.Field); is && n.Each == nil {
		a.Field = f.Name
	}
	return a, true
}

// Conditions are the conditions on which it depends what an expression asks: what a choice
// between two values asks, and the comparisons, inputs and questions within "or". What it
// asks in any case, as a part of "and", is none. Those that go over rows, and those that
// use a name given with let, are left out. They stand in the order of the text, each once.
func (p *Program) Conditions() []*Program {
	p = p.compiled()
	var all []*Program
	seen := map[string]bool{}
	add := func(n ast.Node) {
		at := n.Span()
		snippet := p.snippet.Piece(at.Start, at.End)
		if seen[snippet.Text] {
			return
		}
		seen[snippet.Text] = true
		env := p.env
		env.Result = kinds.Boolean
		if c, err := CompileSnippet(snippet, env); err == nil {
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
	visit(p.checked.Root, true)
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
