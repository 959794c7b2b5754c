package decide

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// assumed returns a variable for a subexpression of a criterion that is not computed
// here: a product of inputs, an aggregate, a question about a metric, a function. It may
// be any value of its domain, and missing; equal subexpressions are one variable.
func (t *translation) assumed(n ast.Node, d Domain) *variable {
	key := t.key(n)
	if v := t.terms[key]; v != nil {
		return v
	}
	name := t.nameOf(n)
	if declared, ok := t.domains[name]; ok {
		d = declared
	}
	typ := n.Type()
	if d.Type.Kind == 0 {
		d.Type = typ
	}
	if !d.Type.Equal(typ) {
		t.fail("%s is %s in a criterion, and %s in its domain", name, plain(typ), plain(d.Type))
		d = DomainOfType(typ)
	}
	v := &variable{index: len(t.variables), name: name, typ: plain(typ), assumed: true, node: n}
	v.query, _ = n.(*ast.Query)
	v.domain = values{t.numbers(&d, v), true}
	v.step = d.Step
	t.variables = append(t.variables, v)
	if t.terms == nil {
		t.terms = map[string]*variable{}
	}
	t.terms[key] = v
	return v
}

func (t *translation) nameOf(n ast.Node) string {
	if q, ok := n.(*ast.Query); ok {
		if q.Periods > 0 {
			return fmt.Sprintf("%s(%s, %d)", q.Name, q.Subject, q.Periods)
		}
		return fmt.Sprintf("%s(%s)", q.Name, q.Subject)
	}
	text, span := t.program.Text(), n.Span()
	if span.Start < 0 || span.End > len(text) || span.Start >= span.End {
		return "a part of " + text
	}
	return strings.Join(strings.Fields(text[span.Start:span.End]), " ")
}

// assumedAmount returns a number or text that is not computed here, with what is known of
// its range.
func (t *translation) assumedAmount(n ast.Node) amount {
	d := DomainOfType(n.Type())
	if d.Least == nil && notNegative(n) {
		zero := exact.Int(0)
		d.Least = &zero
	}
	if a, ok := n.(*ast.Aggregate); ok && a.Function == "share" {
		hundred := exact.Int(100)
		d.Most = &hundred
	}
	if p, ok := n.(*ast.Arithmetic); ok && p.Op == '*' {
		t.productRange(p, &d)
	}
	places, rounded := roundedTo(n)
	if rounded && n.Type().Kind.Numeric() && n.Type().Kind != kinds.Duration && d.Step == nil {
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
		t.nearby(v, n.(*ast.Call), places)
	}
	return a
}

// roundedTo returns the step of the grid to which a rounding brings a number.
func roundedTo(n ast.Node) (exact.Num, bool) {
	call, ok := n.(*ast.Call)
	if !ok || call.Function != "round" {
		return exact.Num{}, false
	}
	places, _ := call.Args[1].(*ast.Const).Value.Num.Int64()
	if places < 0 || places > 18 {
		return exact.Num{}, false
	}
	return exact.Scaled(1, uint8(places)), true
}

// nearby says that a rounded number is near the one that was rounded: below it for the
// floor, at most half a step away for the nearest.
func (t *translation) nearby(v *variable, call *ast.Call, step exact.Num) {
	rule, _ := exact.ParseRounding(call.Args[2].(*ast.Const).Value.Text)
	half := step.Mul(exact.Scaled(5, 1))
	r := linear{terms: []term{{v, exact.Int(1)}}}
	// x - r is between these, and reaches them or not.
	low, high, least, most := half.Neg(), half, ast.GreaterOrEqual, ast.LessOrEqual
	switch rule {
	case exact.Floor:
		low, high, most = exact.Int(0), step, ast.Less
	case exact.Ceiling:
		low, high, least = step.Neg(), exact.Int(0), ast.Greater
	case exact.Up, exact.Down:
		low, high, least, most = step.Neg(), step, ast.Greater, ast.Less
	}
	for _, x := range t.quantity(call.Args[0]) {
		if x.by != nil {
			continue
		}
		difference := x.term.minus(r)
		t.axioms = append(t.axioms, either(not(x.when),
			both(comparing(difference, least, constant(low)), comparing(difference, most, constant(high)))))
	}
}

// productRange bounds a product by the ends of what is multiplied.
func (t *translation) productRange(n *ast.Arithmetic, d *Domain) {
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

// rangeOf returns the least and the greatest value of an amount, by the domains of its
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

// total returns where a computation that is not followed has a value all the same: where
// what it computes with has values. It does not know calendars and records.
func (t *translation) total(n ast.Node) (*formula, bool) {
	var args []ast.Node
	switch n := n.(type) {
	case *ast.Arithmetic:
		if n.Op == '/' || n.T.Kind == kinds.Date || n.T.Kind == kinds.Instant {
			return nil, false
		}
		args = []ast.Node{n.L, n.R}
	case *ast.Negate:
		args = []ast.Node{n.X}
	case *ast.Call:
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
