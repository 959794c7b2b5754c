package decide

import (
	"context"
	"errors"
	"fmt"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/contexts"
)

// question is a search for values under which claims are true.
type question struct {
	*universe
	claims []claim
	steps  int // the budget; 0 is the default
	took   int // steps that the last search took

	computed bool // whether it is known that the claims are computed from inputs alone

	// Of a question about a step from one value of an input to another:
	moved  *variable // the other value
	after  []claim   // what is claimed of it
	second *Witness  // the witness that was moved
}

func (q *question) search(formulas ...*formula) *search {
	return &search{grid: newGrid(q.variables, formulas), steps: q.budget()}
}

// budget returns how many steps a search may take.
func (q *question) budget() int {
	if q.steps <= 0 {
		return defaultBudget
	}
	return q.steps
}

// exists reports whether some values satisfy a formula.
func (q *question) exists(ctx context.Context, f *formula) (bool, error) {
	if b, ok := q.plain(f); ok {
		return b != nil, nil
	}
	s, found := q.search(f), false
	s.visit = func(box, map[*variable]exact.Num) bool { found = true; return true }
	s.all(ctx, f)
	q.took = q.budget() - s.steps
	if found {
		return true, nil
	}
	return false, s.doubt
}

// plain answers for a formula that asks one variable or none: the values that every
// variable may have, nil when there are none.
func (q *question) plain(f *formula) (choice []values, ok bool) {
	if f.op != 't' && f.op != 'f' && f.op != 's' {
		return nil, false
	}
	if f == never {
		return nil, true
	}
	choice = make([]values, len(q.variables))
	for i, v := range q.variables {
		if choice[i] = v.domain; v.domain.empty() {
			return nil, true
		}
	}
	if f.op == 's' {
		choice[f.of.index] = f.in
	}
	return choice, true
}

// all runs the search over all values of the grid.
func (s *search) all(ctx context.Context, f *formula) {
	b := s.grid.everything()
	for _, cells := range b {
		if cells.empty() {
			return // a variable without any value: there is nothing to ask about
		}
	}
	s.run(ctx, b, nil, []*node{s.grid.node(f)})
}

// ask answers proved when no values satisfy a formula. Values that do are run through the
// evaluator first.
func (q *question) ask(ctx context.Context, f *formula) Proof {
	if err := contexts.Check(ctx); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}
	}
	p, tries := Proof{Outcome: Proved}, 20
	take := func(choice []values, numbers map[*variable]exact.Num) bool {
		w := q.witness(choice, numbers)
		err := q.confirm(ctx, w)
		switch {
		case err == nil:
			w.Assumed = nil // it is what the evaluator computed
			p = Proof{Outcome: Refuted, Witness: w}
			return true
		case len(w.Assumed) == 0 || !errors.Is(err, errNotComputed):
			p = Proof{Outcome: Undecided, Reason: err.Error()}
			return true
		case p.Witness == nil:
			p = Proof{Outcome: Undecided, Witness: w, Possible: true, Reason: fmt.Sprintf("%s is not computed here", w.Assumed[0].Name)}
		}
		tries--
		return tries == 0
	}
	if choice, ok := q.plain(f); ok {
		if choice != nil {
			take(choice, nil)
		}
		return p
	}
	s := q.search(f)
	s.visit = func(b box, numbers map[*variable]exact.Num) bool { return take(s.grid.choice(b), numbers) }
	s.all(ctx, f)
	if p.Outcome == Proved && s.doubt != nil {
		return Proof{Outcome: Undecided, Reason: s.doubt.Error()}
	}
	return p
}
