package decide

import (
	"math"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// amount is a number or text of the language: one of several terms, each under its own
// condition. At most one of the conditions is true; where none is, there is no value.
type amount []arm

// arm is a linear term, divided by another when by is not nil.
type arm struct {
	when *formula
	term linear
	by   *linear
}

// mostArms bounds how many cases a number unfolds to; past it, it is assumed.
const mostArms = 64

func (a amount) known() *formula {
	when := make([]*formula, len(a))
	for i, arm := range a {
		when[i] = arm.when
	}
	return either(when...)
}

func (t *translation) quantity(n ast.Node) amount {
	if a, ok := t.quantities[n]; ok {
		return a
	}
	a, ok := t.amountOf(n)
	if !ok || len(a) > mostArms || !a.valid() {
		a = t.assumedAmount(n)
	}
	if t.quantities == nil {
		t.quantities = map[ast.Node]amount{}
	}
	t.quantities[n] = a
	return a
}

func (a amount) valid() bool {
	for _, arm := range a {
		if !arm.term.valid() || arm.by != nil && !arm.by.valid() {
			return false
		}
	}
	return true
}

func single(v *variable) amount {
	return amount{{when: hasValue(v), term: linear{terms: []term{{v, exact.Int(1)}}}}}
}

// amountOf follows what is linear: false when it is not.
func (t *translation) amountOf(n ast.Node) (amount, bool) {
	switch n := n.(type) {
	case *ast.Const:
		return amount{{when: always, term: constant(t.figure(n))}}, true
	case *ast.Input:
		v := t.inputOf(n)
		if v.fixed != nil {
			return amount{{when: hasValue(v), term: constant(*v.fixed)}}, true
		}
		return single(v), true
	case *ast.Variable:
		return t.quantity(t.slots[n.Slot]), true
	case *ast.Let:
		t.let(n.Slot, n.Value)
		return t.quantity(n.Body), true
	case *ast.Negate:
		return t.quantity(n.X).scaled(exact.Int(-1)), true
	case *ast.Conditional:
		return append(t.quantity(n.Then).under(t.when(n.If, true)), t.quantity(n.Else).under(t.when(n.If, false))...), true
	case *ast.Coalesce:
		x := t.quantity(n.X)
		return append(x.under(always), t.quantity(n.Otherwise).under(not(x.known()))...), true
	case *ast.Arithmetic:
		return t.arithmetic(n)
	case *ast.Call:
		return t.call(n)
	}
	return nil, false
}

func (a amount) scaled(by exact.Num) amount {
	out := make(amount, len(a))
	for i, arm := range a {
		arm.term = arm.term.scaled(by)
		out[i] = arm
	}
	return out
}

// under returns the amount where a condition is true.
func (a amount) under(when *formula) amount {
	var out amount
	for _, arm := range a {
		if arm.when = both(arm.when, when); arm.when != never {
			out = append(out, arm)
		}
	}
	return out
}

// combine computes with every pair of cases.
func combine(l, r amount, op func(a, b arm) (arm, bool)) (amount, bool) {
	if len(l)*len(r) > mostArms {
		return nil, false
	}
	var out amount
	for _, a := range l {
		for _, b := range r {
			c, ok := op(a, b)
			if !ok {
				return nil, false
			}
			if c.when = both(a.when, b.when, c.when); c.when != never {
				out = append(out, c)
			}
		}
	}
	return out, true
}

func (t *translation) arithmetic(n *ast.Arithmetic) (amount, bool) {
	l, r := t.quantity(n.L), t.quantity(n.R)
	var a amount
	var ok bool
	switch n.Op {
	case '+', '-':
		if n.Op == '-' {
			r = r.scaled(exact.Int(-1))
		}
		a, ok = combine(l, r, sum)
	case '*':
		a, ok = combine(l, r, product)
		if n.Percent {
			a = a.scaled(exact.Scaled(1, 2))
		}
	default:
		a, ok = combine(l, r, quotient)
	}
	if k := n.T.Kind; ok && (k == kinds.Date || k == kinds.Instant) {
		return onCalendar(a, k)
	}
	return a, ok
}

func sum(a, b arm) (arm, bool) {
	switch {
	case a.by == nil && b.by == nil:
		return arm{when: always, term: a.term.plus(b.term)}, true
	case a.by == nil && a.term.isConstant():
		return arm{when: always, term: b.term.plus(b.by.scaled(a.term.constant)), by: b.by}, true
	case b.by == nil && b.term.isConstant():
		return arm{when: always, term: a.term.plus(a.by.scaled(b.term.constant)), by: a.by}, true
	}
	return arm{}, false
}

func product(a, b arm) (arm, bool) {
	switch {
	case a.by == nil && a.term.isConstant():
		return arm{when: always, term: b.term.scaled(a.term.constant), by: b.by}, true
	case b.by == nil && b.term.isConstant():
		return arm{when: always, term: a.term.scaled(b.term.constant), by: a.by}, true
	}
	return arm{}, false
}

func quotient(a, b arm) (arm, bool) {
	switch {
	case b.by != nil:
		return arm{}, false
	case b.term.isConstant():
		inverse, ok := exact.Int(1).Quo(b.term.constant)
		if !ok {
			return arm{when: never}, true
		}
		return arm{when: always, term: a.term.scaled(inverse), by: a.by}, true
	case a.by != nil:
		return arm{}, false
	}
	by := b.term
	return arm{when: not(compared(by, '=')), term: a.term, by: &by}, true
}

// onCalendar leaves a moment without a value outside of the years there are. A date that
// might be broken by a part of a day is not followed.
func onCalendar(a amount, k kinds.Kind) (amount, bool) {
	first, last := exact.Int(math.MinInt64), exact.Int(math.MaxInt64)
	if k == kinds.Date {
		first, last = exact.Int(firstDate), exact.Int(lastDate)
	}
	var out amount
	for _, arm := range a {
		if arm.by != nil || k == kinds.Date && !arm.term.isInteger() {
			return nil, false
		}
		arm.when = both(arm.when, comparing(arm.term, ast.GreaterOrEqual, constant(first)), comparing(arm.term, ast.LessOrEqual, constant(last)))
		out = append(out, arm)
	}
	return out, true
}

// isInteger reports whether a term is a whole number whatever its variables are.
func (l linear) isInteger() bool {
	for _, t := range l.terms {
		if t.of.step == nil || !t.of.step.Mul(t.times).IsInt() {
			return false
		}
	}
	return l.constant.IsInt()
}

// call follows the functions that are linear piece by piece.
func (t *translation) call(n *ast.Call) (amount, bool) {
	switch n.Function {
	case "percent":
		return t.quantity(n.Args[0]).scaled(exact.Int(100)), true
	case "ratio":
		return t.quantity(n.Args[0]).scaled(exact.Scaled(1, 2)), true
	case "abs":
		var out amount
		for _, a := range t.quantity(n.Args[0]) {
			negative, ok := t.compareArms(a, ast.Less, arm{})
			if !ok {
				return nil, false
			}
			out = append(append(out, amount{a}.under(not(negative))...), amount{a}.under(negative).scaled(exact.Int(-1))...)
		}
		return out, true
	case "least", "greatest":
		best := t.quantity(n.Args[0])
		op := ast.Less
		if n.Function == "greatest" {
			op = ast.Greater
		}
		for _, arg := range n.Args[1:] {
			next := t.quantity(arg)
			if len(best)*len(next)*2 > mostArms {
				return nil, false
			}
			var out amount
			for _, a := range best {
				for _, b := range next {
					better, ok := t.compareArms(b, op, a)
					if !ok {
						return nil, false
					}
					out = append(append(out, amount{a}.under(both(b.when, not(better)))...), amount{b}.under(both(a.when, better))...)
				}
			}
			best = out
		}
		return best, true
	case "calendar_days":
		if n.Args[0].Type().Kind == kinds.Date && n.Args[1].Type().Kind == kinds.Date {
			return combine(t.quantity(n.Args[1]), t.quantity(n.Args[0]).scaled(exact.Int(-1)), sum)
		}
	}
	return nil, false
}
