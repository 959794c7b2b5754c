package kernel

import (
	"context"
	"math"
	"math/bits"

	"github.com/concord-sla/concord/internal/vector"
)

// GroupFound is what an aggregate found in the rows of one group.
type GroupFound struct {
	Matched, True   int32
	Doubt           bool // something is missing in a row: the group has to be looked at by itself
	sum             vector.Wide
	least, greatest int64
}

// mostGroups bounds the groups for which all is computed in one pass.
const mostGroups = 1 << 16

// InGroups goes over the rows once for all groups, and gives what each aggregate of
// the pass found in each group. The error is the context's, or a *Slow.
func (p *Pass) InGroups(ctx context.Context, g *Groups) ([][]GroupFound, error) {
	if len(g.Rows) > mostGroups {
		return nil, slow("more than %d groups", mostGroups)
	}
	for _, s := range p.specs {
		if s.distinct || s.ranks || s.order != nil {
			return nil, slow("values in order or distinct ones, of each group")
		}
	}
	var all [][][]GroupFound
	err := p.over(ctx, func() func(w *worker) {
		found := make([][]GroupFound, len(p.specs))
		for i, s := range p.specs {
			found[i] = make([]GroupFound, len(g.Rows))
			if s.extremes {
				for k := range found[i] {
					found[i][k].least, found[i][k].greatest = math.MaxInt64, math.MinInt64
				}
			}
		}
		all = append(all, found)
		return func(w *worker) {
			for i, s := range p.specs {
				s.inGroups(w, g.group[w.at:w.at+w.n], found[i])
			}
		}
	})
	if err != nil {
		return nil, err
	}
	for _, others := range all[1:] {
		for i := range others {
			for k := range others[i] {
				all[0][i][k].join(&others[i][k])
			}
		}
	}
	return all[0], nil
}

func (f *GroupFound) join(o *GroupFound) {
	f.Matched, f.True, f.Doubt = f.Matched+o.Matched, f.True+o.True, f.Doubt || o.Doubt
	f.sum.Join(o.sum)
	f.least, f.greatest = min(f.least, o.least), max(f.greatest, o.greatest)
}

// In is what was found in a group, as if its rows had been gone over by themselves.
func (f *GroupFound) In(p *Pass, spec, rows int) Found {
	s := p.specs[spec]
	found := s.begin()
	found.Rows, found.Matched, found.True = rows, int(f.Matched), int(f.True)
	switch {
	case s.item != nil:
		found.False = found.Matched - found.True
	case s.value != nil:
		found.True, found.Terms = 0, found.Matched
		found.sum, found.least, found.greatest = f.sum, f.least, f.greatest
	}
	return found
}

// inGroups looks at the batch's rows, each for its group.
func (s *spec) inGroups(w *worker, group []uint32, found []GroupFound) {
	in, perhaps := w.valid, []uint64(nil)
	if s.where != nil {
		is, lost := w.condition(s.where)
		in = masked(w.both[0], is, w.valid)
		if lost != nil {
			perhaps = masked(w.both[1], lost, w.valid)
		}
	}
	held, lost := in, []uint64(nil)
	var values []int64
	switch {
	case s.item != nil:
		held, lost = w.condition(s.item)
	case s.value != nil:
		values, lost = w.number(s.value)
	}
	for k, word := range in {
		open := word&at(lost, k) | at(perhaps, k)
		for rest := open; rest != 0; rest &= rest - 1 {
			if g := group[k*vector.Block+bits.TrailingZeros64(rest)]; g != outside {
				found[g].Doubt = true
			}
		}
		is := held[k]
		for word &^= open; word != 0; word &= word - 1 {
			i := bits.TrailingZeros64(word)
			g := group[k*vector.Block+i]
			if g == outside {
				continue
			}
			f := &found[g]
			f.Matched++
			f.True += int32(is >> i & 1)
			switch {
			case s.sum:
				f.sum.Add(values[k*vector.Block+i])
			case s.extremes:
				v := values[k*vector.Block+i]
				f.least, f.greatest = min(f.least, v), max(f.greatest, v)
			}
		}
	}
}
