package decide

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/contexts"
)

// Most criteria compare one number with figures, and join such comparisons with and, or
// and not. Questions about those alone are answered here, without formulas: every claim
// is the set of values for which it is so, and what satisfies them all is left. The
// answers, and the witnesses, are those of the general way; a test holds the two
// together.

// oneInput turns conditions on one numeric input into sets.
type oneInput struct {
	*universe
	v     *variable  // the input; nil until a condition names it
	index int        // of the input in the environment of the condition that is read; -1 until it is named
	stack []interval // of the conditions that are being read: each leaves its set on top
	room  int        // for how many intervals the stack is made
	other bool       // something else was found

	shared bool // whether other conditions of the universe may name the input, too
}

// lettersEach is about how long a condition is that leaves one interval, such as a band.
const lettersEach = 32

// proveOne answers when all claims are about one numeric input; ok is false when they are
// about something else.
func (r Region) proveOne(ctx context.Context, claims []claim) (p Proof, ok bool) {
	o := oneInput{universe: newUniverse(r.Domains)}
	for _, c := range claims {
		o.room += len(c.Text())/lettersEach + 2
	}
	var left, others values
	for i, c := range claims {
		o.index = -1
		from := len(o.stack) // the sets of the claims before stay below
		o.when(c.Tree(), true)
		if o.other || o.problem != nil {
			return Proof{}, false
		}
		if i == 0 {
			left = o.v.domain
		}
		others = left
		left = claimed(o.stack[from:len(o.stack):len(o.stack)], c.holds, left)
	}
	if err := contexts.Check(ctx); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}, true
	}
	if left.empty() {
		return Proof{Outcome: Proved, Vacuous: others.empty()}, true
	}
	q := question{universe: o.universe, claims: claims, computed: true}
	w := q.witness([]values{left}, nil)
	if err := q.confirm(ctx, w); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}, true
	}
	return Proof{Outcome: Refuted, Witness: w}, true
}

// reads reports whether an input is the one that all conditions are about.
func (o *oneInput) reads(in *ast.Input) bool {
	switch {
	case in.Index == o.index:
		return true
	case o.index >= 0 || !in.T.Kind.Numeric():
		return false
	case o.v == nil:
		if o.shared {
			o.v = o.input(in.Name, in.T)
		} else {
			o.v = o.add(in.Name, in.T)
		}
		o.stack = make([]interval, 0, o.room)
	case in.Name != o.v.name || !o.v.typ.Equal(in.T) || o.v.domain.missing != in.T.Nullable && !o.declares(in.Name):
		return false
	}
	o.index = in.Index
	return true
}

// figureOf returns the operands of the comparison of an input with a figure, with the
// input on the left; ok is false when it is another.
func figureOf(n *ast.Comparison) (in *ast.Input, op ast.Op, figure exact.Num, ok bool) {
	op = n.Op
	in, isInput := n.L.(*ast.Input)
	con, isConst := n.R.(*ast.Const)
	if !isInput || !isConst {
		op = op.Mirrored()
		in, isInput = n.R.(*ast.Input)
		con, isConst = n.L.(*ast.Const)
	}
	if !isInput || !isConst {
		return nil, op, exact.Num{}, false
	}
	return in, op, con.Value.Num, true
}

// declares reports whether the region has a domain for an input.
func (o *oneInput) declares(name string) bool {
	_, ok := o.domains[name]
	return ok
}

// claimed returns those of some values for which a claim is so, when its condition holds
// for the numbers of a set. A condition that is not claimed to hold also does not where
// the value is missing.
func claimed(s set, holds bool, of values) values {
	if !holds {
		return values{of.numbers.minus(s), of.missing}
	}
	return values{numbers: of.numbers.intersect(s)}
}

// when leaves the numbers on the stack for which a condition is true, or for which it is
// false.
func (o *oneInput) when(n ast.Node, is bool) {
	if o.other {
		return
	}
	switch n := n.(type) {
	case *ast.Not:
		o.when(n.X, !is)
	case *ast.Comparison:
		o.compared(n, is)
	case *ast.Logic:
		from := len(o.stack)
		if n.And != is {
			o.alternatives(n, n.And, is)
			o.stack = append(o.stack[:from], merge(o.stack[from:])...)
			return
		}
		o.when(n.L, is)
		second := len(o.stack)
		o.when(n.R, is)
		if !o.other {
			o.intersect(from, second)
		}
	default:
		o.other = true
	}
}

// alternatives leaves the intervals of all parts of a chain of conditions.
func (o *oneInput) alternatives(n ast.Node, and, is bool) {
	if l, ok := n.(*ast.Logic); ok && l.And == and {
		o.alternatives(l.L, and, is)
		o.alternatives(l.R, and, is)
		return
	}
	o.when(n, is)
}

func (o *oneInput) compared(n *ast.Comparison, is bool) {
	in, op, v, ok := figureOf(n)
	if o.other = !ok || !o.reads(in); o.other {
		return
	}
	step := o.v.step
	if op == ast.Equal || op == ast.NotEqual {
		point := interval{before(v), after(v)}
		is = is == (op == ast.Equal)
		switch {
		case step != nil:
			s := set{point}.snap(*step)
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
	case ast.Less:
		i.to = before(v)
	case ast.LessOrEqual:
		i.to = after(v)
	case ast.Greater:
		i.from = after(v)
	default:
		i.from = before(v)
	}
	if step != nil {
		i.from, i.to = snapBoundary(i.from, *step), snapBoundary(i.to, *step)
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

// opposite returns the order that holds where another does not.
func opposite(op ast.Op) ast.Op {
	switch op {
	case ast.Less:
		return ast.GreaterOrEqual
	case ast.LessOrEqual:
		return ast.Greater
	case ast.Greater:
		return ast.LessOrEqual
	}
	return ast.Less
}
