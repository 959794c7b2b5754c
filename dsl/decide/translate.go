package decide

import (
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// translation turns one program into formulas over a universe.
type translation struct {
	*universe
	program    *dsl.Program
	renamed    map[string]*variable      // inputs that stand for another variable
	slots      map[int]ast.Node          // the values of let
	conditions map[ast.Node]*[2]*formula // where it is false, where it is true
	quantities map[ast.Node]amount
	tables     map[int]string
	keys       map[ast.Node]string
	rounded    map[*variable]bool
}

func (u *universe) translate(p *dsl.Program) *translation {
	return &translation{universe: u, program: p}
}

// criterion returns where a condition holds.
func (u *universe) criterion(p *dsl.Program) *formula {
	o := oneInput{universe: u, shared: true, index: -1, room: len(p.Text())/lettersEach + 2}
	if o.when(p.Tree(), true); !o.other {
		return within(o.v, values{numbers: o.stack})
	}
	return u.translate(p).when(p.Tree(), true)
}

// let is that a slot has a value.
func (t *translation) let(slot int, value ast.Node) {
	if t.slots == nil {
		t.slots = map[int]ast.Node{}
	}
	t.slots[slot] = value
}

// when returns where a condition is true, or where it is false. It has no value
// elsewhere.
func (t *translation) when(n ast.Node, is bool) *formula {
	if c, ok := n.(*ast.Comparison); ok && c.L.Type().Kind != kinds.Boolean {
		if f := t.simple(c, is); f != nil {
			return f // quicker than looking it up
		}
	}
	at := 0
	if is {
		at = 1
	}
	c := t.conditions[n]
	if c == nil {
		c = &[2]*formula{}
		if t.conditions == nil {
			t.conditions = map[ast.Node]*[2]*formula{}
		}
		t.conditions[n] = c
	}
	if c[at] == nil {
		c[at] = t.whenOf(n, is)
	}
	return c[at]
}

func (t *translation) whenOf(n ast.Node, is bool) *formula {
	switch n := n.(type) {
	case *ast.Const:
		if n.Value.Bool == is {
			return always
		}
		return never
	case *ast.Input:
		return yesOrNo(t.inputOf(n), is)
	case *ast.Variable:
		return t.when(t.slots[n.Slot], is)
	case *ast.Let:
		t.let(n.Slot, n.Value)
		return t.when(n.Body, is)
	case *ast.Not:
		return t.when(n.X, !is)
	case *ast.Logic:
		var operands []*formula
		t.chain(n, n.And, is, &operands)
		if n.And == is {
			return both(operands...)
		}
		return either(operands...)
	case *ast.Conditional:
		return either(both(t.when(n.If, true), t.when(n.Then, is)), both(t.when(n.If, false), t.when(n.Else, is)))
	case *ast.Coalesce:
		return either(t.when(n.X, is), both(not(t.known(n.X)), t.when(n.Otherwise, is)))
	case *ast.Comparison:
		return t.comparison(n, is)
	case *ast.In:
		return t.membership(n, is)
	case *ast.TextTest:
		return t.textTest(n, is)
	case *ast.Call:
		if n.Function == "known" {
			if is {
				return t.known(n.Args[0])
			}
			return not(t.known(n.Args[0]))
		}
	}
	return yesOrNo(t.assumed(n, DomainOfType(n.Type())), is)
}

// chain collects the parts of a and b and c, which are joined at once.
func (t *translation) chain(n ast.Node, and, is bool, operands *[]*formula) {
	if l, ok := n.(*ast.Logic); ok && l.And == and {
		t.chain(l.L, and, is, operands)
		t.chain(l.R, and, is, operands)
		return
	}
	*operands = append(*operands, t.when(n, is))
}

func (t *translation) inputOf(n *ast.Input) *variable {
	if v := t.renamed[n.Name]; v != nil {
		return v
	}
	return t.input(n.Name, n.T)
}

// yesOrNo returns where a boolean variable is true, or where it is false.
func yesOrNo(v *variable, is bool) *formula {
	return within(v, values{numbers: v.snapped(pointSet(number(is)))})
}

// known returns where a subexpression of a criterion has a value.
func (t *translation) known(n ast.Node) *formula {
	if n.Type().Kind == kinds.Boolean {
		return either(t.when(n, true), t.when(n, false))
	}
	return t.quantity(n).known()
}

func (t *translation) comparison(n *ast.Comparison, is bool) *formula {
	if n.L.Type().Kind == kinds.Boolean {
		same := is == (n.Op == ast.Equal)
		return either(both(t.when(n.L, true), t.when(n.R, same)), both(t.when(n.L, false), t.when(n.R, !same)))
	}
	l, r := t.quantity(n.L), t.quantity(n.R)
	if len(l)*len(r) > mostArms {
		return t.unread(n, is)
	}
	compare := t.compareArms
	if n.L.Type().Kind == kinds.Enum && n.Op != ast.Equal && n.Op != ast.NotEqual {
		compare = t.compareSteps(n.L.Type().Values)
	}
	var operands []*formula
	for _, a := range l {
		for _, b := range r {
			when := both(a.when, b.when)
			if when == never {
				continue
			}
			holds, ok := compare(a, n.Op, b)
			if !ok {
				return t.unread(n, is)
			}
			operands = append(operands, both(when, asked(holds, is)))
		}
	}
	return either(operands...)
}

func asked(f *formula, is bool) *formula {
	if is {
		return f
	}
	return not(f)
}

// simple returns the comparison of an input with a figure, which is most of them; nil
// when it is another.
func (t *translation) simple(n *ast.Comparison, is bool) *formula {
	op := n.Op
	in, ok := n.L.(*ast.Input)
	con, constant := n.R.(*ast.Const)
	if !ok || !constant {
		op = op.Mirrored()
		in, ok = n.R.(*ast.Input)
		con, constant = n.L.(*ast.Const)
	}
	if !ok || !constant || in.T.Kind == kinds.Enum || in.T.Kind == kinds.Text {
		return nil
	}
	var s set
	switch v := con.Value.Num; op {
	case ast.Equal, ast.NotEqual:
		s = pointSet(v)
		is = is == (op == ast.Equal)
	case ast.Less, ast.LessOrEqual:
		s = between(beforeAll, boundary{value: v, after: op == ast.LessOrEqual})
	default:
		s = between(boundary{value: v, after: op == ast.Greater}, afterAll)
	}
	v := t.inputOf(in)
	if s = v.snapped(s); !is {
		s = s.complement()
	}
	return within(v, values{numbers: s})
}

// unread returns a condition that is not computed here: it may be either wherever its
// sides have values.
func (t *translation) unread(n ast.Node, is bool) *formula {
	v := t.assumed(n, DomainOfType(kinds.Of(kinds.Boolean)))
	v.domain.missing = false
	c := yesOrNo(v, is)
	for _, side := range ast.Children(n) {
		c = both(c, t.known(side))
	}
	return c
}

// compareArms compares two linear terms, or a quotient of such with a figure.
func (t *translation) compareArms(a arm, op ast.Op, b arm) (*formula, bool) {
	switch {
	case a.by == nil && b.by == nil:
		return comparing(a.term, op, b.term), true
	case a.by == nil:
		a, op, b = b, op.Mirrored(), a
		fallthrough
	case b.by == nil && b.term.isConstant():
		// a/d op c is a op c·d where d is above zero, and turns round where it is below.
		against := a.by.scaled(b.term.constant)
		zero := linear{}
		return either(
			both(comparing(*a.by, ast.Greater, zero), comparing(a.term, op, against)),
			both(comparing(*a.by, ast.Less, zero), comparing(a.term, op.Mirrored(), against)),
		), b.term.isConstant() && b.by == nil
	}
	return nil, false
}

// compareSteps compares values of a scale.
func (t *translation) compareSteps(steps []string) func(a arm, op ast.Op, b arm) (*formula, bool) {
	rising := t.increasing(steps)
	return func(a arm, op ast.Op, b arm) (*formula, bool) {
		if rising {
			return t.compareArms(a, op, b)
		}
		if len(steps) > 64 {
			return nil, false
		}
		var holds []*formula
		for i, x := range steps {
			for j, y := range steps {
				if ordered(i-j, op) {
					holds = append(holds, both(comparing(a.term, ast.Equal, constant(t.code(x))), comparing(b.term, ast.Equal, constant(t.code(y)))))
				}
			}
		}
		return either(holds...), true
	}
}

func ordered(order int, op ast.Op) bool {
	switch op {
	case ast.Less:
		return order < 0
	case ast.LessOrEqual:
		return order <= 0
	case ast.Greater:
		return order > 0
	}
	return order >= 0
}

func (t *translation) membership(n *ast.In, is bool) *formula {
	if n.X.Type().Kind == kinds.Boolean {
		found := never
		for _, v := range n.Values {
			found = either(found, t.when(n.X, v.Value.Bool))
		}
		return both(t.known(n.X), asked(found, is))
	}
	var operands []*formula
	for _, a := range t.quantity(n.X) {
		figures := make([]*formula, len(n.Values))
		for i, v := range n.Values {
			var ok bool
			if figures[i], ok = t.compareArms(a, ast.Equal, arm{term: constant(t.figure(v))}); !ok {
				return t.unread(n, is)
			}
		}
		operands = append(operands, both(a.when, asked(either(figures...), is)))
	}
	return either(operands...)
}

// figure returns a constant as a number of the universe.
func (t *translation) figure(n *ast.Const) exact.Num {
	if k := n.T.Kind; k == kinds.Text || k == kinds.Enum {
		return t.code(n.Value.Text)
	}
	return n.Value.Num
}

// textTest is decided for texts of the criteria and values of enumerations.
func (t *translation) textTest(n *ast.TextTest, is bool) *formula {
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[n.Op]
	var operands []*formula
	for _, a := range t.quantity(n.L) {
		for _, b := range t.quantity(n.R) {
			if !b.term.isConstant() {
				return t.unread(n, is)
			}
			code, _ := b.term.constant.Int64()
			part, holds := t.texts[code], never
			if a.term.isConstant() {
				code, _ := a.term.constant.Int64()
				if test(t.texts[code], part) {
					holds = always
				}
			} else {
				of := a.term.terms[0].of
				texts := of.typ.Values
				if of.typ.Kind == kinds.Text {
					texts = t.texts // of any other text it may be so, or not
				}
				var in, tested []set
				for _, text := range texts {
					point := pointSet(t.code(text))
					if tested = append(tested, point); test(text, part) {
						in = append(in, point)
					}
				}
				holds = within(of, values{numbers: of.snapped(unionOf(in))})
				if of.typ.Kind == kinds.Text {
					other := within(of, values{numbers: of.snapped(unionOf(tested)).complement()})
					holds = either(holds, both(other, t.unread(n, true)))
				}
			}
			operands = append(operands, both(a.when, b.when, asked(holds, is)))
		}
	}
	return either(operands...)
}
