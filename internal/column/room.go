package column

import (
	"math"
	"slices"

	"github.com/concord-sla/concord/dsl/exact"
)

// Grow makes room for so many more rows.
func (c *Column) Grow(rows int) {
	switch c.Storage {
	case Bools:
		c.Bits = grown(c.Bits, rows/64+1)
	case Codes:
		c.Codes = grown(c.Codes, rows)
	default:
		c.Ints = grown(c.Ints, rows)
	}
}

// grown returns slices.Grow, which would write zeros over new memory once more, even over
// what the system has just given.
func grown[T any](s []T, more int) []T {
	if len(s) == 0 && cap(s) < more {
		return make([]T, 0, more)
	}
	return slices.Grow(s, more)
}

// Reset makes the column empty and keeps its memory. It keeps the dictionary, too, unless
// that is large: the rows to come are likely to have the same texts.
func (c *Column) Reset() {
	const most = 1 << 14
	if len(c.Dictionary) > most {
		c.Dictionary, c.codes, c.joined = nil, index{}, joined{}
	}
	clear(c.Bits)
	*c = Column{Storage: c.Storage, Ints: c.Ints[:0], Codes: c.Codes[:0], Bits: c.Bits[:0], Dictionary: c.Dictionary, codes: c.codes, joined: c.joined,
		low: math.MaxInt64, high: math.MinInt64}
}

// Clip gives back what appending has reserved beyond the values.
func (c *Column) Clip() {
	c.Ints = exactly(c.Ints)
	c.Nums = exactly(c.Nums)
	c.Codes = exactly(c.Codes)
	c.Dictionary = exactly(c.Dictionary)
	c.Bits = exactly(c.Bits)
	c.Missing = exactly(c.Missing)
}

// exactly copies a slice that has room for more than an eighth beside its elements.
func exactly[T any](s []T) []T {
	if cap(s)-len(s) <= len(s)/8 {
		return s
	}
	return append(make([]T, 0, len(s)), s...)
}

// AppendKnown adds a text that an earlier row has, or nothing.
func (c *Column) AppendKnown(text []byte) bool {
	code, ok := c.codes.known(c.Dictionary, text)
	if ok {
		c.Codes = append(c.Codes, code)
		c.Len++
	}
	return ok
}

// AppendScaled adds the decimal n / 10^scale.
func (c *Column) AppendScaled(n int64, scale uint8) {
	if scale != c.Scale || c.Nums != nil {
		c.AppendNum(exact.Scaled(n, scale))
		return
	}
	c.Ints = append(c.Ints, n)
	c.extendRange(n)
	c.Len++
}
