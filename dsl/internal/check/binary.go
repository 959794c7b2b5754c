package check

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
	parsed "github.com/expr-lang/expr/ast"
)

func (c *checker) unary(n *parsed.UnaryNode) operand {
	span := c.syntax.Word(n)
	x := c.lower(n.Node)
	if n.Operator == "not" || n.Operator == "!" {
		node := c.condition(x, "what follows "+n.Operator)
		if node == nil {
			return operand{span: span}
		}
		return value(&ast.Not{Meta: meta(kinds.Of(kinds.Boolean), c.syntax.Enclose(span.Join(node.Span())), node), X: node})
	}
	node := c.single(x)
	if node == nil {
		return operand{span: span}
	}
	if !node.Type().Kind.Numeric() {
		return c.report(codes.KindMismatch, node.Span(), fmt.Sprintf("%s has no sign", named(node.Type())), "remove the "+n.Operator)
	}
	enclosed := c.syntax.Enclose(span.Join(node.Span()))
	if n.Operator == "+" {
		return value(node)
	}
	if con, ok := node.(*ast.Const); ok {
		negative := *con
		negative.At, negative.Value.Num = enclosed, con.Value.Num.Neg()
		return value(&negative)
	}
	return value(&ast.Negate{Meta: meta(node.Type(), enclosed, node), X: node})
}

func (c *checker) binary(n *parsed.BinaryNode) operand {
	if not, ok := n.Left.(*parsed.UnaryNode); ok && (not.Operator == "not" || not.Operator == "!") && asksOf(n.Operator) {
		if c.syntax.NotAppliesToLeft(not, n) {
			left, right := c.lower(not.Node), c.lower(n.Right)
			return c.report(codes.AmbiguousNot, c.syntax.Word(not).Join(right.span), "it is not clear what not reaches",
				fmt.Sprintf("write not (%s %s %s)", syntax.Shorten(c.text(left.span)), n.Operator, syntax.Shorten(c.text(right.span))))
		}
	}
	l, r := c.lowerShared(n), c.lower(n.Right)
	if ordering(n.Operator) {
		c.shared, c.sharedIs = n.Right, r
	}
	span := c.syntax.Word(n)
	if l.span.End > l.span.Start {
		span = span.Join(l.span)
	}
	if r.span.End > r.span.Start {
		span = span.Join(r.span)
	}
	span = c.syntax.Enclose(span)
	if n.Operator == "in" {
		return c.in(l, r, span)
	}
	left, right := c.single(l), c.single(r)
	if left == nil || right == nil {
		return operand{span: span}
	}
	switch n.Operator {
	case "and", "&&", "or", "||":
		return c.logic(n.Operator, left, right, span)
	case "==", "!=", "<", "<=", ">", ">=":
		return c.comparison(n.Operator, left, right, span)
	case "+", "-", "*", "/":
		return c.arithmetic(n.Operator, left, right, span)
	case "contains", "startsWith", "endsWith":
		return c.textTest(n.Operator, left, right, span)
	case "??":
		return c.coalesce(left, right, span)
	case "matches":
		return c.report(codes.NotInLanguage, span, "there are no regular expressions", "use contains, startsWith, endsWith, or in [\"a\", \"b\"]")
	}
	return c.report(codes.NotInLanguage, span, n.Operator+" is not an operator of the language", "")
}

// lowerShared returns the left side of an operator. In 1 <= x <= 5 it may be the right
// side of the comparison before: expr gives both comparisons the same node, and lowering
// it twice at every level of nesting would take exponential time.
func (c *checker) lowerShared(n *parsed.BinaryNode) operand {
	if ordering(n.Operator) && c.shared == n.Left {
		return c.sharedIs
	}
	return c.lower(n.Left)
}

func ordering(op string) bool { return op == "<" || op == "<=" || op == ">" || op == ">=" }

// asksOf reports whether an operator makes a condition of what stands before it, so that
// a not before that could be meant for either.
func asksOf(op string) bool {
	return comparison(op) != 0 || op == "in" || op == "contains" || op == "startsWith" || op == "endsWith"
}

func (c *checker) logic(op string, l, r ast.Node, span diag.Span) operand {
	left, right := c.condition(value(l), "the left side of "+op), c.condition(value(r), "the right side of "+op)
	if left == nil || right == nil {
		return operand{span: span}
	}
	return value(&ast.Logic{Meta: meta(kinds.Of(kinds.Boolean), span, left, right), And: op == "and" || op == "&&", L: left, R: right})
}

func comparison(op string) ast.Op {
	return map[string]ast.Op{"==": ast.Equal, "!=": ast.NotEqual, "<": ast.Less, "<=": ast.LessOrEqual,
		">": ast.Greater, ">=": ast.GreaterOrEqual}[op]
}

func (c *checker) comparison(op string, l, r ast.Node, span diag.Span) operand {
	l, r, ok := c.meet(func(t kinds.Type) string { return subject(t) + " compared with a plain number" }, op, l, r, span)
	if !ok {
		return operand{span: span}
	}
	a, b := l.Type(), r.Type()
	if !comparableTypes(a, b) {
		return c.mismatch(fmt.Sprintf("%s compared with %s", subject(a), named(b)), op, a, b, span)
	}
	o := comparison(op)
	if !c.enumValue(a, r) || !c.enumValue(b, l) {
		return operand{span: span}
	}
	if a.Ordered && b.Ordered && !a.Equal(b) {
		return c.report(codes.KindMismatch, span, "steps of two different scales are compared", "declare both fields with one scale")
	}
	if o != ast.Equal && o != ast.NotEqual {
		if l, r, ok = onOneScale(l, r); !ok {
			return c.report(codes.KindMismatch, span, fmt.Sprintf("%s has no order", named(unordered(a, b))), "compare with == or !=, or with in [\"a\", \"b\"]; texts that have an order are declared as scale(low, high)")
		}
	}
	return value(&ast.Comparison{Meta: meta(kinds.Of(kinds.Boolean), span, l, r), Op: o, L: l, R: r})
}

// onOneScale brings the two sides of an ordering comparison to one ordered type. A text
// that stands in the expression takes the scale that it is compared with.
func onOneScale(l, r ast.Node) (ast.Node, ast.Node, bool) {
	a, b := l.Type(), r.Type()
	if !a.Ordered && !b.Ordered {
		return l, r, ordered(a) && ordered(b)
	}
	step := func(n ast.Node, scale kinds.Type) (ast.Node, bool) {
		con, ok := n.(*ast.Const)
		if !ok {
			return n, n.Type().Equal(scale)
		}
		typed := *con
		typed.T = scale
		return &typed, true
	}
	ok := false
	if a.Ordered {
		r, ok = step(r, a)
	} else {
		l, ok = step(l, b)
	}
	return l, r, ok
}

// unordered returns the one of two types that has no order.
func unordered(a, b kinds.Type) kinds.Type {
	if ordered(a) {
		return b
	}
	return a
}

// enumValue checks that a text compared with an enumeration is one of its values.
func (c *checker) enumValue(enum kinds.Type, n ast.Node) bool {
	con, ok := n.(*ast.Const)
	if enum.Kind != kinds.Enum || !ok {
		return true
	}
	for _, v := range enum.Values {
		if v == con.Value.Text {
			return true
		}
	}
	advice := diag.DidYouMean(con.Value.Text, enum.Values)
	if near := diag.Near(con.Value.Text, enum.Values); near != "" {
		advice = "did you mean " + strconv.Quote(near) + "?"
	}
	enum.Nullable = false // it says nothing of the values
	c.report(codes.UnknownValue, n.Span(), fmt.Sprintf("%q is not a value of %s", syntax.Shorten(con.Value.Text), enum), advice)
	return false
}

func (c *checker) arithmetic(op string, l, r ast.Node, span diag.Span) operand {
	var ok bool
	if op == "+" || op == "-" {
		say := func(t kinds.Type) string { return "a plain number is added to " + named(t) }
		if op == "-" {
			say = func(t kinds.Type) string { return named(t) + " and a plain number are subtracted" }
		}
		if l, r, ok = c.meet(say, op, l, r, span); !ok {
			return operand{span: span}
		}
	}
	a, b := l.Type(), r.Type()
	rule, known := arithmeticTable[pair{op[0], a.Kind, b.Kind}]
	if known && a.Kind == kinds.Money && b.Kind == kinds.Money && a.Currency != b.Currency {
		known = false
	}
	if !known {
		first, verb, second := a, map[string]string{"+": "added to", "-": "subtracted from", "*": "multiplied with", "/": "divided by"}[op], b
		if op == "-" {
			first, second = b, a
		}
		return c.mismatch(fmt.Sprintf("%s %s %s", subject(first), verb, named(second)), op, a, b, span)
	}
	result := kinds.Of(rule.result)
	if rule.result == kinds.Money {
		result.Currency = a.Currency + b.Currency
		if a.Currency == b.Currency {
			result.Currency = a.Currency
		}
	}
	if op == "/" {
		if con, constant := r.(*ast.Const); constant && con.Value.Num.Sign() == 0 {
			return c.report(codes.BadConstant, span, "this divides by zero", "divide by something else")
		}
	}
	return value(&ast.Arithmetic{Meta: meta(result, span, l, r), Op: op[0], Percent: rule.percent, L: l, R: r})
}

// meet lets a number without a unit take the kind of the other side. When that has a
// unit, say says what is wrong.
func (c *checker) meet(say func(beside kinds.Type) string, op string, l, r ast.Node, span diag.Span) (ast.Node, ast.Node, bool) {
	left, lok := l.(*ast.Const)
	right, rok := r.(*ast.Const)
	switch {
	case lok && left.Untyped && rok && right.Untyped:
		return l, r, true
	case lok && left.Untyped:
		typed, ok := c.adapted(left, r.Type(), say, op)
		return typed, r, ok
	case rok && right.Untyped:
		typed, ok := c.adapted(right, l.Type(), say, op)
		return l, typed, ok
	}
	return l, r, true
}

func (c *checker) adapted(con *ast.Const, beside kinds.Type, say func(kinds.Type) string, op string) (ast.Node, bool) {
	kind, ok := adapt(beside.Kind)
	if !ok {
		digits := syntax.Shorten(c.text(con.At))
		code, advice := codes.KindMismatch, mixAdvice(op, beside, con.T)
		switch {
		case beside.Kind.Numeric():
			code, advice = codes.UnitMismatch, "write "+withUnit(digits, beside)
		case texts(beside.Kind):
			advice = "write " + strconv.Quote(digits)
		}
		c.report(code, con.At, say(beside), advice)
		return nil, false
	}
	if kind == kinds.Count && !con.Value.Num.IsInt() {
		kind = kinds.Number
	}
	typed := *con
	typed.T, typed.Untyped = kinds.Of(kind), false
	return &typed, true
}

func (c *checker) mismatch(summary, op string, a, b kinds.Type, span diag.Span) operand {
	code := codes.KindMismatch
	switch {
	case a.Kind == kinds.Money && b.Kind == kinds.Money && a.Currency != b.Currency:
		code = codes.CurrencyMismatch
	case a.Kind.Numeric() && b.Kind.Numeric():
		code = codes.UnitMismatch
	}
	return c.report(code, span, summary, mixAdvice(op, a, b))
}

func (c *checker) textTest(op string, l, r ast.Node, span diag.Span) operand {
	for _, side := range []ast.Node{l, r} {
		if !texts(side.Type().Kind) {
			return c.report(codes.KindMismatch, side.Span(), fmt.Sprintf("%s works on texts, this is %s", op, named(side.Type())), "")
		}
	}
	return value(&ast.TextTest{Meta: meta(kinds.Of(kinds.Boolean), span, l, r), Op: op, L: l, R: r})
}

// in asks whether a value is one of a list of constants.
func (c *checker) in(l, r operand, span diag.Span) operand {
	x := c.single(l)
	if r.bad() || x == nil {
		return operand{span: span}
	}
	if !r.isList {
		return c.report(codes.ArgumentKind, r.span, "after in stands a list of values", "write in [\"a\", \"b\"]")
	}
	n := &ast.In{Meta: meta(kinds.Of(kinds.Boolean), span, x), X: x}
	for _, item := range r.list {
		compared := c.comparison("==", x, item, item.Span())
		if compared.node == nil {
			continue
		}
		n.Values = append(n.Values, compared.node.(*ast.Comparison).R.(*ast.Const))
	}
	n.Nodes += len(r.list)
	return value(n)
}

// array returns a list of constants, for in.
func (c *checker) array(n *parsed.ArrayNode) operand {
	o := operand{isList: true, span: c.syntax.Bracketed(n)}
	for _, item := range n.Nodes {
		node := c.single(c.lower(item))
		if node == nil {
			continue
		}
		if _, ok := node.(*ast.Const); !ok {
			c.report(codes.BadConstant, node.Span(), "a list holds values that stand in the text", "write x == a or x == b")
			continue
		}
		o.list = append(o.list, node)
	}
	if len(n.Nodes) == 0 {
		return c.report(codes.BadConstant, o.span, "the list is empty", "write at least one value")
	}
	return o
}

func (c *checker) conditional(n *parsed.ConditionalNode) operand {
	if n.Cond == n.Exp1 { // expr reads a ?: b as a ? a : b, with one node twice
		cond := c.lower(n.Cond)
		return c.report(codes.NotInLanguage, cond.span, "?: is not an operator here", "write a ?? b for where a is missing, or condition ? a : b")
	}
	cond := c.condition(c.lower(n.Cond), "what decides")
	then, otherwise := c.single(c.lower(n.Exp1)), c.single(c.lower(n.Exp2))
	if cond == nil || then == nil || otherwise == nil {
		return operand{}
	}
	span := c.syntax.Enclose(cond.Span().Join(then.Span()).Join(otherwise.Span()))
	if !n.Ternary {
		span = c.syntax.From("if", span)
	}
	then, otherwise, t, ok := c.oneType("the two results of a condition", "else", then, otherwise, span)
	if !ok {
		return operand{span: span}
	}
	return value(&ast.Conditional{Meta: meta(t, span, cond, then, otherwise), If: cond, Then: then, Else: otherwise})
}

// coalesce returns a value where there is none.
func (c *checker) coalesce(l, r ast.Node, span diag.Span) operand {
	l, r, t, ok := c.oneType("a value and its default", "??", l, r, span)
	if !ok {
		return operand{span: span}
	}
	n := &ast.Coalesce{Meta: meta(t, span, l, r), X: l, Otherwise: r}
	n.T.Nullable = r.Type().Nullable
	return value(n)
}

func (c *checker) oneType(what, op string, l, r ast.Node, span diag.Span) (ast.Node, ast.Node, kinds.Type, bool) {
	l, r, ok := c.meet(func(t kinds.Type) string { return named(t) + " and a plain number are to be one kind" }, op, l, r, span)
	if !ok {
		return nil, nil, kinds.Type{}, false
	}
	a, b := l.Type(), r.Type()
	switch {
	case a.Equal(b):
		return l, r, a, true
	case plainNumber(a.Kind) && plainNumber(b.Kind):
		return l, r, kinds.Of(kinds.Number), true
	case texts(a.Kind) && texts(b.Kind):
		if oneOf(l, b) { // a text that stands in the expression is a value of the other side's list
			return l, r, b, true
		}
		if oneOf(r, a) {
			return l, r, a, true
		}
		return l, r, kinds.Of(kinds.Text), true
	}
	c.mismatch(fmt.Sprintf("%s are %s and %s", what, named(a), named(b)), op, a, b, span)
	return nil, nil, kinds.Type{}, false
}

// oneOf reports whether a node is a text of the expression that is a value of an
// enumeration.
func oneOf(n ast.Node, enum kinds.Type) bool {
	text, ok := quoted(n)
	return ok && enum.Kind == kinds.Enum && slices.Contains(enum.Values, text)
}

// integer reads a literal argument without a unit as a whole number.
func integer(n ast.Node) (int64, bool) {
	con, ok := n.(*ast.Const)
	if !ok || !con.Untyped {
		return 0, false
	}
	return con.Value.Num.Int64()
}

// quoted reads a literal argument as a text.
func quoted(n ast.Node) (string, bool) {
	con, ok := n.(*ast.Const)
	if !ok || con.T.Kind != kinds.Text {
		return "", false
	}
	return con.Value.Text, true
}
