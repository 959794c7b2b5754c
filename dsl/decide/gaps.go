package decide

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/dsl/kinds"
)

// gaps finds one box after the other that no tier covers.
func (t *tableOf) gaps(ctx context.Context, d *Division) {
	goals := []*node{t.grid.node(t.where)}
	claims := make([]claim, 0, len(t.tiers))
	for i, f := range t.tiers {
		goals = append(goals, t.grid.node(not(f)))
		claims = append(claims, claim{t.programs[i], false})
	}
	for {
		w, in, possible, err := t.some(ctx, claims, goals...)
		if err != nil {
			d.doubt("whether a tier holds for every value: " + err.Error())
		}
		if err != nil || w == nil {
			return
		}
		if !d.add(Finding{Flaw: Gap, Tiers: t.neighbours(in), Values: t.describe(in), Witness: w, Possible: possible, boxed: in}) || in == nil {
			d.More = true
			return
		}
		outside := &node{op: '|'}
		for i, cells := range in {
			if rest := t.everything[i].without(cells); !rest.empty() {
				outside.operands = append(outside.operands, &node{op: 's', of: i, in: rest})
			}
		}
		goals = append(goals, outside)
	}
}

// neighbours returns the tiers that a gap touches: those that would cover all of it, or
// some, if only one input were different by one cell.
func (t *tableOf) neighbours(gap box) []int {
	var near []int
	if gap == nil {
		return nil
	}
	for i, b := range t.boxes {
		if b == nil || slices.ContainsFunc(b, cellSet.empty) {
			continue
		}
		between, touching := 0, false
		for v, cells := range b {
			if cells.meets(gap[v]) {
				continue
			}
			between++
			k := t.variables[v].typ
			ordered := k.Kind != kinds.Text && k.Kind != kinds.Boolean && (k.Kind != kinds.Enum || k.Ordered)
			touching = ordered && t.grid.cells[v].touch(cells, gap[v])
		}
		if between == 1 && touching {
			near = append(near, i)
		}
	}
	return near
}

// touch reports whether a cell of one set is next to one of the other.
func (c *cellsOf) touch(a, b cellSet) bool {
	for i := range len(c.cells) - 1 {
		if a.has(i) && b.has(i+1) || a.has(i+1) && b.has(i) {
			return true
		}
	}
	return false
}

// joined reports whether cells touch each other, from one to another.
func (c *cellsOf) joined(first, last int) bool {
	for i := first; i < last; i++ {
		if c.cells[i].to.compare(c.cells[i+1].from) != 0 {
			return false
		}
	}
	return true
}

// order finds a tier that stands elsewhere in the list than among the values, when all
// are single ranges of one input.
func (t *tableOf) order(d *Division) {
	if len(t.variables) != 1 || len(t.nodes) < 3 {
		return
	}
	c := &t.grid.cells[0]
	var firsts, index []int
	for i, b := range t.boxes {
		if b == nil {
			return
		}
		if b[0].empty() {
			continue
		}
		if c.missing && b[0].has(len(c.cells)) {
			if b[0].count() == 1 {
				continue // the tier of what is missing
			}
			return
		}
		first, last := b[0].ends()
		if b[0].count() != last-first+1 || !c.joined(first, last) {
			return
		}
		firsts, index = append(firsts, first), append(index, i)
	}
	down := 0
	for i := 1; i < len(firsts); i++ {
		if firsts[i] < firsts[i-1] {
			down++
		}
	}
	if down == 0 || down == len(firsts)-1 {
		return
	}
	rising := down*2 < len(firsts)-1
	for i := 1; i < len(firsts); i++ {
		if (firsts[i] > firsts[i-1]) != rising && firsts[i] != firsts[i-1] {
			d.add(Finding{Flaw: OutOfOrder, Tiers: []int{index[i-1], index[i]}})
		}
	}
}
