package decide

import (
	"slices"

	"github.com/concord-sla/concord/dsl/exact"
)

// solve finds a solution: the variables are chosen in the opposite order to their
// elimination, each as simple as its bounds allow.
func (p *system) solve(steps *int) (map[*variable]exact.Num, verdict) {
	switch {
	case !p.relaxed(steps):
		return nil, unsatisfied
	case p.overrun:
		return p.guess()
	}
	chosen := make([]exact.Num, len(p.variables))
	tries := 3000
	answer := p.choose(len(p.stages)-1, chosen, &tries)
	if answer != satisfied {
		return nil, answer
	}
	out := map[*variable]exact.Num{}
	for i, v := range p.variables {
		out[v] = chosen[i].Mul(p.unit(v))
	}
	return out, satisfied
}

// guess tries the simplest value of every variable by itself, for a system that is too
// large to be solved.
func (p *system) guess() (map[*variable]exact.Num, verdict) {
	chosen := make([]exact.Num, len(p.variables))
	out := map[*variable]exact.Num{}
	for i, v := range p.variables {
		var own []row
		for _, r := range p.rows {
			if !slices.ContainsFunc(r.times[:i], nonzero) && !slices.ContainsFunc(r.times[i+1:], nonzero) && nonzero(r.times[i]) {
				own = append(own, r)
			}
		}
		in, ok := (&system{stages: []stage{{i, own}}}).rangeOf(0, chosen)
		if !ok {
			return nil, unsatisfied
		}
		s := set{in}
		if v.step != nil {
			s = s.snap(exact.Int(1))
		}
		n, ok := s.simplest(nil)
		if !ok {
			return nil, unsettled
		}
		chosen[i], out[v] = n, n.Mul(p.unit(v))
	}
	for _, r := range p.rows {
		sum := r.constant
		for i, t := range r.times {
			sum = sum.Add(t.Mul(chosen[i]))
		}
		if sign := sum.Sign(); sign > 0 || sign == 0 && r.op == '<' || sign != 0 && r.op == '=' {
			return nil, unsettled
		}
	}
	return out, satisfied
}

func nonzero(n exact.Num) bool { return n.Sign() != 0 }

func (p *system) choose(stage int, chosen []exact.Num, tries *int) verdict {
	if stage < 0 {
		return satisfied
	}
	at := p.stages[stage].at
	i, ok := p.rangeOf(stage, chosen)
	if !ok {
		return unsatisfied
	}
	if !p.isInteger(at) {
		v, found := p.variables[at].simplest(set{i})
		if !found {
			return unsatisfied
		}
		chosen[at] = v
		return p.choose(stage-1, chosen, tries)
	}
	all := set{i}.snap(exact.Int(1))
	if all.empty() {
		return unsatisfied
	}
	for n := range integersIn(all[0]) {
		if *tries--; *tries < 0 {
			return unsettled
		}
		chosen[at] = n
		if answer := p.choose(stage-1, chosen, tries); answer != unsatisfied {
			return answer
		}
	}
	return unsatisfied
}

// integersIn returns the whole numbers of an interval, from an end on, or outwards from
// zero.
func integersIn(i interval) func(yield func(exact.Num) bool) {
	return func(yield func(exact.Num) bool) {
		one := exact.Int(1)
		switch {
		case i.from.infinite == 0:
			for n := i.from.value; i.to.infinite != 0 || n.Cmp(i.to.value) < 0; n = n.Add(one) {
				if !yield(n) {
					return
				}
			}
		case i.to.infinite == 0:
			for n := i.to.value.Sub(one); yield(n); n = n.Sub(one) {
			}
		default:
			if !yield(exact.Int(0)) {
				return
			}
			for n := one; yield(n) && yield(n.Neg()); n = n.Add(one) {
			}
		}
	}
}

// rangeOf returns what the rows of a stage leave to its variable when those eliminated
// after it are chosen.
func (p *system) rangeOf(at int, chosen []exact.Num) (interval, bool) {
	s := p.stages[at]
	i := everything[0]
	for _, r := range s.rows {
		rest := r.constant
		for j, t := range r.times {
			if j != s.at && t.Sign() != 0 {
				rest = rest.Add(t.Mul(chosen[j]))
			}
		}
		end, _ := rest.Neg().Quo(r.times[s.at])
		if up := r.times[s.at].Sign() > 0; up || r.op == '=' {
			to := after(end)
			if r.op == '<' {
				to = before(end)
			}
			if to.compare(i.to) < 0 {
				i.to = to
			}
		}
		if r.times[s.at].Sign() < 0 || r.op == '=' {
			from := before(end)
			if r.op == '<' {
				from = after(end)
			}
			if from.compare(i.from) > 0 {
				i.from = from
			}
		}
	}
	return i, i.from.compare(i.to) < 0
}
