package check

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	parsed "github.com/expr-lang/expr/ast"
)

// query returns a question about a metric's results.
func (c *checker) query(index int, q Query, args []parsed.Node, span diag.Span) operand {
	usage, most := q.Name+"(metric)", 1
	switch {
	case q.Periods && q.Usual > 0:
		usage, most = usage+", or "+q.Name+"(metric, 3)", 2
	case q.Periods:
		usage, most = q.Name+"(metric, 6)", 2
	}
	if len(args) != most && (len(args) != 1 || q.Usual == 0) {
		return c.report(codes.ArgumentCount, span, fmt.Sprintf("%s does not take these arguments", q.Name), "write "+usage)
	}
	metric, ok := args[0].(*parsed.IdentifierNode)
	if _, literal := c.syntax.Literal(args[0]); !ok || literal {
		return c.report(codes.ArgumentKind, c.syntax.Word(args[0]), fmt.Sprintf("%s asks about a metric by its name", q.Name), "write "+usage)
	}
	subject := slices.Index(c.subjects(), metric.Value)
	if subject < 0 {
		return c.report(codes.UnknownName, c.syntax.Word(metric), fmt.Sprintf("there is no metric %s", metric.Value), diag.DidYouMean(metric.Value, c.subjects()))
	}
	result := q.Result
	if result.Kind == 0 {
		result = c.env.Subjects[subject].Type.Optional()
	}
	if of, ok := averaged(result); q.Numeric && result.Kind != 0 {
		if !ok {
			return c.report(codes.ArgumentKind, c.syntax.Word(args[0]), fmt.Sprintf("%s looks at numbers, %s is %s", q.Name, metric.Value, named(result)), "ask previous or value")
		}
		result = of
	}
	if result.Kind == 0 { // what is wrong with the metric is reported elsewhere
		return operand{span: span}
	}
	node := &ast.Query{Meta: meta(result, span), Index: index, Name: q.Name, Subject: metric.Value, Periods: q.Usual}
	if len(args) == 2 {
		periods := c.single(c.lower(args[1]))
		if periods == nil {
			return operand{span: span}
		}
		n, ok := integer(periods)
		if !ok || n < 1 || n > 1000 {
			return c.report(codes.ArgumentKind, periods.Span(), "how many periods to look back is a whole number from 1 to 1000", "write "+usage)
		}
		node.Periods = int(n)
	}
	return value(node)
}

// subjects returns the names that a query may ask about.
func (c *checker) subjects() []string {
	names := make([]string, len(c.env.Subjects))
	for i, s := range c.env.Subjects {
		names[i] = s.Name
	}
	return names
}
