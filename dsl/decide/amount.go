package decide

import (
	"math"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
)

// amount is a number or text of the language: one of several terms, each under its
// own condition. At most one of the conditions is true; where none is, there is no
// value.
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

func (t *translation) quantity(n tree.Node) amount {
	if a, ok := t.quantities[n]; ok {
		return a
	}
	a, ok := t.amountOf(n)
	if !ok || len(a) > mostArms || !a.valid() {
		a = t.assumedAmount(n)
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
	return amount{{when: given(v), term: linear{terms: []term{{v, exact.Int(1)}}}}}
}

func (t *translation) assumedAmount(n tree.Node) amount {
	d := DomainOfType(n.Type())
	if d.Least == nil && notNegative(n) {
		zero := exact.Int(0)
		d.Least = &zero
	}
	if a, ok := n.(*tree.Aggregate); ok && a.Function == "share" {
		hundred := exact.Int(100)
		d.Most = &hundred
	}
	if p, ok := n.(*tree.Arithmetic); ok && p.Op == '*' {
		t.productRange(p, &d)
	}
	places, rounded := roundedTo(n)
	if rounded && n.Type().Kind.Numeric() && n.Type().Kind != table.Duration && d.Step == nil {
		d.Step = &places
	}
	v := t.assumed(n, d)
	a := single(v)
	if when, total := t.total(n); total {
		v.domain.missing = false
		a[0].when = when
	}
	if rounded && !t.rounded[v] {
		if t.rounded == nil {
			t.rounded = map[*variable]bool{}
		}
		t.rounded[v] = true
		t.nearby(v, n.(*tree.Call), places)
	}
	return a
}

// roundedTo is the step of the grid to which a rounding brings a number.
func roundedTo(n tree.Node) (exact.Num, bool) {
	call, ok := n.(*tree.Call)
	if !ok || call.Function != "round" {
		return exact.Num{}, false
	}
	places, _ := call.Args[1].(*tree.Const).Value.Num.Int64()
	if places < 0 || places > 18 {
		return exact.Num{}, false
	}
	return exact.Scaled(1, uint8(places)), true
}

// nearby says that a rounded number is near the one that was rounded: below it for
// the floor, at most half a step away for the nearest.
func (t *translation) nearby(v *variable, call *tree.Call, step exact.Num) {
	rule, _ := exact.ParseRounding(call.Args[2].(*tree.Const).Value.Text)
	half := step.Mul(exact.Scaled(5, 1))
	r := linear{terms: []term{{v, exact.Int(1)}}}
	// x - r is between these, and reaches them or not.
	low, high, least, most := half.Neg(), half, tree.GreaterOrEqual, tree.LessOrEqual
	switch rule {
	case exact.Floor:
		low, high, most = exact.Int(0), step, tree.Less
	case exact.Ceiling:
		low, high, least = step.Neg(), exact.Int(0), tree.Greater
	case exact.Up, exact.Down:
		low, high, least, most = step.Neg(), step, tree.Greater, tree.Less
	}
	for _, x := range t.quantity(call.Args[0]) {
		if x.by != nil {
			continue
		}
		apart := x.term.minus(r)
		t.axioms = append(t.axioms, either(not(x.when),
			both(comparing(apart, least, constant(low)), comparing(apart, most, constant(high)))))
	}
}

// productRange bounds a product by the ends of what is multiplied.
func (t *translation) productRange(n *tree.Arithmetic, d *Domain) {
	a, b := t.rangeOf(t.quantity(n.L)), t.rangeOf(t.quantity(n.R))
	infinite := a[0].infinite || a[1].infinite || b[0].infinite || b[1].infinite
	if n.Percent {
		hundredth := exact.Scaled(1, 2)
		a[0].value, a[1].value = a[0].value.Mul(hundredth), a[1].value.Mul(hundredth)
	}
	if infinite {
		if !a[0].infinite && !b[0].infinite && a[0].value.Sign() >= 0 && b[0].value.Sign() >= 0 {
			least := a[0].value.Mul(b[0].value)
			d.Least = &least
		}
		return
	}
	least := a[0].value.Mul(b[0].value)
	most := least
	for _, x := range a {
		for _, y := range b {
			p := x.value.Mul(y.value)
			if p.Cmp(least) < 0 {
				least = p
			}
			if p.Cmp(most) > 0 {
				most = p
			}
		}
	}
	d.Least, d.Most = &least, &most
}

// rangeOf is the least and the greatest value of an amount, by the domains of its
// variables alone.
func (t *translation) rangeOf(a amount) [2]pair {
	out := [2]pair{{infinite: true}, {infinite: true}}
	for i, arm := range a {
		low, high := pair{value: arm.term.constant}, pair{value: arm.term.constant}
		for _, x := range arm.term.terms {
			s := x.of.domain.numbers
			if len(s) == 0 {
				continue
			}
			from, to := ends(interval{s[0].from, s[len(s)-1].to}, x.of.step)
			if x.times.Sign() < 0 {
				from, to = to, from
			}
			low, high = low.plus(from, x.times), high.plus(to, x.times)
		}
		if arm.by != nil {
			low, high = pair{infinite: true}, pair{infinite: true}
		}
		if i == 0 {
			out = [2]pair{low, high}
			continue
		}
		out[0].infinite, out[1].infinite = out[0].infinite || low.infinite, out[1].infinite || high.infinite
		if low.value.Cmp(out[0].value) < 0 {
			out[0].value = low.value
		}
		if high.value.Cmp(out[1].value) > 0 {
			out[1].value = high.value
		}
	}
	return out
}

// total is where a computation that is not followed has a value all the same: where
// what it computes with has values. It is not told of calendars and records.
func (t *translation) total(n tree.Node) (*formula, bool) {
	var args []tree.Node
	switch n := n.(type) {
	case *tree.Arithmetic:
		if n.Op == '/' || n.T.Kind == table.Date || n.T.Kind == table.Instant {
			return nil, false
		}
		args = []tree.Node{n.L, n.R}
	case *tree.Negate:
		args = []tree.Node{n.X}
	case *tree.Call:
		switch n.Function {
		case "abs", "percent", "ratio", "least", "greatest":
			args = n.Args
		case "round":
			args = n.Args[:1]
		}
	}
	when := always
	for _, arg := range args {
		when = both(when, t.known(arg))
	}
	return when, args != nil
}

// amountOf follows what is linear: false when it is not.
func (t *translation) amountOf(n tree.Node) (amount, bool) {
	switch n := n.(type) {
	case *tree.Const:
		return amount{{when: always, term: constant(t.figure(n))}}, true
	case *tree.Input:
		v := t.inputOf(n)
		if v.fixed != nil {
			return amount{{when: given(v), term: constant(*v.fixed)}}, true
		}
		return single(v), true
	case *tree.Variable:
		return t.quantity(t.slots[n.Slot]), true
	case *tree.Let:
		t.slots[n.Slot] = n.Value
		return t.quantity(n.Body), true
	case *tree.Negate:
		return t.quantity(n.X).scaled(exact.Int(-1)), true
	case *tree.Conditional:
		return append(t.quantity(n.Then).under(t.when(n.If, true)), t.quantity(n.Else).under(t.when(n.If, false))...), true
	case *tree.Coalesce:
		x := t.quantity(n.X)
		return append(x.under(always), t.quantity(n.Otherwise).under(not(x.known()))...), true
	case *tree.Arithmetic:
		return t.arithmetic(n)
	case *tree.Call:
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

// under is the amount where a condition is true.
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

func (t *translation) arithmetic(n *tree.Arithmetic) (amount, bool) {
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
	if k := n.T.Kind; ok && (k == table.Date || k == table.Instant) {
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

// onCalendar leaves a moment without a value outside of the years there are. A date
// that might be broken by a part of a day is not followed.
func onCalendar(a amount, k table.Kind) (amount, bool) {
	first, last := exact.Int(math.MinInt64), exact.Int(math.MaxInt64)
	if k == table.Date {
		first, last = exact.Int(firstDate), exact.Int(lastDate)
	}
	var out amount
	for _, arm := range a {
		if arm.by != nil || k == table.Date && !arm.term.whole() {
			return nil, false
		}
		arm.when = both(arm.when, comparing(arm.term, tree.GreaterOrEqual, constant(first)), comparing(arm.term, tree.LessOrEqual, constant(last)))
		out = append(out, arm)
	}
	return out, true
}

// whole reports whether a term is a whole number whatever its variables are.
func (l linear) whole() bool {
	for _, t := range l.terms {
		if t.of.step == nil || !t.of.step.Mul(t.times).IsInt() {
			return false
		}
	}
	return l.constant.IsInt()
}

// call follows the functions that are linear piece by piece.
func (t *translation) call(n *tree.Call) (amount, bool) {
	switch n.Function {
	case "percent":
		return t.quantity(n.Args[0]).scaled(exact.Int(100)), true
	case "ratio":
		return t.quantity(n.Args[0]).scaled(exact.Scaled(1, 2)), true
	case "abs":
		var out amount
		for _, a := range t.quantity(n.Args[0]) {
			negative, ok := t.compareArms(a, tree.Less, arm{})
			if !ok {
				return nil, false
			}
			out = append(append(out, amount{a}.under(not(negative))...), amount{a}.under(negative).scaled(exact.Int(-1))...)
		}
		return out, true
	case "least", "greatest":
		best := t.quantity(n.Args[0])
		op := tree.Less
		if n.Function == "greatest" {
			op = tree.Greater
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
		if n.Args[0].Type().Kind == table.Date && n.Args[1].Type().Kind == table.Date {
			return combine(t.quantity(n.Args[1]), t.quantity(n.Args[0]).scaled(exact.Int(-1)), sum)
		}
	}
	return nil, false
}
