package kernel

import (
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/internal/vector"
)

// textTests are what is asked of two texts.
var textTests = map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}

// asked reports whether a text satisfies a test.
func (c *compiler) asked(x *codes, what string, test func(text string) bool) *condition {
	table := make([]uint64, vector.Words(len(x.dictionary))+1)
	for code, text := range x.dictionary {
		if test(text) {
			table[code/vector.Block] |= 1 << (code % vector.Block)
		}
	}
	few := len(x.dictionary) <= vector.Block
	return c.newCondition(named("%s %s", x.name(), what), func(w *worker, r *truths) (is, lost []uint64) {
		is = r.into(w)
		codes, lost := w.codes(x)
		if few {
			vector.InSet(is, codes, table[0])
		} else {
			vector.InTable(is, codes, table)
		}
		settle(is, lost, false)
		return is, lost
	})
}

// compareTexts reports whether two texts are the same, or are not.
func (c *compiler) compareTexts(n *ast.Comparison) (*condition, error) {
	left, right := n.L, n.R
	if !c.depends(left) {
		left, right = right, left
	}
	x, err := c.codes(left)
	if err != nil {
		return nil, err
	}
	equal := n.Op == ast.Equal
	if c.depends(right) {
		y, err := c.codes(right)
		if err != nil {
			return nil, err
		}
		return c.sameTexts(x, y, equal), nil
	}
	v, err := c.constant(right)
	if err != nil {
		return nil, err
	}
	return c.asked(x, named("%s %q", n.Op, v.Text), func(text string) bool { return (text == v.Text) == equal }), nil
}

// sameTexts compares two texts of a row by their codes in one dictionary, or letter by
// letter when there are so many that one dictionary would take longer to make.
func (c *compiler) sameTexts(x, y *codes, equal bool) *condition {
	if !joinable(x, y) {
		same := c.twoTested("==", x, y, func(s, t string) bool { return s == t })
		if !equal {
			same = c.not(same)
		}
		return same
	}
	_, ofY := joined(x.dictionary, y.dictionary)
	return c.newCondition(named("(%s same as %s: %v)", x.name(), y.name(), equal), func(w *worker, r *truths) (is, lost []uint64) {
		xs, xl := w.codes(x)
		ys, yl := w.codes(y)
		is = r.into(w)
		for k := range is {
			var word uint64
			for i := range vector.Block {
				at := k*vector.Block + i
				word |= uint64(bit(xs[at] == ofY[ys[at]])) << i
			}
			is[k] = word
		}
		lost = either(xl, yl, func() []uint64 { return r.lostInto(w) })
		settle(is, lost, !equal)
		return is, lost
	})
}

func (c *compiler) textTest(n *ast.TextTest) (*condition, error) {
	x, err := c.codes(n.L)
	if err != nil {
		return nil, err
	}
	test := textTests[n.Op]
	if c.depends(n.R) {
		y, err := c.codes(n.R)
		if err != nil {
			return nil, err
		}
		return c.twoTested(n.Op, x, y, test), nil
	}
	v, err := c.constant(n.R)
	if err != nil {
		return nil, err
	}
	return c.asked(x, named("%s %q", n.Op, v.Text), func(text string) bool { return test(text, v.Text) }), nil
}

// twoTested asks something of two texts of a row, row by row.
func (c *compiler) twoTested(op string, x, y *codes, test func(s, piece string) bool) *condition {
	return c.newCondition(named("(%s %s %s)", x.name(), op, y.name()), func(w *worker, r *truths) (is, lost []uint64) {
		xs, xl := w.codes(x)
		ys, yl := w.codes(y)
		is, lost = r.into(w), either(xl, yl, func() []uint64 { return r.lostInto(w) })
		clear(is)
		each(w.having(lost), func(i int) {
			is[i/vector.Block] |= uint64(bit(test(x.dictionary[xs[i]], y.dictionary[ys[i]]))) << (i % vector.Block)
		})
		return is, lost
	})
}

// place compiles the place of a step on its scale, from 0.
func (c *compiler) place(n ast.Node) (*number, error) {
	if !c.depends(n) {
		limit, err := c.limit(n)
		if err != nil {
			return nil, err
		}
		return c.constNumber(limit)
	}
	x, err := c.codes(n)
	if err != nil {
		return nil, err
	}
	steps := n.Type().Values
	places := make([]int64, len(x.dictionary)+1)
	for code, text := range x.dictionary {
		places[code] = int64(max(slices.Index(steps, text), 0))
	}
	return c.newNumber(number{
		text: "place of " + x.name(), bounds: bounds{0, int64(len(steps)) - 1}, lost: true,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			codes, lost := w.codes(x)
			dst := r.into(w)
			for i, code := range codes[:len(dst)] {
				dst[i] = places[code]
			}
			return dst, lost
		},
	}), nil
}
