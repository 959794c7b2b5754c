package kernel

import (
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/column"
	"github.com/concord-sla/concord/internal/vector"
)

// codes are texts by their place in a dictionary: what is asked of one is asked once for
// each different text, and looked up for each row. A dictionary may hold texts that no
// row has.
type codes struct {
	id         int
	text       string
	dictionary []string
	compute    func(w *worker, r *texts) ([]uint32, []uint64) // in whole blocks
}

// texts are the codes of a subexpression in a batch.
type texts struct {
	batch int
	codes []uint32
	lost  []uint64
	space []uint32
	bits  []uint64
}

func (r *texts) into(w *worker) []uint32 {
	if r.space == nil {
		r.space = make([]uint32, w.size)
	}
	return r.space[:w.words*vector.Block]
}

func (r *texts) lostInto(w *worker) []uint64 {
	if r.bits == nil {
		r.bits = make([]uint64, batchWords)
	}
	return r.bits[:w.words]
}

// codes computes texts, or gives what they were in this batch.
func (w *worker) codes(x *codes) ([]uint32, []uint64) {
	r := &w.texts[x.id]
	if r.batch != w.batch {
		r.codes, r.lost = x.compute(w, r)
		r.batch = w.batch
	}
	return r.codes, r.lost
}

func (c *compiler) newCodes(x codes) *codes {
	if same := c.texts[x.text]; same != nil {
		return same
	}
	x.id = len(c.texts)
	c.texts[x.text] = &x
	if !strings.HasPrefix(x.text, ".") {
		c.computed = append(c.computed, x.name()+" = "+x.text)
	}
	return &x
}

// codes compiles a subexpression whose value is a text.
func (c *compiler) codes(n ast.Node) (*codes, error) {
	switch n := n.(type) {
	case *ast.Let:
		c.depends(n)
		return c.codes(n.Body)
	case *ast.Variable:
		if named := c.lets[n.Slot]; named != nil {
			if named.codes == nil {
				x, err := c.codes(named.value)
				if err != nil {
					return nil, err
				}
				named.codes = x
			}
			return named.codes, nil
		}
	}
	if !c.depends(n) {
		v, err := c.constant(n)
		if err != nil {
			return nil, err
		}
		return c.sameText(v.Text), nil
	}
	switch n := n.(type) {
	case *ast.Field:
		col, err := c.column(n)
		if err != nil {
			return nil, err
		}
		return c.textField(n.Name, col), nil
	case *ast.Conditional:
		return c.chosenText(n)
	case *ast.Coalesce:
		return c.coalescedText(n)
	case *ast.Call:
		if n.Function == "weekday" {
			return c.weekday(n)
		}
	case *ast.Lookup:
		return c.lookupText(n)
	}
	return nil, slow("%s", describe(n))
}

func (c *compiler) textField(name string, col *column.Column) *codes {
	return c.newCodes(codes{text: "." + name, dictionary: col.Dictionary, compute: func(w *worker, r *texts) ([]uint32, []uint64) {
		return load(w, col.Codes, func() []uint32 { return r.into(w) }), w.missing(col, func() []uint64 { return r.lostInto(w) })
	}})
}

// sameText returns one text in every row.
func (c *compiler) sameText(text string) *codes {
	return c.newCodes(codes{text: named("%q", text), dictionary: []string{text}, compute: func(w *worker, r *texts) ([]uint32, []uint64) {
		return r.into(w), nil
	}})
}

var truthNames = [2]string{"false", "true"}

// truthTexts reports whether a condition holds, as one of two texts.
func (c *compiler) truthTexts(x *condition) *codes {
	return c.newCodes(codes{text: "which of two is " + x.name(), dictionary: truthNames[:], compute: func(w *worker, r *texts) ([]uint32, []uint64) {
		is, lost := w.condition(x)
		dst := r.into(w)
		for i := range dst {
			dst[i] = uint32(is[i/vector.Block] >> (i % vector.Block) & 1)
		}
		return dst, lost
	}})
}

// weekday compiles the name of a day's place in the week.
func (c *compiler) weekday(n *ast.Call) (*codes, error) {
	x, err := c.date(n.Args[0])
	if err != nil {
		return nil, err
	}
	var names []string
	for d := time.Sunday; d <= time.Saturday; d++ {
		names = append(names, d.String())
	}
	sunday := x.low - int64(calendar.DateOfNumber(x.low).Weekday())
	return c.newCodes(codes{text: named("weekday(%s)", x.name()), dictionary: names, compute: func(w *worker, r *texts) ([]uint32, []uint64) {
		days, lost := w.number(x)
		dst := r.into(w)
		for i, day := range days[:len(dst)] {
			dst[i] = uint32(uint64(day-sunday) % 7)
		}
		return dst, lost
	}}), nil
}

// mostJoined bounds the texts of which one dictionary is made before there is a row.
const mostJoined = 1 << 16

func joinable(x, y *codes) bool { return len(x.dictionary)+len(y.dictionary) <= mostJoined }

// joined returns two dictionaries as one, and the codes in it of the texts of the second.
func joined(x, y []string) (all []string, ofY []uint32) {
	all = x[:len(x):len(x)]
	known := make(map[string]uint32, len(x))
	for code, text := range x {
		known[text] = uint32(code)
	}
	ofY = make([]uint32, len(y)+1) // a row without a text has some code, even in a column of none
	for code, text := range y {
		at, ok := known[text]
		if !ok {
			at = uint32(len(all))
			all = append(all, text)
		}
		ofY[code] = at
	}
	return all, ofY
}

// chosenText compiles one of two texts.
func (c *compiler) chosenText(n *ast.Conditional) (*codes, error) {
	cond, err := c.condition(n.If)
	if err != nil {
		return nil, err
	}
	x, y, err := c.twoTexts(n.Then, n.Else)
	if err != nil {
		return nil, err
	}
	all, ofY := joined(x.dictionary, y.dictionary)
	return c.newCodes(codes{
		text: named("(%s ? %s : %s)", cond.name(), x.name(), y.name()), dictionary: all,
		compute: func(w *worker, r *texts) ([]uint32, []uint64) {
			is, unknown := w.condition(cond)
			xs, xl := w.codes(x)
			ys, yl := w.codes(y)
			dst, lost := r.into(w), r.lostInto(w)
			pickTexts(dst, xs, ys, ofY, func(i int) uint64 { return is[i] })
			lostOfChoice(lost, is, unknown, xl, yl)
			return dst, lost
		},
	}), nil
}

// coalescedText compiles a text, or another where it is missing.
func (c *compiler) coalescedText(n *ast.Coalesce) (*codes, error) {
	x, y, err := c.twoTexts(n.X, n.Otherwise)
	if err != nil {
		return nil, err
	}
	all, ofY := joined(x.dictionary, y.dictionary)
	return c.newCodes(codes{
		text: named("(%s ?? %s)", x.name(), y.name()), dictionary: all,
		compute: func(w *worker, r *texts) ([]uint32, []uint64) {
			xs, xl := w.codes(x)
			if xl == nil {
				return xs, nil
			}
			ys, yl := w.codes(y)
			dst, lost := r.into(w), r.lostInto(w)
			pickTexts(dst, xs, ys, ofY, func(i int) uint64 { return ^xl[i] })
			lostOfBoth(lost, xl, yl)
			return dst, lost
		},
	}), nil
}

func (c *compiler) twoTexts(l, r ast.Node) (x, y *codes, err error) {
	if x, err = c.codes(l); err != nil {
		return nil, nil, err
	}
	if y, err = c.codes(r); err == nil && !joinable(x, y) {
		err = slow("one of two texts, which may be one of more than %d", mostJoined)
	}
	return x, y, err
}

// pickTexts takes x where the bit is set and y, in x's dictionary, elsewhere.
func pickTexts(dst, x, y, ofY []uint32, first func(word int) uint64) {
	for k := range len(dst) / vector.Block {
		word := first(k)
		for i := k * vector.Block; i < (k+1)*vector.Block; i++ {
			if dst[i] = x[i]; word&1 == 0 {
				dst[i] = ofY[y[i]]
			}
			word >>= 1
		}
	}
}
