package decide

import (
	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Domain is what is known of a value before any criterion: its kind, its least and
// greatest value, and the grid on which all its values lie. In a [Region] a kind that is
// Nullable says that the value may be missing; [Compare] is about values that are there.
type Domain struct {
	Type  kinds.Type
	Least *exact.Num // nil: no bound
	Most  *exact.Num
	Step  *exact.Num // nil: any number
}

// Between returns the values of a kind from least to most, both of them included. A value
// that is missing is no bound: dsl.NoValue(t, "").
func Between(t kinds.Type, least, most dsl.Value) Domain {
	d := Domain{Type: t}
	if !least.Missing() {
		n := least.Num()
		d.Least = &n
	}
	if !most.Missing() {
		n := most.Num()
		d.Most = &n
	}
	return d
}

// By returns the domain with values on a grid only: multiples of a step, such as 0.01%
// for what is stated to two decimal places.
func (d Domain) By(step dsl.Value) Domain {
	if !step.Missing() {
		n := step.Num()
		d.Step = &n
	}
	return d
}

// DomainOf returns what is known of an expression's value. A share of rows lies between
// 0% and 100%. A number that is counted, or computed from such numbers without a
// difference, is not negative; a difference may be, and so may the days or the time
// between two moments of a record.
func DomainOf(p *dsl.Program) Domain {
	t := p.Type()
	t.Nullable = false
	d := DomainOfType(t)
	if d.Least == nil && notNegative(p.Tree()) {
		zero := exact.Int(0)
		d.Least = &zero
	}
	if a, ok := p.Tree().(*ast.Aggregate); ok && a.Function == "share" {
		hundred := exact.Int(100)
		d.Most = &hundred
	}
	return d
}

// DomainOfType returns what follows from a type alone: counts are whole, booleans are yes
// or no.
func DomainOfType(t kinds.Type) Domain {
	d := Domain{Type: t}
	switch t.Kind {
	case kinds.Count:
		one := exact.Int(1)
		d.Step = &one
	case kinds.Boolean:
		zero, one := exact.Int(0), exact.Int(1)
		d.Least, d.Most, d.Step = &zero, &one, &one
	}
	return d
}

// notNegative reports whether the number that a node stands for cannot be below zero. It
// may say no too often.
func notNegative(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.Const:
		return n.T.Kind.Numeric() && n.Value.Num.Sign() >= 0
	case *ast.Field: // tables refuse negative cells of these kinds
		return n.T.Kind == kinds.Count || n.T.Kind == kinds.Duration
	case *ast.Aggregate:
		return n.Function == "count" || n.Function == "share" || n.Item != nil && notNegative(n.Item)
	case *ast.Arithmetic:
		return n.Op != '-' && notNegative(n.L) && notNegative(n.R)
	case *ast.Conditional:
		return notNegative(n.Then) && notNegative(n.Else)
	case *ast.Coalesce:
		return notNegative(n.X) && notNegative(n.Otherwise)
	case *ast.Call:
		switch n.Function {
		case "abs":
			return true
		case "percent", "ratio", "round":
			return notNegative(n.Args[0])
		}
	}
	return false
}

func (d Domain) set() set {
	from, to := beforeAll, afterAll
	if d.Least != nil {
		from = before(*d.Least)
	}
	if d.Most != nil {
		to = after(*d.Most)
	}
	return d.grid(between(from, to))
}

func (d Domain) grid(s set) set {
	if d.Step == nil {
		return s
	}
	return s.snap(*d.Step)
}
