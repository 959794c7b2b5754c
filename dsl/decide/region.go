package decide

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Region is the values over which questions are asked. The zero Region is all values that
// the criteria's inputs can have by their kinds.
//
// A criterion holds for values when the evaluator says that it is true. When it has no
// value, because something that it needs is missing, it does not hold: missing data never
// passes.
type Region struct {
	// Domains bound the inputs by name, and subexpressions of criteria that are not
	// computed here, by their text: "previous(response)", "share(tickets, .late)". An
	// input without one has that of its declared kind. A kind that is Nullable may be
	// missing. The zero Type is the input's own.
	Domains map[string]Domain
	Where   *dsl.Program // only values for which this condition holds; nil is all of them
	Budget  int          // steps before a question is given up; 0 is 2,000,000, some tenths of a second
}

const defaultBudget = 2_000_000

// Outcome says whether a statement about criteria was shown. The zero value is invalid.
type Outcome uint8

const (
	_         Outcome = iota
	Proved            // it is so for all values of the region
	Refuted           // it is not: the witness shows it
	Undecided         // neither was shown; the reason says why
)

// String returns the outcome's word: "proved", "refuted", "undecided".
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
	// computed, such as a product of inputs or an aggregate of records: the criteria are
	// as shown if that part can be as shown. The outcome is then Undecided.
	Possible bool

	// Vacuous marks a proof that rests on there being nothing to prove: no value of the
	// region satisfies what is presupposed, such as the first of two criteria.
	Vacuous bool
}

// AlwaysTrue asks whether a criterion holds for all values of the region. A witness is
// one for which it is false, or has no value.
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

// Covered asks whether, wherever the first criterion holds, one of the others holds as
// well: whether a tier that is tried after those others is never reached. A witness is a
// value for which it is reached.
func (r Region) Covered(ctx context.Context, first *dsl.Program, by ...*dsl.Program) Proof {
	claims := make([]claim, 0, len(by)+1)
	claims = append(claims, claim{first, true})
	for _, p := range by {
		claims = append(claims, claim{p, false})
	}
	p := r.prove(ctx, claims...)
	if p.Outcome == Proved && len(by) != 1 { // what is presupposed is only the first
		p.Vacuous = len(by) == 0 || r.NeverTrue(ctx, first).Outcome == Proved
	}
	return p
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
	if p, ok := r.proveOne(ctx, claims); ok {
		return p
	}
	p, u := r.proveWith(ctx, nil, claims)
	if p.Possible {
		// A product is linear where one of its inputs is held at a value.
		r.Budget = (&question{steps: r.Budget}).budget() / 10
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
	q := question{universe: u, claims: claims, steps: r.Budget}
	p := q.ask(ctx, both(goals...))
	if p.Outcome == Proved {
		// The last claim is what was asked; is there anything that satisfies the others?
		rest := question{universe: u, steps: r.Budget}
		found, err := rest.exists(ctx, both(goals[:len(goals)-1]...))
		p.Vacuous = err == nil && !found
	}
	return p, u
}

// mostFixes bounds how many inputs are held at some values.
const mostFixes = 4

// fixes returns values at which single inputs may be held: their ends, and one, zero and
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
			for _, end := range []boundary{s[0].from, s[len(s)-1].to} {
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
	if p.Type().Kind != kinds.Boolean {
		return fmt.Errorf("%s gives %s; a condition is needed", p.Text(), p.Type())
	}
	return nil
}
