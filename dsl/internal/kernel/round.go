package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
)

// round compiles a number, or a quotient of a row, brought to so many decimal places.
func (c *compiler) round(n *ast.Call) (*number, error) {
	x, err := c.fraction(n.Args[0])
	if err != nil {
		return nil, err
	}
	places, _ := n.Args[1].(*ast.Const).Value.Num.Int64()
	rule, _ := exact.ParseRounding(n.Args[2].(*ast.Const).Value.Text)
	if places < 0 || places > mostPlaces {
		return nil, slow("more than %d decimal places", mostPlaces)
	}
	over, under := x.over, x.under
	if under == nil && over.divisor() == 1 && int(over.scale) <= int(places) {
		return over, nil
	}
	if under == nil {
		under = c.fixed(1, unit{})
	}
	// The whole number of the places is over/under with these factors.
	up, down := under.divisor(), over.divisor()
	factor, ok := power(uint8(max(0, int(places)+int(under.scale)-int(over.scale))))
	divisor, fit := power(uint8(max(0, int(over.scale)-int(under.scale)-int(places))))
	if ok {
		up, ok = multiply(up, factor)
	}
	if fit {
		down, fit = multiply(down, divisor)
	}
	if !ok || !fit {
		return nil, slow(fits)
	}
	if over, err = c.multiply(c.in(over, unit{}), c.fixed(up, unit{})); err != nil {
		return nil, err
	}
	if under, err = c.multiply(c.in(under, unit{}), c.fixed(down, unit{})); err != nil {
		return nil, err
	}
	return c.rounded(over, under, rule, uint8(places)), nil
}

// rounded returns a quotient rounded to a whole number, which then counts so many decimal
// places. The divisor is positive where there is a value.
func (c *compiler) rounded(x, y *number, rule exact.Rounding, places uint8) *number {
	b := bounds{min(x.low, 0), max(x.high, 0)}
	if y.constant {
		b = bounds{quotient(x.low, y.low, rule), quotient(x.high, y.low, rule)}
	}
	return c.newNumber(number{
		text: named("round(%s / %s, %s)e-%d", x.name(), y.name(), rule, places), bounds: b, unit: unit{scale: places}, lost: x.lost || y.lost,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			xs, xl := w.number(x)
			ys, yl := w.number(y)
			dst := r.into(w)
			for i, v := range xs[:len(dst)] {
				dst[i] = quotient(v, max(ys[i], 1), rule) // where there is no value it may be any
			}
			return dst, either(xl, yl, func() []uint64 { return r.lostInto(w) })
		},
	})
}

// quotient returns x / y, rounded; y is positive.
func quotient(x, y int64, rule exact.Rounding) int64 {
	integer, rest := x/y, x%y
	if rest == 0 {
		return integer
	}
	away, sign, size := false, int64(1), rest
	if rest < 0 {
		sign, size = -1, -rest
	}
	switch half := size - (y - size); rule { // its sign is that of the rest against a half
	case exact.HalfUp:
		away = half >= 0
	case exact.HalfDown:
		away = half > 0
	case exact.Up:
		away = true
	case exact.Down:
	case exact.Ceiling:
		away = rest > 0
	case exact.Floor:
		away = rest < 0
	default: // half even
		away = half > 0 || half == 0 && integer&1 == 1 // also of a negative one, by its last bit
	}
	if away {
		integer += sign
	}
	return integer
}
