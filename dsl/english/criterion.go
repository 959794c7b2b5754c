package english

import (
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// joined returns a measure and a target as one statement, when the target says one thing
// of the value: a level, or a band.
func (w *writer) joined(m *writer, measure, target ast.Node, input string) (string, bool) {
	nodes := flat(target, true)
	if measure.Type().Kind == kinds.Boolean {
		if len(nodes) != 1 {
			return "", false
		}
		switch n := nodes[0].(type) {
		case *ast.Input:
			return m.statement(measure), n.Name == input
		case *ast.Not:
			if in, ok := n.X.(*ast.Input); ok && in.Name == input {
				return m.negated(measure).text, true
			}
		case *ast.Comparison:
			in, ok := n.L.(*ast.Input)
			if _, figure := n.R.(*ast.Const); ok && figure && in.Name == input {
				return m.sameTruth(&ast.Comparison{Op: n.Op, L: measure, R: n.R}).text, true
			}
		}
		return "", false
	}
	for _, n := range nodes {
		if !saysOf(n, input) {
			return "", false
		}
	}
	conditions := w.gathered(true, nodes)
	if len(conditions) != 1 || conditions[0].node != nil {
		return "", false
	}
	said := conditions[0].simple
	if a, ok := measure.(*ast.Aggregate); ok && a.Function == "share" && levels(nodes) {
		figure := strings.TrimPrefix(said.says(false), "is ")
		if !strings.HasPrefix(figure, "at ") && !strings.HasPrefix(figure, "more ") && !strings.HasPrefix(figure, "less ") {
			figure = "exactly " + figure
		}
		return m.quantified(figure, figure, a).text, true
	}
	said.subject = m.noun(measure)
	return m.said(said).text, true
}

// saysOf reports whether a condition says one thing of the value and nothing else of it.
func saysOf(n ast.Node, input string) bool {
	is := func(n ast.Node) bool {
		in, ok := n.(*ast.Input)
		return ok && in.Name == input
	}
	switch n := n.(type) {
	case *ast.Comparison:
		return is(n.L) && !mentions(n.R, is) || is(n.R) && !mentions(n.L, is)
	case *ast.In:
		return is(n.X)
	}
	return false
}

func mentions(n ast.Node, is func(ast.Node) bool) (found bool) {
	ast.Walk(n, func(n ast.Node) bool {
		found = found || is(n)
		return !found
	})
	return found
}

// levels reports whether all conditions compare with a figure.
func levels(nodes []ast.Node) bool {
	for _, n := range nodes {
		c, ok := n.(*ast.Comparison)
		if !ok || c.Op == ast.NotEqual {
			return false
		}
		_, right := c.R.(*ast.Const)
		_, left := c.L.(*ast.Const)
		if !left && !right {
			return false
		}
	}
	return true
}
