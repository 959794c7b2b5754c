package decide

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
)

// Region is the values over which questions are asked. The zero Region is all values
// that the criteria's inputs can have by their kinds.
//
// A criterion holds for values when the evaluator says that it is true. When it has
// no value, because something that it needs is missing, it does not hold: missing
// data never passes.
type Region struct {
	// Domains bound the inputs by name, and parts of criteria that are not computed
	// here, by their text: "previous(response)", "share(tickets, .late)". An input
	// without one has that of its declared kind. A kind that is Nullable may be
	// missing. The zero Type is the input's own.
	Domains map[string]Domain
	Where   *dsl.Program // only values for which this condition holds; nil is all of them
	Budget  int          // steps before a question is given up; 0 is 2,000,000, some tenths of a second
}

const defaultBudget = 2_000_000

// Outcome says whether a statement about criteria was shown. The zero value is
// invalid.
type Outcome uint8

const (
	_         Outcome = iota
	Proved            // it is so for all values of the region
	Refuted           // it is not: the witness shows it
	Undecided         // neither was shown; the reason says why
)

// String is the outcome's word: "proved", "refuted", "undecided".
func (o Outcome) String() string {
	words := [...]string{"", "proved", "refuted", "undecided"}
	if o == 0 || int(o) >= len(words) {
		return fmt.Sprintf("outcome(%d)", uint8(o))
	}
	return words[o]
}

// Proof is the answer to a question whether something is so for all values.
type Proof struct {
	Outcome Outcome
	Witness *Witness // values for which it is not so; nil when none was found
	Reason  string   // of Undecided: why

	// Possible marks a witness that rests on an assumption about a part that was not
	// computed, such as a product of inputs or an aggregate of records: the criteria
	// are as shown if that part can be as shown. The outcome is then Undecided.
	Possible bool

	// Vacuous marks a proof that rests on there being nothing to prove: no value of
	// the region satisfies what is presupposed, such as the first of two criteria.
	Vacuous bool
}

// AlwaysTrue asks whether a criterion holds for all values of the region. A witness
// is one for which it is false, or has no value.
func (r Region) AlwaysTrue(ctx context.Context, p *dsl.Program) Proof {
	return r.prove(ctx, claim{p, false})
}

// NeverTrue asks whether a criterion holds for no value of the region.
func (r Region) NeverTrue(ctx context.Context, p *dsl.Program) Proof {
	return r.prove(ctx, claim{p, true})
}

// Implies asks whether the second criterion holds wherever the first does.
func (r Region) Implies(ctx context.Context, first, second *dsl.Program) Proof {
	return r.prove(ctx, claim{first, true}, claim{second, false})
}

// Equivalent asks whether two criteria hold for the same values. A witness is one for
// which one of them holds and the other does not.
func (r Region) Equivalent(ctx context.Context, first, second *dsl.Program) Proof {
	there := r.prove(ctx, claim{first, true}, claim{second, false})
	if there.Outcome == Refuted {
		return there
	}
	back := r.prove(ctx, claim{second, true}, claim{first, false})
	switch {
	case back.Outcome == Refuted || there.Outcome == Proved && back.Outcome == Undecided:
		return back
	case there.Outcome == Undecided:
		return there
	}
	back.Vacuous = there.Vacuous && back.Vacuous
	return back
}

// Disjoint asks whether no value of the region satisfies both criteria.
func (r Region) Disjoint(ctx context.Context, first, second *dsl.Program) Proof {
	return r.prove(ctx, claim{first, true}, claim{second, true})
}

// claim is that a criterion holds, or that it does not, for some values.
type claim struct {
	*dsl.Program
	holds bool
}

// prove shows that no values satisfy all claims, or finds some that do.
func (r Region) prove(ctx context.Context, claims ...claim) Proof {
	if r.Where != nil {
		claims = append([]claim{{r.Where, true}}, claims...)
	}
	p, u := r.proveWith(ctx, nil, claims)
	if p.Possible {
		// A product is linear where one of its inputs is held at a value.
		for _, fixed := range u.fixes() {
			if q, _ := r.proveWith(ctx, fixed, claims); q.Outcome == Refuted {
				return q
			}
		}
	}
	return p
}

func (r Region) proveWith(ctx context.Context, fixed map[string]exact.Num, claims []claim) (Proof, *universe) {
	u := newUniverse(r.Domains)
	u.fixed = fixed
	goals := make([]*formula, len(claims))
	for i, c := range claims {
		if err := askable(c.Program); err != nil {
			return Proof{Outcome: Undecided, Reason: err.Error()}, u
		}
		goals[i] = asked(u.criterion(c.Program), c.holds)
	}
	if u.problem != nil {
		return Proof{Outcome: Undecided, Reason: u.problem.Error()}, u
	}
	goals = append(slices.Clip(u.axioms), goals...)
	q := question{universe: u, ctx: ctx, claims: claims, steps: r.Budget}
	p := q.ask(both(goals...))
	if p.Outcome == Proved {
		// The last claim is what was asked; is there anything that satisfies the others?
		rest := question{universe: u, ctx: ctx, steps: r.Budget}
		found, err := rest.exists(both(goals[:len(goals)-1]...))
		p.Vacuous = err == nil && !found
	}
	return p, u
}

// mostFixes bounds how many inputs are held at some values.
const mostFixes = 4

// fixes are values at which single inputs may be held: their ends, and one, zero and
// two.
func (u *universe) fixes() (all []map[string]exact.Num) {
	inputs := 0
	for _, v := range u.variables {
		if v.assumed || !v.typ.Kind.Numeric() || inputs == mostFixes {
			continue
		}
		inputs++
		tried := []exact.Num{exact.Int(1), exact.Int(2), exact.Int(0)}
		if s := v.domain.numbers; len(s) > 0 {
			for _, end := range []cut{s[0].from, s[len(s)-1].to} {
				if end.infinite == 0 {
					tried = append(tried, end.value)
				}
			}
		}
		for _, n := range tried {
			if v.domain.numbers.holds(n) {
				all = append(all, map[string]exact.Num{v.name: n})
			}
		}
	}
	return all
}

// askable refuses what is no condition.
func askable(p *dsl.Program) error {
	if p.Type().Kind != table.Boolean {
		return fmt.Errorf("%s gives %s; a condition is needed", p.Text(), p.Type())
	}
	return nil
}

// question is a search for values under which claims are true.
type question struct {
	*universe
	ctx    context.Context
	claims []claim
	steps  int

	// Of a question about a step from one value of an input to another:
	moved  *variable // the other value
	after  []claim   // what is claimed of it
	second *Witness  // the witness that was moved
}

func (q *question) search(formulas ...*formula) *search {
	steps := q.steps
	if steps <= 0 {
		steps = defaultBudget
	}
	return &search{ctx: q.ctx, grid: newGrid(q.variables, formulas), steps: steps}
}

// exists reports whether some values satisfy a formula.
func (q *question) exists(f *formula) (bool, error) {
	if b, ok := q.plain(f); ok {
		return b != nil, nil
	}
	s, found := q.search(f), false
	s.found = func(box, map[*variable]exact.Num) bool { found = true; return true }
	s.all(f)
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
func (s *search) all(f *formula) {
	b := s.grid.whole()
	for _, cells := range b {
		if cells.empty() {
			return // a variable without any value: there is nothing to ask about
		}
	}
	s.run(b, nil, []*node{s.grid.node(f)})
}

// ask is proved when no values satisfy a formula. Values that do are run through the
// evaluator first.
func (q *question) ask(f *formula) Proof {
	if err := q.ctx.Err(); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}
	}
	p, tries := Proof{Outcome: Proved}, 20
	take := func(choice []values, numbers map[*variable]exact.Num) bool {
		w := q.witness(choice, numbers)
		err := q.confirm(w)
		switch {
		case err == nil:
			w.Assumed = nil // it is what the evaluator computed
			p = Proof{Outcome: Refuted, Witness: w}
			return true
		case len(w.Assumed) == 0 || !errors.Is(err, errAssumed):
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
	s.found = func(b box, numbers map[*variable]exact.Num) bool { return take(s.grid.choice(b), numbers) }
	s.all(f)
	if p.Outcome == Proved && s.doubt != nil {
		return Proof{Outcome: Undecided, Reason: s.doubt.Error()}
	}
	return p
}
