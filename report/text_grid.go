package report

import "strings"

// leastColumn is the narrowest that a column is made before a grid is written as a list
// instead.
const leastColumn = 10

// grid draws a grid within the page's width. Cells wrap; when the columns cannot fit at
// all, each row becomes a list of names and values.
func (p *textPage) grid(indent int, g grid) {
	widths, ok := fit(g, p.width-indent)
	if !ok {
		p.stacked(indent, g)
		return
	}
	head := make([]cell, len(g.Columns))
	for i, c := range g.Columns {
		head[i] = words(c.Title)
	}
	p.gridRow(indent, g.Columns, widths, head)
	rule := make([]string, len(widths))
	for i, w := range widths {
		rule[i] = strings.Repeat("─", w)
	}
	p.line(indent, strings.Join(rule, "  "))
	for _, row := range g.Rows {
		p.gridRow(indent, g.Columns, widths, row)
	}
}

func (p *textPage) gridRow(indent int, columns []column, widths []int, row []cell) {
	cells := make([][]string, len(row))
	height := 1
	for i, c := range row {
		cells[i] = wrap(c.shown(), widths[i])
		height = max(height, len(cells[i]))
	}
	for y := range height {
		parts := make([]string, len(row))
		for i := range row {
			text := ""
			if y < len(cells[i]) {
				text = cells[i][y]
			}
			pad := strings.Repeat(" ", widths[i]-size(text))
			painted := p.paint(row[i].color(), text)
			if parts[i] = painted + pad; columns[i].Right {
				parts[i] = pad + painted
			}
		}
		p.line(indent, strings.Join(parts, "  "))
	}
}

func (p *textPage) stacked(indent int, g grid) {
	for _, row := range g.Rows {
		p.item(indent, row[0].shown())
		for i, c := range row[1:] {
			if c.Text != "" {
				p.block(indent+2, g.Columns[i+1].Title+": ", c.shown())
			}
		}
	}
}

// shown is a cell's text with the symbol of its verdict.
func (c cell) shown() string {
	if m, ok := verdictMarks[c.Verdict]; ok {
		return m.Symbol + " " + c.Text
	}
	return c.Text
}

func (c cell) color() string {
	if c.Strong {
		return "1"
	}
	return verdictMarks[c.Verdict].color
}

// fit finds widths for the columns: what they need, or less, taken from the widest first.
// ok is false when even the narrowest do not fit.
func fit(g grid, room int) (widths []int, ok bool) {
	widths = make([]int, len(g.Columns))
	room -= 2 * (len(widths) - 1)
	for i, c := range g.Columns {
		widths[i] = size(c.Title)
		for _, row := range g.Rows {
			widths[i] = max(widths[i], size(oneLine(row[i].shown())))
		}
		room -= widths[i]
	}
	for ; room < 0; room++ {
		widest := 0
		for i, w := range widths {
			if w > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= leastColumn {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}
