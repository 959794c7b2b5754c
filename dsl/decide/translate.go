package decide

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
)

// truths is a condition of the language as two formulas: where it is true, and where
// it is false. It has no value elsewhere.
type truths struct{ yes, no *formula }

func (t truths) known() *formula { return either(t.yes, t.no) }

// translation turns one program into formulas over a universe.
type translation struct {
	*universe
	program    *dsl.Program
	renamed    map[string]*variable // inputs that stand for another variable
	slots      map[int]tree.Node    // the values of let
	conditions map[tree.Node]truths
	quantities map[tree.Node]amount
	tables     map[int]string
	keys       map[tree.Node]string
}

func (u *universe) translate(p *dsl.Program) *translation {
	return &translation{universe: u, program: p, slots: map[int]tree.Node{}, conditions: map[tree.Node]truths{}, quantities: map[tree.Node]amount{}}
}

// criterion is where a program of a condition is true and where it is false.
func (u *universe) criterion(p *dsl.Program) truths { return u.translate(p).condition(p.Tree()) }

func (t *translation) condition(n tree.Node) truths {
	if c, ok := t.conditions[n]; ok {
		return c
	}
	c := t.conditionOf(n)
	t.conditions[n] = c
	return c
}

func (t *translation) conditionOf(n tree.Node) truths {
	switch n := n.(type) {
	case *tree.Const:
		if n.Value.Bool {
			return truths{always, never}
		}
		return truths{never, always}
	case *tree.Input:
		return yesOrNo(t.inputOf(n))
	case *tree.Variable:
		return t.condition(t.slots[n.Slot])
	case *tree.Let:
		t.slots[n.Slot] = n.Value
		return t.condition(n.Body)
	case *tree.Not:
		x := t.condition(n.X)
		return truths{x.no, x.yes}
	case *tree.Logic:
		l, r := t.condition(n.L), t.condition(n.R)
		if n.And {
			return truths{both(l.yes, r.yes), either(l.no, r.no)}
		}
		return truths{either(l.yes, r.yes), both(l.no, r.no)}
	case *tree.Conditional:
		c, then, otherwise := t.condition(n.If), t.condition(n.Then), t.condition(n.Else)
		return truths{either(both(c.yes, then.yes), both(c.no, otherwise.yes)), either(both(c.yes, then.no), both(c.no, otherwise.no))}
	case *tree.Coalesce:
		x, otherwise := t.condition(n.X), t.condition(n.Otherwise)
		missing := not(x.known())
		return truths{either(x.yes, both(missing, otherwise.yes)), either(x.no, both(missing, otherwise.no))}
	case *tree.Comparison:
		return t.comparison(n)
	case *tree.In:
		return t.membership(n)
	case *tree.TextTest:
		return t.textTest(n)
	case *tree.Call:
		if n.Function == "known" {
			k := t.known(n.Args[0])
			return truths{k, not(k)}
		}
	}
	return yesOrNo(t.assumed(n, DomainOfType(n.Type())))
}

func (t *translation) inputOf(n *tree.Input) *variable {
	if v := t.renamed[n.Name]; v != nil {
		return v
	}
	return t.input(n.Name, n.T)
}

// yesOrNo is a variable as a condition.
func yesOrNo(v *variable) truths {
	is := func(n int64) *formula { return within(v, values{numbers: v.snapped(pointSet(exact.Int(n)))}) }
	return truths{is(1), is(0)}
}

// known is where a part of a criterion has a value.
func (t *translation) known(n tree.Node) *formula {
	if n.Type().Kind == table.Boolean {
		return t.condition(n).known()
	}
	return t.quantity(n).known()
}

func (t *translation) comparison(n *tree.Comparison) truths {
	if n.L.Type().Kind == table.Boolean {
		l, r := t.condition(n.L), t.condition(n.R)
		same := either(both(l.yes, r.yes), both(l.no, r.no))
		differ := either(both(l.yes, r.no), both(l.no, r.yes))
		if n.Op == tree.Equal {
			return truths{same, differ}
		}
		return truths{differ, same}
	}
	l, r := t.quantity(n.L), t.quantity(n.R)
	if len(l)*len(r) > mostArms {
		return t.unread(n)
	}
	compare := t.compareArms
	if n.L.Type().Kind == table.Enum && n.Op != tree.Equal && n.Op != tree.NotEqual {
		compare = t.compareSteps(n.L.Type().Values)
	}
	var yes, no []*formula
	for _, a := range l {
		for _, b := range r {
			when := both(a.when, b.when)
			if when == never {
				continue
			}
			holds, ok := compare(a, n.Op, b)
			if !ok {
				return t.unread(n)
			}
			yes, no = append(yes, both(when, holds)), append(no, both(when, not(holds)))
		}
	}
	return truths{either(yes...), either(no...)}
}

// unread is a condition that is not computed here: it may be either wherever its
// sides have values.
func (t *translation) unread(n tree.Node) truths {
	v := t.assumed(n, DomainOfType(table.Of(table.Boolean)))
	v.domain.missing = false
	c := yesOrNo(v)
	for _, side := range tree.Children(n) {
		k := t.known(side)
		c = truths{both(k, c.yes), both(k, c.no)}
	}
	return c
}

// compareArms compares two linear terms, or a quotient of such with a figure.
func (t *translation) compareArms(a arm, op tree.Op, b arm) (*formula, bool) {
	switch {
	case a.by == nil && b.by == nil:
		return comparing(a.term, op, b.term), true
	case a.by == nil:
		a, op, b = b, op.Flip(), a
		fallthrough
	case b.by == nil && b.term.isConstant():
		// a/d op c is a op c·d where d is above zero, and turns round where it is below.
		against := a.by.scaled(b.term.constant)
		zero := linear{}
		return either(
			both(comparing(*a.by, tree.Greater, zero), comparing(a.term, op, against)),
			both(comparing(*a.by, tree.Less, zero), comparing(a.term, op.Flip(), against)),
		), b.term.isConstant() && b.by == nil
	}
	return nil, false
}

// compareSteps compares values of a scale.
func (t *translation) compareSteps(steps []string) func(a arm, op tree.Op, b arm) (*formula, bool) {
	rising := t.increasing(steps)
	return func(a arm, op tree.Op, b arm) (*formula, bool) {
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
					holds = append(holds, both(comparing(a.term, tree.Equal, constant(t.code(x))), comparing(b.term, tree.Equal, constant(t.code(y)))))
				}
			}
		}
		return either(holds...), true
	}
}

func ordered(order int, op tree.Op) bool {
	switch op {
	case tree.Less:
		return order < 0
	case tree.LessOrEqual:
		return order <= 0
	case tree.Greater:
		return order > 0
	}
	return order >= 0
}

func (t *translation) membership(n *tree.In) truths {
	if n.X.Type().Kind == table.Boolean {
		x, yes, no := t.condition(n.X), never, never
		for _, v := range n.Values {
			if v.Value.Bool {
				yes = x.yes
			} else {
				no = x.no
			}
		}
		is := either(yes, no)
		return truths{is, both(x.known(), not(is))}
	}
	var yes, no []*formula
	for _, a := range t.quantity(n.X) {
		figures := make([]*formula, len(n.Values))
		for i, v := range n.Values {
			var ok bool
			if figures[i], ok = t.compareArms(a, tree.Equal, arm{term: constant(t.figure(v))}); !ok {
				return t.unread(n)
			}
		}
		is := either(figures...)
		yes, no = append(yes, both(a.when, is)), append(no, both(a.when, not(is)))
	}
	return truths{either(yes...), either(no...)}
}

// figure is a constant as a number of the universe.
func (t *translation) figure(n *tree.Const) exact.Num {
	if k := n.T.Kind; k == table.Text || k == table.Enum {
		return t.code(n.Value.Text)
	}
	return n.Value.Num
}

// textTest is decided for texts of the criteria and values of enumerations.
func (t *translation) textTest(n *tree.TextTest) truths {
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[n.Op]
	var yes, no []*formula
	for _, a := range t.quantity(n.L) {
		for _, b := range t.quantity(n.R) {
			if !b.term.isConstant() || !a.term.isConstant() && a.term.terms[0].of.typ.Kind != table.Enum {
				return t.unread(n)
			}
			code, _ := b.term.constant.Int64()
			part, is := t.texts[code], never
			if a.term.isConstant() {
				code, _ := a.term.constant.Int64()
				if test(t.texts[code], part) {
					is = always
				}
			} else {
				of := a.term.terms[0].of
				var in []set
				for _, text := range of.typ.Values {
					if test(text, part) {
						in = append(in, pointSet(t.code(text)))
					}
				}
				is = within(of, values{numbers: of.snapped(unionOf(in))})
			}
			when := both(a.when, b.when)
			yes, no = append(yes, both(when, is)), append(no, both(when, not(is)))
		}
	}
	return truths{either(yes...), either(no...)}
}

// assumed is a variable for a part of a criterion that is not computed here: a
// product of inputs, an aggregate, a question about a metric, a function. It may be
// any value of its domain, and missing; equal parts are one variable.
func (t *translation) assumed(n tree.Node, d Domain) *variable {
	key := t.key(n)
	if v := t.parts[key]; v != nil {
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
	v := &variable{index: len(t.variables), name: name, typ: plain(typ), assumed: true, part: n}
	v.query, _ = n.(*tree.Query)
	v.domain = values{t.numbers(&d, v), true}
	v.step = d.Step
	t.variables = append(t.variables, v)
	t.parts[key] = v
	return v
}

func (t *translation) nameOf(n tree.Node) string {
	if q, ok := n.(*tree.Query); ok {
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
