package decide

import (
	"context"
	"errors"
	"slices"

	"github.com/concord-sla/concord/internal/exact"
)

// verdict of a search: whether some assignment satisfies a formula.
type verdict uint8

const (
	unsatisfied verdict = iota
	satisfied
	unsettled
)

// errBudget and errGrid are why a search ended without an answer.
var (
	errBudget = errors.New("the question takes more steps than its budget")
	errGrid   = errors.New("no solution on the grid of the values was found, and none was excluded")
)

// search looks for values that satisfy a formula. It keeps a box of cells that are
// still possible, takes the parts of the formula that must hold out of it, and
// splits by the alternatives of the disjunction with the fewest.
type search struct {
	ctx    context.Context
	grid   *grid
	steps  int   // left
	doubt  error // why a part of the values was not decided
	found  func(b box, numbers map[*variable]exact.Num) bool
	linear func(b box, all []*constraint) bool // instead of found: takes a leaf, and whether to end
}

// truth3 is what a box says of a formula.
type truth3 uint8

const (
	open3 truth3 = iota
	holds3
	fails3
)

// of tells whether a formula holds everywhere in a box, nowhere, or neither is plain.
func (s *search) of(n *node, b box) truth3 {
	if s.steps--; s.steps < 0 {
		return open3 // what is shared would be visited again and again
	}
	switch n.op {
	case 't':
		return holds3
	case 'f':
		return fails3
	case 's':
		at := b[n.of]
		switch {
		case !at.meets(n.in):
			return fails3
		case at.inside(n.in):
			return holds3
		}
		return open3
	case 'l':
		return s.ofLinear(n.linear, b)
	}
	decides, all := fails3, holds3
	if n.op == '|' {
		decides, all = holds3, fails3
	}
	for _, p := range n.parts {
		switch s.of(p, b) {
		case decides:
			return decides
		case open3:
			all = open3
		}
	}
	return all
}

// run reports whether to end: a solution was taken, or the budget is spent.
func (s *search) run(b box, constraints []*constraint, goals []*node) bool {
	if s.spent() {
		return true
	}
	b = slices.Clone(b)
	constraints = slices.Clip(constraints)
	known := len(constraints)
	var ors []*node
	for again := true; again; {
		again, ors = false, ors[:0:0]
		for i := 0; i < len(goals); i++ {
			if s.steps--; s.steps < 0 {
				return s.spent()
			}
			switch n := goals[i]; n.op {
			case 't':
			case 'f':
				return false
			case '&':
				goals = append(slices.Clip(goals), n.parts...)
			case 's':
				if !b[n.of].inside(n.in) {
					b[n.of] = b[n.of].and(n.in)
					again = true
				}
				if b[n.of].empty() {
					return false
				}
			case 'l':
				switch s.ofLinear(n.linear, b) {
				case fails3:
					return false
				case open3:
					if !slices.Contains(constraints, n.linear) {
						constraints = append(constraints, n.linear)
					}
				}
			default:
				left, done := s.remaining(n, b)
				switch {
				case done:
				case len(left.parts) == 0:
					return false
				case len(left.parts) == 1:
					goals = append(slices.Clip(goals), left.parts[0])
				default:
					ors = append(ors, left)
				}
			}
		}
		goals = ors
	}
	if len(constraints) > known && len(ors) > 0 && len(constraints) > 1 && !s.mayHold(b, constraints) {
		return false
	}
	if len(ors) == 0 {
		return s.leaf(b, constraints)
	}
	at := 0
	for i, n := range ors {
		if len(n.parts) < len(ors[at].parts) {
			at = i
		}
	}
	split := ors[at]
	rest := slices.Delete(slices.Clone(ors), at, at+1)
	for _, p := range split.parts {
		if s.run(b, constraints, append(slices.Clip(rest), p)) {
			return true
		}
		// What comes after need not look where this one held.
		if p.op == 's' {
			if b[p.of] = b[p.of].without(p.in); b[p.of].empty() {
				return false
			}
		}
	}
	return false
}

// spent reports whether the budget is, or the context has ended.
func (s *search) spent() bool {
	if err := s.ctx.Err(); err != nil {
		s.doubt = err
		return true
	}
	if s.steps < 0 {
		s.doubt = errBudget
		return true
	}
	return false
}

// remaining is a disjunction without what fails in a box; done when a part holds.
func (s *search) remaining(n *node, b box) (*node, bool) {
	var parts []*node
	for _, p := range n.parts {
		switch s.of(p, b) {
		case holds3:
			return nil, true
		case open3:
			parts = append(parts, p)
		}
	}
	if len(parts) == len(n.parts) {
		return n, false
	}
	return &node{op: '|', parts: parts}, false
}

// ofLinear tells from the ends of the box alone.
func (s *search) ofLinear(c *constraint, b box) truth3 {
	low, high := pair{value: c.constant}, pair{value: c.constant}
	for _, t := range c.terms {
		from, to, ok := s.hull(t.of, b)
		if !ok {
			return open3 // missing: whether it has a value is asked apart
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

// hull is the least and the greatest number of a variable in a box.
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

// ends are the least and greatest number of an interval, on the grid if there is one.
func ends(i interval, step *exact.Num) (from, to pair) {
	from, to = endsOf(i)
	if step != nil && !to.infinite { // all cuts are just before a value of the grid
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

// problem is a box and constraints as a system of inequalities.
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
		return s.found(b, nil)
	}
	return s.solve(b, constraints)
}

// solve finds numbers.
func (s *search) solve(b box, constraints []*constraint) bool {
	return s.eachRun(b, constraints, func(b box, p *system) bool {
		numbers, answer := p.solve(&s.steps)
		switch {
		case answer == satisfied:
			return s.found(b, numbers)
		case answer == unsettled && p.overrun:
			s.doubt = errBudget
		case answer == unsettled:
			s.doubt = errGrid
		}
		return false
	})
}

// eachRun visits the parts of a box in which every variable of the constraints has
// one interval, leaving out those that the constraints exclude.
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
			for _, part := range []cellSet{first, rest} {
				c := slices.Clone(b)
				c[v.index] = part
				if s.eachRun(c, constraints, visit) {
					return true
				}
			}
			return false
		}
	}
	return visit(b, p)
}

// firstRun is the first cells of a set that touch, and the rest. That the value is
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
