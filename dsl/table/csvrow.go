package table

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// csvRows cuts a CSV file into rows and cells, as RFC 4180 and encoding/csv do:
// a cell may be in quotation marks, and then holds separators, line breaks and
// doubled quotation marks; empty lines are no rows; CRLF is a line feed. Other
// than encoding/csv it bounds what it holds, keeps the row as it stands in the
// file, and loses one line, not the file, to a quotation mark that is never
// closed. A test reads the same files with both.
type csvRows struct {
	window
	comma []byte
	next  int // the number of the line that comes next
	row   raw
	cells []csvCell // of the row

	first  int // where the first line of the row that is being cut ends
	opened int // the last quotation mark on that line which opens a cell
}

// csvCell is where a cell stands in its row.
type csvCell struct {
	span
	quoted  bool
	escaped bool // it holds a doubled quotation mark or CRLF
}

// flaw is why a row could not be cut into cells, and where.
type flaw struct {
	span
	fault
}

func newCSVRows(r io.Reader, comma rune, limit int) *csvRows {
	return &csvRows{window: newWindow(r, limit), comma: []byte(string(comma)), next: 1}
}

// read cuts the next row. It reports false at the end of the file. A row with a
// flaw has been consumed: its first line only, because a quotation mark that is
// never closed says nothing about the lines after it.
func (c *csvRows) read() (more bool, f *flaw) {
	for {
		end, over := c.line(0)
		if over {
			return true, c.discard(end)
		}
		if end == 0 {
			return false, nil
		}
		if content(c.held()[:end]) > 0 {
			c.first = end
			if end, f = c.cut(end); f != nil {
				c.place(f)
				end = c.first
			}
			c.finish(end)
			return true, f
		}
		c.consume(end)
		c.next++
	}
}

// place moves a flaw on a further line of the row to the quotation mark that made
// it a line of the row.
func (c *csvRows) place(f *flaw) {
	if f.start < c.first {
		return
	}
	line := c.next + bytes.Count(c.held()[:f.start], []byte{'\n'})
	f.what = fmt.Sprintf("opens a quotation mark, and then line %d %s", line, f.what)
	f.advice = `close it, or write "" for one that is part of the text`
	f.span = span{c.opened, c.opened + 1}
}

// finish makes the first bytes held the row. They stay in the buffer until the
// next call of read.
func (c *csvRows) finish(end int) {
	c.row = raw{c.held()[:end], c.next}
	c.next += bytes.Count(c.row.bytes, []byte{'\n'})
	c.consume(end)
}

// discard drops a line that is too long, keeping its beginning for the message.
func (c *csvRows) discard(end int) *flaw {
	c.row = raw{bytes.Clone(c.held()[:min(end, 2*shown)]), c.next}
	c.next++
	c.discardLine()
	return &flaw{span{0, 0}, fault{fmt.Sprintf("is longer than %d bytes", c.limit), "check the line ends and quotation marks, or raise Options.MaxCell"}}
}

// cut finds the cells of the row whose first line ends at an offset, reading
// further lines inside quotation marks. It returns the offset at which the row
// ends.
func (c *csvRows) cut(end int) (int, *flaw) {
	c.cells = c.cells[:0]
	for at := 0; ; {
		cell := csvCell{span: span{at, at}}
		var f *flaw
		if at < end && c.held()[at] == '"' {
			cell, end, f = c.quotedCell(at, end)
			at = cell.end + 1
		} else {
			cell.end, f = c.plainCell(at, end)
			at = cell.end
		}
		if f != nil {
			return end, f
		}
		c.cells = append(c.cells, cell)
		if !bytes.HasPrefix(c.held()[at:end], c.comma) {
			return end, nil
		}
		at += len(c.comma)
	}
}

// plainCell finds the end of a cell without quotation marks.
func (c *csvRows) plainCell(at, end int) (int, *flaw) {
	line := c.held()[at:end]
	n := bytes.Index(line, c.comma)
	if n < 0 {
		n = content(line)
	}
	if q := bytes.IndexByte(line[:n], '"'); q >= 0 {
		return 0, &flaw{span{at + q, at + q + 1}, fault{"has a quotation mark inside a cell", `write the cell in quotation marks, and "" for each inside it`}}
	}
	return at + n, nil
}

// quotedCell finds the end of a cell in quotation marks: its span is what stands
// between them. The row's end moves on when the cell holds line breaks.
func (c *csvRows) quotedCell(at, end int) (csvCell, int, *flaw) {
	cell := csvCell{span: span{at + 1, at + 1}, quoted: true}
	if at < c.first {
		c.opened = at
	}
	for i := at + 1; ; {
		q := bytes.IndexByte(c.held()[i:end], '"')
		if q < 0 {
			further, over := c.line(end)
			if further == end || over {
				return cell, end, &flaw{span{at, at + 1}, fault{"opens a quotation mark that is never closed", `close it, or write "" for one that is part of the text`}}
			}
			cell.escaped = true // there may be CRLF
			i, end = end, further
			continue
		}
		i += q + 1
		rest := c.held()[i:end]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			cell.escaped = true
			i++
		case content(rest) == 0 || bytes.HasPrefix(rest, c.comma):
			cell.end = i - 1
			return cell, end, nil
		default:
			return cell, end, &flaw{span{i - 1, i}, fault{"has text after a closing quotation mark", `write "" for a quotation mark that is part of the text`}}
		}
	}
}

// content is the length of a line without its line break; a carriage return at
// the end of the file is one too.
func content(line []byte) int {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
	}
	if n > 0 && line[n-1] == '\r' {
		n--
	}
	return n
}

// text is the text of a cell of a row.
func (cell csvCell) text(row []byte) string {
	text := string(row[cell.start:cell.end])
	if cell.escaped {
		text = strings.ReplaceAll(strings.ReplaceAll(text, `""`, `"`), "\r\n", "\n")
	}
	return text
}

// place is the cell with its quotation marks.
func (cell csvCell) place() span {
	if cell.quoted {
		return span{cell.start - 1, cell.end + 1}
	}
	return cell.span
}

// skipMark consumes a byte order mark at the beginning of a source. One that
// shows UTF-16 stays, for the message.
func (w *window) skipMark() {
	w.line(0)
	if bytes.HasPrefix(w.held(), []byte("\ufeff")) {
		w.consume(len("\ufeff"))
	}
}

// notText reports whether the beginning of a source shows that it is no text in
// UTF-8.
func notText(line []byte) bool { return !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 }
