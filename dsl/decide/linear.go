package decide

import (
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
)

// linear is a sum of multiples of variables and a constant.
type linear struct {
	terms    []term // in the order of the variables, none zero
	constant exact.Num
}

type term struct {
	of    *variable
	times exact.Num
}

func constant(n exact.Num) linear { return linear{constant: n} }

func (l linear) isConstant() bool { return len(l.terms) == 0 }

func (l linear) scaled(by exact.Num) linear {
	if by.Sign() == 0 {
		return linear{}
	}
	out := linear{terms: make([]term, len(l.terms)), constant: l.constant.Mul(by)}
	for i, t := range l.terms {
		out.terms[i] = term{t.of, t.times.Mul(by)}
	}
	return out
}

func (l linear) plus(o linear) linear {
	out := linear{constant: l.constant.Add(o.constant)}
	for i, j := 0, 0; i < len(l.terms) || j < len(o.terms); {
		switch {
		case j == len(o.terms) || i < len(l.terms) && l.terms[i].of.index < o.terms[j].of.index:
			out.terms = append(out.terms, l.terms[i])
			i++
		case i == len(l.terms) || o.terms[j].of.index < l.terms[i].of.index:
			out.terms = append(out.terms, o.terms[j])
			j++
		default:
			if sum := l.terms[i].times.Add(o.terms[j].times); sum.Sign() != 0 {
				out.terms = append(out.terms, term{l.terms[i].of, sum})
			}
			i, j = i+1, j+1
		}
	}
	return out
}

func (l linear) minus(o linear) linear { return l.plus(o.scaled(exact.Int(-1))) }

// valid reports whether the numbers are short enough to be computed with further.
func (l linear) valid() bool {
	return short(l.constant) && !slices.ContainsFunc(l.terms, func(t term) bool { return !short(t.times) })
}

// short numbers have products that are still computed.
func short(n exact.Num) bool {
	if _, _, small := n.Small(); small {
		return true
	}
	const most = 20_000 // binary digits
	r := n.Rat()
	return n.Valid() && r.Num().BitLen() < most && r.Denom().BitLen() < most
}

// constraint is that a linear term of two or more variables is below zero, at most zero,
// or zero.
type constraint struct {
	linear
	op byte // '<', 'l' at most, '='
}

func (c constraint) negation() *formula {
	negated := c.linear.scaled(exact.Int(-1))
	switch c.op {
	case '<':
		return compared(negated, 'l')
	case 'l':
		return compared(negated, '<')
	}
	return either(compared(c.linear, '<'), compared(negated, '<'))
}

// comparing returns the condition that l op r, for values that are there.
func comparing(l linear, op ast.Op, r linear) *formula {
	d := l.minus(r)
	switch op {
	case ast.Equal:
		return compared(d, '=')
	case ast.NotEqual:
		return not(compared(d, '='))
	case ast.Less:
		return compared(d, '<')
	case ast.LessOrEqual:
		return compared(d, 'l')
	case ast.Greater:
		return compared(d.scaled(exact.Int(-1)), '<')
	}
	return compared(d.scaled(exact.Int(-1)), 'l')
}

// compared returns the condition that a linear term is below, at most, or equal to zero.
func compared(l linear, op byte) *formula {
	switch len(l.terms) {
	case 0:
		sign := l.constant.Sign()
		if sign < 0 && op != '=' || sign == 0 && op != '<' {
			return always
		}
		return never
	case 1:
		x, times := l.terms[0].of, l.terms[0].times
		at, _ := l.constant.Neg().Quo(times)
		return within(x, values{numbers: x.snapped(side(at, op, times.Sign() > 0))})
	}
	return &formula{op: 'l', linear: constraint{l, op}}
}

// side returns the set of numbers on one side of a figure.
func side(at exact.Num, op byte, below bool) set {
	switch {
	case op == '=':
		return pointSet(at)
	case below && op == '<':
		return between(beforeAll, before(at))
	case below:
		return between(beforeAll, after(at))
	case op == '<':
		return between(after(at), afterAll)
	}
	return between(before(at), afterAll)
}
