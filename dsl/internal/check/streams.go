package check

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	parsed "github.com/expr-lang/expr/ast"
)

// chains are the functions from rows to rows, values or groups.
var chains = map[string]struct{ usage, takes string }{
	"filter": {"filter(rows, condition)", "rows and a condition on each"},
	"map":    {"map(rows, value)", "rows and what to take from each"},
	"sort":   {"sort(rows, value)", "rows and the value by which they are ordered"},
	"groups": {"groups(rows, key)", "rows and the value that those of one group share"},
}

// chain returns a function from rows to rows, values or groups.
func (c *checker) chain(name string, args []parsed.Node, span diag.Span) operand {
	f := chains[name]
	if len(args) != 2 {
		return c.report(codes.ArgumentCount, span, name+" takes "+f.takes, "write "+f.usage)
	}
	first := c.lower(args[0])
	span = c.syntax.Piped(span, first.span)
	over, ok := c.rowsOf(first, name, f.usage)
	if !ok {
		return operand{span: span}
	}
	if name == "groups" {
		return c.groups(over, args[1], span)
	}
	item := c.inRows(over, args[1])
	if item == nil {
		return operand{span: span}
	}
	switch t := item.Type(); {
	case name == "map":
		over.item = item
	case name == "sort" && !ordered(t):
		return c.report(codes.ArgumentKind, item.Span(), fmt.Sprintf("rows are put in order by something that has one, this is %s", named(t)), "write an instant, a date or a number: sort(rows, .opened)")
	case name == "sort":
		over.order = item
	case t.Kind != kinds.Boolean:
		return c.report(codes.ArgumentKind, item.Span(), fmt.Sprintf("filter keeps the rows that satisfy a condition, this is %s", named(t)), "compare it with something: … >= …")
	default:
		over.where = append(slices.Clone(over.where), item)
	}
	return operand{stream: over, span: span}
}

// groups puts rows into groups by one key, or by a list of them.
func (c *checker) groups(over *stream, arg parsed.Node, span diag.Span) operand {
	if over.Each != nil || over.item != nil {
		return c.report(codes.ArgumentKind, span, "groups are made of rows", "write groups(rows, key), and ask each group for the groups inside it with groups(#, key)")
	}
	keys := []parsed.Node{unwrap(arg)}
	if list, ok := keys[0].(*parsed.ArrayNode); ok {
		keys = list.Nodes
		if len(keys) == 0 {
			return c.report(codes.ArgumentCount, span, "groups needs a key", "write groups(rows, [.agency, .priority])")
		}
	}
	g := &ast.Grouping{ID: c.groupings, Source: over.Source, Where: over.where}
	c.groupings++
	for _, k := range keys {
		key := c.inRows(over, k)
		if key == nil {
			return operand{span: span}
		}
		g.Keys = append(g.Keys, key)
	}
	return operand{stream: &stream{Source: ast.Source{Table: over.Table, Each: g}}, span: span}
}

// rowsOf returns the operand as a stream of its own.
func (c *checker) rowsOf(o operand, name, usage string) (*stream, bool) {
	if o.bad() {
		return nil, false
	}
	if o.stream == nil {
		what := "a list"
		if o.node != nil {
			what = named(o.node.Type())
		}
		c.report(codes.ArgumentKind, o.span, fmt.Sprintf("%s looks at rows, this is %s", name, what), "write "+usage)
		return nil, false
	}
	own := *o.stream
	return &own, true
}

// inRows lowers what is asked of each row or group of a stream.
func (c *checker) inRows(over *stream, arg parsed.Node) ast.Node {
	slots := c.slots
	c.rows = append(c.rows, rowScope{Source: over.Source, item: over.item})
	n := c.single(c.lower(unwrap(arg)))
	c.rows = c.rows[:len(c.rows)-1]
	if over.Each != nil && n != nil {
		addInner(over.Each, n, slots)
	}
	return n
}

// addInner notes the aggregates of what is asked of each group that have to be computed
// anew for each: those that look at the group's rows, at its keys, or at a name that was
// given inside (its slot is not below first). The others are computed once.
func addInner(g *ast.Grouping, asked ast.Node, first int) {
	ast.Walk(asked, func(n ast.Node) bool {
		a, ok := n.(*ast.Aggregate)
		if !ok || slices.Contains(g.Inner, a.ID) {
			return true
		}
		depends := false
		ast.Walk(a, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Aggregate:
				depends = depends || n.Of == g || n.Each != nil && n.Each.Of == g
			case *ast.Key:
				depends = depends || n.Grouping == g
			case *ast.Variable:
				depends = depends || n.Slot >= first
			}
			return !depends
		})
		if depends {
			g.Inner = append(g.Inner, a.ID)
		}
		return true
	})
}

// unwrap takes off expr's marker of a predicate.
func unwrap(n parsed.Node) parsed.Node {
	if p, ok := n.(*parsed.PredicateNode); ok {
		return p.Node
	}
	return n
}
