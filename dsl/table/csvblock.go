package table

import (
	"bytes"
	"fmt"
	"io"
)

// csvSource cuts a CSV file into blocks of whole rows. Where a row ends depends on
// the quotation marks before it, so one goroutine finds the ends, from front to back;
// it looks only at quotation marks, and a line without one is a row.
type csvSource struct {
	*reading
	rows    *csvRows // on the file
	columns []int    // of the fields
	width   int      // cells of a row
}

// csvBlock is some whole rows of a CSV file.
type csvBlock struct {
	text  []byte
	line  int   // the number of its first line
	lines int   // and how many there are
	left  int64 // about how many bytes come after it
	flaws []flawed
}

// flawed is a row that cannot be cut into cells. Whether it can may depend on what
// stands beyond the block, so it is said here.
type flawed struct {
	at int // in the block
	flaw
}

func (s *csvSource) next() (func() *chunk, error) {
	block, err := s.cut()
	if err != nil {
		return nil, err
	}
	return func() *chunk { return s.parse(block) }, nil
}

// cut cuts off the next block.
func (s *csvSource) cut() (csvBlock, error) {
	w := &s.rows.window
	w.want(s.block)
	text := w.held()[:min(len(w.held()), s.block)]
	atEnd := w.err == io.EOF && len(text) == len(w.held())
	if !atEnd {
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	block := csvBlock{line: s.rows.next}
	end := s.scan(text, atEnd, &block)
	if end == 0 {
		return s.cutRow()
	}
	block.lines = bytes.Count(text[:end], []byte{'\n'})
	s.rows.next += block.lines
	if given, ok := w.give(end, s.spare.buffer); ok {
		block.text = ended(given)
	} else {
		block.text = s.spare.copy(text[:end])
		w.consume(end)
	}
	block.left = w.left()
	return block, nil
}

// scan finds the end of the whole rows at the beginning of a text of whole lines, and
// notes those with flaws. A row that goes on behind the text is left for the next
// block, if the file goes on there.
func (s *csvSource) scan(text []byte, atEnd bool, block *csvBlock) (end int) {
	rows := csvRows{window: window{buf: text, limit: s.rows.limit, err: io.EOF}, comma: s.rows.comma, next: block.line}
	for {
		at := rows.start
		quote := bytes.IndexByte(text[at:], '"')
		if quote < 0 {
			return len(text)
		}
		if begins := bytes.LastIndexByte(text[at:at+quote], '\n') + 1; begins > 0 {
			rows.next += bytes.Count(text[at:at+begins], []byte{'\n'})
			rows.consume(begins)
			at += begins
		}
		if n := bytes.IndexByte(rows.held(), '\n'); n >= 0 {
			var ok bool
			if rows.cells, ok = cutLine(rows.cells[:0], rows.held()[:content(rows.held()[:n+1])], rows.comma); ok {
				rows.consume(n + 1)
				rows.next++
				continue
			}
		}
		rows.ended = false
		_, flaw := rows.read()
		if rows.ended && !atEnd {
			return at
		}
		if flaw != nil {
			block.flaws = append(block.flaws, flawed{at, *flaw})
		}
	}
}

// cutRow cuts off a block of one row, which is longer than blocks are, or has a
// quotation mark that is closed far behind it or never. At the end of the file there
// is none.
func (s *csvSource) cutRow() (csvBlock, error) {
	s.rows.ended = false
	more, flaw := s.rows.read()
	if err := s.rows.failed(); err != nil && (!more || s.rows.ended) {
		line := s.rows.next
		if more {
			line = s.rows.row.line
		}
		return csvBlock{}, fmt.Errorf("line %d: %w", line, err)
	}
	if !more {
		return csvBlock{}, io.EOF
	}
	row := s.rows.row
	block := csvBlock{text: s.spare.copy(row.bytes), line: row.line, lines: s.rows.next - row.line}
	if flaw != nil {
		block.flaws = []flawed{{0, *flaw}}
	}
	return block, nil
}
