// Package column stores the values of one field of a table, all of one kind, in the form
// that evaluation runs over: dictionary-coded text, whole numbers for instants, dates and
// durations, scaled whole numbers for decimals, and a bitmap of what is missing.
package column

import (
	"math"
	"math/bits"
	"strings"

	"github.com/concord-sla/concord/dsl/exact"
)

// Storage says which of a Column's slices holds its values.
type Storage uint8

const (
	_        Storage = iota
	Bools            // Bits
	Codes            // Codes and Dictionary
	Integers         // Ints, Scale 0: instants, dates, durations
	Decimals         // Ints and Scale, or Wide when one value did not fit
)

// Column is a sequence of values and missing values. It is built by appending and not
// changed afterwards.
type Column struct {
	Storage    Storage
	Len        int
	Ints       []int64     // Integers and Decimals
	Scale      uint8       // decimal places of Ints
	Nums       []exact.Num // Decimals that need more than an int64 of one scale; then Ints is nil
	Codes      []uint32    // indexes into Dictionary
	Dictionary []string    // each text once, in order of first appearance
	Bits       []uint64    // booleans
	Missing    []uint64    // bitmap of missing values; nil when there is none

	codes     index  // of Dictionary
	joined    joined // the codes in a joint
	low, high int64  // of Ints where a value is there; high < low when there is none
}

// Of returns the columns of a table, which is a *table.Table, in the order of its fields.
// They are the table's own, and are only read. Package table sets it when it is
// initialized, and nothing else does: a table has no exported method for its columns,
// because their type is internal.
var Of func(table any) []*Column

// New returns an empty column.
func New(storage Storage) *Column {
	return &Column{Storage: storage, low: math.MaxInt64, high: math.MinInt64}
}

// Range returns the least and the greatest of Ints, and whether there is any. Rows
// without a value, whose Ints are 0, do not count.
func (c *Column) Range() (low, high int64, any bool) { return c.low, c.high, c.low <= c.high }

func (c *Column) extendRange(n int64) {
	c.low, c.high = min(c.low, n), max(c.high, n)
}

// IsMissing reports whether there is no value at row i.
func (c *Column) IsMissing(i int) bool {
	return c.Missing != nil && i>>6 < len(c.Missing) && c.Missing[i>>6]>>(i&63)&1 == 1
}

// MissingCount returns how many rows have no value.
func (c *Column) MissingCount() int {
	n := 0
	for _, word := range c.Missing {
		n += bits.OnesCount64(word)
	}
	return n
}

// Num returns the decimal at row i; the caller has asked IsMissing.
func (c *Column) Num(i int) exact.Num {
	if c.Nums != nil {
		return c.Nums[i]
	}
	return exact.Scaled(c.Ints[i], c.Scale)
}

// Bool returns the boolean at row i.
func (c *Column) Bool(i int) bool { return c.Bits[i>>6]>>(i&63)&1 == 1 }

// Text returns the text at row i.
func (c *Column) Text(i int) string { return c.Dictionary[c.Codes[i]] }

// Code returns the dictionary's code of a text, if any row has it. Rows without a value
// have the code of the empty text.
func (c *Column) Code(text string) (uint32, bool) {
	if len(c.Dictionary) == 0 {
		return 0, false
	}
	return c.codes.lookup(c.Dictionary, text, c.codes.half(text))
}

// AppendMissing adds a row without a value.
func (c *Column) AppendMissing() {
	for len(c.Missing) <= c.Len>>6 {
		c.Missing = append(c.Missing, 0)
	}
	c.Missing[c.Len>>6] |= 1 << (c.Len & 63)
	switch c.Storage {
	case Bools:
		c.appendBit(false)
	case Codes:
		c.Codes = append(c.Codes, c.code(""))
	case Decimals:
		c.appendNum(exact.Num{})
	default:
		c.Ints = append(c.Ints, 0)
	}
	c.Len++
}

// AppendBool adds a boolean.
func (c *Column) AppendBool(b bool) {
	c.appendBit(b)
	c.Len++
}

func (c *Column) appendBit(b bool) {
	if c.Len&63 == 0 {
		c.Bits = append(c.Bits, 0)
	}
	if b {
		c.Bits[c.Len>>6] |= 1 << (c.Len & 63)
	}
}

// AppendText adds a text. The column keeps a copy and not the text itself, which may be a
// piece of a whole line.
func (c *Column) AppendText(text string) {
	c.Codes = append(c.Codes, c.code(text))
	c.Len++
}

func (c *Column) code(text string) uint32 {
	code, half, ok := c.codes.find(c.Dictionary, text)
	if !ok {
		code = c.add(strings.Clone(text), half)
	}
	return code
}

// Keep returns the code of a text. The column keeps the text itself if it is not in the
// dictionary yet.
func (c *Column) Keep(text string) uint32 {
	code, half, ok := c.codes.find(c.Dictionary, text)
	if !ok {
		code = c.add(text, half)
	}
	return code
}

func (c *Column) add(text string, half uint64) uint32 {
	code := uint32(len(c.Dictionary))
	c.codes.insert(code, half)
	c.Dictionary = append(c.Dictionary, text)
	return code
}

// AppendInt adds an instant (nanoseconds since 1970 UTC), a date (days since 1970-01-01)
// or a duration (nanoseconds).
func (c *Column) AppendInt(n int64) {
	c.Ints = append(c.Ints, n)
	c.extendRange(n)
	c.Len++
}

// AppendNum adds a decimal.
func (c *Column) AppendNum(n exact.Num) {
	c.appendNum(n)
	if c.Nums == nil {
		c.extendRange(c.Ints[c.Len])
	}
	c.Len++
}

// appendNum keeps all values at one scale while they fit, and moves the column to numbers
// of any length when one does not.
func (c *Column) appendNum(n exact.Num) {
	if c.Nums != nil {
		c.Nums = append(c.Nums, n)
		return
	}
	value, scale, small := n.Small()
	for small && scale > c.Scale && value%10 == 0 { // "1.500" needs one place
		value, scale = value/10, scale-1
	}
	if small && scale > c.Scale && c.rescale(scale) {
		c.Ints = append(c.Ints, value)
		return
	}
	if small && scale <= c.Scale {
		if scaled, ok := times(value, c.Scale-scale); ok {
			c.Ints = append(c.Ints, scaled)
			return
		}
	}
	c.Nums = make([]exact.Num, len(c.Ints), cap(c.Ints)+1)
	for i, v := range c.Ints {
		c.Nums[i] = exact.Scaled(v, c.Scale)
	}
	c.Nums, c.Ints = append(c.Nums, n), nil
}

// rescale brings every value to more decimal places, or changes nothing when one of them
// would not fit.
func (c *Column) rescale(scale uint8) bool {
	for _, v := range c.Ints {
		if _, ok := times(v, scale-c.Scale); !ok {
			return false
		}
	}
	for i, v := range c.Ints {
		c.Ints[i], _ = times(v, scale-c.Scale)
	}
	if c.low <= c.high {
		c.low, _ = times(c.low, scale-c.Scale)
		c.high, _ = times(c.high, scale-c.Scale)
	}
	c.Scale = scale
	return true
}

// times returns v * 10^places, if it fits.
func times(v int64, places uint8) (int64, bool) {
	for range places {
		if v > 922337203685477580 || v < -922337203685477580 {
			return 0, false
		}
		v *= 10
	}
	return v, true
}
