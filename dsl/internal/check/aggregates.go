package check

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
	"github.com/expr-lang/expr/ast"
)

// aggregate is one value from many rows: what it looks at in each row and what it
// gives.
type aggregate struct {
	usage     string
	condition bool // looks at a condition on each row, not at a value
	optional  bool // the condition may be left out
	rank      bool // takes a rank as its last argument
	result    func(item table.Type) (table.Type, bool)
}

var aggregates = map[string]aggregate{
	"count":      {usage: "count(rows), or count(rows, condition)", condition: true, optional: true, result: always(table.Count)},
	"share":      {usage: "share(rows, condition)", condition: true, result: always(table.Percent)},
	"any":        {usage: "any(rows, condition)", condition: true, result: always(table.Boolean)},
	"all":        {usage: "all(rows, condition)", condition: true, result: always(table.Boolean)},
	"sum":        {usage: "sum(rows, value)", result: additive},
	"mean":       {usage: "mean(rows, value)", result: averaged},
	"median":     {usage: "median(rows, value)", result: averaged},
	"min":        {usage: "min(rows, value)", result: extreme},
	"max":        {usage: "max(rows, value)", result: extreme},
	"percentile": {usage: "percentile(rows, value, 95)", rank: true, result: extreme},
}

func always(k table.Kind) func(table.Type) (table.Type, bool) {
	return func(table.Type) (table.Type, bool) { return table.Of(k), true }
}

// additive kinds have a sum; the sum of percents or ratios means nothing.
func additive(item table.Type) (table.Type, bool) {
	switch item.Kind {
	case table.Number, table.Count, table.Duration, table.Money, table.CalendarDays, table.BusinessDays:
		return item, true
	}
	return item, false
}

// averaged kinds have a mean; the mean of counts is a number.
func averaged(item table.Type) (table.Type, bool) {
	if item.Kind == table.Count {
		return table.Of(table.Number), true
	}
	return item, item.Kind.Numeric()
}

func extreme(item table.Type) (table.Type, bool) { return item, ordered(item.Kind) }

func (c *checker) aggregate(name string, f aggregate, args []ast.Node, span diag.Span) operand {
	usage := func(summary string) operand {
		return c.report(diag.ArgumentCount, span, summary, "write "+f.usage)
	}
	if len(args) == 0 {
		return usage(name + " needs rows to look at")
	}
	first := c.lower(args[0])
	span = c.syntax.Piped(span, first.span)
	over, ok := c.rowsOf(first, name, f.usage)
	rest := args[1:]
	var rank exact.Num
	if f.rank {
		if len(rest) == 0 || ok && len(rest) == 1 && over.item == nil {
			return usage(name + " needs a value of each row and a rank")
		}
		if rank, ok = c.rank(rest[len(rest)-1], ok); !ok {
			return operand{span: span}
		}
		rest = rest[:len(rest)-1]
	}
	if !ok {
		return operand{span: span}
	}
	if len(rest) > 1 {
		return usage(name + " takes fewer arguments")
	}
	if len(rest) == 1 {
		item := c.inRows(over, rest[0])
		if item == nil {
			return operand{span: span}
		}
		over.item = item
	}
	n := &tree.Aggregate{Function: name, ID: c.aggregates, Table: over.table, Where: over.where, Item: over.item, Rank: rank}
	c.aggregates++
	switch {
	case f.condition && over.item == nil && !f.optional:
		return usage(name + " needs a condition on each row")
	case f.condition && over.item != nil && over.item.Type().Kind != table.Boolean:
		if f.optional && len(rest) == 0 { // count(map(…)): how many values there are
			n.Item = nil
			break
		}
		return c.report(diag.ArgumentKind, over.item.Span(), fmt.Sprintf("%s looks at a condition on each row, this is %s", name, named(over.item.Type())), "compare it with something: … <= …")
	case !f.condition && over.item == nil:
		return usage(name + " needs to know which value of each row")
	}
	var of table.Type
	if n.Item != nil {
		of = n.Item.Type()
	}
	t, ok := f.result(of)
	if !ok {
		return c.report(diag.ArgumentKind, n.Item.Span(), fmt.Sprintf("there is no %s of %s", name, plural(of)), aggregateAdvice(name, of))
	}
	t.Nullable, t.CellUnit = true, 0
	n.Meta = meta(t, span, tree.Children(n)...)
	return value(n)
}

func aggregateAdvice(name string, t table.Type) string {
	switch {
	case t.Kind == table.Boolean:
		return "count the rows with count(rows, condition), or take share(rows, condition)"
	case t.Kind == table.Percent || t.Kind == table.Ratio:
		return "percents of different wholes do not add up: take the sum of the parts over the sum of the wholes, or the mean"
	case t.Kind == table.Instant || t.Kind == table.Date:
		return "take the duration between two instants, or min and max"
	}
	return ""
}

func plural(t table.Type) string {
	switch t.Kind {
	case table.Boolean:
		return "conditions"
	case table.Text, table.Enum:
		return "texts"
	case table.Instant, table.Date:
		return t.Kind.String() + "s"
	}
	return named(t)
}

// rank is a percentile's rank: above 0 and at most 100.
func (c *checker) rank(arg ast.Node, ok bool) (exact.Num, bool) {
	n := c.single(c.lower(unwrap(arg)))
	if n == nil || !ok {
		return exact.Num{}, false
	}
	con, constant := n.(*tree.Const)
	if !constant || !con.Untyped && con.T.Kind != table.Percent || con.Value.Num.Sign() <= 0 || con.Value.Num.Cmp(hundred) > 0 {
		c.report(diag.ArgumentKind, n.Span(), "a percentile's rank is a number above 0 and at most 100", "write percentile(rows, value, 95)")
		return exact.Num{}, false
	}
	return con.Value.Num, true
}

// chain is filter or map: rows that satisfy a condition, or a value of each row.
func (c *checker) chain(name string, args []ast.Node, span diag.Span) operand {
	if len(args) != 2 {
		return c.report(diag.ArgumentCount, span, name+" takes rows and what to do with each", "write "+name+"(rows, …)")
	}
	first := c.lower(args[0])
	span = c.syntax.Piped(span, first.span)
	over, ok := c.rowsOf(first, name, name+"(rows, …)")
	if !ok {
		return operand{span: span}
	}
	item := c.inRows(over, args[1])
	if item == nil {
		return operand{span: span}
	}
	if name == "map" {
		over.item = item
		return operand{stream: over, span: span}
	}
	if item.Type().Kind != table.Boolean {
		return c.report(diag.ArgumentKind, item.Span(), fmt.Sprintf("filter keeps the rows that satisfy a condition, this is %s", named(item.Type())), "compare it with something: … >= …")
	}
	over.where = append(slices.Clone(over.where), item)
	return operand{stream: over, span: span}
}

// rowsOf is the operand as a stream of its own.
func (c *checker) rowsOf(o operand, name, usage string) (*stream, bool) {
	if o.bad() {
		return nil, false
	}
	if o.stream == nil {
		what := "a list"
		if o.node != nil {
			what = named(o.node.Type())
		}
		c.report(diag.ArgumentKind, o.span, fmt.Sprintf("%s looks at rows, this is %s", name, what), "write "+usage)
		return nil, false
	}
	own := *o.stream
	return &own, true
}

// inRows lowers what is asked of each row of a stream.
func (c *checker) inRows(over *stream, arg ast.Node) tree.Node {
	c.rows = append(c.rows, rowScope{table: over.table, item: over.item})
	defer func() { c.rows = c.rows[:len(c.rows)-1] }()
	return c.single(c.lower(unwrap(arg)))
}

// unwrap takes off expr's marker of a predicate.
func unwrap(n ast.Node) ast.Node {
	if p, ok := n.(*ast.PredicateNode); ok {
		return p.Node
	}
	return n
}
