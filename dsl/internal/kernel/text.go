package kernel

import (
	"strings"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/internal/column"
	"github.com/concord-sla/concord/internal/vector"
)

// codes are the texts of a column: what is asked of one is asked once for each
// different text, and looked up for each row.
type codes struct {
	text   string
	column *column.Column
	lost   func(w *worker) []uint64
}

// codes compiles a text, which has to be a field.
func (c *compiler) codes(n tree.Node) (*codes, error) {
	if v, ok := n.(*tree.Variable); ok && c.lets[v.Slot] != nil {
		return c.codes(c.lets[v.Slot].value)
	}
	field, ok := n.(*tree.Field)
	if !ok {
		return nil, slow("%s", describe(n))
	}
	col, err := c.column(field)
	if err != nil {
		return nil, err
	}
	missing := c.newCondition("missing ."+field.Name, func(w *worker, r *truths) (is, lost []uint64) {
		return nil, w.missing(col, func() []uint64 { return r.lostInto(w) })
	})
	return &codes{
		text: "." + field.Name, column: col,
		lost: func(w *worker) []uint64 { _, lost := w.condition(missing); return lost },
	}, nil
}

// load gives the codes of the batch's rows.
func (x *codes) load(w *worker) []uint32 {
	return load(w, x.column.Codes, func() []uint32 {
		if w.codes == nil {
			w.codes = make([]uint32, BatchRows)
		}
		return w.codes[:w.words*vector.Block]
	})
}

// texts is whether a text satisfies a test.
func (c *compiler) texts(x *codes, what string, test func(text string) bool) *condition {
	table := make([]uint64, vector.Words(len(x.column.Dictionary))+1)
	for code, text := range x.column.Dictionary {
		if test(text) {
			table[code/vector.Block] |= 1 << (code % vector.Block)
		}
	}
	few := len(x.column.Dictionary) <= vector.Block
	return c.newCondition(named("%s %s", x.name(), what), func(w *worker, r *truths) (is, lost []uint64) {
		is = r.into(w)
		if few {
			vector.InSet(is, x.load(w), table[0])
		} else {
			vector.InTable(is, x.load(w), table)
		}
		lost = x.lost(w)
		settle(is, lost, false)
		return is, lost
	})
}

// compareTexts is whether a text is, or is not, a constant.
func (c *compiler) compareTexts(n *tree.Comparison) (*condition, error) {
	left, right := n.L, n.R
	if !c.depends(left) {
		left, right = right, left
	}
	if c.depends(right) {
		return nil, slow("two texts of a row")
	}
	x, err := c.codes(left)
	if err != nil {
		return nil, err
	}
	v, err := c.constant(right)
	if err != nil {
		return nil, err
	}
	equal := n.Op == tree.Equal
	return c.texts(x, named("%s %q", n.Op, v.Text), func(text string) bool { return (text == v.Text) == equal }), nil
}

func (c *compiler) textTest(n *tree.TextTest) (*condition, error) {
	if c.depends(n.R) {
		return nil, slow("two texts of a row")
	}
	x, err := c.codes(n.L)
	if err != nil {
		return nil, err
	}
	v, err := c.constant(n.R)
	if err != nil {
		return nil, err
	}
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[n.Op]
	return c.texts(x, named("%s %q", n.Op, v.Text), func(text string) bool { return test(text, v.Text) }), nil
}

// place compiles the place of a step on its scale, from 0.
func (c *compiler) place(n tree.Node) (*number, error) {
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
	steps := map[string]int64{}
	for i, step := range n.Type().Values {
		steps[step] = int64(i)
	}
	places := make([]int64, len(x.column.Dictionary)+1)
	for code, text := range x.column.Dictionary {
		places[code] = steps[text]
	}
	return c.newNumber(number{
		text: "place of " + x.name(), bounds: bounds{0, int64(len(n.Type().Values)) - 1}, lost: x.column.Missing != nil,
		compute: func(w *worker, r *numbers) ([]int64, []uint64) {
			dst := r.into(w)
			for i, code := range x.load(w)[:len(dst)] {
				dst[i] = places[code]
			}
			return dst, x.lost(w)
		},
	}), nil
}
