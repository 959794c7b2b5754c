package english

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// clause returns a condition as a statement: "the amount is at most 5 USD".
func (w *writer) clause(n ast.Node) phrase {
	if !w.spend(16) {
		return elided
	}
	if s, ok := w.simple(n); ok {
		return w.said(s)
	}
	switch n := n.(type) {
	case *ast.Const:
		return phrase{text: "the condition is always " + constant(n)}
	case *ast.Not:
		return w.negated(n.X)
	case *ast.Logic:
		return w.listed(n.And, w.items(n))
	case *ast.Comparison:
		if p, ok := w.proportion(n); ok {
			return p
		}
		return w.sameTruth(n)
	case *ast.Conditional:
		return w.choice(n, w.clause)
	case *ast.Coalesce:
		return w.otherwise(n, w.clause)
	case *ast.Let:
		return w.let(n, w.clause)
	case *ast.Aggregate:
		return w.aggregateHolds(n)
	}
	return elided
}

// negated returns what does not hold.
func (w *writer) negated(x ast.Node) phrase {
	if a, ok := x.(*ast.Aggregate); ok && a.Function == "any" {
		return w.quantified("none", "no", a)
	}
	return phrase{text: "it is not true that " + bracketed(w.clause(x))}
}

// sameTruth compares two conditions.
func (w *writer) sameTruth(c *ast.Comparison) phrase {
	l, r := c.L, c.R
	if _, ok := l.(*ast.Const); ok {
		l, r = r, l
	}
	verb := map[ast.Op]string{ast.Equal: "is", ast.NotEqual: "is not"}[c.Op]
	if con, ok := r.(*ast.Const); ok {
		if _, both := l.(*ast.Const); !both {
			return phrase{text: "it " + verb + " " + constant(con) + " that " + bracketed(w.clause(l))}
		}
	}
	if c.Op == ast.Equal {
		return phrase{text: bracketed(w.clause(l)) + " if and only if " + bracketed(w.clause(r)), list: true}
	}
	return phrase{text: "exactly one of these holds: " + bracketed(w.clause(l)) + " or " + bracketed(w.clause(r)), list: true}
}

// items returns the conditions that a chain of one operator joins. Neighbours that say
// something of one subject are one item: "the value is at least 90% and at most 99%".
func (w *writer) items(l *ast.Logic) []phrase {
	w.lists++
	defer func() { w.lists-- }()
	return w.asItems(w.gathered(l.And, flat(l, l.And)))
}

// asItems returns conditions as the items of a list.
func (w *writer) asItems(conditions []gathered) []phrase {
	var items []phrase
	for _, one := range conditions {
		if one.node != nil {
			items = append(items, w.clause(one.node))
		} else {
			items = append(items, w.said(one.simple))
		}
		if w.cut {
			break
		}
	}
	return items
}

// flat returns the conditions that a chain of and, or of or, joins.
func flat(n ast.Node, and bool) []ast.Node {
	var all []ast.Node
	var rest = []ast.Node{n}
	for len(rest) > 0 {
		last := rest[len(rest)-1]
		rest = rest[:len(rest)-1]
		if l, ok := last.(*ast.Logic); ok && l.And == and {
			rest = append(rest, l.R, l.L)
			continue
		}
		all = append(all, last)
	}
	return all
}

// gathered is one condition of a chain, or several that say something of one subject.
type gathered struct {
	node   ast.Node // when it is not simple
	simple simple
}

func (w *writer) gathered(all bool, nodes []ast.Node) []gathered {
	var out []gathered
	for i := 0; i < len(nodes); i++ {
		if !w.spend(24) {
			return append(out, gathered{node: nodes[i]})
		}
		if w.shared(nodes, i) {
			l, r := nodes[i].(*ast.Comparison), nodes[i+1].(*ast.Comparison)
			first, second := w.comparison(l.R, l.Op.Mirrored(), l.L), w.comparison(r.L, r.Op, r.R)
			out = append(out, gathered{simple: first.with(" and ", second)})
			i++
			continue
		}
		s, ok := w.simple(nodes[i])
		if !ok {
			out = append(out, gathered{node: nodes[i]})
			continue
		}
		if last := len(out) - 1; last >= 0 && out[last].node == nil && out[last].simple.joins(s) {
			word := " or "
			if all {
				word = " and "
			}
			out[last].simple = out[last].simple.with(word, s)
			continue
		}
		out = append(out, gathered{simple: s})
	}
	return out
}

// shared reports whether two conditions are a chain such as 1 <= x <= 5, which the
// checker makes with one node in the middle.
func (w *writer) shared(nodes []ast.Node, i int) bool {
	if i+1 == len(nodes) {
		return false
	}
	l, ok := nodes[i].(*ast.Comparison)
	r, also := nodes[i+1].(*ast.Comparison)
	if !ok || !also || l.R != r.L || l.R.Type().Kind == kinds.Boolean {
		return false
	}
	_, constant := l.R.(*ast.Const)
	return !constant
}
