package kernel

import (
	"math/bits"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/internal/vector"
)

// compareProducts compares two fractions by products of 128 bits: the number over one
// divisor times the other divisor, on both sides, brought to one unit.
func (c *compiler) compareProducts(op ast.Op, x, y *fraction) (*condition, error) {
	one := c.fixed(1, unit{})
	left, right := [2]*number{x.over, y.under}, [2]*number{y.over, x.under}
	for _, side := range []*[2]*number{&left, &right} {
		if side[1] == nil {
			side[1] = one
		}
	}
	of, ok := factor(left)
	other, fit := factor(right)
	if !ok || !fit {
		return nil, slow(fits)
	}
	common := gcd(of, other)
	var err error
	if left, err = c.scaled(left, other/common); err != nil {
		return nil, err
	}
	if right, err = c.scaled(right, of/common); err != nil {
		return nil, err
	}
	return c.productCondition(op, left, right), nil
}

// factor returns how many of its units a product of two numbers needs for 1.
func factor(product [2]*number) (int64, bool) {
	n, ok := int64(1), true
	for _, x := range product {
		places, fit := power(x.scale)
		by, in := multiply(places, x.divisor())
		if n, ok = multiply(n, by); !fit || !in || !ok {
			return 0, false
		}
	}
	return n, true
}

// scaled returns a product of two numbers, without their units, so many times as much.
func (c *compiler) scaled(product [2]*number, by int64) ([2]*number, error) {
	x, y := c.in(product[0], unit{}), c.in(product[1], unit{})
	times := c.fixed(by, unit{})
	if more, err := c.multiply(y, times); err == nil {
		return [2]*number{x, more}, nil
	}
	more, err := c.multiply(x, times)
	return [2]*number{more, y}, err
}

func (c *compiler) productCondition(op ast.Op, l, r [2]*number) *condition {
	text := named("(%s * %s %s %s * %s)", l[0].name(), l[1].name(), op, r[0].name(), r[1].name())
	turn := op == ast.GreaterOrEqual || op == ast.NotEqual || op == ast.LessOrEqual
	return c.newCondition(text, func(w *worker, s *truths) (is, lost []uint64) {
		a, al := w.number(l[0])
		b, bl := w.number(l[1])
		p, pl := w.number(r[0])
		q, ql := w.number(r[1])
		is, lost = s.into(w), strictly(s.lostInto(w), al, bl)
		for i := range lost {
			lost[i] |= at(pl, i) | at(ql, i)
		}
		for k := range is {
			var word uint64
			for i := range vector.Block {
				at := k*vector.Block + i
				word |= uint64(bit(holds128(op, product128(a[at], b[at]), product128(p[at], q[at])))) << i
			}
			is[k] = word
		}
		settle(is, lost, turn)
		return is, lost
	})
}

// product128 returns x * y.
func product128(x, y int64) vector.Int128 {
	high, low := bits.Mul64(uint64(x), uint64(y))
	return vector.Int128{High: int64(high) - x>>63&y - y>>63&x, Low: low}
}

// holds128 reports whether x < y, x > y or x == y holds; of an opposite, what it is the
// opposite of.
func holds128(op ast.Op, x, y vector.Int128) bool {
	switch op {
	case ast.Less, ast.GreaterOrEqual:
		return x.High < y.High || x.High == y.High && x.Low < y.Low
	case ast.Greater, ast.LessOrEqual:
		return y.High < x.High || x.High == y.High && y.Low < x.Low
	}
	return x == y
}
