package kernel

import (
	"context"
	"math"
	"math/bits"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/internal/vector"
)

// mostKeys bounds the combinations that the keys of groups may have for each to have a
// place in a table. More are looked up in a map.
const mostKeys = 1 << 22

// key is a key of groups: one of n values, each with a place.
type key struct {
	n     uint64
	word  int                                           // of the combination
	place func(w *worker, dst []uint64) (lost []uint64) // makes every number so many times as much, and adds the place
	value func(place uint64) tree.Value
}

// combination is the places of a row's keys, as numbers of mixed radix.
type combination [2]uint64

// Groups are the rows of a source, cut by the values of keys.
type Groups struct {
	Keys         [][]tree.Value // of each group, in the order of their first rows
	Rows         [][]int32      // of each group
	group        []uint32       // of each row that counts: its group, or outside
	combinations [2][]uint64    // of each row; the second is nil when one is enough
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
	different, word := uint64(1), 0
	for i, n := range keys {
		if all[i], err = p.compiler.key(n); err != nil {
			return nil, err
		}
		high, product := bits.Mul64(different, all[i].n)
		if high != 0 {
			word, product = word+1, all[i].n
		}
		if different, all[i].word = product, word; word == len(combination{}) {
			return nil, slow("groups by keys of more combinations than two words number")
		}
	}
	g := &Groups{group: make([]uint32, p.source.rows())}
	few := word == 0 && different <= mostKeys
	for i := range word + 1 {
		if !few {
			g.combinations[i] = make([]uint64, len(g.group))
		}
	}
	err = p.over(ctx, func() func(w *worker) {
		if !few {
			return func(w *worker) { g.place(w, cond, all, [2][]uint64{g.from(0, w), g.from(1, w)}) }
		}
		space := make([]uint64, batchRows)
		return func(w *worker) {
			clear(space)
			g.place(w, cond, all, [2][]uint64{space[:w.n]})
			dst := g.group[w.at : w.at+w.n]
			for i, place := range space[:w.n] {
				if dst[i] != outside {
					dst[i] = uint32(place)
				}
			}
		}
	})
	if err != nil {
		return nil, err
	}
	var sizes []int
	if few {
		sizes, err = g.byTable(ctx, all, different)
	} else {
		sizes, err = g.byMap(ctx, all)
		g.combinations = [2][]uint64{}
	}
	if err != nil {
		return nil, err
	}
	return g, g.collect(ctx, p, sizes)
}

// from is the combinations of the batch's rows.
func (g *Groups) from(word int, w *worker) []uint64 {
	if g.combinations[word] == nil {
		return nil
	}
	return g.combinations[word][w.at : w.at+w.n]
}

// byTable numbers the groups in the order of their first rows, where each row has the
// place of its combination among few, and counts the rows of each.
func (g *Groups) byTable(ctx context.Context, keys []key, different uint64) (sizes []int, err error) {
	numbers := make([]uint32, different)
	for i := range numbers {
		numbers[i] = outside
	}
	for at, place := range g.group {
		if at%unitRows == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if place == outside {
			continue
		}
		number := numbers[place]
		if number == outside {
			number = uint32(len(sizes))
			numbers[place] = number
			sizes = append(sizes, 0)
			g.Keys = append(g.Keys, valuesOf(keys, combination{uint64(place)}))
		}
		g.group[at] = number
		sizes[number]++
	}
	return sizes, nil
}

// byMap is byTable where there may be any number of combinations.
func (g *Groups) byMap(ctx context.Context, keys []key) (sizes []int, err error) {
	numbers := map[combination]uint32{}
	var c combination
	for at, group := range g.group {
		if at%unitRows == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if group == outside {
			continue
		}
		c[0] = g.combinations[0][at]
		if g.combinations[1] != nil {
			c[1] = g.combinations[1][at]
		}
		number, known := numbers[c]
		if !known {
			number = uint32(len(sizes))
			numbers[c] = number
			sizes = append(sizes, 0)
			g.Keys = append(g.Keys, valuesOf(keys, c))
		}
		g.group[at] = number
		sizes[number]++
	}
	return sizes, nil
}

// place computes the combination of each row of the batch.
func (g *Groups) place(w *worker, cond *condition, keys []key, into [2][]uint64) {
	in := w.valid
	if cond != nil {
		is, lost := w.condition(cond)
		in = masked(w.both[0], is, w.valid)
		if lost != nil && vector.Count(masked(w.both[1], lost, w.valid)) > 0 {
			w.fault = slow("rows of which the group is not known")
			return
		}
	}
	for _, k := range keys {
		if lost := k.place(w, into[k.word]); lost != nil && vector.Count(masked(w.both[1], lost, in)) > 0 {
			w.fault = slow("rows of which the group is not known")
			return
		}
	}
	if cond == nil {
		return
	}
	dst := g.group[w.at : w.at+w.n]
	for i := range dst {
		if in[i/vector.Block]>>(i%vector.Block)&1 == 0 {
			dst[i] = outside
		}
	}
}

// collect lists the rows of each group.
func (g *Groups) collect(ctx context.Context, p *Pass, sizes []int) error {
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
			g.Rows[number] = append(g.Rows[number], int32(p.row(at)))
		}
	}
	return nil
}

// valuesOf are the keys of a combination.
func valuesOf(keys []key, c combination) []tree.Value {
	values := make([]tree.Value, len(keys))
	for i := len(keys) - 1; i >= 0; i-- {
		k := &keys[i]
		values[i] = k.value(c[k.word] % k.n)
		c[k.word] /= k.n
	}
	return values
}
