// Package check lowers expr's syntax tree into Concord's own, with a kind and a unit at
// every node. What the language does not have is refused here, and every mistake of the
// text is reported, not only the first.
package check

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
	parsed "github.com/expr-lang/expr/ast"
)

// Env is what an expression may name.
type Env struct {
	Tables    []kinds.Schema
	Inputs    []kinds.Field
	Queries   []Query
	Subjects  []kinds.Field                 // what a query may ask about, and the kind of its value
	Calendar  *business.Calendar            // counts days and working time where the text names none; may be nil
	Calendars map[string]*business.Calendar // those that the text may name
	Rows      string                        // the table whose rows the expression is about, as for an exclusion; else ""
}

// Query is a question about a metric's results: its result, which is of the metric's own
// kind when it has none, and whether it takes a number of periods.
type Query struct {
	Name    string
	Result  kinds.Type
	Periods bool
	Usual   int  // the number of periods when none is written; 0 when one has to be
	Numeric bool // whether it is a question about numbers only; of counts the result is a number
}

// Checked is a tree with what it needs to run.
type Checked struct {
	Root       ast.Node
	Slots      int
	Aggregates int
	Groupings  int
}

// maxSize bounds the nodes of a tree, those shared by several parents counted each time.
const maxSize = 20_000

// Check lowers a parsed expression. The result is nil when there is an error.
func Check(t *syntax.Tree, env Env) (*Checked, diag.List) {
	c := &checker{syntax: t, env: env}
	if env.Rows != "" {
		for i, s := range env.Tables {
			if s.Name == env.Rows {
				c.rows = append(c.rows, rowScope{Source: ast.Source{Table: i}})
			}
		}
	}
	root := c.single(c.lower(t.Root))
	if root == nil && len(c.problems) == 0 {
		c.report(codes.NoKind, diag.Span{End: len(t.Snippet.Text)}, "a field or input that the expression uses has no kind", "declare its kind where it is declared")
	}
	if len(c.problems) > 0 {
		return nil, c.problems.Sorted()
	}
	if root.Size() > maxSize {
		c.report(codes.TooLarge, root.Span(), fmt.Sprintf("the expression unfolds to %d steps, the limit is %d", root.Size(), maxSize),
			"split it: give parts of it a metric of their own")
		return nil, c.problems
	}
	return &Checked{Root: root, Slots: c.slots, Aggregates: c.aggregates, Groupings: c.groupings}, nil
}

type checker struct {
	syntax     *syntax.Tree
	env        Env
	problems   diag.List
	names      []binding
	rows       []rowScope
	slots      int
	aggregates int
	groupings  int
	shared     parsed.Node // the right side of the comparison lowered last, and what it was
	sharedIs   operand
}

// binding is a name that let gave.
type binding struct {
	name  string
	value operand
	slot  int
	depth int // how many row scopes were open
}

// rowScope is what a predicate is asked of: a row, a group of rows (Each), or a value
// computed from either.
type rowScope struct {
	ast.Source
	item ast.Node // nil for the row or group itself
}

// operand is what a piece of syntax stands for: a single value, rows or groups or values
// computed from them, or a list of constants. An operand with none of them is a mistake
// that has been reported.
type operand struct {
	node   ast.Node
	stream *stream
	list   []ast.Node
	isList bool
	span   diag.Span
}

// stream is the rows or groups of a source that satisfy conditions, in an order if one
// was asked for, and what is taken from each; an item of nil takes the row or group.
type stream struct {
	ast.Source
	where []ast.Node
	order ast.Node
	item  ast.Node
}

func (o operand) bad() bool { return o.node == nil && o.stream == nil && !o.isList }

func (c *checker) report(code diag.Code, span diag.Span, summary, advice string) operand {
	c.problems = append(c.problems, c.syntax.Snippet.At(diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice}, span))
	return operand{span: span}
}

// lower turns one node of expr's tree into an operand.
func (c *checker) lower(n parsed.Node) operand {
	if len(c.problems) > 50 {
		return operand{}
	}
	switch n := n.(type) {
	case *parsed.IdentifierNode:
		if literal, ok := c.syntax.Literal(n); ok {
			return c.literal(literal)
		}
		return c.name(n)
	case *parsed.BoolNode:
		return value(&ast.Const{Meta: meta(kinds.Of(kinds.Boolean), c.syntax.Word(n)), Value: ast.Value{Bool: n.Value}})
	case *parsed.StringNode:
		return value(&ast.Const{Meta: meta(kinds.Of(kinds.Text), c.syntax.Word(n)), Value: ast.Value{Text: n.Value}})
	case *parsed.PointerNode:
		return c.pointer(n)
	case *parsed.MemberNode:
		return c.member(n)
	case *parsed.UnaryNode:
		return c.unary(n)
	case *parsed.BinaryNode:
		return c.binary(n)
	case *parsed.ConditionalNode:
		return c.conditional(n)
	case *parsed.VariableDeclaratorNode:
		return c.let(n)
	case *parsed.ArrayNode:
		return c.array(n)
	case *parsed.BuiltinNode:
		return c.call(n, n.Name, n.Arguments)
	case *parsed.CallNode:
		if callee, ok := n.Callee.(*parsed.IdentifierNode); ok {
			return c.call(n, callee.Value, n.Arguments)
		}
		return c.report(codes.NotInLanguage, c.syntax.Word(n), "values have no methods", "write function(value)")
	}
	return c.refuse(n)
}

// refuse names a construct of expr that the language does not have.
func (c *checker) refuse(n parsed.Node) operand {
	what, advice := "this construct", ""
	switch n.(type) {
	case *parsed.NilNode:
		what, advice = "nil", "ask known(x), or give a default with x ?? 0"
	case *parsed.MapNode:
		what, advice = "a map in braces", ""
	case *parsed.SliceNode:
		what, advice = "a slice", ""
	case *parsed.SequenceNode:
		what, advice = "a sequence of expressions", "name the steps: let x = …; x > 1"
	case *parsed.ChainNode:
		what, advice = "?.", "write . and say what a missing value means with ??"
	case *parsed.BytesNode:
		what, advice = "a text of bytes", `write "…"`
	}
	return c.report(codes.NotInLanguage, c.syntax.Bracketed(n), what+" is not part of the language", advice)
}

// single returns the operand as one value; a mistake otherwise.
func (c *checker) single(o operand) ast.Node {
	switch {
	case o.node != nil || o.bad():
		return o.node
	case o.isList:
		c.report(codes.ArgumentKind, o.span, "a list stands where one value is needed", "a list stands after in: x in [\"a\", \"b\"]")
	case o.stream.item == nil && o.stream.Each != nil:
		c.report(codes.ArgumentKind, o.span, "groups stand where one value is needed", "ask all, any, min or max of what is computed from each group")
	case o.stream.item == nil:
		c.report(codes.ArgumentKind, o.span, "rows stand where one value is needed", "count them, or take a share, sum, mean or percentile of them")
	default:
		c.report(codes.ArgumentKind, o.span, "many values stand where one is needed", "take their sum, mean, median, min or max")
	}
	return nil
}

// condition returns the operand as a single boolean; a mistake otherwise.
func (c *checker) condition(o operand, role string) ast.Node {
	n := c.single(o)
	if n == nil {
		return nil
	}
	if n.Type().Kind != kinds.Boolean {
		c.report(codes.KindMismatch, n.Span(), fmt.Sprintf("%s is %s, a condition is needed", role, named(n.Type())), "compare it with something: … >= …")
		return nil
	}
	return n
}

func value(n ast.Node) operand { return operand{node: n, span: n.Span()} }

// meta returns the description of a node over its children.
func meta(t kinds.Type, span diag.Span, children ...ast.Node) ast.Meta {
	m := ast.Meta{T: t, At: span, Nodes: 1}
	for _, child := range children {
		m.Nodes = min(m.Nodes+child.Size(), 1<<30)
		m.T.Nullable = m.T.Nullable || child.Type().Nullable
	}
	return m
}
