package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
	parsed "github.com/expr-lang/expr/ast"
)

// durations are the lengths of the units of elapsed time, in nanoseconds.
var durations = map[string]int64{"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9, "min": 60e9, "h": 3600e9}

// literal returns a number with or without a unit.
func (c *checker) literal(l syntax.Literal) operand {
	n, err := exact.Parse(l.Digits)
	if err != nil {
		return c.report(codes.NumberLiteral, l.Span, fmt.Sprintf("a number of %d digits is too long", len(l.Digits)), "shorten it")
	}
	con := &ast.Const{Meta: meta(kinds.Of(kinds.Number), l.Span), Value: ast.Value{Num: n}}
	switch {
	case l.Unit == "":
		con.Untyped = true
	case l.Unit == "%":
		con.T = kinds.Of(kinds.Percent)
	case l.Unit == "business days":
		con.T = kinds.Of(kinds.BusinessDays)
	case l.Unit == "calendar days":
		con.T = kinds.Of(kinds.CalendarDays)
	case durations[l.Unit] != 0:
		con.T = kinds.Of(kinds.Duration)
		con.Value.Num = n.Mul(exact.Int(durations[l.Unit]))
	default:
		con.T = kinds.MoneyIn(l.Unit)
	}
	return value(con)
}

// name returns a let's name, an input or a table.
func (c *checker) name(n *parsed.IdentifierNode) operand {
	span := c.syntax.Word(n)
	for _, b := range slices.Backward(c.names) {
		if b.name == n.Value {
			return c.variable(b, span)
		}
	}
	for i, in := range c.env.Inputs {
		if in.Name == n.Value && in.Type.Kind == 0 {
			return operand{span: span} // reported once, at the end
		}
		if in.Name == n.Value {
			return value(&ast.Input{Meta: meta(in.Type, span), Index: i, Name: in.Name})
		}
	}
	for i, t := range c.env.Tables {
		if t.Name == n.Value {
			return operand{stream: &stream{Source: ast.Source{Table: i}}, span: span}
		}
	}
	return c.unknownName(n.Value, span)
}

func (c *checker) variable(b binding, span diag.Span) operand {
	switch {
	case b.value.bad() || b.value.stream != nil || b.value.isList:
		o := b.value
		o.span = span
		return o
	case b.depth > 0 && b.depth < len(c.rows) && c.rows[b.depth-1].Each == nil:
		return c.report(codes.DependsOnRow, span, fmt.Sprintf("%s belongs to a row of the rows around, and this is a question about other rows", b.name),
			"compare within one table, or compute the inner value before the outer rows are gone through")
	}
	m := meta(b.value.node.Type(), span)
	return value(&ast.Variable{Meta: m, Slot: b.slot, Name: b.name})
}

func (c *checker) unknownName(name string, span diag.Span) operand {
	if len(c.rows) > 0 {
		if schema := c.env.Tables[c.rows[len(c.rows)-1].Table]; schema.Index(name) >= 0 {
			return c.report(codes.UnknownName, span, fmt.Sprintf("%s is a field of %s, not a name of its own", name, schema.Name), "write ."+name)
		}
	}
	if slices.Contains(c.subjects(), name) {
		return c.report(codes.UnknownName, span, fmt.Sprintf("%s is a metric; its value or verdict is asked with a function", name), c.queryAdvice(name))
	}
	if near := diag.Near(name, c.visible()); near != "" {
		return c.report(codes.UnknownName, span, fmt.Sprintf("nothing is named %s here", name), "did you mean "+near+"?")
	}
	return c.report(codes.UnknownName, span, fmt.Sprintf("nothing is named %s here", name), c.knownNames())
}

func (c *checker) queryAdvice(subject string) string {
	if len(c.env.Queries) == 0 {
		return "a measure cannot use another metric"
	}
	return fmt.Sprintf("write %s(%s)", c.env.Queries[0].Name, subject)
}

// visible returns the names that could stand where one was not known.
func (c *checker) visible() []string {
	var all []string
	for _, b := range c.names {
		all = append(all, b.name)
	}
	for _, in := range c.env.Inputs {
		all = append(all, in.Name)
	}
	for _, t := range c.env.Tables {
		all = append(all, t.Name)
	}
	return all
}

func (c *checker) knownNames() string {
	names := c.visible()
	if len(names) == 0 {
		return ""
	}
	if len(names) > 8 {
		names = append(names[:8:8], "…")
	}
	return "known here: " + strings.Join(names, ", ")
}

// pointer returns the current row (a point before a field) or the current value (#).
func (c *checker) pointer(n *parsed.PointerNode) operand {
	span := c.syntax.Word(n)
	if n.Name != "" {
		return c.report(codes.NotInLanguage, span, fmt.Sprintf("#%s is not part of the language", n.Name), "write . and a field, or # for the value")
	}
	if len(c.rows) == 0 {
		return c.report(codes.FieldOutsideRows, span, "there is no row at hand here", "write it inside count, share, filter or their like")
	}
	scope := c.rows[len(c.rows)-1]
	switch {
	case scope.item != nil:
		return operand{node: scope.item, span: span}
	case scope.Each != nil:
		return operand{stream: &stream{Source: ast.Source{Table: scope.Table, Of: scope.Each}}, span: span}
	}
	return c.report(codes.ArgumentKind, span, "a row has no value of its own", "name a field of it: .field")
}

// member returns a field of the current row.
func (c *checker) member(n *parsed.MemberNode) operand {
	property, ok := n.Property.(*parsed.StringNode)
	if !ok || c.syntax.Quoted(property) {
		return c.report(codes.NotInLanguage, c.syntax.Word(n), "values are not indexed", "ask for a field of the row: .field")
	}
	span := c.syntax.Word(property)
	if _, ok := n.Node.(*parsed.PointerNode); !ok {
		if o := c.lower(n.Node); o.stream != nil {
			return c.report(codes.FieldOutsideRows, span, "a field belongs to one row, and these are many",
				fmt.Sprintf("write map(%s, .%s), or an aggregate such as mean(%s, .%s)", c.text(o.span), property.Value, c.text(o.span), property.Value))
		}
		return c.report(codes.UnknownField, span, "only rows have fields", "")
	}
	span.Start = c.syntax.Word(n.Node).Start
	if len(c.rows) == 0 {
		return c.report(codes.FieldOutsideRows, span, fmt.Sprintf(".%s has no row to belong to here", property.Value),
			"write it inside count, share, filter or their like")
	}
	scope := c.rows[len(c.rows)-1]
	schema := c.env.Tables[scope.Table]
	if scope.item != nil {
		return c.report(codes.UnknownField, span, "these are values taken from rows, they have no fields", "write # for the value")
	}
	i := schema.Index(property.Value)
	if i < 0 {
		advice := diag.DidYouMean(property.Value, schema.FieldNames())
		if strings.HasPrefix(advice, "did you mean ") {
			advice = strings.Replace(advice, "did you mean ", "did you mean .", 1)
		}
		return c.report(codes.UnknownField, span, fmt.Sprintf("%s has no field %s", schema.Name, property.Value), advice)
	}
	if schema.Fields[i].Type.Kind == 0 {
		return operand{span: span} // reported once, at the end
	}
	if scope.Each != nil {
		return c.key(scope.Each, i, property.Value, span)
	}
	return value(&ast.Field{Meta: meta(schema.Fields[i].Type, span), Table: scope.Table, Column: i, Name: property.Value})
}

// key returns a field that all rows of the current group share.
func (c *checker) key(g *ast.Grouping, column int, name string, span diag.Span) operand {
	for i, k := range g.Keys {
		if field, ok := k.(*ast.Field); ok && field.Column == column {
			t := k.Type()
			t.Nullable = false
			return value(&ast.Key{Meta: meta(t, span), Grouping: g, Index: i, Name: name})
		}
	}
	return c.report(codes.FieldOutsideRows, span, fmt.Sprintf(".%s is not the same for all rows of a group", name),
		fmt.Sprintf("write an aggregate of the group's rows, such as max(#, .%s), or group by it", name))
}

// text returns the author's text of a span of the expression.
func (c *checker) text(span diag.Span) string {
	return c.syntax.Snippet.Text[span.Start:span.End]
}

// let names a value, rows or a list for what follows.
func (c *checker) let(n *parsed.VariableDeclaratorNode) operand {
	span := c.syntax.Word(n)
	if c.taken(n.Name) {
		c.report(codes.UnknownName, span, fmt.Sprintf("%s already means something here", n.Name), "choose another name")
	}
	bound := c.lower(n.Value)
	b := binding{name: n.Name, value: bound, depth: len(c.rows), slot: -1}
	if bound.node != nil {
		b.slot = c.slots
		c.slots++
	}
	c.names = append(c.names, b)
	body := c.lower(n.Expr)
	c.names = c.names[:len(c.names)-1]
	if bound.node == nil || body.node == nil {
		if body.stream != nil && bound.node != nil {
			return c.report(codes.NotInLanguage, body.span, "rows cannot follow a let of a single value", "put the let before the aggregate that uses the rows")
		}
		return body
	}
	enclosed := c.syntax.Enclose(c.syntax.From("let", span.Join(body.span)))
	return value(&ast.Let{Meta: meta(body.node.Type(), enclosed, bound.node, body.node), Slot: b.slot, Name: n.Name, Value: bound.node, Body: body.node})
}

func (c *checker) taken(name string) bool {
	return syntax.Keyword(name) || slices.Contains(c.visible(), name)
}
