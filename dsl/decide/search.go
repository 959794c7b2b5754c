package decide

import (
	"context"
	"errors"
	"slices"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/contexts"
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

// search looks for values that satisfy a formula. It keeps a box of cells that are still
// possible, takes the parts of the formula that must hold out of it, and splits by the
// alternatives of the disjunction with the fewest.
type search struct {
	grid   *grid
	steps  int   // left
	doubt  error // why a part of the values was not decided
	visit  func(b box, numbers map[*variable]exact.Num) bool
	linear func(b box, all []*constraint) bool // instead of visit: takes a leaf, and whether to end
}

// truth3 is what a box says of a formula.
type truth3 uint8

const (
	open3 truth3 = iota
	holds3
	fails3
)

// of reports whether a formula holds everywhere in a box, nowhere, or neither is plain.
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
	for _, p := range n.operands {
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
func (s *search) run(ctx context.Context, b box, constraints []*constraint, goals []*node) bool {
	if s.spent(ctx) {
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
				return s.spent(ctx)
			}
			switch n := goals[i]; n.op {
			case 't':
			case 'f':
				return false
			case '&':
				goals = append(slices.Clip(goals), n.operands...)
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
				case len(left.operands) == 0:
					return false
				case len(left.operands) == 1:
					goals = append(slices.Clip(goals), left.operands[0])
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
		if len(n.operands) < len(ors[at].operands) {
			at = i
		}
	}
	split := ors[at]
	rest := slices.Delete(slices.Clone(ors), at, at+1)
	for _, p := range split.operands {
		if s.run(ctx, b, constraints, append(slices.Clip(rest), p)) {
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
func (s *search) spent(ctx context.Context) bool {
	if err := contexts.Check(ctx); err != nil {
		s.doubt = err
		return true
	}
	if s.steps < 0 {
		s.doubt = errBudget
		return true
	}
	return false
}

// remaining returns a disjunction without what fails in a box; done when a part holds.
func (s *search) remaining(n *node, b box) (*node, bool) {
	var undecided []*node // once one has been left out
	left := false
	for i, p := range n.operands {
		switch s.of(p, b) {
		case holds3:
			return nil, true
		case fails3:
			if !left {
				undecided, left = append(make([]*node, 0, len(n.operands)), n.operands[:i]...), true
			}
		case open3:
			if left {
				undecided = append(undecided, p)
			}
		}
	}
	if !left {
		return n, false
	}
	return &node{op: '|', operands: undecided}, false
}
