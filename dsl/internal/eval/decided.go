package eval

import (
	"github.com/concord-sla/concord/dsl/internal/tree"
)

// decided is a condition over inputs that can be told as it stands, without binding it:
// comparisons of inputs that have values with figures, joined with and, or and not. It
// is not ok for any other, which is bound and run. A question about a criterion asks it
// once, so that binding would cost more than the answer.
func (d *Data) decided(n tree.Node) (holds, ok bool) {
	switch n := n.(type) {
	case *tree.Comparison:
		return d.compared(n)
	case *tree.Logic:
		l, left := d.decided(n.L)
		if left && l != n.And {
			return l, true
		}
		r, right := d.decided(n.R)
		if right && r != n.And {
			return r, true // whatever the other side is, also when it has no value
		}
		return r, left && right
	case *tree.Not:
		x, ok := d.decided(n.X)
		return !x, ok
	}
	return false, false
}

func (d *Data) compared(n *tree.Comparison) (holds, ok bool) {
	op := n.Op
	in, isInput := n.L.(*tree.Input)
	figure, isConst := n.R.(*tree.Const)
	if !isInput || !isConst {
		op = op.Flip()
		in, isInput = n.R.(*tree.Input)
		figure, isConst = n.L.(*tree.Const)
	}
	if !isInput || !isConst || !in.T.Kind.Numeric() {
		return false, false
	}
	v := &d.Inputs[in.Index]
	if v.Missing != tree.None {
		return false, false
	}
	return holdsFor(op)(v.Num.Cmp(figure.Value.Num)), true
}
