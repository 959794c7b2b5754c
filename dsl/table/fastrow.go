package table

import (
	"bytes"
	"math"
	"math/bits"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/internal/column"
)

// fastRows takes rows of a block whose cells are all written as most are, each in one
// go from its first byte to its last: the kind of the field says what to look for, so
// that the ends of its cells need not be found beforehand. Values are written behind
// those of the columns, and become rows of them when a run of rows ends. It ends with
// the first row that has anything unusual: that row is taken anew, by the general rules,
// as if nothing had been tried. A test holds both to the same answers.
type fastRows struct {
	cells   []fastCell // of a row, in the order of the file
	comma   byte
	maxCell int
	zone    *time.Location
	months  months
}

// fastCell is where the cells of a column of the file go.
type fastCell struct {
	form     form
	nullable bool
	percent  bool
	typ      *Type
	column   *column.Column // nil when no field has it

	ints    []int64  // room for the run
	codes   []uint32 // the same
	values  []uint64 // bits of booleans
	missing []uint64 // bits of what is missing
	gaps    bool     // there may be a bit
	scale   int      // of the column
	absent  uint32   // the code of what is missing
	unit    int64    // of durations
	most    int64    // of them
}

// form is how the cells of a kind are written.
type form uint8

const (
	unusedForm form = iota
	textForm
	enumForm
	instantForm
	dateForm
	decimalForm
	countForm
	unitForm // a whole number of units
	elapsedForm
	booleanForm
)

var forms = [...]form{Text: textForm, Enum: enumForm, Instant: instantForm, Date: dateForm, Number: decimalForm, Count: countForm, Percent: decimalForm,
	Ratio: decimalForm, CalendarDays: decimalForm, BusinessDays: decimalForm, Money: decimalForm, Duration: elapsedForm, Boolean: booleanForm}

// lookAhead is how many bytes stand behind the text of a block, all of them line feeds,
// so that a row can be read without asking at each byte where the text ends.
const lookAhead = 64

// fastRows prepares to take the rows of a block of so many; nil when it cannot.
func (p *csvParse) fastRows(rows int) *fastRows {
	comma := p.source.rows.comma
	// Other separators may be a part of a number, and cells could be too long.
	if len(comma) != 1 || bytes.IndexByte([]byte(",;\t|"), comma[0]) < 0 || p.MaxCell < lookAhead {
		return nil
	}
	f := &fastRows{cells: make([]fastCell, p.source.width), comma: comma[0], maxCell: p.MaxCell, zone: p.Zone}
	words := rows/64 + 1
	for i, at := range p.source.columns {
		cell, t := &f.cells[at], &p.schema.Fields[i].Type
		if cell.column != nil {
			return nil // two fields of one column
		}
		*cell = fastCell{form: forms[t.Kind], nullable: t.Nullable, percent: t.Kind == Percent, typ: t, column: p.table.columns[i]}
		switch {
		case t.Kind == Duration && t.CellUnit > 0:
			cell.form, cell.unit, cell.most = unitForm, int64(t.CellUnit), math.MaxInt64/int64(t.CellUnit)
		case t.Kind == Boolean:
			cell.values = make([]uint64, words)
		}
		if t.Nullable {
			cell.missing = make([]uint64, words)
			if cell.column.Storage == column.Codes {
				cell.absent = cell.column.CodeOf(nil)
			}
		}
	}
	return f
}

// take takes the rows that begin at an offset of a text, as far as they are usual, and
// returns how many there were and where the next one begins. At most so many are taken.
func (f *fastRows) take(text []byte, size, at, most int) (rows, after int) {
	for i := range f.cells {
		if c := &f.cells[i]; c.column != nil {
			c.begin()
			most = min(most, c.room(most))
		}
	}
	for rows < most && at < size {
		next := f.row(text, at, rows)
		if next == 0 {
			break
		}
		rows++
		at = next
	}
	for i := range f.cells {
		if c := &f.cells[i]; c.column != nil {
			c.end(rows)
		}
	}
	return rows, min(at, size)
}

func (c *fastCell) begin() {
	c.scale = int(c.column.Scale)
	switch c.column.Storage {
	case column.Codes:
		c.codes = c.column.FreeCodes()
	case column.Integers, column.Decimals:
		c.ints = c.column.FreeInts()
	}
}

// room is for how many rows there is room.
func (c *fastCell) room(most int) int {
	switch c.column.Storage {
	case column.Codes:
		most = len(c.codes)
	case column.Integers, column.Decimals:
		most = len(c.ints)
	case column.Bools:
		most = 64 * len(c.values)
	}
	if c.missing != nil {
		most = min(most, 64*len(c.missing))
	}
	return most
}

// end makes rows of what was written. Bits may have been set for one row more.
func (c *fastCell) end(rows int) {
	var missing []uint64
	if c.gaps {
		missing = c.missing
	}
	if rows > 0 {
		c.column.Take(rows, c.values, missing)
	}
	words := rows>>6 + 1
	if c.gaps {
		clear(c.missing[:min(words, len(c.missing))])
		c.gaps = false
	}
	clear(c.values[:min(words, len(c.values))])
}

// row takes the row that begins at an offset, and returns where the next one begins, or 0
// if the row is not a usual one.
func (f *fastRows) row(text []byte, at, row int) (after int) {
	if text[at] == '\n' || text[at] == '\r' {
		return 0
	}
	last := len(f.cells) - 1
	for i := range f.cells {
		c := &f.cells[i]
		sep := f.comma
		if text[at] == '"' {
			sep = '"'
			at++
		}
		switch {
		case c.form == textForm || c.form == enumForm:
			at = f.text(c, text, at, row, sep, i == last)
		case text[at] == sep || text[at] == '\n' || text[at] == '\r':
			at = c.empty(at, row)
		case c.form == instantForm:
			n, ok := f.months.instantAt(text, at)
			if ok {
				at += instantSize
			} else {
				n, at = f.instant(text, at, sep)
			}
			c.ints[row] = n
		case c.form == decimalForm:
			n, places, end := decimalAt(text, at)
			if text[end]-'0' <= 9 || end == 0 {
				n, places, end = f.longDecimal(text, at, sep)
			}
			if c.percent && text[end] == '%' && end > 0 {
				end++
			}
			if places != c.scale {
				n, end = c.scaled(n, places, end)
			}
			c.ints[row] = n
			at = end
		default:
			at = f.other(c, text, at, row, sep)
		}
		if at == 0 {
			return 0
		}
		if sep == '"' {
			if text[at] != '"' {
				return 0
			}
			at++
		}
		if i < last {
			if text[at] != f.comma {
				return 0
			}
			at++
		}
	}
	if text[at] == '\r' {
		at++
	}
	if text[at] != '\n' {
		return 0
	}
	return at + 1
}

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
func (f *fastRows) text(c *fastCell, text []byte, at, row int, sep byte, last bool) (end int) {
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
func (f *fastRows) rare(c *fastCell, body []byte, end, row int, short column.Short, sep byte) int {
	if len(body) == 0 || len(body) > f.maxCell || sep != '"' && bytes.IndexByte(body, '"') >= 0 {
		return 0
	}
	code, ok := c.column.Known(body)
	switch {
	case ok:
	case c.form == enumForm || !utf8.Valid(body) || bytes.IndexByte(body, 0) >= 0:
		return 0
	default:
		code = c.column.CodeOf(body)
	}
	if short.High != 0 {
		c.column.AddShort(short, code)
	}
	c.codes[row] = code
	return end
}

// cellEnd is where a separator or a line ends the cell that goes on at an offset.
func cellEnd(text []byte, at int, sep byte) int {
	seps, lines := uint64(sep)*lowBits, uint64('\n')*lowBits
	for ; ; at += 8 {
		word := eight(text[at:])
		if hit := zeros(word^seps) | zeros(word^lines); hit != 0 {
			return at + bits.TrailingZeros64(hit)>>3
		}
	}
}

// body is the text of a cell that is not empty, without the line end of a file of other
// systems.
func (f *fastRows) body(text []byte, at int, sep byte) []byte {
	body := text[at:cellEnd(text, at, sep)]
	if sep != '"' && body[len(body)-1] == '\r' {
		body = body[:len(body)-1]
	}
	return body
}

// instant takes an instant that is written in another form.
func (f *fastRows) instant(text []byte, at int, sep byte) (nanoseconds int64, end int) {
	body := f.body(text, at, sep)
	if len(body) > lookAhead {
		return 0, 0
	}
	if n, ok := plainInstant(body); ok {
		return n, at + len(body)
	}
	second, fraction, fault := parseInstant(string(body), f.zone)
	if fault != nil || second < firstSecond || second >= endSecond {
		return 0, 0
	}
	return second*int64(time.Second) + int64(fraction), at + len(body)
}

// longDecimal takes a decimal of more than eight digits on a side of the point.
func (f *fastRows) longDecimal(text []byte, at int, sep byte) (n int64, places, end int) {
	body := f.body(text, at, sep)
	n, few, ok := plainDecimal(body)
	if !ok {
		return 0, 0, 0
	}
	return n, int(few), at + len(body)
}

// scaled brings a decimal to the places of its column, if that needs no other.
func (c *fastCell) scaled(n int64, places, end int) (int64, int) {
	for places > c.scale && n%10 == 0 {
		n, places = n/10, places-1
	}
	more := c.scale - places
	if more < 0 || more >= len(tens) {
		return 0, 0
	}
	if most := math.MaxInt64 / tens[more]; n > most || n < -most {
		return 0, 0
	}
	return n * tens[more], end
}

// other takes a cell of a kind that most files have little of.
func (f *fastRows) other(c *fastCell, text []byte, at, row int, sep byte) (end int) {
	body := f.body(text, at, sep)
	end = at + len(body)
	if len(body) == 0 || len(body) > lookAhead && c.form != unusedForm {
		return 0
	}
	n, ok := int64(0), false
	switch c.form {
	case unusedForm:
		if sep != '"' && bytes.IndexByte(body, '"') >= 0 {
			return 0
		}
		return end
	case dateForm:
		n, ok = plainDate(body)
	case countForm, unitForm:
		var places uint8
		n, places, ok = plainDecimal(body)
		ok = ok && places == 0 && n >= 0
		if ok && c.form == unitForm {
			ok = n <= c.most
			n *= c.unit
		} else if ok {
			n, end = c.scaled(n, 0, end)
		}
	case elapsedForm:
		d, fault := parseElapsed(string(body), c.typ.CellUnit)
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
	if !ok || end == 0 {
		return 0
	}
	c.ints[row] = n
	return end
}
