package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/internal/vector"
)

// inOrder compares two numbers of one unit whose difference may not fit.
func (c *compiler) inOrder(op ast.Op, x, y *number) *condition {
	switch op {
	case ast.Greater, ast.LessOrEqual:
		x, y, op = y, x, op.Mirrored()
	}
	// What is left is x < y, x == y, and their opposites.
	turn := op == ast.GreaterOrEqual || op == ast.NotEqual
	equal := op == ast.Equal || op == ast.NotEqual
	return c.newCondition(named("(%s %s %s)", x.name(), op, y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		xs, xl := w.number(x)
		ys, yl := w.number(y)
		is, lost = r.into(w), either(xl, yl, func() []uint64 { return r.lostInto(w) })
		if equal {
			equals(is, xs, ys)
		} else {
			less(is, xs, ys)
		}
		settle(is, lost, turn)
		return is, lost
	})
}

func less(dst []uint64, x, y []int64) {
	for k := range dst {
		xs, ys := (*[vector.Block]int64)(x[k*vector.Block:]), (*[vector.Block]int64)(y[k*vector.Block:])
		var word uint64
		for i := range xs {
			word |= uint64(bit(xs[i] < ys[i])) << i
		}
		dst[k] = word
	}
}

func equals(dst []uint64, x, y []int64) {
	for k := range dst {
		xs, ys := (*[vector.Block]int64)(x[k*vector.Block:]), (*[vector.Block]int64)(y[k*vector.Block:])
		var word uint64
		for i := range xs {
			word |= uint64(bit(xs[i] == ys[i])) << i
		}
		dst[k] = word
	}
}
