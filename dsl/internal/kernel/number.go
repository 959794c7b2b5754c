package kernel

import (
	"math"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/column"
	"github.com/concord-sla/concord/internal/exact"
)

const fits = "numbers that may pass 64 bits"

// quantity compiles a value that has an order.
func (c *compiler) quantity(n tree.Node) (*number, error) {
	if n.Type().Ordered {
		return c.place(n)
	}
	return c.number(n)
}

// number compiles a part whose value is a number.
func (c *compiler) number(n tree.Node) (*number, error) {
	switch n := n.(type) {
	case *tree.Let:
		c.depends(n)
		return c.number(n.Body)
	case *tree.Variable:
		if named := c.lets[n.Slot]; named != nil {
			var err error
			if named.number == nil {
				named.number, err = c.number(named.value)
			}
			return named.number, err
		}
	}
	if !c.depends(n) {
		v, err := c.constant(n)
		if err != nil {
			return nil, err
		}
		return c.constNumber(v.Num)
	}
	switch n := n.(type) {
	case *tree.Field:
		return c.field(n)
	case *tree.Negate:
		x, err := c.number(n.X)
		if err != nil {
			return nil, err
		}
		return c.negate(x)
	case *tree.Arithmetic:
		return c.arithmetic(n)
	case *tree.Conditional:
		return c.choice(n)
	case *tree.Coalesce:
		return c.coalesce(n)
	case *tree.Call:
		return c.call(n)
	}
	return nil, slow("%s", describe(n))
}

func (c *compiler) constNumber(v exact.Num) (*number, error) {
	value, scale, small := v.Small()
	if !small {
		return nil, slow("a constant that is a fraction or has more than 18 digits")
	}
	for scale > 0 && value%10 == 0 {
		value, scale = value/10, scale-1
	}
	return c.fixed(value, scale), nil
}

func (c *compiler) fixed(value int64, scale uint8) *number {
	return c.newNumber(number{
		text: named("%de-%d", value, scale), bounds: exactly(value), scale: scale, constant: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			dst := r.into(w)
			for i := range dst {
				dst[i] = value
			}
			return dst, nil
		},
	})
}

func (c *compiler) field(n *tree.Field) (*number, error) {
	col, err := c.column(n)
	if err != nil {
		return nil, err
	}
	if col.Wide != nil {
		return nil, slow("the column %s, which holds numbers that pass 64 bits", n.Name)
	}
	low, high, any := col.Range()
	if !any {
		low, high = 0, 0
	}
	x := number{text: "." + n.Name, bounds: bounds{low, high}, lost: col.Missing != nil, zero: true}
	if col.Storage == column.Decimals {
		x.scale = col.Scale
	}
	x.compute = func(w *worker, r *numbers) ([]int64, []uint64) {
		return load(w, col.Ints, func() []int64 { return r.into(w) }), w.missing(col, func() []uint64 { return r.lostInto(w) })
	}
	return c.newNumber(x), nil
}

// arithmetic compiles sums, differences and products; a quotient is a fraction and
// is left to the other way.
func (c *compiler) arithmetic(n *tree.Arithmetic) (*number, error) {
	if n.Op == '/' {
		return nil, slow("a quotient")
	}
	x, err := c.number(n.L)
	if err != nil {
		return nil, err
	}
	y, err := c.number(n.R)
	if err != nil {
		return nil, err
	}
	var result *number
	switch n.Op {
	case '*':
		if result, err = c.multiply(x, y); err == nil && n.Percent {
			result, err = c.shift(result, 2)
		}
	default:
		if x, y, err = c.aligned(x, y); err != nil {
			return nil, err
		}
		if n.Op == '-' {
			result, err = c.subtract(x, y)
		} else {
			result, err = c.add(x, y)
		}
	}
	if err != nil {
		return nil, err
	}
	return result, onCalendar(n.T.Kind, result)
}

// onCalendar refuses what may be a date outside the years there are, or a part of a
// day.
func onCalendar(k table.Kind, x *number) error {
	if k != table.Date && k != table.Instant {
		return nil
	}
	if x.scale != 0 || k == table.Date && (!calendar.DateOfNumber(x.low).Valid() || !calendar.DateOfNumber(x.high).Valid()) {
		return slow("dates that may lie outside the years there are")
	}
	return nil
}

// shift divides by a power of ten, which changes no digit.
func (c *compiler) shift(x *number, places uint8) (*number, error) {
	if x.scale+places > 18 {
		return nil, slow("more than 18 decimal places")
	}
	shifted := *x
	shifted.text, shifted.scale, shifted.minus, shifted.steps = named("%s shifted %d", x.name(), places), x.scale+places, nil, nil
	shifted.compute = func(w *worker, _ *numbers) ([]int64, []uint64) { return w.number(x) }
	return c.newNumber(shifted), nil
}

// aligned brings two numbers to the same number of decimal places.
func (c *compiler) aligned(x, y *number) (*number, *number, error) {
	var err error
	switch {
	case x.scale < y.scale:
		x, err = c.finer(x, y.scale)
	case y.scale < x.scale:
		y, err = c.finer(y, x.scale)
	}
	return x, y, err
}

// finer is the number with more decimal places.
func (c *compiler) finer(x *number, scale uint8) (*number, error) {
	factor, ok := power(scale - x.scale)
	if !ok {
		return nil, slow(fits)
	}
	scaled, err := c.multiply(x, c.fixed(factor, 0))
	if err != nil {
		return nil, err
	}
	n := *scaled
	n.text, n.scale = named("%s at %d", x.name(), scale), scale
	if x.constant {
		return c.fixed(n.low, scale), nil
	}
	n.compute = func(w *worker, _ *numbers) ([]int64, []uint64) { return w.number(scaled) }
	return c.newNumber(n), nil
}

// binary compiles an operation on two numbers of any values that fits by its bounds.
func (c *compiler) binary(text string, x, y *number, scale uint8, b bounds, op func(dst, x, y []int64), with func(dst, x []int64, y int64)) *number {
	if x.constant && y.constant {
		return c.fixed(b.low, scale)
	}
	n := number{text: named("(%s %s %s)", x.name(), text, y.name()), bounds: b, scale: scale, lost: x.lost || y.lost}
	if y.constant && with != nil {
		value := y.low
		n.compute = func(w *worker, r *numbers) ([]int64, []uint64) {
			values, lost := w.number(x)
			dst := r.into(w)
			with(dst, values, value)
			return dst, lost
		}
	} else {
		n.compute = func(w *worker, r *numbers) ([]int64, []uint64) {
			xs, xl := w.number(x)
			ys, yl := w.number(y)
			dst := r.into(w)
			op(dst, xs, ys)
			return dst, either(xl, yl, func() []uint64 { return r.lostInto(w) })
		}
	}
	return c.newNumber(n)
}

func (c *compiler) add(x, y *number) (*number, error) {
	b, ok := x.plus(y.bounds)
	if !ok {
		return nil, slow(fits)
	}
	if x.constant {
		x, y = y, x
	}
	return c.binary("+", x, y, x.scale, b, func(dst, x, y []int64) {
		for i := range dst {
			dst[i] = x[i] + y[i]
		}
	}, func(dst, x []int64, y int64) {
		for i := range dst {
			dst[i] = x[i] + y
		}
	}), nil
}

func (c *compiler) subtract(x, y *number) (*number, error) {
	b, ok := x.bounds.minus(y.bounds)
	if !ok {
		return nil, slow(fits)
	}
	if y.constant && y.low != math.MinInt64 {
		return c.add(x, c.fixed(-y.low, y.scale))
	}
	n := c.binary("-", x, y, x.scale, b, func(dst, x, y []int64) {
		for i := range dst {
			dst[i] = x[i] - y[i]
		}
	}, nil)
	if !x.constant && !y.constant {
		n.minus = &[2]*number{x, y}
	}
	return n, nil
}

func (c *compiler) multiply(x, y *number) (*number, error) {
	b, ok := x.times(y.bounds)
	if !ok || x.scale+y.scale > 18 {
		return nil, slow(fits)
	}
	if x.constant {
		x, y = y, x
	}
	return c.binary("*", x, y, x.scale+y.scale, b, func(dst, x, y []int64) {
		for i := range dst {
			dst[i] = x[i] * y[i]
		}
	}, func(dst, x []int64, y int64) {
		for i := range dst {
			dst[i] = x[i] * y
		}
	}), nil
}

// unary compiles a function of one number.
func (c *compiler) unary(text string, x *number, b bounds, op func(dst, x []int64)) *number {
	return c.newNumber(number{
		text: named("%s(%s)", text, x.name()), bounds: b, scale: x.scale, lost: x.lost,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			values, lost := w.number(x)
			dst := r.into(w)
			op(dst, values)
			return dst, lost
		},
	})
}

func (c *compiler) negate(x *number) (*number, error) {
	b, ok := x.negated()
	if !ok {
		return nil, slow(fits)
	}
	return c.unary("-", x, b, func(dst, x []int64) {
		for i := range dst {
			dst[i] = -x[i]
		}
	}), nil
}

func (c *compiler) absolute(x *number) (*number, error) {
	b, ok := x.bounds.absolute()
	if !ok {
		return nil, slow(fits)
	}
	return c.unary("abs", x, b, func(dst, x []int64) {
		for i, v := range x[:len(dst)] {
			dst[i] = max(v, -v)
		}
	}), nil
}
