package kernel

import (
	"context"
	"math"
	"math/bits"
	"sync"

	"github.com/concord-sla/concord/internal/vector"
)

// GroupsFound is what an aggregate found in the rows of each group.
type GroupsFound struct {
	pass    *Pass
	spec    *spec
	groups  []inGroup
	ends    []end    // of first and last
	values  gathered // of a function of the values in order, and of distinct ones
	doing   sync.Mutex
	ordered []int64 // those values, group by group
	starts  []int   // where the values of the group after each begin
}

// inGroup is what an aggregate found in the rows of one group.
type inGroup struct {
	matched, held   int32
	doubt           bool // something is missing in a row: the group has to be looked at by itself
	sum             vector.Wide
	least, greatest int64
}

// mostGroups is how many groups each goroutine keeps what it found for by itself. Of more
// there is one account, in which they take turns.
const mostGroups = 1 << 16

func (p *Pass) groupsFound(s *spec, groups int) *GroupsFound {
	f := &GroupsFound{pass: p, spec: s, groups: make([]inGroup, groups)}
	if s.extremes {
		for k := range f.groups {
			f.groups[k].least, f.groups[k].greatest = math.MaxInt64, math.MinInt64
		}
	}
	if s.order != nil {
		f.ends = make([]end, groups)
	}
	return f
}

// InGroups goes over the rows once for all groups, and gives what each aggregate of
// the pass found in the groups. The error is the context's, or a *Slow.
func (p *Pass) InGroups(ctx context.Context, g *Groups) ([]*GroupsFound, error) {
	var all [][]*GroupsFound
	shared := len(g.Rows) > mostGroups
	err := p.over(ctx, func() func(w *worker) {
		if len(all) == 0 || !shared {
			found := make([]*GroupsFound, len(p.specs))
			for i, s := range p.specs {
				found[i] = p.groupsFound(s, len(g.Rows))
			}
			all = append(all, found)
		}
		found := all[len(all)-1]
		return func(w *worker) {
			for _, f := range found {
				f.batch(w, g.group[w.at:w.at+w.n], shared)
			}
		}
	})
	if err != nil {
		return nil, err
	}
	for i, f := range all[0] {
		for _, others := range all[1:] {
			f.join(others[i])
		}
		if f.spec.gathers() {
			if err := f.arrange(ctx); err != nil {
				return nil, err
			}
		}
	}
	return all[0], nil
}

// gathers reports whether the values of each group are kept.
func (s *spec) gathers() bool { return s.distinct || s.ranks }

func (f *GroupsFound) join(o *GroupsFound) {
	for k := range f.groups {
		g, other := &f.groups[k], &o.groups[k]
		g.matched, g.held, g.doubt = g.matched+other.matched, g.held+other.held, g.doubt || other.doubt
		g.sum.Join(other.sum)
		g.least, g.greatest = min(g.least, other.least), max(g.greatest, other.greatest)
	}
	for k, e := range o.ends {
		if e.found {
			f.ends[k].offer(f.spec.last, e)
		}
	}
	f.values.join(&o.values)
}

// Doubtful reports whether something is missing in a row of a group, which has to be
// gone over by itself.
func (f *GroupsFound) Doubtful(group int) bool { return f.groups[group].doubt }

// In is what was found in a group, as if its rows had been gone over by themselves.
func (f *GroupsFound) In(ctx context.Context, group, rows int) (Found, error) {
	s, g := f.spec, &f.groups[group]
	found := s.nothing()
	found.Rows, found.Matched = rows, int(g.matched)
	switch {
	case s.order != nil:
		found.ends.best = f.ends[group]
	case s.item != nil:
		found.True, found.False = int(g.held), int(g.matched-g.held)
	case s.gathers():
		found.Terms = found.Matched
		found.ordered = f.of(group)
		return found, sortValues(ctx, found.ordered)
	case s.value != nil:
		found.Terms = found.Matched
		found.sum, found.least, found.greatest = g.sum, g.least, g.greatest
	default:
		found.True = found.Matched
	}
	return found, nil
}

// batch looks at the batch's rows, each for its group.
func (f *GroupsFound) batch(w *worker, group []uint32, shared bool) {
	s := f.spec
	in, perhaps := s.belong(w)
	held, lost := in, []uint64(nil)
	var values []int64
	switch {
	case s.order != nil:
		values, lost = w.number(s.order)
	case s.item != nil:
		held, lost = w.condition(s.item)
	case s.value != nil:
		values, lost = w.number(s.value)
	case s.texts != nil:
		values, lost = w.codeNumbers(s.texts)
	}
	if shared {
		f.doing.Lock()
		defer f.doing.Unlock()
	}
	gathers := s.gathers()
	for k, word := range in {
		open := word&at(lost, k) | at(perhaps, k)
		for rest := open; rest != 0; rest &= rest - 1 {
			if g := group[k*vector.Block+bits.TrailingZeros64(rest)]; g != outside {
				f.groups[g].doubt = true
			}
		}
		is := held[k]
		for word &^= open; word != 0; word &= word - 1 {
			i := bits.TrailingZeros64(word)
			if g := group[k*vector.Block+i]; g != outside {
				one := &f.groups[g]
				one.matched++
				one.held += int32(is >> i & 1)
				switch {
				case s.sum:
					one.sum.Add(values[k*vector.Block+i])
				case s.extremes:
					v := values[k*vector.Block+i]
					one.least, one.greatest = min(one.least, v), max(one.greatest, v)
				case s.order != nil:
					f.ends[g].offer(s.last, end{true, values[k*vector.Block+i], w.at + k*vector.Block + i})
				case gathers:
					f.values.add(g, values[k*vector.Block+i])
				}
			}
		}
	}
}
