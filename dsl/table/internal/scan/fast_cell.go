package scan

import (
	"bytes"
	"math"
	"math/bits"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/internal/column"
)

// The functions of this file take a cell of a row that is taken fast: its value is
// written at the row's number in the run, and where it ends is returned, or 0 if that is
// a row for the general rules.

// empty takes an empty cell, if it may be one.
func (c *fastCell) empty(at, row int) (end int) {
	switch {
	case c.form == unusedForm:
		return at
	case !c.nullable:
		return 0
	case c.codes != nil:
		c.codes[row] = c.absent
	case c.ints != nil:
		c.ints[row] = 0
	}
	c.gaps = true
	c.missing[row>>6] |= 1 << (row & 63)
	return at
}

// text takes a text or a value of an enum, and returns where it ends.
func (f *FastRows) text(c *fastCell, text []byte, at, row int, sep byte, last bool) (end int) {
	seps, lines := uint64(sep)*lowBits, uint64('\n')*lowBits
	short := column.Short{Low: eight(text[at:])}
	if hit := zeros(short.Low^seps) | zeros(short.Low^lines); hit != 0 {
		n := bits.TrailingZeros64(hit) >> 3
		if n == 0 {
			return c.empty(at, row)
		}
		short.Low &= (hit&-hit)>>7 - 1
		short.High = uint64(n) << 56
		end = at + n
	} else {
		short.High = eight(text[at+8:])
		if hit := zeros(short.High^seps) | zeros(short.High^lines); hit != 0 {
			n := bits.TrailingZeros64(hit) >> 3
			short.High = short.High&((hit&-hit)>>7-1) | uint64(8+n)<<56
			end = at + 8 + n
		} else {
			short.High = 0
			end = cellEnd(text, at+16, sep)
		}
	}
	if last && text[end-1] == '\r' && sep != '"' {
		end--
		short.High = 0
	}
	if short.High != 0 {
		if code, ok := c.column.KnownShort(short); ok {
			c.codes[row] = code
			return end
		}
	}
	return f.rare(c, text[at:end], end, row, short, sep)
}

// rare takes a text that is longer, or has not been met as a short one.
func (f *FastRows) rare(c *fastCell, body []byte, end, row int, short column.Short, sep byte) int {
	if len(body) == 0 || len(body) > f.maxCell || sep != '"' && bytes.IndexByte(body, '"') >= 0 {
		return 0
	}
	code, ok := c.column.Known(body)
	switch {
	case ok:
	case c.form == enumForm || !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0:
		return 0
	default:
		code = c.column.Keep(string(body))
	}
	if short.High != 0 {
		c.column.AddShort(short, code)
	}
	c.codes[row] = code
	return end
}

// cellEnd returns where a separator or a line ends the cell that goes on at an offset.
func cellEnd(text []byte, at int, sep byte) int {
	seps, lines := uint64(sep)*lowBits, uint64('\n')*lowBits
	for ; ; at += 8 {
		word := eight(text[at:])
		if hit := zeros(word^seps) | zeros(word^lines); hit != 0 {
			return at + bits.TrailingZeros64(hit)>>3
		}
	}
}

// body returns the text of a cell that is not empty, without the line end of a file of
// other systems.
func (f *FastRows) body(text []byte, at int, sep byte) []byte {
	body := text[at:cellEnd(text, at, sep)]
	if sep != '"' && body[len(body)-1] == '\r' {
		body = body[:len(body)-1]
	}
	return body
}

// other takes a cell of any other kind, or one that is written in another way, and
// returns where it ends.
func (f *FastRows) other(c *fastCell, text []byte, at, row int, sep byte) (end int) {
	if text[at] == sep || text[at] == '\n' || text[at] == '\r' {
		return c.empty(at, row)
	}
	body := f.body(text, at, sep)
	end = at + len(body)
	if c.form == unusedForm {
		if sep != '"' && bytes.IndexByte(body, '"') >= 0 {
			return 0
		}
		return end
	}
	if len(body) == 0 || len(body) > LookAhead {
		return 0
	}
	n, ok := int64(0), false
	switch c.form {
	case instantForm:
		n, ok = f.instant(body)
	case dateForm:
		n, ok = plainDate(body)
	case decimalForm:
		if c.percent {
			body = bytes.TrimSuffix(body, []byte{'%'})
		}
		n, ok = c.decimal(body)
	case countForm:
		n, ok = c.decimal(body)
		ok = ok && n >= 0 && bytes.IndexByte(body, '.') < 0
	case unitForm:
		var places uint8
		n, places, ok = PlainDecimal(body)
		ok = ok && places == 0 && n >= 0 && n <= c.most
		n *= c.unit
	case elapsedForm:
		d, fault := ParseElapsed(string(body), 0)
		n, ok = int64(d), fault == nil && d >= 0
	case booleanForm:
		if string(body) == "true" {
			c.values[row>>6] |= 1 << (row & 63)
			return end
		}
		if string(body) == "false" {
			return end
		}
	}
	if !ok {
		return 0
	}
	c.ints[row] = n
	return end
}

// instant reads an instant of any form.
func (f *FastRows) instant(body []byte) (nanoseconds int64, ok bool) {
	if n, ok := PlainInstant(body); ok {
		return n, true
	}
	second, fraction, fault := ParseInstant(string(body), f.zone)
	if fault != nil || second < FirstSecond || second >= EndSecond {
		return 0, false
	}
	return second*int64(time.Second) + int64(fraction), true
}

// decimal reads a decimal and brings it to the places of its column, if these are enough.
func (c *fastCell) decimal(body []byte) (n int64, ok bool) {
	n, few, ok := PlainDecimal(body)
	places := int(few)
	for places > c.scale && n%10 == 0 {
		n, places = n/10, places-1
	}
	more := c.scale - places
	if !ok || more < 0 || more > exact.MostPlaces {
		return 0, false
	}
	if most := math.MaxInt64 / exact.PowerOfTen(more); n > most || n < -most {
		return 0, false
	}
	return n * exact.PowerOfTen(more), true
}
