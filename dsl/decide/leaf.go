package decide

import (
	"slices"

	"github.com/concord-sla/concord/dsl/exact"
)

// ofLinear decides from the ends of the box.
func (s *search) ofLinear(c *constraint, b box) truth3 {
	low, high := pair{value: c.constant}, pair{value: c.constant}
	for _, t := range c.terms {
		from, to, ok := s.hull(t.of, b)
		if !ok {
			return open3 // missing: whether it has a value is asked separately
		}
		if t.times.Sign() < 0 {
			from, to = to, from
		}
		low, high = low.plus(from, t.times), high.plus(to, t.times)
	}
	// A pair is a bound and whether it is reached.
	below := func(p pair, strict bool) bool { // all values up to p are below, or at most, zero
		return !p.infinite && (p.value.Sign() < 0 || p.value.Sign() == 0 && (!strict || p.open))
	}
	above := func(p pair, strict bool) bool {
		return !p.infinite && (p.value.Sign() > 0 || p.value.Sign() == 0 && (!strict || p.open))
	}
	switch c.op {
	case '<':
		if below(high, true) {
			return holds3
		}
		if above(low, false) {
			return fails3
		}
	case 'l':
		if below(high, false) {
			return holds3
		}
		if above(low, true) {
			return fails3
		}
	default:
		if above(low, true) || below(high, true) {
			return fails3
		}
	}
	return open3
}

// pair is an end of a range: a value and whether it is left out, or no end.
type pair struct {
	value    exact.Num
	open     bool
	infinite bool
}

func (p pair) plus(o pair, times exact.Num) pair {
	if p.infinite || o.infinite {
		return pair{infinite: true}
	}
	return pair{value: p.value.Add(o.value.Mul(times)), open: p.open || o.open}
}

// hull returns the least and the greatest number of a variable in a box.
func (s *search) hull(v *variable, b box) (from, to pair, ok bool) {
	c, at := &s.grid.cells[v.index], b[v.index]
	first, last := -1, -1
	for i := range c.cells {
		if at.has(i) {
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if first < 0 {
		return from, to, false
	}
	from, to = ends(interval{c.cells[first].from, c.cells[last].to}, v.step)
	return from, to, true
}

// ends returns the least and greatest number of an interval, on the grid if there is one.
func ends(i interval, step *exact.Num) (from, to pair) {
	from, to = endsOf(i)
	if step != nil && !to.infinite { // all boundaries are just before a value of the grid
		to = pair{value: to.value.Sub(*step)}
	}
	return from, to
}

func endsOf(i interval) (from, to pair) {
	return pair{value: i.from.value, open: i.from.after, infinite: i.from.infinite != 0},
		pair{value: i.to.value, open: !i.to.after, infinite: i.to.infinite != 0}
}

// mayHold is false when no numbers in the hull of a box satisfy the constraints.
func (s *search) mayHold(b box, constraints []*constraint) bool {
	p, ok := s.problem(b, constraints)
	if !ok {
		return false
	}
	return p.relaxed(&s.steps)
}

// problem returns a box and constraints as a system of inequalities.
func (s *search) problem(b box, constraints []*constraint) (*system, bool) {
	p := newSystem()
	for _, c := range constraints {
		for _, t := range c.terms {
			if !p.has(t.of) {
				from, to, ok := s.hull(t.of, b)
				if !ok {
					return nil, false
				}
				p.add(t.of, from, to)
			}
		}
	}
	for _, c := range constraints {
		p.require(c)
	}
	return p, true
}

// leaf has no alternatives left: only numbers in a box under linear constraints.
func (s *search) leaf(b box, constraints []*constraint) bool {
	if s.linear != nil {
		return s.linear(b, constraints)
	}
	if len(constraints) == 0 {
		return s.visit(b, nil)
	}
	return s.solve(b, constraints)
}

// solve finds numbers.
func (s *search) solve(b box, constraints []*constraint) bool {
	return s.eachRun(b, constraints, func(b box, p *system) bool {
		numbers, answer := p.solve(&s.steps)
		switch {
		case answer == satisfied:
			return s.visit(b, numbers)
		case answer == unsettled && p.overrun:
			s.doubt = errBudget
		case answer == unsettled:
			s.doubt = errGrid
		}
		return false
	})
}

// eachRun visits the parts of a box in which every variable of the constraints has one
// interval, leaving out those that the constraints exclude.
func (s *search) eachRun(b box, constraints []*constraint, visit func(b box, p *system) bool) bool {
	if s.steps--; s.steps < 0 {
		s.doubt = errBudget
		return true
	}
	p, ok := s.problem(b, constraints)
	if !ok || !p.relaxed(&s.steps) {
		return false
	}
	for _, v := range p.variables {
		if first, rest := s.firstRun(v, b[v.index]); !rest.empty() {
			for _, cells := range []cellSet{first, rest} {
				c := slices.Clone(b)
				c[v.index] = cells
				if s.eachRun(c, constraints, visit) {
					return true
				}
			}
			return false
		}
	}
	return visit(b, p)
}

// firstRun returns the first cells of a set that touch, and the rest. That the value is
// missing is neither.
func (s *search) firstRun(v *variable, of cellSet) (first, rest cellSet) {
	c := &s.grid.cells[v.index]
	first, rest = make(cellSet, len(of)), make(cellSet, len(of))
	last := -1
	for i := range c.cells {
		switch {
		case !of.has(i):
		case last < 0 || last == i-1 && rest.empty() && c.cells[last].to.compare(c.cells[i].from) == 0:
			first.add(i)
			last = i
		default:
			rest.add(i)
		}
	}
	return first, rest
}
