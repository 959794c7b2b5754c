package kernel

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/vector"
)

// key is a key of groups: one of n values, each with its place in their order.
type key struct {
	text  string
	n     uint64
	word  int                                           // of the combination
	place func(w *worker, dst []uint64) (lost []uint64) // makes every number n times as much, and adds the place
	value func(place uint64) ast.Value
}

// key compiles a key.
func (c *compiler) key(n ast.Node) (key, error) {
	switch t := n.Type(); {
	case t.Kind == kinds.Boolean:
		x, err := c.condition(n)
		if err != nil {
			return key{}, err
		}
		return conditionKey(x), nil
	case isText(t):
		x, err := c.codes(n)
		if err != nil {
			return key{}, err
		}
		return textKey(x, t), nil
	}
	x, err := c.number(n)
	switch {
	case err != nil:
		return key{}, err
	case x.steps != nil:
		return stepKey(x), nil
	case uint64(x.high-x.low) == math.MaxUint64:
		return key{}, slow("groups by values of all numbers there are")
	}
	return numberKey(x), nil
}

func conditionKey(x *condition) key {
	return key{
		text: x.name(), n: 2,
		place: func(w *worker, dst []uint64) []uint64 {
			is, lost := w.condition(x)
			for i := range dst {
				dst[i] = dst[i]*2 + is[i/vector.Block]>>(i%vector.Block)&1
			}
			return lost
		},
		value: func(place uint64) ast.Value { return ast.Value{Bool: place == 1} },
	}
}

// textKey has the texts of a column in the order of a scale, or of their letters.
func textKey(x *codes, t kinds.Type) key {
	order := make([]uint32, len(x.dictionary))
	for i := range order {
		order[i] = uint32(i)
	}
	steps := map[string]int{}
	for i, step := range t.Values {
		if t.Ordered {
			steps[step] = i
		}
	}
	slices.SortFunc(order, func(a, b uint32) int {
		s, u := x.dictionary[a], x.dictionary[b]
		return cmp.Or(cmp.Compare(steps[s], steps[u]), strings.Compare(s, u))
	})
	places := make([]uint32, len(order))
	for place, code := range order {
		places[code] = uint32(place)
	}
	n := uint64(len(order))
	return key{
		text: x.name(), n: n,
		place: func(w *worker, dst []uint64) []uint64 {
			codes, lost := w.codes(x)
			for i, code := range codes[:len(dst)] {
				dst[i] = dst[i]*n + uint64(places[code])
			}
			return lost
		},
		value: func(place uint64) ast.Value { return ast.Value{Text: x.dictionary[order[place]]} },
	}
}

// steps are what a function of one day can give.
type steps struct {
	of     *number  // the day
	values []int64  // in order
	places []uint32 // of each day from the least on: the place of what the function gives
}

// stepKey has as many places as a function has values.
func stepKey(x *number) key {
	s := x.steps
	n := uint64(len(s.values))
	return key{
		text: x.name(), n: n,
		place: func(w *worker, dst []uint64) []uint64 {
			days, lost := w.number(s.of)
			for i, day := range days[:len(dst)] {
				at := min(uint64(day-s.of.low), uint64(len(s.places)-1)) // where a day is missing it may be any
				dst[i] = dst[i]*n + uint64(s.places[at])
			}
			return lost
		},
		value: func(place uint64) ast.Value { return ast.Value{Num: x.num(s.values[place])} },
	}
}

func numberKey(x *number) key {
	n := uint64(x.high-x.low) + 1
	return key{
		text: x.name(), n: n,
		place: func(w *worker, dst []uint64) []uint64 {
			values, lost := w.number(x)
			for i, v := range values[:len(dst)] {
				dst[i] = dst[i]*n + uint64(v-x.low)
			}
			return lost
		},
		value: func(place uint64) ast.Value { return ast.Value{Num: x.num(x.low + int64(place))} },
	}
}
