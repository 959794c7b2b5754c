package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

func (c *compiler) comparison(n *ast.Comparison) (*condition, error) {
	switch t := n.L.Type(); {
	case t.Kind == kinds.Boolean:
		return c.sameTruth(n)
	case isText(t) && (n.Op == ast.Equal || n.Op == ast.NotEqual):
		return c.compareTexts(n)
	}
	op, left, right := n.Op, n.L, n.R
	if !c.depends(left) {
		op, left, right = op.Mirrored(), right, left
	}
	x, err := c.comparand(left)
	if err != nil {
		return nil, err
	}
	if !c.depends(right) {
		limit, err := c.limit(right)
		if err != nil {
			return nil, err
		}
		return c.againstFraction(op, x, limit)
	}
	y, err := c.comparand(right)
	if err != nil {
		return nil, err
	}
	return c.compareFractions(op, x, y)
}

// comparand compiles one side of a comparison.
func (c *compiler) comparand(n ast.Node) (*fraction, error) {
	if n.Type().Ordered {
		x, err := c.place(n)
		return &fraction{over: x}, err
	}
	return c.fraction(n)
}

// limit returns the constant that a number is compared with.
func (c *compiler) limit(n ast.Node) (exact.Num, error) {
	v, err := c.constant(n)
	if err != nil || !n.Type().Ordered {
		return v.Num, err
	}
	for i, step := range n.Type().Values {
		if step == v.Text {
			return exact.Int(int64(i)), nil
		}
	}
	return exact.Num{}, slow("a step that the scale does not have")
}

// against compares a number with a constant, which may be any.
func (c *compiler) against(op ast.Op, x *number, limit exact.Num) (*condition, error) {
	factor, ok := power(x.scale)
	limit = limit.Mul(exact.Int(factor)).Mul(exact.Int(x.divisor()))
	if !ok || !limit.Valid() {
		return nil, slow("a constant of very many digits")
	}
	values := bounds{x.low, x.high}
	if limit.Cmp(exact.Int(x.low)) < 0 { // every value is greater
		return c.between(x, values, op == ast.Equal || op == ast.Less || op == ast.LessOrEqual), nil
	}
	if limit.Cmp(exact.Int(x.high)) > 0 { // every value is less
		return c.between(x, values, op == ast.Equal || op == ast.Greater || op == ast.GreaterOrEqual), nil
	}
	floor, _ := limit.Round(0, exact.Floor).Int64()
	ceiling, _ := limit.Round(0, exact.Ceiling).Int64()
	switch op {
	case ast.Less: // not at least
		return c.between(x, bounds{ceiling, x.high}, true), nil
	case ast.LessOrEqual:
		return c.between(x, bounds{x.low, floor}, false), nil
	case ast.Greater: // not at most
		return c.between(x, bounds{x.low, floor}, true), nil
	case ast.GreaterOrEqual:
		return c.between(x, bounds{ceiling, x.high}, false), nil
	}
	if floor != ceiling { // nothing is equal to it
		return c.between(x, values, op == ast.Equal), nil
	}
	return c.between(x, exactly(floor), op == ast.NotEqual), nil
}

// settle turns the bits over if asked, and takes out those of which nothing is known.
func settle(is, lost []uint64, turn bool) {
	over := uint64(0)
	if turn {
		over = ^over
	}
	switch {
	case lost != nil:
		for i := range is {
			is[i] = (is[i] ^ over) &^ lost[i]
		}
	case turn:
		for i := range is {
			is[i] = ^is[i]
		}
	}
}

// sameTruth reports whether two conditions both hold, or neither does; or the opposite.
func (c *compiler) sameTruth(n *ast.Comparison) (*condition, error) {
	x, y, err := c.twoConditions(n.L, n.R)
	if err != nil {
		return nil, err
	}
	return c.newCondition(named("(%s %s %s)", x.name(), n.Op, y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		is, xl, yl := w.wordwise(r, x, y, func(x, y uint64) uint64 { return x ^ y })
		lost = either(xl, yl, func() []uint64 { return r.lostInto(w) })
		settle(is, lost, n.Op == ast.Equal)
		return is, lost
	}), nil
}
