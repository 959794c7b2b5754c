package kernel

import (
	"math"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

const fits = "numbers that may pass 64 bits"

// quantity compiles a value that has an order.
func (c *compiler) quantity(n ast.Node) (*number, error) {
	if n.Type().Ordered {
		return c.place(n)
	}
	return c.number(n)
}

// number compiles a part whose value is a number.
func (c *compiler) number(n ast.Node) (*number, error) {
	switch n := n.(type) {
	case *ast.Let:
		c.depends(n)
		return c.number(n.Body)
	case *ast.Variable:
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
	case *ast.Field:
		return c.field(n)
	case *ast.Negate:
		x, err := c.number(n.X)
		if err != nil {
			return nil, err
		}
		return c.negate(x)
	case *ast.Arithmetic:
		return c.arithmetic(n)
	case *ast.Conditional:
		return c.choice(n)
	case *ast.Coalesce:
		return c.coalesce(n)
	case *ast.Call:
		return c.call(n)
	case *ast.Lookup:
		return c.lookupNumber(n)
	}
	return nil, slow("%s", describe(n))
}

func (c *compiler) constNumber(v exact.Num) (*number, error) {
	value, scale, small := v.Small()
	if !small {
		if r := v.Rat(); v.Valid() && r.Num().IsInt64() && r.Denom().IsInt64() {
			return c.fixed(r.Num().Int64(), unit{by: r.Denom().Int64()}), nil
		}
		return nil, slow("a constant of very many digits")
	}
	for scale > 0 && value%10 == 0 {
		value, scale = value/10, scale-1
	}
	return c.fixed(value, unit{scale: scale}), nil
}

func (c *compiler) fixed(value int64, u unit) *number {
	return c.newNumber(number{
		text: named("%d%s", value, u), bounds: exactly(value), unit: u, constant: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			dst := r.into(w)
			for i := range dst {
				dst[i] = value
			}
			return dst, nil
		},
	})
}

func (c *compiler) field(n *ast.Field) (*number, error) {
	col, err := c.column(n)
	if err != nil {
		return nil, err
	}
	if col.Nums != nil {
		return nil, slow("the column %s, which holds numbers that pass 64 bits", n.Name)
	}
	x := c.stored(col)
	x.text, x.lost, x.zero = "."+n.Name, col.Missing != nil, true
	x.compute = func(w *worker, r *numbers) ([]int64, []uint64) {
		return load(w, col.Ints, func() []int64 { return r.into(w) }), w.missing(col, func() []uint64 { return r.lostInto(w) })
	}
	return c.newNumber(x), nil
}

// stored returns a number that a column stores.
func (c *compiler) stored(col *column.Column) number {
	low, high, any := col.Range()
	if !any {
		low, high = 0, 0
	}
	x := number{bounds: bounds{low, high}}
	if col.Storage == column.Decimals {
		x.scale = col.Scale
	}
	return x
}

// arithmetic compiles sums, differences and products, and what is divided by a constant.
func (c *compiler) arithmetic(n *ast.Arithmetic) (*number, error) {
	if n.Op == '/' && c.depends(n.R) {
		return nil, slow("a quotient of two values of a row, but to compare or to round it")
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
	case '/':
		result, err = c.divideByConstant(x, y)
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

// onCalendar refuses what may be a date outside the years there are, or a part of a day.
func onCalendar(k kinds.Kind, x *number) error {
	if k != kinds.Date && k != kinds.Instant {
		return nil
	}
	if !x.isOne() || k == kinds.Date && (!calendar.DateOfNumber(x.low).Valid() || !calendar.DateOfNumber(x.high).Valid()) {
		return slow("dates that may lie outside the years there are")
	}
	return nil
}

// binary compiles an operation on two numbers of any values that fits by its bounds.
func (c *compiler) binary(text string, x, y *number, u unit, b bounds, op func(dst, x, y []int64), with func(dst, x []int64, y int64)) *number {
	if x.constant && y.constant {
		return c.fixed(b.low, u)
	}
	n := number{text: named("(%s %s %s)", x.name(), text, y.name()), bounds: b, unit: u, lost: x.lost || y.lost}
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
	return c.binary("+", x, y, x.unit, b, func(dst, x, y []int64) {
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
		return c.add(x, c.fixed(-y.low, y.unit))
	}
	n := c.binary("-", x, y, x.unit, b, func(dst, x, y []int64) {
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
	u, fit := x.product(y.unit)
	if !ok || !fit {
		return nil, slow(fits)
	}
	if x.constant {
		x, y = y, x
	}
	return c.binary("*", x, y, u, b, func(dst, x, y []int64) {
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
		text: named("%s(%s)", text, x.name()), bounds: b, unit: x.unit, lost: x.lost,
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
