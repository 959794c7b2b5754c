package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// fraction is a quotient of two numbers of a row, of which the divisor is not negative,
// and is positive where there is a value. It can be compared, by multiplying both sides,
// and rounded; a sum of many has no unit that fits.
type fraction struct{ over, under *number } // under is nil for 1

// fraction compiles a subexpression that is a quotient, or computes with one.
func (c *compiler) fraction(n ast.Node) (*fraction, error) {
	switch n := n.(type) {
	case *ast.Let:
		c.depends(n)
		return c.fraction(n.Body)
	case *ast.Variable:
		if named := c.lets[n.Slot]; named != nil {
			if named.fraction == nil {
				x, err := c.fraction(named.value)
				if err != nil {
					return nil, err
				}
				named.fraction = x
			}
			return named.fraction, nil
		}
	}
	if !c.depends(n) {
		return c.undivided(n)
	}
	switch n := n.(type) {
	case *ast.Negate:
		x, err := c.fraction(n.X)
		if err != nil {
			return nil, err
		}
		over, err := c.negate(x.over)
		return &fraction{over, x.under}, err
	case *ast.Call:
		if n.Function != "percent" && n.Function != "ratio" {
			break
		}
		x, err := c.fraction(n.Args[0])
		if err != nil {
			return nil, err
		}
		over, err := c.hundredfold(x.over, n.Function == "percent")
		return &fraction{over, x.under}, err
	case *ast.Arithmetic:
		if n.T.Kind != kinds.Date && n.T.Kind != kinds.Instant {
			return c.fractions(n)
		}
	}
	return c.undivided(n)
}

// undivided compiles a number as a fraction.
func (c *compiler) undivided(n ast.Node) (*fraction, error) {
	x, err := c.number(n)
	return &fraction{over: x}, err
}

// hundredfold returns a hundred times a number, or a hundredth of it.
func (c *compiler) hundredfold(x *number, more bool) (*number, error) {
	if more {
		return c.multiply(x, c.fixed(100, unit{}))
	}
	return c.shift(x, 2)
}

// fractions computes with two fractions.
func (c *compiler) fractions(n *ast.Arithmetic) (*fraction, error) {
	x, err := c.fraction(n.L)
	if err != nil {
		return nil, err
	}
	y, err := c.fraction(n.R)
	if err != nil {
		return nil, err
	}
	if x.under == nil && y.under == nil && (n.Op != '/' || !c.depends(n.R)) {
		return c.undivided(n)
	}
	if n.Op == '/' {
		return c.quotient(x, y)
	}
	if n.Op == '*' {
		under, err := c.product(x.under, y.under)
		if err != nil {
			return nil, err
		}
		over, err := c.multiply(x.over, y.over)
		if err == nil && n.Percent {
			over, err = c.shift(over, 2)
		}
		return &fraction{over, under}, err
	}
	under, err := c.commonDivisor(x, y)
	if err != nil {
		return nil, err
	}
	l, r, err := c.crossed(x, y)
	if err != nil {
		return nil, err
	}
	if l, r, err = c.aligned(l, r); err != nil {
		return nil, err
	}
	if n.Op == '-' {
		l, err = c.subtract(l, r)
	} else {
		l, err = c.add(l, r)
	}
	return &fraction{l, under}, err
}

// product multiplies two numbers, each of which may be nil for 1.
func (c *compiler) product(x, y *number) (*number, error) {
	switch {
	case x == nil:
		return y, nil
	case y == nil:
		return x, nil
	}
	return c.multiply(x, y)
}

// crossed returns what two fractions are over their common divisor.
func (c *compiler) crossed(x, y *fraction) (l, r *number, err error) {
	if x.under == y.under {
		return x.over, y.over, nil
	}
	if l, err = c.product(x.over, y.under); err != nil {
		return nil, nil, err
	}
	r, err = c.product(y.over, x.under)
	return l, r, err
}

// commonDivisor returns the divisor of what crossed returns.
func (c *compiler) commonDivisor(x, y *fraction) (*number, error) {
	if x.under == y.under {
		return x.under, nil
	}
	return c.product(x.under, y.under)
}

// quotient divides one fraction by another.
func (c *compiler) quotient(x, y *fraction) (*fraction, error) {
	over, err := c.product(x.over, y.under)
	if err != nil {
		return nil, err
	}
	divisor, err := c.product(y.over, x.under)
	if err != nil {
		return nil, err
	}
	switch {
	case divisor.low > 0:
		return &fraction{over, divisor}, nil
	case divisor.low == 0:
		over = c.divisible(over, divisor)
		return &fraction{over, divisor}, nil
	}
	turned, ok := over.negated()
	if !ok {
		return nil, slow(fits)
	}
	under, err := c.absolute(divisor)
	if err != nil {
		return nil, err
	}
	return &fraction{c.signed(over, divisor, over.or(turned)), under}, nil
}

// divisible returns a number where it can be divided by another that is not negative.
func (c *compiler) divisible(x, y *number) *number { return c.signed(x, y, x.bounds) }

// signed returns a number with the sign that its quotient by another has. A row whose
// divisor is zero has no value, and no missing cell.
func (c *compiler) signed(x, y *number, b bounds) *number {
	return c.newNumber(number{
		text: named("%s by the sign of %s", x.name(), y.name()), bounds: b, unit: x.unit, lost: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			xs, xl := w.number(x)
			ys, yl := w.number(y)
			dst, lost := r.into(w), strictly(r.lostInto(w), xl, yl)
			for i, v := range xs[:len(dst)] {
				negative := ys[i] >> 63
				dst[i] = v ^ negative - negative
			}
			each(w.having(lost), func(i int) {
				if ys[i] == 0 {
					w.invalid.note(lost, i)
				}
			})
			return dst, lost
		},
	})
}

// compareFractions compares over the common divisor, which is positive.
func (c *compiler) compareFractions(op ast.Op, x, y *fraction) (*condition, error) {
	l, r, err := c.crossed(x, y)
	if err == nil {
		l, r, err = c.aligned(l, r)
	}
	if err != nil {
		return c.compareProducts(op, x, y)
	}
	difference, err := c.subtract(l, r)
	if err != nil {
		return c.inOrder(op, l, r), nil
	}
	return c.against(op, difference, exact.Num{})
}

// againstFraction compares with a constant.
func (c *compiler) againstFraction(op ast.Op, x *fraction, limit exact.Num) (*condition, error) {
	if x.under == nil {
		return c.against(op, x.over, limit)
	}
	y, err := c.constNumber(limit)
	if err != nil {
		return nil, err
	}
	return c.compareFractions(op, x, &fraction{over: y})
}
