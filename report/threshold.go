package report

import (
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
)

// comparisonWords are the comparisons of value with a threshold, in words.
var comparisonWords = map[ast.Op]string{
	ast.GreaterOrEqual: "at least", ast.LessOrEqual: "at most", ast.Equal: "exactly", ast.Greater: "above", ast.Less: "below",
}

// conditionOf puts a condition on value into words when it compares the value with one
// threshold; other conditions are shown as they are written, without their comments.
func conditionOf(expression string) Condition {
	c := Condition{Expression: expression, Words: format.WithoutComments(expression)}
	p := compiledForValue(expression)
	if p == nil {
		return c
	}
	op, threshold := comparedWith(p)
	if threshold == nil {
		return c
	}
	constant, err := p.OverInputs(threshold, nil)
	if err != nil {
		return c
	}
	v, err := constant.Evaluate(contexts.Bounded(), dsl.Data{})
	if err != nil {
		return c
	}
	if number, ok := v.Rat(); ok {
		at := threshold.Span()
		text := oneLine(format.WithoutComments(expression[at.Start:at.End]))
		c.Words = comparisonWords[op] + " " + text
		c.Threshold = Figure{Text: text, Number: number.RatString()}
	}
	return c
}

// compiledForValue returns a condition that asks only for value, checked for values of
// the first kind for which it is one; nil when there is none. Each gives the same words.
func compiledForValue(expression string) *dsl.Program {
	types := []kinds.Type{
		kinds.Of(kinds.Percent), kinds.Of(kinds.Number), kinds.Of(kinds.Count), kinds.Of(kinds.Ratio), kinds.Of(kinds.Duration), kinds.Of(kinds.CalendarDays), kinds.Of(kinds.BusinessDays),
	}
	for _, word := range strings.FieldsFunc(expression, func(r rune) bool { return r < 'A' || r > 'Z' }) {
		if len(word) == 3 {
			types = append(types, kinds.MoneyIn(word))
		}
	}
	for _, t := range types {
		env := dsl.Env{Inputs: []kinds.Field{{Name: valueName, Type: t}}, Result: kinds.Boolean}
		if p, err := dsl.Compile(expression, env); err == nil {
			return p
		}
	}
	return nil
}

// comparedWith returns how a condition compares value with one other thing, and that; nil
// when it is another condition.
func comparedWith(p *dsl.Program) (ast.Op, ast.Node) {
	named := map[int]ast.Node{}
	behind := func(n ast.Node) ast.Node {
		for {
			switch own := n.(type) {
			case *ast.Let:
				named[own.Slot], n = own.Value, own.Body
			case *ast.Variable:
				n = named[own.Slot]
			default:
				return n
			}
		}
	}
	c, ok := behind(p.Tree()).(*ast.Comparison)
	if !ok || comparisonWords[c.Op] == "" {
		return 0, nil
	}
	l, r := behind(c.L), behind(c.R)
	if _, ok := l.(*ast.Input); ok {
		return c.Op, r
	}
	if _, ok := r.(*ast.Input); ok {
		return c.Op.Mirrored(), l
	}
	return 0, nil
}
