package kernel

import (
	"math/bits"
	"slices"

	"github.com/concord-sla/concord/dsl/ast"
)

// fewCombinations are so many that there is room for all beforehand.
const fewCombinations = 1 << 16

// Grouping is the rows of a pass in groups by keys, with what is asked of each group.
type Grouping struct {
	pass         *Pass
	where        *condition // nil for all rows
	keys         []key
	combinations uint64 // of the last word
	words        int    // of a combination
	asked        []*groupSpec
	shared       int // of what is asked, the condition whose count shares a word with the rows; -1 for none
	width        int // words that a group takes
	groups       []groupOf
	accumulated  *accumulators
}

// GroupBy takes a grouping into the pass: the rows that satisfy conditions, by keys. One
// that says the same as another is the other. The error, a *Slow, says why it has to be
// done row by row.
func (p *Pass) GroupBy(where, keys []ast.Node) (*Grouping, error) {
	p.compiler.begin()
	cond, err := p.compiler.conjunction(where)
	if err != nil {
		return nil, err
	}
	c := &Grouping{pass: p, where: cond, combinations: 1, words: 1, width: 1, shared: -1}
	for _, n := range keys {
		k, err := p.compiler.key(n)
		if err != nil {
			return nil, err
		}
		high, product := bits.Mul64(c.combinations, k.n)
		if high != 0 { // begins the next word
			c.words, product = c.words+1, k.n
		}
		if c.words > combinationWords {
			return nil, slow("groups by keys of more combinations than %d bits can tell apart", 64*combinationWords)
		}
		k.word = c.words - 1
		c.keys, c.combinations = append(c.keys, k), product
	}
	for _, other := range p.groupings {
		if other.where == c.where && slices.EqualFunc(other.keys, c.keys, func(x, y key) bool { return x.text == y.text }) {
			return other, nil
		}
	}
	p.groupings = append(p.groupings, c)
	return c, nil
}

// RunGroupings reads the rows once for all groupings of the pass. The error is the
// context's, or a *Slow: so it is when the group of a row is not known.
func (p *Pass) RunGroupings(stopped func() error) error {
	all := make([][]*accumulators, len(p.groupings))
	err := p.forEachBatch(stopped, func() func(w *worker) {
		own := make([]*accumulators, len(p.groupings))
		for i, c := range p.groupings {
			own[i] = newAccumulators(c)
			all[i] = append(all[i], own[i])
		}
		return func(w *worker) {
			for _, t := range own {
				if t.batch(w); w.fault != nil {
					return
				}
			}
		}
	})
	if err != nil {
		return err
	}
	for i, c := range p.groupings {
		c.accumulated = all[i][0]
		for _, other := range all[i][1:] {
			if err := c.accumulated.join(stopped, other); err != nil {
				return err
			}
		}
		if c.groups, err = c.accumulated.groups(stopped); err != nil {
			return err
		}
		for i, s := range c.asked {
			if !s.gathers {
				continue
			}
			if err := c.accumulated.values[i].arrange(stopped, c.accumulated.n); err != nil {
				return err
			}
		}
	}
	return stopped()
}

// groups returns those that have rows, in the order of their keys.
func (t *accumulators) groups(stopped func() error) ([]groupOf, error) {
	all := make([]groupOf, 0, t.n) // to grow into it would be to copy very many at once
	for number := 1; number < t.n; number++ {
		if number%unitRows == 0 {
			if err := stopped(); err != nil {
				return nil, err
			}
		}
		if t.words[number*t.grouping.width] > 0 {
			all = append(all, groupOf{t.combination(number), uint32(number)})
		}
	}
	if t.known == nil {
		return all, nil
	}
	return sortGroups(stopped, all) // they have the order in which they came
}

// Pass returns the pass that the grouping belongs to.
func (c *Grouping) Pass() *Pass { return c.pass }

// Len returns how many groups there are. A group's place is that in the order of the
// keys.
func (c *Grouping) Len() int { return len(c.groups) }

// Size returns how many rows a group has.
func (c *Grouping) Size(group int) int {
	return rowsIn(c.accumulated.words[int(c.groups[group].number)*c.width:])
}

// First returns where the first row of a group stands among the rows that count.
func (c *Grouping) First(group int) int { return int(c.accumulated.first[c.groups[group].number]) }

// Keys returns the values that a group's rows share.
func (c *Grouping) Keys(group int) []ast.Value {
	values, combination := make([]ast.Value, len(c.keys)), c.groups[group].combination
	for i := len(c.keys) - 1; i >= 0; i-- {
		k := &c.keys[i]
		values[i] = k.value(combination[k.word] % k.n)
		combination[k.word] /= k.n
	}
	return values
}

// Rows lists the rows of every group, in their order. The error is the context's.
func (c *Grouping) Rows(stopped func() error) ([][]int32, error) {
	place := make([]uint32, c.accumulated.n)
	total := 0
	for i, g := range c.groups {
		place[g.number] = uint32(i)
		total += c.Size(i)
	}
	space, lists := make([]int32, total), make([][]int32, len(c.groups))
	for i := range lists {
		n := c.Size(i)
		lists[i], space = space[:0:n], space[n:]
	}
	p, w := c.pass, c.pass.worker()
	visit := func(w *worker) {
		c.accumulated.place(w)
		for i, number := range c.accumulated.at[:w.n] {
			if number == 0 {
				continue
			}
			group := place[number]
			lists[group] = append(lists[group], int32(p.row(w.at+i)))
		}
	}
	for unit := 0; unit*unitRows < p.source.rows(); unit++ {
		if err := w.unit(stopped, unit, visit); err != nil {
			return nil, err
		}
	}
	return lists, nil
}
