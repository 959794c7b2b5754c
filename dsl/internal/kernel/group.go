package kernel

import (
	"context"
	"math"
	"math/bits"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/vector"
)

// mostKeys bounds the combinations that the keys of groups may have: each has a
// place in a table.
const mostKeys = 1 << 22

// key is a key of groups: one of n values, each with a place.
type key struct {
	n     uint64
	place func(w *worker, dst []uint32) (lost []uint64) // makes every number so many times as much, and adds the place
	value func(place int64) tree.Value
}

// Groups are the rows of a source, cut by the values of keys.
type Groups struct {
	Keys  [][]tree.Value // of each group, in the order of their first rows
	Rows  [][]int32      // of each group
	group []uint32       // of each row that counts: its group, or outside
}

const outside = math.MaxUint32

// Group cuts the rows that satisfy conditions into groups. The error is the
// context's, or a *Slow when it has to be done row by row: so it is when a row's group
// is not known.
func (p *Pass) Group(ctx context.Context, where, keys []tree.Node) (*Groups, error) {
	p.compiler.begin()
	cond, err := p.compiler.conjunction(where)
	if err != nil {
		return nil, err
	}
	all := make([]key, len(keys))
	combinations := uint64(1)
	for i, n := range keys {
		if all[i], err = p.compiler.key(n); err != nil {
			return nil, err
		}
		high, product := bits.Mul64(combinations, all[i].n)
		if combinations = product; high != 0 || product > mostKeys {
			return nil, slow("groups by keys of more than %d combinations", mostKeys)
		}
	}
	g := &Groups{group: make([]uint32, p.source.rows())}
	err = p.over(ctx, func() func(w *worker) {
		return func(w *worker) { g.place(w, cond, all) }
	})
	if err != nil {
		return nil, err
	}
	return g, g.collect(ctx, p, all, int(combinations))
}

// place computes where each row of the batch has its group among all combinations.
func (g *Groups) place(w *worker, cond *condition, keys []key) {
	dst := g.group[w.at : w.at+w.n]
	in := w.valid
	if cond != nil {
		is, lost := w.condition(cond)
		in = masked(w.both[0], is, w.valid)
		if lost != nil && vector.Count(masked(w.both[1], lost, w.valid)) > 0 {
			w.fault = slow("rows of which the group is not known")
			return
		}
	}
	clear(dst)
	for _, k := range keys {
		if lost := k.place(w, dst); lost != nil && vector.Count(masked(w.both[1], lost, in)) > 0 {
			w.fault = slow("rows of which the group is not known")
			return
		}
	}
	if cond == nil {
		return
	}
	for i := range dst {
		if in[i/vector.Block]>>(i%vector.Block)&1 == 0 {
			dst[i] = outside
		}
	}
}

// collect numbers the groups in the order of their first rows, and lists the rows of
// each.
func (g *Groups) collect(ctx context.Context, p *Pass, keys []key, combinations int) error {
	numbers := make([]uint32, combinations)
	for i := range numbers {
		numbers[i] = outside
	}
	var sizes []int
	for at, combination := range g.group {
		if at%unitRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if combination == outside {
			continue
		}
		number := numbers[combination]
		if number == outside {
			number = uint32(len(sizes))
			numbers[combination] = number
			sizes = append(sizes, 0)
			g.Keys = append(g.Keys, valuesOf(keys, uint64(combination)))
		}
		g.group[at] = number
		sizes[number]++
	}
	total := 0
	for _, n := range sizes {
		total += n
	}
	rows := make([]int32, total)
	g.Rows = make([][]int32, len(sizes))
	for i, n := range sizes {
		g.Rows[i], rows = rows[:0:n], rows[n:]
	}
	for at, number := range g.group {
		if at%unitRows == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if number != outside {
			row := p.from + at
			if !p.ranged {
				row = int(p.source.Rows[at])
			}
			g.Rows[number] = append(g.Rows[number], int32(row))
		}
	}
	return nil
}

// valuesOf are the keys of a combination.
func valuesOf(keys []key, combination uint64) []tree.Value {
	values := make([]tree.Value, len(keys))
	for i := len(keys) - 1; i >= 0; i-- {
		values[i] = keys[i].value(int64(combination % keys[i].n))
		combination /= keys[i].n
	}
	return values
}

// key compiles a key.
func (c *compiler) key(n tree.Node) (key, error) {
	switch t := n.Type(); {
	case t.Kind == table.Boolean:
		x, err := c.condition(n)
		if err != nil {
			return key{}, err
		}
		return key{n: 2, place: func(w *worker, dst []uint32) []uint64 {
			is, lost := w.condition(x)
			for i := range dst {
				dst[i] = dst[i]*2 + uint32(is[i/vector.Block]>>(i%vector.Block)&1)
			}
			return lost
		}, value: func(place int64) tree.Value { return tree.Value{Bool: place == 1} }}, nil
	case isText(t):
		x, err := c.codes(n)
		if err != nil {
			return key{}, err
		}
		different := uint32(len(x.dictionary))
		return key{n: uint64(different), place: func(w *worker, dst []uint32) []uint64 {
			codes, lost := w.codes(x)
			for i, code := range codes[:len(dst)] {
				dst[i] = dst[i]*different + code
			}
			return lost
		}, value: func(place int64) tree.Value { return tree.Value{Text: x.dictionary[place]} }}, nil
	}
	x, err := c.number(n)
	if err != nil {
		return key{}, err
	}
	if uint64(x.high-x.low) >= mostKeys {
		return key{}, slow("groups by keys of more than %d values", mostKeys)
	}
	different := uint32(x.high-x.low) + 1
	return key{n: uint64(different), place: func(w *worker, dst []uint32) []uint64 {
		values, lost := w.number(x)
		for i, v := range values[:len(dst)] {
			dst[i] = dst[i]*different + uint32(v-x.low)
		}
		return lost
	}, value: func(place int64) tree.Value { return tree.Value{Num: x.num(x.low + place)} }}, nil
}
