package scan

import "bytes"

// FlawedRow is a row that cannot be split into cells. Whether it can may depend on what
// stands beyond the block, so it is said here.
type FlawedRow struct {
	At int // in the block
	Flaw
}

// WholeRows returns the end of the complete rows at the beginning of a text of whole
// lines, and those with flaws. A row that goes on behind the text is left for the next
// block, unless the file ends with the text. The first line has a number.
func WholeRows(text []byte, atEnd bool, comma []byte, limit, line int) (end int, flaws []FlawedRow) {
	rows := RowsOfText(text, comma, limit, line)
	for {
		at := rows.start
		quote := bytes.IndexByte(text[at:], '"')
		if quote < 0 {
			return len(text), flaws
		}
		if begins := bytes.LastIndexByte(text[at:at+quote], '\n') + 1; begins > 0 {
			rows.NextLine += bytes.Count(text[at:at+begins], []byte{'\n'})
			rows.Consume(begins)
			at += begins
		}
		if n := bytes.IndexByte(rows.Held(), '\n'); n >= 0 {
			var ok bool
			if rows.Cells, ok = SplitLine(rows.Cells[:0], rows.Held()[:Content(rows.Held()[:n+1])], rows.Comma); ok {
				rows.Consume(n + 1)
				rows.NextLine++
				continue
			}
		}
		rows.Ended = false
		_, flaw := rows.Read()
		if rows.Ended && !atEnd {
			return at, flaws
		}
		if flaw != nil {
			flaws = append(flaws, FlawedRow{at, *flaw})
		}
	}
}

// SplitPlain splits a row without quotation marks into cells.
func SplitPlain(cells []CSVCell, line, comma []byte) []CSVCell {
	for at := 0; ; {
		n := 0
		if len(comma) == 1 {
			n = bytes.IndexByte(line[at:], comma[0])
		} else {
			n = bytes.Index(line[at:], comma)
		}
		if n < 0 {
			return append(cells, CSVCell{Span: Span{at, len(line)}})
		}
		cells = append(cells, CSVCell{Span: Span{at, at + n}})
		at += n + len(comma)
	}
}

// SplitLine splits a row that is one line, with quotation marks in their places, into
// cells; of every other it says that it could not.
func SplitLine(cells []CSVCell, line, comma []byte) ([]CSVCell, bool) {
	if len(comma) > 1 {
		return cells, false
	}
	for at := 0; ; at++ {
		cell := CSVCell{Span: Span{at, len(line)}}
		if at < len(line) && line[at] == '"' {
			cell.quoted = true
			cell.Start++
			for at++; ; at += 2 {
				q := bytes.IndexByte(line[at:], '"')
				if q < 0 {
					return cells, false
				}
				at += q
				if at+1 == len(line) || line[at+1] != '"' {
					break
				}
				cell.Escaped = true
			}
			cell.End = at
			at++
		} else {
			if n := bytes.IndexByte(line[at:], comma[0]); n >= 0 {
				cell.End = at + n
			}
			if bytes.IndexByte(line[at:cell.End], '"') >= 0 {
				return cells, false
			}
			at = cell.End
		}
		cells = append(cells, cell)
		switch {
		case at == len(line):
			return cells, true
		case line[at] != comma[0]:
			return cells, false
		}
	}
}
