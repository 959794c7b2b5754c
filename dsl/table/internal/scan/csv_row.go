package scan

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// CSVRows splits a CSV file into rows and cells, as RFC 4180 and encoding/csv do: a cell
// may be in quotation marks, and then holds separators, line breaks and doubled quotation
// marks; empty lines are no rows; CRLF is a line feed. Other than encoding/csv it bounds
// what it holds, keeps the row as it stands in the file, and loses one line, not the
// file, to a quotation mark that is never closed. A test reads the same files with both.
type CSVRows struct {
	Window
	Comma    []byte
	NextLine int // the number of the line that comes next
	Row      Row
	Cells    []CSVCell // of the row

	first  int // where the first line of the row that is being split ends
	opened int // the last quotation mark on that line which opens a cell
}

// CSVCell is where a cell stands in its row.
type CSVCell struct {
	Span
	quoted  bool
	Escaped bool // it holds a doubled quotation mark or CRLF
}

// Flaw is why a row could not be split into cells, and where.
type Flaw struct {
	Span
	Fault
}

func NewCSVRows(r io.Reader, comma rune, limit int) *CSVRows {
	return &CSVRows{Window: NewWindow(r, limit), Comma: []byte(string(comma)), NextLine: 1}
}

// RowsOfText splits a text that is in memory; its first line has a number.
func RowsOfText(text, comma []byte, limit, line int) *CSVRows {
	return &CSVRows{Window: Window{buf: text, Limit: limit, err: io.EOF}, Comma: comma, NextLine: line}
}

// ReadAt splits the row that begins at an offset of the text, and returns its cells and
// where it ends.
func (c *CSVRows) ReadAt(at int) (cells []CSVCell, end int) {
	c.start = at
	c.Read()
	return c.Cells, c.start
}

// Read splits the next row. It reports false at the end of the file. A row with a flaw
// has been consumed: its first line only, because a quotation mark that is never closed
// says nothing about the lines after it.
func (c *CSVRows) Read() (more bool, f *Flaw) {
	for {
		end, over := c.EndOfLine(0)
		if over {
			return true, c.discard(end)
		}
		if end == 0 {
			return false, nil
		}
		if Content(c.Held()[:end]) > 0 {
			c.first = end
			if end, f = c.split(end); f != nil {
				c.place(f)
				end = c.first
			}
			c.finish(end)
			return true, f
		}
		c.Consume(end)
		c.NextLine++
	}
}

// place moves a flaw on a further line of the row to the quotation mark that made it a
// line of the row.
func (c *CSVRows) place(f *Flaw) {
	if f.Start < c.first {
		return
	}
	line := c.NextLine + bytes.Count(c.Held()[:f.Start], []byte{'\n'})
	f.What = fmt.Sprintf("opens a quotation mark, and then line %d %s", line, f.What)
	f.Advice = `close it, or write "" for one that is part of the text`
	f.Span = Span{c.opened, c.opened + 1}
}

// finish makes the first bytes held the row. They stay in the buffer until the next call
// of read.
func (c *CSVRows) finish(end int) {
	c.Row = Row{c.Held()[:end], c.NextLine}
	c.NextLine += bytes.Count(c.Row.Bytes, []byte{'\n'})
	c.Consume(end)
}

// discard drops a line that is too long, keeping its beginning for the message.
func (c *CSVRows) discard(end int) *Flaw {
	c.Row = Row{bytes.Clone(c.Held()[:min(end, 2*Shown)]), c.NextLine}
	c.NextLine++
	c.DiscardLine()
	return &Flaw{Span{0, 0}, Fault{fmt.Sprintf("is longer than %d bytes", c.Limit), "check the line ends and quotation marks, or raise Options.MaxCell"}}
}

// split finds the cells of the row whose first line ends at an offset, reading further
// lines inside quotation marks. It returns the offset at which the row ends.
func (c *CSVRows) split(end int) (int, *Flaw) {
	c.Cells = c.Cells[:0]
	for at := 0; ; {
		cell := CSVCell{Span: Span{at, at}}
		var f *Flaw
		if at < end && c.Held()[at] == '"' {
			cell, end, f = c.quotedCell(at, end)
			at = cell.End + 1
		} else {
			cell.End, f = c.plainCell(at, end)
			at = cell.End
		}
		if f != nil {
			return end, f
		}
		c.Cells = append(c.Cells, cell)
		if !bytes.HasPrefix(c.Held()[at:end], c.Comma) {
			return end, nil
		}
		at += len(c.Comma)
	}
}

// plainCell finds the end of a cell without quotation marks.
func (c *CSVRows) plainCell(at, end int) (int, *Flaw) {
	line := c.Held()[at:end]
	n := bytes.Index(line, c.Comma)
	if n < 0 {
		n = Content(line)
	}
	if q := bytes.IndexByte(line[:n], '"'); q >= 0 {
		return 0, &Flaw{Span{at + q, at + q + 1}, Fault{"has a quotation mark inside a cell", `write the cell in quotation marks, and "" for each inside it`}}
	}
	return at + n, nil
}

// quotedCell finds the end of a cell in quotation marks: its span is what stands between
// them. The row's end moves on when the cell holds line breaks.
func (c *CSVRows) quotedCell(at, end int) (CSVCell, int, *Flaw) {
	cell := CSVCell{Span: Span{at + 1, at + 1}, quoted: true}
	if at < c.first {
		c.opened = at
	}
	for i := at + 1; ; {
		q := bytes.IndexByte(c.Held()[i:end], '"')
		if q < 0 {
			further, over := c.EndOfLine(end)
			if further == end || over {
				return cell, end, &Flaw{Span{at, at + 1}, Fault{"opens a quotation mark that is never closed", `close it, or write "" for one that is part of the text`}}
			}
			cell.Escaped = true // there may be CRLF
			i, end = end, further
			continue
		}
		i += q + 1
		rest := c.Held()[i:end]
		switch {
		case len(rest) > 0 && rest[0] == '"':
			cell.Escaped = true
			i++
		case Content(rest) == 0 || bytes.HasPrefix(rest, c.Comma):
			cell.End = i - 1
			return cell, end, nil
		default:
			return cell, end, &Flaw{Span{i - 1, i}, Fault{"has text after a closing quotation mark", `write "" for a quotation mark that is part of the text`}}
		}
	}
}

// Content returns the length of a line without its line break; a carriage return at the
// end of the file is one too.
func Content(line []byte) int {
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
	}
	if n > 0 && line[n-1] == '\r' {
		n--
	}
	return n
}

// Text returns the text of a cell of a row.
func (cell CSVCell) Text(row []byte) string {
	text := string(row[cell.Start:cell.End])
	if cell.Escaped {
		text = strings.ReplaceAll(strings.ReplaceAll(text, `""`, `"`), "\r\n", "\n")
	}
	return text
}

// Place returns the cell with its quotation marks.
func (cell CSVCell) Place() Span {
	if cell.quoted {
		return Span{cell.Start - 1, cell.End + 1}
	}
	return cell.Span
}

// NotText reports whether the beginning of a source shows that it is no text in UTF-8.
func NotText(line []byte) bool { return !utf8.Valid(line) || bytes.IndexByte(line, 0) >= 0 }
