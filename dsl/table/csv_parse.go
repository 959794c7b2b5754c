package table

import (
	"bytes"
	"fmt"

	"github.com/concord-sla/concord/dsl/table/internal/scan"
	"github.com/concord-sla/concord/internal/prose"
)

// csvParse takes the cells of the rows of a block.
type csvParse struct {
	*chunk
	source *csvSource
	text   scan.Block
	flaws  []scan.FlawedRow
	quote  int            // where the next quotation mark is
	quoted *scan.CSVRows  // splits rows with one
	cells  []scan.CSVCell // of the row that was split last
}

// parse makes a chunk of a block.
func (s *csvSource) parse(block csvBlock) *chunk {
	p := csvParse{chunk: s.chunk(block.lines + 1), source: s, text: scan.Block{Text: block.text, Line: block.line}, flaws: block.flaws, quote: -1}
	p.takeAll(block.lines + 1)
	p.expect(block.left, len(block.text))
	s.spare.block(block.text)
	return p.chunk
}

// takeAll takes all rows, of which there are so many at most: the usual ones fast. Where
// most are unusual that is tried less often. A row with a flaw is not even looked at.
func (p *csvParse) takeAll(most int) {
	const few, longest = 4, 64 // rows
	text := p.text.Text
	fast := p.layout().FastRows(most)
	// rows to be taken by the general rules before the next try, and before the one after
	// it
	slow, pause := 0, 1
	for at := 0; at < len(text); {
		end := len(text)
		if len(p.flaws) > 0 {
			end = p.flaws[0].At
		}
		if fast == nil || slow > 0 || at == end {
			at = p.next(at)
			slow--
			continue
		}
		rows, after := fast.Take(text[:len(text)+scan.LookAhead], end, at, most)
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

// next takes the row that begins at an offset of the text, and returns the offset of the
// next one.
func (p *csvParse) next(at int) (after int) {
	text := p.text.Text
	if p.quote < at {
		p.quote = at + indexOr(text[at:], '"')
	}
	end := at + indexOr(text[at:], '\n')
	after = min(end+1, len(text))
	switch {
	case len(p.flaws) > 0 && p.flaws[0].At == at:
		flaw := p.flaws[0]
		p.flaws = p.flaws[1:]
		p.reject(flaw.Fault, p.text.Place(p.name, scan.Span{Start: at, End: after}, flaw.Span))
	case p.quote < end:
		line, ok := text[at:at+scan.Content(text[at:end])], false
		if p.cells, ok = scan.SplitLine(p.cells[:0], line, p.source.rows.Comma); !ok {
			after = p.splitQuoted(at)
		}
		p.row(scan.Span{Start: at, End: after})
	default:
		if n := scan.Content(text[at:end]); n > 0 {
			p.cells = scan.SplitPlain(p.cells[:0], text[at:at+n], p.source.rows.Comma)
			p.row(scan.Span{Start: at, End: after})
		}
	}
	return after
}

// indexOr returns where a byte is in a text, or the text's length.
func indexOr(text []byte, c byte) int {
	if n := bytes.IndexByte(text, c); n >= 0 {
		return n
	}
	return len(text)
}

// splitQuoted splits any row without a flaw, and returns where it ends.
func (p *csvParse) splitQuoted(at int) (end int) {
	if p.quoted == nil {
		p.quoted = scan.RowsOfText(p.text.Text, p.source.rows.Comma, p.source.rows.Limit, 0)
	}
	p.cells, end = p.quoted.ReadAt(at)
	return end
}

// layout says where the cells of the rows go.
func (p *csvParse) layout() scan.Layout {
	return scan.Layout{Fields: p.schema.Fields, Columns: p.table.columns, Places: p.source.columns, Width: p.source.width,
		Comma: p.source.rows.Comma, MaxCell: p.MaxCell, Zone: p.Zone}
}

// row takes the cells that a row was split into.
func (p *csvParse) row(row scan.Span) {
	if width := p.source.width; len(p.cells) != width {
		f := scan.Fault{What: fmt.Sprintf("has %s, and the header %d", prose.Count(len(p.cells), "cell"), width), Advice: widthAdvice(len(p.cells) > width, p.Comma)}
		p.reject(f, p.text.Place(p.name, row, p.cells[min(width, len(p.cells)-1)].Place()))
		return
	}
	text := p.text.Text[row.Start:row.End]
	fields, columns := p.schema.Fields, p.table.columns
	for i, at := range p.source.columns {
		// a copy of a cell would wait for what SplitPlain has just written
		cell, typ, c := &p.cells[at], &fields[i].Type, columns[i]
		body := text[cell.Start:cell.End]
		switch {
		case len(body) == 0 && typ.Nullable:
			c.AppendMissing()
		case len(body) > 0 && !cell.Escaped && len(body) <= p.MaxCell && scan.PlainCell(c, typ, body):
		default:
			if f := p.cell(i, p.value(cell, text)); f != nil {
				p.badCell(i, f, p.text.Place(p.name, row, cell.Place()))
			}
		}
	}
	p.endRow()
}

// value returns what stands in a cell of a row.
func (p *csvParse) value(cell *scan.CSVCell, row []byte) value {
	switch size := cell.End - cell.Start; {
	case size == 0:
		return value{}
	case size > p.MaxCell:
		return value{class: ofFault, fault: tooLong(p.MaxCell)}
	}
	return value{class: ofText, text: cell.Text(row)}
}
