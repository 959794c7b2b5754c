package decide

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/contexts"
)

// Range is what a numeric expression can be over a region.
type Range struct {
	Least, Most Bound
	Empty       bool   // the expression has a value nowhere in the region
	MayMiss     bool   // it has no value somewhere in the region, or that was not excluded
	Reason      string // why an end was not decided; empty when both were
}

// Bound is one end of a range. The expression is never beyond it.
type Bound struct {
	Value   dsl.Value // missing when there is no bound
	Reached *Witness  // values for which the expression equals Value; nil when it only comes near
	Exact   bool      // whether no tighter bound exists; otherwise one may
}

// Bounds returns the least and the greatest value that a numeric expression, or one of
// dates or instants, has over the region.
func (r Region) Bounds(ctx context.Context, p *dsl.Program) Range {
	undecided := func(reason string) Range { return Range{MayMiss: true, Reason: reason} }
	t := p.Type()
	if !t.Kind.Numeric() && t.Kind != kinds.Date && t.Kind != kinds.Instant {
		return undecided(fmt.Sprintf("%s gives %s, which has no bounds", p.Text(), plain(t)))
	}
	if err := contexts.Check(ctx); err != nil {
		return undecided(err.Error())
	}
	u := newUniverse(r.Domains)
	a := u.translate(p).quantity(p.Tree())
	where := always
	if r.Where != nil {
		if err := askable(r.Where); err != nil {
			return undecided(err.Error())
		}
		where = u.criterion(r.Where)
	}
	if u.problem != nil {
		return undecided(u.problem.Error())
	}
	where = both(append(slices.Clip(u.axioms), where)...)
	q := &question{universe: u, steps: r.Budget}
	out := Range{}
	missing, err := q.exists(ctx, both(where, not(a.known())))
	out.MayMiss = missing || err != nil
	// The value is a variable of its own, which is what a leaf is asked for.
	value := &variable{index: len(u.variables), name: p.Text(), typ: plain(t), domain: values{numbers: everything}, hidden: true}
	u.variables = append(u.variables, value)
	ends := [2]extreme{{sign: 1}, {sign: -1}}
	for _, arm := range a {
		is := linear{terms: []term{{value, exact.Int(1)}}}
		product := arm.term
		if arm.by != nil {
			out.Reason = "it divides by what is not fixed"
			ends[0].unbounded, ends[1].unbounded = true, true
			continue
		}
		value.step = product.grid()
		f := both(where, arm.when, compared(product.minus(is), '='))
		if product.isConstant() {
			f = both(where, arm.when, within(value, values{numbers: pointSet(product.constant)}))
		}
		s := q.search(f)
		s.linear = func(b box, all []*constraint) bool {
			return s.eachRun(b, all, func(b box, _ *system) bool {
				for i := range ends {
					ends[i].improve(s, q, b, all, value)
				}
				return s.doubt != nil
			})
		}
		s.all(ctx, f)
		if s.doubt != nil {
			out.Reason = s.doubt.Error()
			ends[0].unbounded, ends[1].unbounded = true, true
		}
	}
	out.Empty = ends[0].best == nil && !ends[0].unbounded
	for i, bound := range []*Bound{&out.Least, &out.Most} {
		e := &ends[i]
		bound.Value = dsl.NoValue(plain(t), "there is no bound")
		switch {
		case out.Empty:
			continue
		case e.unbounded || e.best == nil:
			bound.Exact = out.Reason == ""
			continue
		}
		bound.Value = dsl.NewExact(plain(t), e.best.value)
		bound.Exact = e.exact && out.Reason == "" && !q.assumes()
		if e.witness == nil {
			continue
		}
		bound.Reached = e.witness
		if !needsRecords(p) {
			got, err := p.Evaluate(ctx, dsl.Data{Inputs: e.witness.Values()})
			order, ok := got.Compare(bound.Value)
			inside := r.Where == nil || q.holdAt(ctx, e.witness, []claim{{r.Where, true}}) == nil
			switch {
			case err == nil && ok && order == 0 && inside:
				e.witness.Assumed, bound.Exact = nil, true
			case len(e.witness.Assumed) > 0:
				bound.Reached = nil
			default:
				return undecided(fmt.Sprintf("internal error: for %s the evaluator disagrees with the bound %s of %s", e.witness, bound.Value.Exact(), p.Text()))
			}
		}
	}
	return out
}

// assumes reports whether the question rests on subexpressions that are not computed.
func (q *question) assumes() bool {
	return slices.ContainsFunc(q.variables, func(v *variable) bool { return v.assumed })
}

// grid returns the step of the values of a term whose variables are all on grids; nil
// when they are not.
func (l linear) grid() *exact.Num {
	steps := []exact.Num{l.constant}
	for _, t := range l.terms {
		if t.of.step == nil {
			return nil
		}
		steps = append(steps, t.times.Mul(*t.of.step))
	}
	if l.isConstant() {
		return nil
	}
	step := commonFactor(steps)
	return &step
}

// extreme is the best end found so far, least (sign 1) or greatest (sign -1).
type extreme struct {
	sign      int
	best      *pair
	unbounded bool
	exact     bool
	witness   *Witness
}

// improve takes a leaf's end if it is better.
func (e *extreme) improve(s *search, q *question, b box, all []*constraint, value *variable) {
	if e.unbounded {
		return
	}
	p, ok := s.problem(b, all)
	if !ok {
		return
	}
	if !p.has(value) {
		from, to, ok := s.hull(value, b)
		if !ok {
			return
		}
		p.add(value, from, to)
	}
	p.last = value
	switch {
	case !p.relaxed(&s.steps):
		return
	case p.overrun:
		s.doubt = errBudget
		return
	}
	i, ok := p.rangeOf(len(p.stages)-1, make([]exact.Num, len(p.variables)))
	if !ok {
		return
	}
	from, to := endsOf(i)
	end := from
	if e.sign < 0 {
		end = to
	}
	end.value = end.value.Mul(p.unit(value))
	switch {
	case end.infinite:
		e.unbounded = true
		return
	case e.best != nil && end.value.Cmp(e.best.value)*e.sign > 0:
		return
	case e.best != nil && end.value.Cmp(e.best.value) == 0 && (e.exact && !(e.best.open && !end.open)):
		return
	}
	at := constraint{linear{terms: []term{{value, exact.Int(1)}}, constant: end.value.Neg()}, '='}
	exactly, witness := true, (*Witness)(nil)
	if !end.open {
		exactly = false
		t := &search{grid: s.grid, steps: s.steps, visit: func(b box, numbers map[*variable]exact.Num) bool {
			exactly, witness = true, q.witness(s.grid.choice(b), numbers)
			return true
		}}
		t.solve(b, append(all[:len(all):len(all)], &at))
	} else {
		for _, v := range p.variables {
			if v.step != nil && v != value {
				exactly = false // the end is of the numbers between the grid's, too
			}
		}
	}
	e.best, e.exact, e.witness = &end, exactly, witness
}
