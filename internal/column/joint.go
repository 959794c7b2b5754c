package column

import (
	"math"

	"github.com/concord-sla/concord/dsl/exact"
)

// Joint makes one column of pieces of others: what was read in blocks, maybe by several
// goroutines, becomes what appending the same values in order gives. Pieces for which
// there is room are copied at once; the others are kept until the number of rows is
// known, so that the column takes no more memory than it needs.
type Joint struct {
	result *Column // with the dictionary of all pieces
	mark   *mark   // of this dictionary
	pieces []piece // what does not stand in the result yet
	rows   int
}

// piece is some rows of a column: their values, and the bits that begin at a place.
type piece struct {
	column     Column // without its dictionary
	from, rows int
}

// Join begins a joint, with room for some rows.
func Join(storage Storage, rows int) *Joint {
	j := &Joint{result: New(storage), mark: new(mark)}
	if rows > 0 {
		j.result.Grow(rows)
	}
	return j
}

// Add takes the rows from one to before another of a column of the same storage, and says
// whether it keeps their values, so that the column may not be used again. In any case
// its codes become those of the joint: each row can be taken once.
func (j *Joint) Add(c *Column, from, to int) (kept bool) {
	if from == to {
		return false
	}
	p := piece{*c, from, to - from}
	p.column.Dictionary, p.column.codes, p.column.joined = nil, index{}, joined{}
	switch {
	case c.Storage == Codes:
		p.column.Codes = c.Codes[from:to]
		j.translate(c, p.column.Codes)
	case c.Nums != nil:
		p.column.Nums = c.Nums[from:to]
	case c.Ints != nil:
		p.column.Ints = c.Ints[from:to]
		if p.rows < c.Len {
			p.measure()
		}
	}
	j.rows += p.rows
	if len(j.pieces) == 0 && j.result.extend(&p) {
		return false
	}
	j.pieces = append(j.pieces, p)
	return true
}

// joined is what has become of the codes of a column in a joint. A column that is used
// again keeps its dictionary, and most of its texts have a code in the joint already.
type joined struct {
	mark  *mark    // of the joint
	codes []uint32 // by the column's
}

// mark tells one joint from another, also when it is gone.
type mark struct{ _ byte }

const unknown = math.MaxUint32

// translate makes codes of a column's dictionary those of the joint. New texts come in
// the order in which rows have them.
func (j *Joint) translate(c *Column, codes []uint32) {
	if c.joined.mark != j.mark {
		if len(codes) < len(c.Dictionary)/4 {
			for i, code := range codes {
				codes[i] = j.result.Keep(c.Dictionary[code])
			}
			return
		}
		c.joined = joined{j.mark, c.joined.codes[:0]}
	}
	known := c.joined.codes
	for len(known) < len(c.Dictionary) {
		known = append(known, unknown)
	}
	c.joined.codes = known
	for i, code := range codes {
		to := known[code]
		if to == unknown {
			to = j.result.Keep(c.Dictionary[code])
			known[code] = to
		}
		codes[i] = to
	}
}

// measure finds the range of the rows of a piece.
func (p *piece) measure() {
	c := &p.column
	c.low, c.high = math.MaxInt64, math.MinInt64
	for i, v := range c.Ints {
		if !c.IsMissing(p.from + i) {
			c.extendRange(v)
		}
	}
}

// Column returns the joined column. The joint is empty afterwards.
func (j *Joint) Column() *Column {
	c := j.result
	if len(j.pieces) > 0 {
		c = j.join()
	}
	*j = Joint{result: New(c.Storage), mark: new(mark)}
	c.Clip()
	return c
}

// join puts together what is in the result and the pieces.
func (j *Joint) join() *Column {
	if j.result.Len > 0 {
		first := piece{*j.result, 0, j.result.Len}
		j.pieces = append([]piece{first}, j.pieces...)
	}
	c := New(j.result.Storage)
	c.Len, c.Dictionary, c.codes = j.rows, j.result.Dictionary, j.result.codes
	j.result = c
	switch c.Storage {
	case Bools:
		c.Bits = make([]uint64, (c.Len+63)/64)
		at := 0
		for _, p := range j.pieces {
			copyBits(c.Bits, at, p.column.Bits, p.from, p.rows)
			at += p.rows
		}
	case Codes:
		c.Codes = make([]uint32, 0, c.Len)
		for i, p := range j.pieces {
			c.Codes = append(c.Codes, p.column.Codes...)
			j.pieces[i].column.Codes = nil // what has been copied need not stay for the rest
		}
	case Integers:
		j.joinInts()
	case Decimals:
		j.joinDecimals()
	}
	j.joinMissing()
	return c
}

// extend appends a piece, if there is room and the values of both are of one form.
func (c *Column) extend(p *piece) bool {
	switch c.Storage {
	case Bools:
		words := (c.Len + p.rows + 63) / 64
		if words > cap(c.Bits) {
			return false
		}
		c.Bits = c.Bits[:words]
		copyBits(c.Bits, c.Len, p.column.Bits, p.from, p.rows)
	case Codes:
		if p.rows > cap(c.Codes)-len(c.Codes) {
			return false
		}
		c.Codes = append(c.Codes, p.column.Codes...)
	default:
		if p.column.Nums != nil || p.rows > cap(c.Ints)-len(c.Ints) || !oneScale(c, &p.column) {
			return false
		}
		c.Ints = append(c.Ints, p.column.Ints...)
		c.low, c.high = min(c.low, p.column.low), max(c.high, p.column.high)
	}
	if anyBit(p.column.Missing, p.from, p.rows) {
		if c.Missing == nil {
			c.Missing = make([]uint64, 0, max(cap(c.Ints), cap(c.Codes), 64*cap(c.Bits))/64+1)
		}
		for words := (c.Len + p.rows + 63) / 64; len(c.Missing) < words; {
			c.Missing = append(c.Missing, 0)
		}
		copyBits(c.Missing, c.Len, p.column.Missing, p.from, p.rows)
	}
	c.Len += p.rows
	return true
}

// oneScale brings two columns to as many decimal places, or reports that they do not fit.
func oneScale(a, b *Column) bool {
	switch {
	case a.Scale < b.Scale:
		return a.rescale(b.Scale)
	case b.Scale < a.Scale:
		return b.rescale(a.Scale)
	}
	return true
}

func (j *Joint) joinInts() {
	c := j.result
	c.Ints = make([]int64, 0, c.Len)
	for i, p := range j.pieces {
		c.Ints = append(c.Ints, p.column.Ints...)
		j.pieces[i].column.Ints = nil
		if low, high, any := p.column.Range(); any {
			c.extendRange(low)
			c.extendRange(high)
		}
	}
}

// joinDecimals brings the pieces to the most decimal places of any, or to wide numbers
// when one is longer or does not fit.
func (j *Joint) joinDecimals() {
	c, long := j.result, false
	for _, p := range j.pieces {
		c.Scale = max(c.Scale, p.column.Scale)
		long = long || p.column.Nums != nil
	}
	for i := range j.pieces {
		p := &j.pieces[i].column
		long = long || p.Scale < c.Scale && !p.rescale(c.Scale)
	}
	if !long {
		j.joinInts()
		return
	}
	c.Nums = make([]exact.Num, 0, c.Len)
	for i, p := range j.pieces {
		for row := range p.rows {
			c.Nums = append(c.Nums, p.column.Num(row))
		}
		j.pieces[i].column.Ints, j.pieces[i].column.Nums = nil, nil
	}
}

func (j *Joint) joinMissing() {
	c, at := j.result, 0
	for _, p := range j.pieces {
		if anyBit(p.column.Missing, p.from, p.rows) {
			if c.Missing == nil {
				c.Missing = make([]uint64, (c.Len+63)/64)
			}
			copyBits(c.Missing, at, p.column.Missing, p.from, p.rows)
		}
		at += p.rows
	}
}

// copyBits sets n bits of dst, which are 0, from those of src. What src does not have is
// 0.
func copyBits(dst []uint64, at int, src []uint64, from, n int) {
	for n > 0 {
		word, many := bitsFrom(src, from, n), min(n, 64)
		dst[at>>6] |= word << (at & 63)
		if at&63+many > 64 {
			dst[at>>6+1] |= word >> (64 - at&63)
		}
		at, from, n = at+many, from+many, n-many
	}
}

func anyBit(src []uint64, from, n int) bool {
	for ; n > 0; from, n = from+64, n-64 {
		if bitsFrom(src, from, n) != 0 {
			return true
		}
	}
	return false
}

// bitsFrom returns up to 64 of n bits that begin at a place.
func bitsFrom(src []uint64, from, n int) uint64 {
	at, word := from>>6, uint64(0)
	if at < len(src) {
		word = src[at] >> (from & 63)
	}
	if from&63 != 0 && at+1 < len(src) {
		word |= src[at+1] << (64 - from&63)
	}
	if n < 64 {
		word &= 1<<n - 1
	}
	return word
}
