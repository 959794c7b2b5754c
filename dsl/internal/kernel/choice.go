package kernel

import (
	"math/bits"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/internal/vector"
)

// choice compiles one of two numbers. Where the condition is not known, neither is the
// number.
func (c *compiler) choice(n *ast.Conditional) (*number, error) {
	cond, err := c.condition(n.If)
	if err != nil {
		return nil, err
	}
	x, y, err := c.both(n.Then, n.Else)
	if err != nil {
		return nil, err
	}
	return c.newNumber(number{
		text: named("(%s ? %s : %s)", cond.name(), x.name(), y.name()), bounds: x.or(y.bounds), unit: x.unit, lost: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			is, unknown := w.condition(cond)
			xs, xl := w.number(x)
			ys, yl := w.number(y)
			dst, lost := r.into(w), r.lostInto(w)
			pick(dst, xs, ys, is)
			lostOfChoice(lost, is, unknown, xl, yl)
			return dst, lost
		},
	}), nil
}

// coalesce compiles a number, or another where it is missing.
func (c *compiler) coalesce(n *ast.Coalesce) (*number, error) {
	x, y, err := c.both(n.X, n.Otherwise)
	if err != nil {
		return nil, err
	}
	if !x.lost {
		return x, nil
	}
	return c.newNumber(number{
		text: named("(%s ?? %s)", x.name(), y.name()), bounds: x.or(y.bounds), unit: x.unit, lost: y.lost,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			xs, xl := w.number(x)
			if xl == nil {
				return xs, nil
			}
			ys, yl := w.number(y)
			dst := r.into(w)
			pick(dst, ys, xs, xl)
			if yl == nil {
				return dst, nil
			}
			lost := r.lostInto(w)
			lostOfBoth(lost, xl, yl)
			return dst, lost
		},
	}), nil
}

// lostOfChoice is where one of two has no value: where it is not known which of them it
// is, and where the one that it is has none.
func lostOfChoice(dst, first, unknown, x, y []uint64) {
	for i := range dst {
		dst[i] = at(unknown, i) | first[i]&at(x, i) | ^first[i]&at(y, i)
	}
}

// lostOfBoth is where neither of two has a value.
func lostOfBoth(dst, x, y []uint64) {
	for i := range dst {
		dst[i] = at(x, i) & at(y, i)
	}
}

// both compiles two numbers and brings them to the same number of decimal places.
func (c *compiler) both(l, r ast.Node) (x, y *number, err error) {
	if x, err = c.number(l); err != nil {
		return nil, nil, err
	}
	if y, err = c.number(r); err != nil {
		return nil, nil, err
	}
	return c.aligned(x, y)
}

// at returns a word of a bitmap, of which nil is all zero.
func at(bitmap []uint64, i int) uint64 {
	if bitmap == nil {
		return 0
	}
	return bitmap[i]
}

// pick takes x where the bit is set and y elsewhere.
func pick(dst, x, y []int64, mask []uint64) {
	copy(dst, y[:len(dst)])
	for k, word := range mask {
		for ; word != 0; word &= word - 1 {
			i := k*vector.Block + bits.TrailingZeros64(word)
			dst[i] = x[i]
		}
	}
}

// extremeOf compiles the least or the greatest of some numbers.
func (c *compiler) extremeOf(n *ast.Call) (*number, error) {
	best, err := c.number(n.Args[0])
	if err != nil {
		return nil, err
	}
	for _, arg := range n.Args[1:] {
		next, err := c.number(arg)
		if err != nil {
			return nil, err
		}
		x, y, err := c.aligned(best, next)
		if err != nil {
			return nil, err
		}
		if n.Function == "least" {
			best = c.binary("least", x, y, x.unit, bounds{min(x.low, y.low), min(x.high, y.high)}, func(dst, x, y []int64) {
				for i := range dst {
					dst[i] = min(x[i], y[i])
				}
			}, nil)
		} else {
			best = c.binary("greatest", x, y, x.unit, bounds{max(x.low, y.low), max(x.high, y.high)}, func(dst, x, y []int64) {
				for i := range dst {
					dst[i] = max(x[i], y[i])
				}
			}, nil)
		}
	}
	return best, nil
}
