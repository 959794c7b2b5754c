package decide

import (
	"math/bits"
	"slices"
)

// grid divides the values of every variable into elementary cells: within one cell no
// condition of the question on that variable alone changes. A set of values is then a set
// of cells, kept as bits, and the last cell is that the value is missing.
type grid struct {
	cells []cellsOf // by the index of the variable
	nodes map[*formula]*node
}

type cellsOf struct {
	of      *variable
	cells   []interval
	missing bool
}

func (c *cellsOf) count() int {
	if c.missing {
		return len(c.cells) + 1
	}
	return len(c.cells)
}

// cellSet is a set of cells of one variable.
type cellSet []uint64

func (s cellSet) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s cellSet) add(i int)      { s[i/64] |= 1 << (i % 64) }

// fill adds the cells from one to before another.
func (s cellSet) fill(from, to int) {
	for ; from < to && from%64 != 0; from++ {
		s.add(from)
	}
	for ; from+64 <= to; from += 64 {
		s[from/64] = ^uint64(0)
	}
	for ; from < to; from++ {
		s.add(from)
	}
}

// ends returns the first and the last cell of a set; a set without any ends before it
// begins.
func (s cellSet) ends() (first, last int) {
	first, last = 0, -1
	for i, w := range s {
		if w == 0 {
			continue
		}
		if last < 0 {
			first = 64*i + bits.TrailingZeros64(w)
		}
		last = 64*i + 63 - bits.LeadingZeros64(w)
	}
	return first, last
}

func (s cellSet) empty() bool {
	for _, w := range s {
		if w != 0 {
			return false
		}
	}
	return true
}

func (s cellSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// meets reports whether two sets share a cell, inside whether all cells of s are in o.
func (s cellSet) meets(o cellSet) bool {
	for i, w := range s {
		if w&o[i] != 0 {
			return true
		}
	}
	return false
}

func (s cellSet) inside(o cellSet) bool {
	for i, w := range s {
		if w&^o[i] != 0 {
			return false
		}
	}
	return true
}

func (s cellSet) and(o cellSet) cellSet {
	out := make(cellSet, len(s))
	for i, w := range s {
		out[i] = w & o[i]
	}
	return out
}

func (s cellSet) without(o cellSet) cellSet {
	out := make(cellSet, len(s))
	for i, w := range s {
		out[i] = w &^ o[i]
	}
	return out
}

// box is a product: a set of cells for every variable.
type box []cellSet

// node is a formula over cells.
type node struct {
	op       byte // as of formula
	of       int
	in       cellSet
	linear   *constraint
	operands []*node
}

// newGrid divides the values by all conditions of some formulas.
func newGrid(variables []*variable, formulas []*formula) *grid {
	boundaries := make([][]boundary, len(variables))
	seen := map[*formula]bool{}
	var collect func(f *formula)
	collect = func(f *formula) {
		if seen[f] {
			return
		}
		seen[f] = true
		if f.op == 's' {
			boundaries[f.of.index] = appendBoundaries(boundaries[f.of.index], f.in.numbers)
		}
		for _, p := range f.operands {
			collect(p)
		}
	}
	for _, f := range formulas {
		collect(f)
	}
	g := &grid{cells: make([]cellsOf, len(variables)), nodes: map[*formula]*node{}}
	for i, v := range variables {
		all := appendBoundaries(boundaries[i], v.domain.numbers)
		slices.SortFunc(all, boundary.compare)
		all = slices.CompactFunc(all, func(a, b boundary) bool { return a.compare(b) == 0 })
		c := cellsOf{of: v, missing: v.domain.missing}
		domain := v.domain.numbers
		for j := 1; j < len(all); j++ {
			for len(domain) > 0 && domain[0].to.compare(all[j-1]) <= 0 {
				domain = domain[1:]
			}
			if len(domain) > 0 && domain[0].from.compare(all[j-1]) <= 0 {
				c.cells = append(c.cells, interval{all[j-1], all[j]})
			}
		}
		g.cells[i] = c
	}
	return g
}

func appendBoundaries(boundaries []boundary, s set) []boundary {
	for _, i := range s {
		boundaries = append(boundaries, i.from, i.to)
	}
	return boundaries
}

// cellsIn returns the cells of a set of values whose ends are boundaries of the grid.
func (c *cellsOf) cellsIn(v values) cellSet {
	out := make(cellSet, (c.count()+63)/64)
	for _, i := range v.numbers {
		out.fill(c.from(i.from), c.from(i.to))
	}
	if v.missing && c.missing {
		out.add(len(c.cells))
	}
	return out
}

// from returns the first cell that does not begin before a boundary.
func (c *cellsOf) from(at boundary) int {
	i, _ := slices.BinarySearchFunc(c.cells, at, func(cell interval, at boundary) int { return cell.from.compare(at) })
	return i
}

// valuesOf returns the set of values of some cells.
func (c *cellsOf) valuesOf(s cellSet) values {
	var v values
	var all []set
	for i, cell := range c.cells {
		if s.has(i) {
			all = append(all, set{cell})
		}
	}
	v.numbers = unionOf(all)
	v.missing = c.missing && s.has(len(c.cells))
	return v
}

// everything returns the box of all values.
func (g *grid) everything() box {
	b := make(box, len(g.cells))
	for i := range g.cells {
		b[i] = g.cells[i].cellsIn(g.cells[i].of.domain)
	}
	return b
}

// choice returns what a box leaves every variable.
func (g *grid) choice(b box) []values {
	choice := make([]values, len(b))
	for i := range g.cells {
		choice[i] = g.cells[i].valuesOf(b[i])
	}
	return choice
}

// node returns a formula over the cells of the grid.
func (g *grid) node(f *formula) *node {
	if n, ok := g.nodes[f]; ok {
		return n
	}
	n := &node{op: f.op}
	switch f.op {
	case 's':
		n.of, n.in = f.of.index, g.cells[f.of.index].cellsIn(f.in)
	case 'l':
		n.linear = &f.linear
	}
	if len(f.operands) > 0 {
		n.operands = make([]*node, len(f.operands))
		for i, p := range f.operands {
			n.operands[i] = g.node(p)
		}
	}
	g.nodes[f] = n
	return n
}
