package decide

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Direction says in which direction the value of an input changes.
type Direction uint8

const (
	_       Direction = iota
	Rising            // from lower to higher, from false to true, up a scale
	Falling           // the other way
)

// String returns "rising" or "falling".
func (d Direction) String() string {
	words := [...]string{"", "rising", "falling"}
	if d == 0 || int(d) >= len(words) {
		return fmt.Sprintf("direction(%d)", uint8(d))
	}
	return words[d]
}

// Step is a pair of witnesses that differ in one input: a criterion holds for the first
// and not for the second.
type Step struct {
	From, To *Witness
}

// Monotone asks whether a criterion that holds goes on to hold when an input rises, or
// falls, and everything else stays as it is: whether more of it never turns the criterion
// from holding to not holding. When that is refuted, the step shows two values of the
// input; the proof's witness is the first.
func (r Region) Monotone(ctx context.Context, p *dsl.Program, input string, way Direction) (Proof, *Step) {
	if err := askable(p); err != nil {
		return Proof{Outcome: Undecided, Reason: err.Error()}, nil
	}
	t, used := typeOf(p.Tree(), input)
	switch {
	case way != Rising && way != Falling:
		return Proof{Outcome: Undecided, Reason: "the direction is neither Rising nor Falling"}, nil
	case !used:
		return Proof{Outcome: Proved, Vacuous: true}, nil
	case t.Kind == kinds.Text || t.Kind == kinds.Enum && !t.Ordered:
		return Proof{Outcome: Undecided, Reason: fmt.Sprintf("%s is %s, which has no order", input, plain(t))}, nil
	}
	u := newUniverse(r.Domains)
	x := u.input(input, t)
	if t.Kind == kinds.Enum && !u.increasing(t.Values) {
		return Proof{Outcome: Undecided, Reason: fmt.Sprintf("the steps of %s are not one after the other", input)}, nil
	}
	y := &variable{index: len(u.variables), name: input, typ: x.typ, step: x.step, domain: x.domain, hidden: true}
	u.variables = append(u.variables, y)
	claims := []claim{{p, true}}
	if r.Where != nil {
		claims = append(claims, claim{r.Where, true})
	}
	var goals []*formula
	for _, c := range claims {
		goals = append(goals, u.criterion(c.Program))
	}
	moved := func(p *dsl.Program) *formula {
		t := u.translate(p)
		t.renamed = map[string]*variable{input: y}
		return t.when(p.Tree(), true)
	}
	goals = append(goals, not(moved(p)), hasValue(x), hasValue(y))
	if r.Where != nil {
		goals = append(goals, moved(r.Where))
	}
	one := exact.Int(1)
	lower, higher := linear{terms: []term{{x, one}}}, linear{terms: []term{{y, one}}}
	if way == Falling {
		lower, higher = higher, lower
	}
	goals = append(goals, comparing(lower, ast.Less, higher))
	if u.problem != nil {
		return Proof{Outcome: Undecided, Reason: u.problem.Error()}, nil
	}
	q := question{universe: u, claims: claims, steps: r.Budget}
	q.after, q.moved = []claim{{p, false}}, y
	if r.Where != nil {
		q.after = append(q.after, claim{r.Where, true})
	}
	proof := q.ask(ctx, both(append(goals, u.axioms...)...))
	if proof.Witness == nil {
		return proof, nil
	}
	return proof, &Step{proof.Witness, q.second}
}
