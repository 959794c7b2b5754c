package exec

import (
	"github.com/concord-sla/concord/dsl/ast"
)

// Decided returns the value of a condition over inputs that can be decided without
// binding it: comparisons of inputs that have values with figures, joined with and, or
// and not. It is not ok for any other, which is bound and run. A question about a
// criterion asks it once, so that binding would cost more than the answer. Inputs stand
// in the order of the environment.
func Decided(n ast.Node, inputs []ast.Value) (holds, ok bool) {
	switch n := n.(type) {
	case *ast.Comparison:
		return compared(n, inputs)
	case *ast.Logic:
		l, left := Decided(n.L, inputs)
		if left && l != n.And {
			return l, true
		}
		r, right := Decided(n.R, inputs)
		if right && r != n.And {
			return r, true // whatever the other side is, also when it has no value
		}
		return r, left && right
	case *ast.Not:
		x, ok := Decided(n.X, inputs)
		return !x, ok
	}
	return false, false
}

func compared(n *ast.Comparison, inputs []ast.Value) (holds, ok bool) {
	op := n.Op
	in, isInput := n.L.(*ast.Input)
	figure, isConst := n.R.(*ast.Const)
	if !isInput || !isConst {
		op = op.Mirrored()
		in, isInput = n.R.(*ast.Input)
		figure, isConst = n.L.(*ast.Const)
	}
	if !isInput || !isConst || !in.T.Kind.Numeric() {
		return false, false
	}
	v := &inputs[in.Index]
	if v.Missing != ast.None {
		return false, false
	}
	order := v.Num.Cmp(figure.Value.Num)
	switch op {
	case ast.Equal:
		return order == 0, true
	case ast.NotEqual:
		return order != 0, true
	case ast.Less:
		return order < 0, true
	case ast.LessOrEqual:
		return order <= 0, true
	case ast.Greater:
		return order > 0, true
	}
	return order >= 0, true
}
