package decide

import (
	"math/big"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/exact"
)

// system is linear inequalities over a few variables, each with a range. It is solved by
// Fourier and Motzkin's elimination: a variable goes when each of its lower bounds is put
// against each of its upper bounds. Variables of any value go first, so that going back,
// those on a grid are chosen first; on the rest the elimination is exact and a choice
// always exists.
type system struct {
	variables []*variable
	index     map[*variable]int
	rows      []row
	stages    []stage
	failed    bool
	overrun   bool
	last      *variable // eliminated last, so that its range is known
}

// row is the inequality Σ times·x + constant < 0, or <= 0, or = 0. The variables of a
// grid are counted in steps, so that they are whole numbers.
type row struct {
	times    []exact.Num
	constant exact.Num
	op       byte
}

// stage is a variable that was eliminated, and the rows that bound it.
type stage struct {
	at   int
	rows []row
}

const mostRows = 600

func newSystem() *system { return &system{index: map[*variable]int{}} }

func (p *system) has(v *variable) bool { _, ok := p.index[v]; return ok }

// add makes a variable known, with its range.
func (p *system) add(v *variable, from, to pair) {
	at := len(p.variables)
	p.index[v] = at
	p.variables = append(p.variables, v)
	bound := func(end pair, sign int64) {
		if end.infinite {
			return
		}
		times := make([]exact.Num, at+1)
		times[at] = p.unit(v).Mul(exact.Int(sign))
		r := row{times: times, constant: end.value.Mul(exact.Int(-sign)), op: 'l'}
		if end.open {
			r.op = '<'
		}
		p.rows = append(p.rows, r)
	}
	bound(from, -1)
	bound(to, 1)
}

// unit returns what one step of a variable is worth.
func (p *system) unit(v *variable) exact.Num {
	if v.step != nil {
		return *v.step
	}
	return exact.Int(1)
}

func (p *system) require(c *constraint) {
	r := row{times: make([]exact.Num, len(p.variables)), constant: c.constant, op: c.op}
	for _, t := range c.terms {
		r.times[p.index[t.of]] = t.times.Mul(p.unit(t.of))
	}
	p.rows = append(p.rows, r)
}

func (p *system) isInteger(i int) bool { return p.variables[i].step != nil }

// relaxed is false when the inequalities have no solution at all.
func (p *system) relaxed(steps *int) bool {
	if p.stages == nil && !p.failed {
		p.eliminate(steps)
	}
	return !p.failed
}

// eliminate removes one variable after the other.
func (p *system) eliminate(steps *int) {
	for i := range p.rows {
		for len(p.rows[i].times) < len(p.variables) {
			p.rows[i].times = append(p.rows[i].times, exact.Num{})
		}
	}
	p.stages = []stage{}
	rows := p.tightened(p.rows)
	left := make([]int, len(p.variables))
	for i := range left {
		left[i] = i
	}
	for len(left) > 0 && !p.failed {
		at := p.next(left, rows)
		left = slices.DeleteFunc(left, func(i int) bool { return i == at })
		if rows = p.without(at, rows, steps); p.overrun {
			return
		}
	}
}

// next returns the variable whose elimination makes the fewest rows, those without a grid
// first.
func (p *system) next(left []int, rows []row) int {
	best, least := -1, 0
	for _, i := range left {
		up, down, equal := 0, 0, 0
		for _, r := range rows {
			switch sign := r.times[i].Sign(); {
			case sign == 0:
			case r.op == '=':
				equal++
			case sign > 0:
				up++
			default:
				down++
			}
		}
		cost := up*down - up - down
		if equal > 0 {
			cost = -1000
		}
		if p.isInteger(i) {
			cost += 1_000_000
		}
		if p.variables[i] == p.last {
			cost += 2_000_000
		}
		if best < 0 || cost < least {
			best, least = i, cost
		}
	}
	return best
}

// without eliminates a variable.
func (p *system) without(at int, rows []row, steps *int) []row {
	var lower, upper, rest, mine []row
	equal := -1
	for _, r := range rows {
		sign := r.times[at].Sign()
		if sign == 0 {
			rest = append(rest, r)
			continue
		}
		mine = append(mine, r)
		switch {
		case r.op == '=':
			if equal < 0 || p.easier(r, mine[equal], at) {
				equal = len(mine) - 1
			}
		case sign > 0:
			upper = append(upper, r)
		default:
			lower = append(lower, r)
		}
	}
	p.stages = append(p.stages, stage{at, mine})
	if equal >= 0 {
		for i, r := range mine {
			if i != equal {
				rest = append(rest, p.substituted(r, mine[equal], at))
			}
		}
	} else {
		for _, l := range lower {
			for _, u := range upper {
				rest = append(rest, added(l, u.times[at], u, l.times[at].Neg()))
			}
		}
	}
	*steps -= len(rest) * len(p.variables) / 2
	if *steps < 0 || len(rest) > mostRows*4 {
		p.overrun = true
		return nil
	}
	rest = p.tightened(rest)
	if len(rest) > mostRows {
		p.overrun = true
	}
	return rest
}

// easier prefers an equation that gives a whole number for whole numbers.
func (p *system) easier(a, b row, at int) bool {
	return p.isInteger(at) && a.times[at].Abs().Cmp(b.times[at].Abs()) < 0
}

// substituted returns a row in which a variable is replaced by what an equation says it
// is.
func (p *system) substituted(r, equation row, at int) row {
	q, _ := r.times[at].Quo(equation.times[at])
	out := added(r, exact.Int(1), equation, q.Neg())
	out.op = r.op
	return out
}

// added returns a·m + b·n; for inequalities the multiples are above zero.
func added(a row, m exact.Num, b row, n exact.Num) row {
	out := row{times: make([]exact.Num, len(a.times)), constant: a.constant.Mul(m).Add(b.constant.Mul(n)), op: 'l'}
	for i := range out.times {
		if a.times[i].Sign() != 0 || b.times[i].Sign() != 0 {
			out.times[i] = a.times[i].Mul(m).Add(b.times[i].Mul(n))
		}
	}
	if a.op == '<' || b.op == '<' {
		out.op = '<'
	}
	return out
}

// tightened brings rows to lowest terms, keeps the tightest of those that point the same
// way, and moves those over whole numbers only to the next whole number. It fails the
// system for a row that no values satisfy.
func (p *system) tightened(rows []row) []row {
	kept := map[string]int{}
	var out []row
	for _, r := range rows {
		r, key, trivial := p.normal(r)
		if p.failed {
			return nil
		}
		if trivial {
			continue
		}
		i, ok := kept[key]
		switch {
		case !ok:
			kept[key] = len(out)
			out = append(out, r)
		case r.op == '=' && r.constant.Cmp(out[i].constant) != 0:
			p.failed = true
			return nil
		case r.op != '=' && (r.constant.Cmp(out[i].constant) > 0 || r.constant.Cmp(out[i].constant) == 0 && r.op == '<'):
			out[i] = r
		}
	}
	return out
}

// normal returns a row in lowest terms with what tells where it points.
func (p *system) normal(r row) (normal row, key string, trivial bool) {
	first, integers := -1, true
	if !r.constant.Valid() || slices.ContainsFunc(r.times, func(t exact.Num) bool { return !t.Valid() }) {
		p.overrun = true
		return r, "", true // without it, more is possible
	}
	for i, t := range r.times {
		if t.Sign() != 0 {
			if first < 0 {
				first = i
			}
			integers = integers && p.isInteger(i)
		}
	}
	if first < 0 {
		sign := r.constant.Sign()
		if sign > 0 || sign == 0 && r.op == '<' || sign != 0 && r.op == '=' {
			p.failed = true
		}
		return r, "", true
	}
	by := r.times[first].Abs()
	if integers {
		by = commonFactor(r.times)
	}
	if r.op == '=' && r.times[first].Sign() < 0 {
		by = by.Neg()
	}
	out := row{times: make([]exact.Num, len(r.times)), op: r.op}
	for i, t := range r.times {
		if t.Sign() != 0 {
			out.times[i], _ = t.Quo(by)
		}
	}
	out.constant, _ = r.constant.Quo(by)
	if integers {
		switch c := out.constant; {
		case r.op == '=':
			if !c.IsInt() {
				p.failed = true
			}
		case r.op == '<': // n + c < 0 is n <= ceil(-c) - 1
			out.constant, out.op = c.Neg().Round(0, exact.Ceiling).Sub(exact.Int(1)).Neg(), 'l'
		default:
			out.constant = c.Neg().Round(0, exact.Floor).Neg()
		}
	}
	var b strings.Builder
	if out.op == '=' {
		b.WriteByte('=')
	}
	for _, t := range out.times {
		b.WriteString(t.String())
		b.WriteByte(' ')
	}
	return out, b.String(), false
}

// commonFactor returns the greatest number of which all multiples are whole.
func commonFactor(times []exact.Num) exact.Num {
	numerator, denominator := new(big.Int), big.NewInt(1)
	for _, t := range times {
		if t.Sign() == 0 {
			continue
		}
		r := t.Rat()
		numerator.GCD(nil, nil, numerator, new(big.Int).Abs(r.Num()))
		g := new(big.Int).GCD(nil, nil, denominator, r.Denom())
		denominator.Mul(denominator, g.Quo(r.Denom(), g))
	}
	// gcd of a/b and c/d in lowest terms is gcd(a, c)/lcm(b, d).
	return exact.Rat(new(big.Rat).SetFrac(numerator, denominator))
}
