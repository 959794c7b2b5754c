package column

import "math"

// A run is the next rows of a column, whose values are written in place before it is
// known how many of them there will be: into FreeInts or FreeCodes, or as bits. Take
// makes the first of them rows of the column.

// FreeInts returns the room for the values of further rows of integers; there is none in
// a column of numbers of any length.
func (c *Column) FreeInts() []int64 {
	if c.Nums != nil {
		return nil
	}
	return c.Ints[len(c.Ints):cap(c.Ints)]
}

// FreeCodes returns the room for the codes of further rows.
func (c *Column) FreeCodes() []uint32 { return c.Codes[len(c.Codes):cap(c.Codes)] }

// Known returns the code of a text, if it is one of the dictionary.
func (c *Column) Known(text []byte) (code uint32, ok bool) { return c.codes.known(c.Dictionary, text) }

// Take makes so many of the values that were written in place rows of the column. Those
// that are missing have a bit, counted from the first of them, and stand as 0 or as the
// code of the empty text; nil says that there is none. The values of a column of booleans
// are bits, too.
func (c *Column) Take(rows int, values, missing []uint64) {
	from := c.Len
	c.Len += rows
	switch c.Storage {
	case Bools:
		c.Bits = longer(c.Bits, c.Len)
		copyBits(c.Bits, from, values, 0, rows)
	case Codes:
		c.Codes = c.Codes[:len(c.Codes)+rows]
	default:
		c.Ints = c.Ints[:len(c.Ints)+rows]
		c.measure(c.Ints[from:], missing)
	}
	if missing != nil {
		c.Missing = longer(c.Missing, c.Len)
		copyBits(c.Missing, from, missing, 0, rows)
	}
}

// measure widens the range by values that have a bit when they are missing.
func (c *Column) measure(values []int64, missing []uint64) {
	low, high := c.low, c.high
	if missing == nil {
		for _, v := range values {
			low, high = min(low, v), max(high, v)
		}
		c.low, c.high = low, high
		return
	}
	for at := 0; at < len(values); at += 64 {
		word := missing[at>>6]
		for _, v := range values[at:min(at+64, len(values))] {
			least, most := v, v
			if word&1 != 0 {
				least, most = math.MaxInt64, math.MinInt64
			}
			low, high = min(low, least), max(high, most)
			word >>= 1
		}
	}
	c.low, c.high = low, high
}

// longer returns a bitmap with words for so many bits.
func longer(bits []uint64, n int) []uint64 {
	for len(bits) < (n+63)/64 {
		bits = append(bits, 0)
	}
	return bits
}
