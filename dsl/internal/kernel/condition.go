package kernel

import (
	"math/bits"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// condition compiles a subexpression that holds or not, or is not known.
func (c *compiler) condition(n ast.Node) (*condition, error) {
	switch n := n.(type) {
	case *ast.Let:
		c.depends(n)
		return c.condition(n.Body)
	case *ast.Variable:
		if named := c.lets[n.Slot]; named != nil {
			var err error
			if named.condition == nil {
				named.condition, err = c.condition(named.value)
			} else {
				named.condition.uses++
			}
			return named.condition, err
		}
	}
	if !c.depends(n) {
		v, err := c.constant(n)
		if err != nil {
			return nil, err
		}
		return c.decided(v.Bool), nil
	}
	switch n := n.(type) {
	case *ast.Field:
		return c.flag(n)
	case *ast.Not:
		x, err := c.condition(n.X)
		if err != nil {
			return nil, err
		}
		return c.not(x), nil
	case *ast.Logic:
		return c.logic(n)
	case *ast.Comparison:
		return c.comparison(n)
	case *ast.In:
		return c.listed(n)
	case *ast.TextTest:
		return c.textTest(n)
	case *ast.Conditional:
		return c.chosen(n)
	case *ast.Coalesce:
		return c.coalesced(n)
	case *ast.Lookup:
		return c.lookupTruth(n)
	case *ast.Call:
		switch n.Function {
		case "known":
			return c.known(n.Args[0])
		case "is_business_day":
			return c.businessDay(n)
		case "is_open":
			return c.open(n)
		}
	}
	return nil, slow("%s", describe(n))
}

// twoConditions compiles two conditions.
func (c *compiler) twoConditions(l, r ast.Node) (x, y *condition, err error) {
	if x, err = c.condition(l); err != nil {
		return nil, nil, err
	}
	y, err = c.condition(r)
	return x, y, err
}

// decided returns a condition that holds for every row, or for none.
func (c *compiler) decided(holds bool) *condition {
	return c.newCondition(named("%v", holds), func(w *worker, r *truths) (is, lost []uint64) {
		dst := r.into(w)
		fill(dst, holds)
		return dst, nil
	})
}

func fill(dst []uint64, set bool) {
	word := uint64(0)
	if set {
		word = ^word
	}
	for i := range dst {
		dst[i] = word
	}
}

func (c *compiler) flag(n *ast.Field) (*condition, error) {
	col, err := c.column(n)
	if err != nil {
		return nil, err
	}
	return c.newCondition("."+n.Name, func(w *worker, r *truths) (is, lost []uint64) {
		is = w.bits(col.Bits, func() []uint64 { return r.into(w) })
		return is, w.missing(col, func() []uint64 { return r.lostInto(w) })
	}), nil
}

func (c *compiler) not(x *condition) *condition {
	return c.newCondition(named("not %s", x.name()), func(w *worker, r *truths) (is, lost []uint64) {
		is, lost = w.condition(x)
		dst := r.into(w)
		for i := range dst {
			dst[i] = ^(is[i] | at(lost, i))
		}
		return dst, lost
	})
}

// logic returns Kleene's: false decides a conjunction and true a disjunction, even beside
// what is not known.
func (c *compiler) logic(n *ast.Logic) (*condition, error) {
	x, y, err := c.twoConditions(n.L, n.R)
	if err != nil {
		return nil, err
	}
	if n.And {
		return c.and(x, y), nil
	}
	return c.or(x, y), nil
}

func (c *compiler) and(x, y *condition) *condition {
	return c.newCondition(named("(%s and %s)", x.name(), y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		xs, xl := w.condition(x)
		is = r.into(w)
		n := 0
		for i := range is {
			is[i] = xs[i] | at(xl, i)
			n += bits.OnesCount64(is[i])
		}
		if n == 0 {
			return is, nil
		}
		ys, yl := w.conditionAmong(y, is, n)
		for i := range is {
			is[i] = xs[i] & ys[i]
		}
		if xl == nil && yl == nil {
			return is, nil
		}
		lost = r.lostInto(w)
		for i := range lost {
			l, m := at(xl, i), at(yl, i)
			lost[i] = (l | m) & (xs[i] | l) & (ys[i] | m)
		}
		return is, lost
	})
}

func (c *compiler) or(x, y *condition) *condition {
	return c.newCondition(named("(%s or %s)", x.name(), y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		is, xl, yl := w.wordwise(r, x, y, func(x, y uint64) uint64 { return x | y })
		if xl == nil && yl == nil {
			return is, nil
		}
		lost = r.lostInto(w)
		for i := range lost {
			lost[i] = (at(xl, i) | at(yl, i)) &^ is[i]
		}
		return is, lost
	})
}

// wordwise returns what an operation makes of two conditions, and where each is not
// known.
func (w *worker) wordwise(r *truths, x, y *condition, op func(x, y uint64) uint64) (is, xl, yl []uint64) {
	xs, xl := w.condition(x)
	ys, yl := w.condition(y)
	is = r.into(w)
	for i := range is {
		is[i] = op(xs[i], ys[i])
	}
	return is, xl, yl
}

// some reports whether a condition may hold for any row.
func some(is, lost []uint64) bool {
	var all uint64
	for i := range is {
		all |= is[i] | at(lost, i)
	}
	return all != 0
}

// chosen returns one of two conditions.
func (c *compiler) chosen(n *ast.Conditional) (*condition, error) {
	cond, err := c.condition(n.If)
	if err != nil {
		return nil, err
	}
	x, y, err := c.twoConditions(n.Then, n.Else)
	if err != nil {
		return nil, err
	}
	return c.newCondition(named("(%s ? %s : %s)", cond.name(), x.name(), y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		cs, cl := w.condition(cond)
		xs, xl := w.condition(x)
		ys, yl := w.condition(y)
		is, lost = r.into(w), r.lostInto(w)
		for i := range is {
			is[i] = cs[i]&xs[i] | ^(cs[i]|at(cl, i))&ys[i]
		}
		lostOfChoice(lost, cs, cl, xl, yl)
		return is, lost
	}), nil
}

// coalesced returns a condition, or another where it is not known.
func (c *compiler) coalesced(n *ast.Coalesce) (*condition, error) {
	x, y, err := c.twoConditions(n.X, n.Otherwise)
	if err != nil {
		return nil, err
	}
	return c.newCondition(named("(%s ?? %s)", x.name(), y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		xs, xl := w.condition(x)
		if xl == nil {
			return xs, nil
		}
		ys, yl := w.condition(y)
		is = r.into(w)
		for i := range is {
			is[i] = xs[i] | xl[i]&ys[i]
		}
		if yl == nil {
			return is, nil
		}
		lost = r.lostInto(w)
		lostOfBoth(lost, xl, yl)
		return is, lost
	}), nil
}

// known reports whether there is a value.
func (c *compiler) known(n ast.Node) (*condition, error) {
	lost, text, err := c.lost(n)
	if err != nil {
		return nil, err
	}
	return c.newCondition("known "+text, func(w *worker, r *truths) (_, _ []uint64) {
		bits, dst := lost(w), r.into(w)
		for i := range dst {
			dst[i] = ^at(bits, i)
		}
		return dst, nil
	}), nil
}

// lost returns where a subexpression of any kind has no value.
func (c *compiler) lost(n ast.Node) (func(w *worker) []uint64, string, error) {
	switch t := n.Type(); {
	case t.Kind == kinds.Boolean:
		x, err := c.condition(n)
		if err != nil {
			return nil, "", err
		}
		return func(w *worker) []uint64 { _, lost := w.condition(x); return lost }, x.name(), nil
	case isText(t):
		x, err := c.codes(n)
		if err != nil {
			return nil, "", err
		}
		return func(w *worker) []uint64 { _, lost := w.codes(x); return lost }, x.name(), nil
	default:
		x, err := c.number(n)
		if err != nil {
			return nil, "", err
		}
		return func(w *worker) []uint64 { _, lost := w.number(x); return lost }, x.name(), nil
	}
}
