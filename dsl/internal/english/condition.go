package english

import (
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
)

// clause is a condition as a statement: "the amount is at most 5 USD".
func (w *writer) clause(n tree.Node) phrase {
	if !w.spend(16) {
		return elided
	}
	if s, ok := w.simple(n); ok {
		return w.said(s)
	}
	switch n := n.(type) {
	case *tree.Const:
		return phrase{text: "the condition is always " + constant(n)}
	case *tree.Not:
		return w.negated(n.X)
	case *tree.Logic:
		return w.listed(n.And, w.items(n))
	case *tree.Comparison:
		if p, ok := w.partly(n); ok {
			return p
		}
		return w.sameTruth(n)
	case *tree.Conditional:
		return w.choice(n, w.clause)
	case *tree.Coalesce:
		return w.otherwise(n, w.clause)
	case *tree.Let:
		return w.let(n, w.clause)
	case *tree.Aggregate:
		return w.aggregateHolds(n)
	}
	return elided
}

// negated is what does not hold.
func (w *writer) negated(x tree.Node) phrase {
	if a, ok := x.(*tree.Aggregate); ok && a.Function == "any" {
		return w.quantified("none", "no", a)
	}
	return phrase{text: "it is not true that " + bracketed(w.clause(x))}
}

// sameTruth compares two conditions.
func (w *writer) sameTruth(c *tree.Comparison) phrase {
	l, r := c.L, c.R
	if _, ok := l.(*tree.Const); ok {
		l, r = r, l
	}
	verb := map[tree.Op]string{tree.Equal: "is", tree.NotEqual: "is not"}[c.Op]
	if con, ok := r.(*tree.Const); ok {
		if _, both := l.(*tree.Const); !both {
			return phrase{text: "it " + verb + " " + constant(con) + " that " + bracketed(w.clause(l))}
		}
	}
	if c.Op == tree.Equal {
		return phrase{text: bracketed(w.clause(l)) + " if and only if " + bracketed(w.clause(r)), list: true}
	}
	return phrase{text: "exactly one of these holds: " + bracketed(w.clause(l)) + " or " + bracketed(w.clause(r)), list: true}
}

// items are the conditions that a chain of one operator joins. Neighbours that say
// something of one subject are one item: "the value is at least 90% and at most 99%".
func (w *writer) items(l *tree.Logic) []phrase {
	w.lists++
	defer func() { w.lists-- }()
	return w.asItems(w.gathered(l.And, flat(l, l.And)))
}

// asItems are conditions as the items of a list.
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

// flat are the conditions that a chain of and, or of or, joins.
func flat(n tree.Node, and bool) []tree.Node {
	var all []tree.Node
	var rest = []tree.Node{n}
	for len(rest) > 0 {
		last := rest[len(rest)-1]
		rest = rest[:len(rest)-1]
		if l, ok := last.(*tree.Logic); ok && l.And == and {
			rest = append(rest, l.R, l.L)
			continue
		}
		all = append(all, last)
	}
	return all
}

// gathered is one condition of a chain, or several that say something of one
// subject.
type gathered struct {
	node   tree.Node // when it is not simple
	simple simple
}

func (w *writer) gathered(all bool, nodes []tree.Node) []gathered {
	var out []gathered
	for i := 0; i < len(nodes); i++ {
		if !w.spend(24) {
			return append(out, gathered{node: nodes[i]})
		}
		if w.shared(nodes, i) {
			l, r := nodes[i].(*tree.Comparison), nodes[i+1].(*tree.Comparison)
			first, second := w.comparison(l.R, l.Op.Flip(), l.L), w.comparison(r.L, r.Op, r.R)
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
func (w *writer) shared(nodes []tree.Node, i int) bool {
	if i+1 == len(nodes) {
		return false
	}
	l, ok := nodes[i].(*tree.Comparison)
	r, also := nodes[i+1].(*tree.Comparison)
	if !ok || !also || l.R != r.L || l.R.Type().Kind == table.Boolean {
		return false
	}
	_, constant := l.R.(*tree.Const)
	return !constant
}
