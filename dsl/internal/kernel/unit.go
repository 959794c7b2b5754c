package kernel

import (
	"math/bits"

	"github.com/concord-sla/concord/dsl/exact"
)

// unit is what the whole numbers of a subexpression count: a power of ten, divided by a
// number when a quotient by a constant is no power of ten.
type unit struct {
	scale uint8 // decimal places, at most 18
	by    int64 // 0 for 1
}

// mostPlaces is the most decimal places of a unit.
const mostPlaces = 18

func (u unit) divisor() int64 { return max(u.by, 1) }

// isOne reports whether the unit is 1.
func (u unit) isOne() bool { return u.scale == 0 && u.divisor() == 1 }

// num returns so many units, as a number.
func (u unit) num(n int64) exact.Num { return u.over(exact.Scaled(n, u.scale)) }

// over divides by what the unit is divided by.
func (u unit) over(n exact.Num) exact.Num {
	if u.divisor() > 1 {
		n, _ = n.Quo(exact.Int(u.by))
	}
	return n
}

// unitOf returns a power of ten divided by a number; equal units are the same.
func unitOf(scale uint8, by int64) unit {
	if by == 1 {
		by = 0
	}
	return unit{scale, by}
}

// product returns the unit of a product, if it fits.
func (u unit) product(o unit) (unit, bool) {
	by, ok := multiply(u.divisor(), o.divisor())
	return unitOf(u.scale+o.scale, by), ok && u.scale+o.scale <= mostPlaces
}

func (u unit) String() string {
	text := named("e-%d", u.scale)
	if u.divisor() > 1 {
		text += named("/%d", u.by)
	}
	return text
}

// in returns the same values counted in another unit.
func (c *compiler) in(x *number, u unit) *number {
	if x.constant {
		return c.fixed(x.low, u)
	}
	n := *x
	n.text, n.unit, n.minus, n.steps = named("%s in 1%s", x.name(), u), u, nil, nil
	n.compute = func(w *worker, _ *numbers) ([]int64, []uint64) { return w.number(x) }
	return c.newNumber(n)
}

// shift divides by a power of ten, which changes no digit.
func (c *compiler) shift(x *number, places uint8) (*number, error) {
	if x.scale+places > mostPlaces {
		return nil, slow("more than %d decimal places", mostPlaces)
	}
	return c.in(x, unit{x.scale + places, x.by}), nil
}

// divideByConstant divides by a constant.
func (c *compiler) divideByConstant(x, y *number) (*number, error) {
	switch {
	case !y.constant || y.low == 0:
		return nil, slow("a division by zero")
	case y.low < 0:
		var err error
		if x, err = c.negate(x); err != nil {
			return nil, err
		}
		if -y.low < 0 {
			return nil, slow(fits)
		}
		y = c.fixed(-y.low, y.unit)
	}
	divisor, places, by := y.low, int(x.scale)-int(y.scale), y.divisor()
	for divisor%10 == 0 && places < mostPlaces {
		divisor, places = divisor/10, places+1
	}
	if by > 1 {
		var err error
		if x, err = c.multiply(x, c.fixed(by, unit{})); err != nil {
			return nil, err
		}
	}
	if places < 0 {
		factor, ok := power(uint8(-places))
		if !ok {
			return nil, slow(fits)
		}
		var err error
		if x, err = c.multiply(x, c.fixed(factor, unit{})); err != nil {
			return nil, err
		}
		places = 0
	}
	divisor, ok := multiply(divisor, x.divisor())
	if !ok {
		return nil, slow(fits)
	}
	return c.in(x, unitOf(uint8(places), divisor)), nil
}

// aligned brings two numbers to the same unit.
func (c *compiler) aligned(x, y *number) (*number, *number, error) {
	if x.unit == y.unit {
		return x, y, nil
	}
	scale := max(x.scale, y.scale)
	high, low := bits.Mul64(uint64(x.divisor()), uint64(y.divisor()/gcd(x.divisor(), y.divisor())))
	if high != 0 || int64(low) < 0 {
		return nil, nil, slow(fits)
	}
	u := unitOf(scale, int64(low))
	l, err := c.finer(x, u)
	if err != nil {
		return nil, nil, err
	}
	r, err := c.finer(y, u)
	return l, r, err
}

// finer returns the number in a unit that divides its own.
func (c *compiler) finer(x *number, u unit) (*number, error) {
	if x.unit == u {
		return x, nil
	}
	factor, ok := power(u.scale - x.scale)
	if ok {
		factor, ok = multiply(factor, u.divisor()/x.divisor())
	}
	if !ok {
		return nil, slow(fits)
	}
	if factor == 1 {
		return c.in(x, u), nil
	}
	scaled, err := c.multiply(x, c.fixed(factor, unit{}))
	if err != nil {
		return nil, err
	}
	return c.in(scaled, u), nil
}

func gcd(x, y int64) int64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}
