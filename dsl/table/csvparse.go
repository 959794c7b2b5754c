package table

import (
	"bytes"
	"fmt"
	"io"

	"github.com/concord-sla/concord/internal/prose"
)

// csvParse takes the cells of the rows of a block.
type csvParse struct {
	*chunk
	source *csvSource
	text   blockText
	flaws  []flawed
	quote  int       // where the next quotation mark is
	quoted *csvRows  // cuts rows with one
	cells  []csvCell // of the row that was cut last
}

// parse makes a chunk of a block.
func (s *csvSource) parse(block csvBlock) *chunk {
	p := csvParse{chunk: s.chunk(block.lines + 1), source: s, text: blockText{text: block.text, line: block.line}, flaws: block.flaws, quote: -1}
	p.takeAll(block.lines + 1)
	p.expect(block.left, len(block.text))
	s.spare.block(block.text)
	return p.chunk
}

// takeAll takes all rows, of which there are so many at most: the usual ones fast. Where
// most are unusual that is tried less often. A row with a flaw is not even looked at.
func (p *csvParse) takeAll(most int) {
	const few, longest = 4, 64 // rows
	text := p.text.text
	fast := p.fastRows(most)
	slow, pause := 0, 1 // rows to be taken by the general rules before the next try, and before the one after it
	for at := 0; at < len(text); {
		end := len(text)
		if len(p.flaws) > 0 {
			end = p.flaws[0].at
		}
		if fast == nil || slow > 0 || at == end {
			at = p.next(at)
			slow--
			continue
		}
		rows, after := fast.take(text[:len(text)+lookAhead], end, at, most)
		p.table.rows += rows
		p.rows += rows
		at = after
		if rows < few {
			pause = min(2*pause, longest)
		} else {
			pause = 1
		}
		slow = pause
	}
}

// next takes the row that begins at an offset of the text, and returns the offset
// of the next one.
func (p *csvParse) next(at int) (after int) {
	text := p.text.text
	if p.quote < at {
		p.quote = at + indexOr(text[at:], '"')
	}
	end := at + indexOr(text[at:], '\n')
	after = min(end+1, len(text))
	switch {
	case len(p.flaws) > 0 && p.flaws[0].at == at:
		flaw := p.flaws[0]
		p.flaws = p.flaws[1:]
		p.reject(flaw.fault, p.text.place(p.name, span{at, after}, flaw.span))
	case p.quote < end:
		line, ok := text[at:at+content(text[at:end])], false
		if p.cells, ok = cutLine(p.cells[:0], line, p.source.rows.comma); !ok {
			after = p.cutQuoted(at)
		}
		p.row(span{at, after})
	default:
		if n := content(text[at:end]); n > 0 {
			p.cutPlain(text[at : at+n])
			p.row(span{at, after})
		}
	}
	return after
}

// indexOr is where a byte is in a text, or the text's length.
func indexOr(text []byte, c byte) int {
	if n := bytes.IndexByte(text, c); n >= 0 {
		return n
	}
	return len(text)
}

// cutPlain cuts a row without quotation marks into cells.
func (p *csvParse) cutPlain(line []byte) {
	comma := p.source.rows.comma
	p.cells = p.cells[:0]
	for at := 0; ; {
		n := 0
		if len(comma) == 1 {
			n = bytes.IndexByte(line[at:], comma[0])
		} else {
			n = bytes.Index(line[at:], comma)
		}
		if n < 0 {
			p.cells = append(p.cells, csvCell{span: span{at, len(line)}})
			return
		}
		p.cells = append(p.cells, csvCell{span: span{at, at + n}})
		at += n + len(comma)
	}
}

// cutLine cuts a row that is one line, with quotation marks in their places, into
// cells; of every other it says that it could not.
func cutLine(cells []csvCell, line, comma []byte) ([]csvCell, bool) {
	if len(comma) > 1 {
		return cells, false
	}
	for at := 0; ; at++ {
		cell := csvCell{span: span{at, len(line)}}
		if at < len(line) && line[at] == '"' {
			cell.quoted = true
			cell.start++
			for at++; ; at += 2 {
				q := bytes.IndexByte(line[at:], '"')
				if q < 0 {
					return cells, false
				}
				at += q
				if at+1 == len(line) || line[at+1] != '"' {
					break
				}
				cell.escaped = true
			}
			cell.end = at
			at++
		} else {
			if n := bytes.IndexByte(line[at:], comma[0]); n >= 0 {
				cell.end = at + n
			}
			if bytes.IndexByte(line[at:cell.end], '"') >= 0 {
				return cells, false
			}
			at = cell.end
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

// cutQuoted cuts any row without a flaw, and returns where it ends.
func (p *csvParse) cutQuoted(at int) (end int) {
	if p.quoted == nil {
		p.quoted = &csvRows{window: window{buf: p.text.text, limit: p.source.rows.limit, err: io.EOF}, comma: p.source.rows.comma}
	}
	p.quoted.start = at
	p.quoted.read()
	p.cells = p.quoted.cells
	return p.quoted.start
}

// row takes the cells that a row was cut into.
func (p *csvParse) row(row span) {
	if width := p.source.width; len(p.cells) != width {
		f := fault{fmt.Sprintf("has %s, and the header %d", prose.Count(len(p.cells), "cell"), width), widthAdvice(len(p.cells) > width, p.Comma)}
		p.reject(f, p.text.place(p.name, row, p.cells[min(width, len(p.cells)-1)].place()))
		return
	}
	text := p.text.text[row.start:row.end]
	fields, columns := p.schema.Fields, p.table.columns
	for i, at := range p.source.columns {
		cell, typ, c := &p.cells[at], &fields[i].Type, columns[i] // a copy of a cell would wait for what cutPlain has just written
		body := text[cell.start:cell.end]
		switch {
		case len(body) == 0 && typ.Nullable:
			c.AppendMissing()
		case len(body) > 0 && !cell.escaped && len(body) <= p.MaxCell && plainCell(c, typ, body):
		default:
			if f := p.cell(i, p.value(cell, text)); f != nil {
				p.badCell(i, f, p.text.place(p.name, row, cell.place()))
			}
		}
	}
	p.endRow()
}

// value is what stands in a cell of a row.
func (p *csvParse) value(cell *csvCell, row []byte) value {
	switch size := cell.end - cell.start; {
	case size == 0:
		return value{}
	case size > p.MaxCell:
		return value{class: ofFault, fault: tooLong(p.MaxCell)}
	}
	return value{class: ofText, text: cell.text(row)}
}
