package decide

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
)

// Most criteria compare one number with figures, and join such comparisons with and, or
// and not. Questions about those alone are answered here, without formulas: every claim
// is the set of values for which it is so, and what satisfies them all is left. The
// answers, and the witnesses, are those of the general way; a test holds the two together.

// oneInput turns conditions on one numeric input into sets.
type oneInput struct {
	name  string
	typ   table.Type
	step  *exact.Num
	stack []interval // of the conditions that are being read: each leaves its set on top
}

// proveOne answers when all claims are about one numeric input; ok is false when they
// are about something else.
func (r Region) proveOne(ctx context.Context, claims []claim) (p Proof, ok bool) {
	o := oneInput{}
	for _, c := range claims {
		if !o.reads(c.Tree()) {
			return Proof{}, false
		}
	}
	if o.name == "" {
		return Proof{}, false
	}
	u := newUniverse(r.Domains)
	v := u.input(o.name, o.typ)
	if u.problem != nil {
		return Proof{}, false
	}
	if err := ctx.Err(); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}, true
	}
	o.step = v.step
	o.stack = make([]interval, 0, 16)
	left, others := v.domain, v.domain
	for _, c := range claims {
		others = left
		left = o.claimed(c, left)
	}
	if left.empty() {
		return Proof{Outcome: Proved, Vacuous: others.empty()}, true
	}
	q := question{universe: u, ctx: ctx, claims: claims}
	w := q.witness([]values{left}, nil)
	if err := q.confirm(w); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}, true
	}
	return Proof{Outcome: Refuted, Witness: w}, true
}

// reads reports whether a condition compares only the one input.
func (o *oneInput) reads(n tree.Node) bool {
	switch n := n.(type) {
	case *tree.Logic:
		return o.reads(n.L) && o.reads(n.R)
	case *tree.Not:
		return o.reads(n.X)
	case *tree.Comparison:
		in, _, _, ok := figureOf(n)
		switch {
		case !ok || !in.T.Kind.Numeric():
			return false
		case o.name == "":
			o.name, o.typ = in.Name, in.T
			return true
		}
		return in.Name == o.name && in.T.Kind == o.typ.Kind && in.T.Currency == o.typ.Currency && in.T.Nullable == o.typ.Nullable
	}
	return false
}

// figureOf takes the comparison of an input with a figure apart, with the input on the
// left; ok is false when it is another.
func figureOf(n *tree.Comparison) (in *tree.Input, op tree.Op, figure exact.Num, ok bool) {
	op = n.Op
	in, isInput := n.L.(*tree.Input)
	con, isConst := n.R.(*tree.Const)
	if !isInput || !isConst {
		op = op.Flip()
		in, isInput = n.R.(*tree.Input)
		con, isConst = n.L.(*tree.Const)
	}
	if !isInput || !isConst {
		return nil, op, exact.Num{}, false
	}
	return in, op, con.Value.Num, true
}

// claimed are those of some values for which a claim is so. A condition that is not
// claimed to hold also does not where the value is missing.
func (o *oneInput) claimed(c claim, of values) values {
	o.stack = o.stack[:0]
	o.when(c.Tree(), true)
	if s := set(o.stack); !c.holds {
		return values{of.numbers.minus(s), of.missing}
	}
	return values{numbers: of.numbers.intersect(slices.Clone(set(o.stack)))}
}

// when leaves the numbers on the stack for which a condition is true, or for which it is
// false.
func (o *oneInput) when(n tree.Node, is bool) {
	switch n := n.(type) {
	case *tree.Not:
		o.when(n.X, !is)
	case *tree.Comparison:
		o.compared(n, is)
	case *tree.Logic:
		from := len(o.stack)
		if n.And != is {
			o.alternatives(n, n.And, is)
			o.stack = append(o.stack[:from], merge(o.stack[from:])...)
			return
		}
		o.when(n.L, is)
		second := len(o.stack)
		o.when(n.R, is)
		o.intersect(from, second)
	}
}

// alternatives leaves the intervals of all parts of a chain of conditions.
func (o *oneInput) alternatives(n tree.Node, and, is bool) {
	if l, ok := n.(*tree.Logic); ok && l.And == and {
		o.alternatives(l.L, and, is)
		o.alternatives(l.R, and, is)
		return
	}
	o.when(n, is)
}

func (o *oneInput) compared(n *tree.Comparison, is bool) {
	_, op, v, _ := figureOf(n)
	if op == tree.Equal || op == tree.NotEqual {
		point := interval{before(v), after(v)}
		is = is == (op == tree.Equal)
		switch {
		case o.step != nil:
			s := set{point}.snap(*o.step)
			if !is {
				s = s.complement()
			}
			o.stack = append(o.stack, s...)
		case is:
			o.stack = append(o.stack, point)
		default:
			o.stack = append(o.stack, interval{beforeAll, point.from}, interval{point.to, afterAll})
		}
		return
	}
	if !is {
		op = opposite(op)
	}
	i := interval{beforeAll, afterAll}
	switch op {
	case tree.Less:
		i.to = before(v)
	case tree.LessOrEqual:
		i.to = after(v)
	case tree.Greater:
		i.from = after(v)
	default:
		i.from = before(v)
	}
	if o.step != nil {
		i.from, i.to = snapCut(i.from, *o.step), snapCut(i.to, *o.step)
	}
	o.stack = append(o.stack, i)
}

// intersect leaves the intersection of the two sets on top of the stack, which begin at
// the first and at the second place.
func (o *oneInput) intersect(first, second int) {
	a, b := set(o.stack[first:second]), set(o.stack[second:])
	if len(a) != 1 || len(b) != 1 {
		both := a.intersect(b)
		o.stack = append(o.stack[:first], slices.Clone(both)...)
		return
	}
	i := a[0]
	if b[0].from.compare(i.from) > 0 {
		i.from = b[0].from
	}
	if b[0].to.compare(i.to) < 0 {
		i.to = b[0].to
	}
	o.stack = o.stack[:first]
	if i.from.compare(i.to) < 0 {
		o.stack = append(o.stack, i)
	}
}

// opposite is the order that holds where another does not.
func opposite(op tree.Op) tree.Op {
	switch op {
	case tree.Less:
		return tree.GreaterOrEqual
	case tree.LessOrEqual:
		return tree.Greater
	case tree.Greater:
		return tree.LessOrEqual
	}
	return tree.Less
}
