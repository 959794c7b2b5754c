package kernel

import (
	"math"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/vector"
)

// key compiles a key.
func (c *compiler) key(n tree.Node) (key, error) {
	switch t := n.Type(); {
	case t.Kind == table.Boolean:
		x, err := c.condition(n)
		return truthKey(x), err
	case isText(t):
		x, err := c.codes(n)
		if err != nil {
			return key{}, err
		}
		return textKey(x), nil
	}
	x, err := c.number(n)
	if err != nil {
		return key{}, err
	}
	most := uint64(x.high - x.low)
	if most == math.MaxUint64 {
		return key{}, slow("groups by a key of every value there is")
	}
	different := most + 1
	return key{n: different, place: func(w *worker, dst []uint64) []uint64 {
		values, lost := w.number(x)
		for i, v := range values[:len(dst)] {
			dst[i] = dst[i]*different + uint64(v-x.low)
		}
		return lost
	}, value: func(place uint64) tree.Value { return tree.Value{Num: x.num(x.low + int64(place))} }}, nil
}

func truthKey(x *condition) key {
	return key{n: 2, place: func(w *worker, dst []uint64) []uint64 {
		is, lost := w.condition(x)
		for i := range dst {
			dst[i] = dst[i]*2 + is[i/vector.Block]>>(i%vector.Block)&1
		}
		return lost
	}, value: func(place uint64) tree.Value { return tree.Value{Bool: place == 1} }}
}

func textKey(x *codes) key {
	different := uint64(max(len(x.dictionary), 1))
	return key{n: different, place: func(w *worker, dst []uint64) []uint64 {
		codes, lost := w.codes(x)
		for i, code := range codes[:len(dst)] {
			dst[i] = dst[i]*different + uint64(code)
		}
		return lost
	}, value: func(place uint64) tree.Value { return tree.Value{Text: x.dictionary[place]} }}
}
