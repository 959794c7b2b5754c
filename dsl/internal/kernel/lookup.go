package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
	"github.com/concord-sla/concord/internal/vector"
)

// mostEntries bounds the rows of a table in which keys are looked up over columns.
const mostEntries = 1 << 16

// entries are the rows of a table by the key that they have. A key that no row has, or
// several, or one whose row lacks the value that is asked for, has none.
type entries struct {
	byText   map[string]int32 // by a text
	byNumber map[int64]int32  // by a number, in the unit of what is looked up
	lost     bool             // a row has no key: it might be any that is looked up
}

// entered compiles the row of another table that has a key, as a number.
func (c *compiler) entered(n *ast.Lookup) (*number, *column.Column, error) {
	of, rows := c.source.Other(n)
	if rows == nil && of.Rows() > mostEntries || len(rows) > mostEntries {
		return nil, nil, slow("a lookup in a table of more than %d rows", mostEntries)
	}
	keys, wanted := column.Of(of)[n.KeyColumn], column.Of(of)[n.Column]
	text := named("row of %s where .%s is", n.Of, n.KeyName)
	b := bounds{0, int64(max(of.Rows(), 1)) - 1}
	each := func(enter func(row int)) {
		if rows == nil {
			for row := range of.Rows() {
				enter(row)
			}
		}
		for _, row := range rows {
			enter(int(row))
		}
	}
	var e entries
	switch t := n.Key.Type(); {
	case t.Kind == kinds.Boolean || isText(t):
		x, err := c.keyText(n.Key)
		if err != nil {
			return nil, nil, err
		}
		e.byText = map[string]int32{}
		each(func(row int) { enter(&e, e.byText, keys, wanted, row, keyOf(keys, row)) })
		return c.byText(named("%s %s, for .%s", text, x.name(), n.Field), x, &e, b), wanted, nil
	}
	x, err := c.number(n.Key)
	if err != nil {
		return nil, nil, err
	}
	e.byNumber = map[int64]int32{}
	factor, ok := power(x.scale)
	if !ok {
		return nil, nil, slow(fits)
	}
	each(func(row int) {
		if keys.IsMissing(row) {
			e.lost = true
		} else if v, integer := numberOf(keys, row).Mul(exact.Int(factor)).Mul(exact.Int(x.divisor())).Int64(); integer {
			enter(&e, e.byNumber, keys, wanted, row, v)
		}
	})
	return c.byNumber(named("%s %s, for .%s", text, x.name(), n.Field), x, &e, b), wanted, nil
}

// enter takes in a row.
func enter[K comparable](e *entries, rows map[K]int32, keys, wanted *column.Column, row int, key K) {
	const none = -1
	switch _, again := rows[key]; {
	case keys.IsMissing(row):
		e.lost = true
	case again || wanted.IsMissing(row):
		rows[key] = none
	default:
		rows[key] = int32(row)
	}
}

// keyText compiles a key that is a text or a condition, as a text.
func (c *compiler) keyText(n ast.Node) (*codes, error) {
	if n.Type().Kind != kinds.Boolean {
		return c.codes(n)
	}
	x, err := c.condition(n)
	if err != nil {
		return nil, err
	}
	return c.truthTexts(x), nil
}

// keyOf returns the key of a row as keyText has it.
func keyOf(keys *column.Column, row int) string {
	if keys.Storage == column.Bools {
		return truthNames[bit(keys.Bool(row))]
	}
	return keys.Text(row)
}

func numberOf(c *column.Column, row int) exact.Num {
	if c.Storage == column.Decimals {
		return c.Num(row)
	}
	return exact.Int(c.Ints[row])
}

// byText looks up a text, of which each that there may be is looked up once.
func (c *compiler) byText(text string, x *codes, e *entries, b bounds) *number {
	rows := make([]int64, len(x.dictionary)+1)
	for code := range rows {
		rows[code] = -1
		if code < len(x.dictionary) && !e.lost {
			if row, ok := e.byText[x.dictionary[code]]; ok {
				rows[code] = int64(row)
			}
		}
	}
	return c.newNumber(number{text: text, bounds: b, lost: true, compute: func(w *worker, r *numbers) ([]int64, []uint64) {
		codes, xl := w.codes(x)
		return w.lookUp(r, xl, func(i int) int64 { return rows[codes[i]] })
	}})
}

func (c *compiler) byNumber(text string, x *number, e *entries, b bounds) *number {
	return c.newNumber(number{text: text, bounds: b, lost: true, compute: func(w *worker, r *numbers) ([]int64, []uint64) {
		keys, xl := w.number(x)
		return w.lookUp(r, xl, func(i int) int64 {
			if row, ok := e.byNumber[keys[i]]; ok && !e.lost {
				return int64(row)
			}
			return -1
		})
	}})
}

// lookUp returns the row that each row's key has, and none where there is no such row.
func (w *worker) lookUp(r *numbers, keyLost []uint64, of func(i int) int64) ([]int64, []uint64) {
	dst, lost := r.into(w), strictly(r.lostInto(w), keyLost, nil)
	clear(dst)
	each(w.having(lost), func(i int) {
		if row := of(i); row >= 0 {
			dst[i] = row
		} else {
			w.invalid.note(lost, i)
		}
	})
	return dst, lost
}

// gather takes the values of rows, of which there may be none at all.
func gather[T any](dst []T, rows []int64, values []T) []T {
	for i, row := range rows[:len(dst)] {
		if row < int64(len(values)) {
			dst[i] = values[row]
		}
	}
	return dst
}

// lookupNumber compiles a number of the row that has a key.
func (c *compiler) lookupNumber(n *ast.Lookup) (*number, error) {
	at, col, err := c.entered(n)
	if err != nil {
		return nil, err
	}
	if col.Nums != nil {
		return nil, slow("the column %s, which holds numbers that pass 64 bits", n.Field)
	}
	x := c.stored(col)
	x.text, x.lost, x.zero = named(".%s of %s", n.Field, at.name()), true, false
	x.compute = func(w *worker, r *numbers) ([]int64, []uint64) {
		rows, lost := w.number(at)
		return gather(r.into(w), rows, col.Ints), lost
	}
	return c.newNumber(x), nil
}

func (c *compiler) lookupText(n *ast.Lookup) (*codes, error) {
	at, col, err := c.entered(n)
	if err != nil {
		return nil, err
	}
	return c.newCodes(codes{text: named("text .%s of %s", n.Field, at.name()), dictionary: col.Dictionary, compute: func(w *worker, r *texts) ([]uint32, []uint64) {
		rows, lost := w.number(at)
		return gather(r.into(w), rows, col.Codes), lost
	}}), nil
}

func (c *compiler) lookupTruth(n *ast.Lookup) (*condition, error) {
	at, col, err := c.entered(n)
	if err != nil {
		return nil, err
	}
	return c.newCondition(named(".%s of %s", n.Field, at.name()), func(w *worker, r *truths) (is, lost []uint64) {
		rows, lost := w.number(at)
		is = r.into(w)
		clear(is)
		each(w.having(lost), func(i int) {
			is[i/vector.Block] |= uint64(bit(col.Bool(int(rows[i])))) << (i % vector.Block)
		})
		return is, lost
	}), nil
}
