package scan

import (
	"bytes"
	"math"
	"time"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// FastRows takes rows of a block whose cells are all written as most are, each in one go
// from its first byte to its last: the kind of the field says what to look for, so that
// the ends of its cells need not be found beforehand. Values are written behind those of
// the columns, and become rows of them when a run of rows ends. It ends with the first
// row that has anything unusual: that row is taken anew, by the general rules, as if
// nothing had been tried. A test holds both to the same answers.
type FastRows struct {
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

var forms = [...]form{kinds.Text: textForm, kinds.Enum: enumForm, kinds.Instant: instantForm, kinds.Date: dateForm, kinds.Number: decimalForm, kinds.Count: countForm, kinds.Percent: decimalForm,
	kinds.Ratio: decimalForm, kinds.CalendarDays: decimalForm, kinds.BusinessDays: decimalForm, kinds.Money: decimalForm, kinds.Duration: elapsedForm, kinds.Boolean: booleanForm}

// LookAhead is how many bytes stand behind the text of a block, all of them line feeds,
// so that a row can be read without asking at each byte where the text ends.
const LookAhead = 64

// Layout says where the cells of a file's rows go.
type Layout struct {
	Fields  []kinds.Field
	Columns []*column.Column // of the fields
	Places  []int            // of the fields, among the cells of a row
	Width   int              // how many cells a row has
	Comma   []byte
	MaxCell int
	Zone    *time.Location
}

// FastRows prepares to take the rows of a block, at most so many of them. It returns nil
// when rows of this layout cannot be taken fast.
func (l Layout) FastRows(rows int) *FastRows {
	// Other separators may be in a number, and cells could be too long.
	if len(l.Comma) != 1 || bytes.IndexByte([]byte(",;\t|"), l.Comma[0]) < 0 || l.MaxCell < LookAhead {
		return nil
	}
	f := &FastRows{cells: make([]fastCell, l.Width), comma: l.Comma[0], maxCell: l.MaxCell, zone: l.Zone}
	words := rows/64 + 1
	for i, at := range l.Places {
		cell, t := &f.cells[at], &l.Fields[i].Type
		if cell.column != nil {
			return nil // two fields of one column
		}
		*cell = fastCell{form: forms[t.Kind], nullable: t.Nullable, percent: t.Kind == kinds.Percent, column: l.Columns[i]}
		switch {
		case t.Kind == kinds.Duration && t.CellUnit > 0:
			cell.form, cell.unit, cell.most = unitForm, int64(t.CellUnit), math.MaxInt64/int64(t.CellUnit)
		case t.Kind == kinds.Boolean:
			cell.values = make([]uint64, words)
		}
		if t.Nullable {
			cell.missing = make([]uint64, words)
			if cell.column.Storage == column.Codes {
				cell.absent = cell.column.Keep("")
			}
		}
	}
	return f
}

// Take takes the rows that begin at an offset of a text, as far as they are usual, and
// returns how many there were and where the next one begins. At most so many are taken.
func (f *FastRows) Take(text []byte, size, at, most int) (rows, after int) {
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
func (f *FastRows) row(text []byte, at, row int) (after int) {
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
		case c.nullable && text[at] == sep:
			at = c.empty(at, row)
		case c.form == instantForm:
			if n, ok := f.months.instantAt(text, at); ok {
				c.ints[row] = n
				at += instantSize
			} else {
				at = f.other(c, text, at, row, sep)
			}
		case c.form == decimalForm:
			if n, places, end := decimalAt(text, at); places == c.scale && text[end] != '%' && text[end]-'0' > 9 && end > 0 {
				c.ints[row] = n
				at = end
			} else {
				at = f.other(c, text, at, row, sep)
			}
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
