package kernel

import (
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// listed reports whether a value is one of a list of constants.
func (c *compiler) listed(n *ast.In) (*condition, error) {
	switch t := n.X.Type(); {
	case isText(t):
		x, err := c.codes(n.X)
		if err != nil {
			return nil, err
		}
		listed := make([]string, len(n.Values))
		for i, v := range n.Values {
			listed[i] = v.Value.Text
		}
		return c.asked(x, named("in %q", listed), func(text string) bool { return slices.Contains(listed, text) }), nil
	case t.Kind == kinds.Boolean:
		return c.listedTruth(n)
	}
	x, err := c.fraction(n.X)
	if err != nil {
		return nil, err
	}
	var any *condition
	for _, v := range n.Values {
		is, err := c.againstFraction(ast.Equal, x, v.Value.Num)
		if err != nil {
			return nil, err
		}
		if any == nil {
			any = is
		} else {
			any = c.or(any, is)
		}
	}
	return any, nil
}

// listedTruth reports whether a condition holds, or does not, or either, as the list
// says.
func (c *compiler) listedTruth(n *ast.In) (*condition, error) {
	x, err := c.condition(n.X)
	if err != nil {
		return nil, err
	}
	var holds, not bool
	for _, v := range n.Values {
		holds, not = holds || v.Value.Bool, not || !v.Value.Bool
	}
	switch {
	case holds && not:
		return c.or(x, c.not(x)), nil
	case holds:
		return x, nil
	}
	return c.not(x), nil
}
