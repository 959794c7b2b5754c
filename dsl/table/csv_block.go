package table

import (
	"bytes"
	"fmt"
	"io"

	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

// csvSource splits a CSV file into blocks of whole rows. Where a row ends depends on the
// quotation marks before it, so one goroutine finds the ends, from front to back; it
// looks only at quotation marks, and a line without one is a row.
type csvSource struct {
	*reading
	rows    *scan.CSVRows // on the file
	columns []int         // of the fields
	width   int           // cells of a row
}

// csvBlock is some whole rows of a CSV file.
type csvBlock struct {
	text  []byte
	line  int   // the number of its first line
	lines int   // and how many there are
	left  int64 // about how many bytes come after it
	flaws []scan.FlawedRow
}

func (s *csvSource) next() (func() *chunk, error) {
	block, err := s.nextBlock()
	if err != nil {
		return nil, err
	}
	return func() *chunk { return s.parse(block) }, nil
}

// nextBlock takes off the next block.
func (s *csvSource) nextBlock() (csvBlock, error) {
	w := &s.rows.Window
	w.Want(s.block)
	text := w.Held()[:min(len(w.Held()), s.block)]
	atEnd := w.ReadAll() && len(text) == len(w.Held())
	if !atEnd {
		text = text[:bytes.LastIndexByte(text, '\n')+1]
	}
	block := csvBlock{line: s.rows.NextLine}
	end, flaws := scan.WholeRows(text, atEnd, s.rows.Comma, s.rows.Limit, block.line)
	if end == 0 {
		return s.nextRowBlock()
	}
	block.flaws = flaws
	block.lines = bytes.Count(text[:end], []byte{'\n'})
	s.rows.NextLine += block.lines
	if handed, ok := w.Give(end, s.spare.buffer); ok {
		block.text = scan.Padded(handed)
	} else {
		block.text = s.spare.copy(text[:end])
		w.Consume(end)
	}
	block.left = w.Left()
	return block, nil
}

// nextRowBlock takes off a block of one row, which is longer than blocks are, or has a
// quotation mark that is closed far behind it or never. At the end of the file there is
// none.
func (s *csvSource) nextRowBlock() (csvBlock, error) {
	s.rows.Ended = false
	more, flaw := s.rows.Read()
	if err := s.rows.Failed(); err != nil && (!more || s.rows.Ended) {
		line := s.rows.NextLine
		if more {
			line = s.rows.Row.Line
		}
		return csvBlock{}, fmt.Errorf("line %d: %w", line, err)
	}
	if !more {
		return csvBlock{}, io.EOF
	}
	row := s.rows.Row
	block := csvBlock{text: s.spare.copy(row.Bytes), line: row.Line, lines: s.rows.NextLine - row.Line}
	if flaw != nil {
		block.flaws = []scan.FlawedRow{{Flaw: *flaw}}
	}
	return block, nil
}
