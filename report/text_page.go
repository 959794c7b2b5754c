package report

import (
	"errors"
	"fmt"
	"strings"
)

// Options says how a page is written for a terminal. The zero value is the good default.
type Options struct {
	Width int  // characters on a line, 40 to 10,000; 0 is 88
	Color bool // mark verdicts with colors as well as with words and symbols
	Brief bool // leave out how figures were computed, the notes to findings, the parties and the sources
}

// ErrOptions is returned for options that cannot be kept to.
var ErrOptions = errors.New("not usable options")

const (
	defaultWidth = 88
	leastWidth   = 40
	mostWidth    = 10_000
)

// textPage is a page for a terminal as it is being written. Its methods take texts as
// they come and make them fit.
type textPage struct {
	strings.Builder
	width int
	color bool
	brief bool
}

func newTextPage(o Options) (*textPage, error) {
	if o.Width == 0 {
		o.Width = defaultWidth
	}
	if o.Width < leastWidth {
		return nil, fmt.Errorf("%w: a page needs %d characters on a line, not %d", ErrOptions, leastWidth, o.Width)
	}
	if o.Width > mostWidth {
		return nil, fmt.Errorf("%w: a page has at most %d characters on a line, not %d", ErrOptions, mostWidth, o.Width)
	}
	return &textPage{width: o.Width, color: o.Color, brief: o.Brief}, nil
}

func (p *textPage) line(indent int, text string) {
	p.WriteString(strings.TrimRight(strings.Repeat(" ", indent)+text, " "))
	p.WriteByte('\n')
}

func (p *textPage) blank() { p.WriteByte('\n') }

// section begins a section with a line under its title.
func (p *textPage) section(title string) {
	p.blank()
	p.heading(title)
	p.line(0, strings.Repeat("─", p.width))
}

// block writes a text with a head before its first line; further lines hang under the
// first.
func (p *textPage) block(indent int, head, text string) { p.painted(indent, head, "", text) }

// painted is block with the head in a color.
func (p *textPage) painted(indent int, head, color, text string) {
	head = strings.ReplaceAll(visible(head), "\n", " ")
	hang := indent + size(head)
	if hang > p.width/2 { // a head that leaves no room stands alone
		for _, line := range wrap(head, p.width-indent) {
			p.line(indent, p.paint(color, line))
		}
		hang, head = indent+2, ""
	}
	for i, line := range wrap(text, p.width-hang) {
		if i == 0 && head != "" {
			p.line(indent, p.paint(color, head)+line)
			continue
		}
		p.line(hang, line)
	}
}

// labelWidth is the room for the name of a pair.
const labelWidth = 12

// labelled writes a name and what belongs to it; nothing when that is empty.
func (p *textPage) labelled(indent int, name, text string) {
	if strings.TrimSpace(text) == "" {
		return
	}
	p.block(indent, fmt.Sprintf("%-*s", labelWidth, name), text)
}

// item is one of a list.
func (p *textPage) item(indent int, text string) { p.block(indent, "- ", text) }

// heading writes a line of its own.
func (p *textPage) heading(text string) {
	for _, line := range wrap(text, p.width) {
		p.line(0, p.paint("1", line))
	}
}

func (p *textPage) paint(color, text string) string {
	if !p.color || color == "" {
		return text
	}
	return "\x1b[" + color + "m" + text + "\x1b[0m"
}
