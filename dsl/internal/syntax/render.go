package syntax

import (
	"strings"
	"unicode/utf8"
)

// lineLength is how many characters a line has at most, when there is a place to break
// it.
const lineLength = 88

// indentation is how many spaces stand before what is inside.
const indentation = 4

// deepest is how many spaces stand before a line at most, so that what is nested without
// end does not grow with the square of its length.
const deepest = 40

// doc is a text with the places where its lines may break, after Oppen and Wadler: a
// group is written on one line when it fits and has no break that must be; otherwise its
// own breaks, not those of the groups inside, become new lines.
type doc struct {
	kind     docKind
	text     string // of words
	children []*doc
	width    int  // on one line
	forced   bool // a break that must be is inside
}

type docKind uint8

const (
	sequence docKind = iota
	words
	space   // between two words; nothing at a line's end
	cut     // nothing, or a new line
	line    // a space, or a new line
	newLine // always a new line
	nest    // what is inside is indented when its lines break
	group
	oneLine // no line breaks inside
)

func wordDoc(text string) *doc {
	first, _, more := strings.Cut(text, "\n")
	return &doc{kind: words, text: text, width: utf8.RuneCountInString(first), forced: more}
}

func spaceDoc() *doc { return &doc{kind: space, width: 1} }
func cutDoc() *doc   { return &doc{kind: cut} }
func lineDoc() *doc  { return &doc{kind: line, width: 1} }
func breakDoc() *doc { return &doc{kind: newLine, forced: true} }

func together(kind docKind, children ...*doc) *doc {
	d := &doc{kind: kind, children: children}
	for _, c := range children {
		d.width += c.width
		d.forced = d.forced || c.forced
	}
	return d
}

// frame is a place inside a document: the next child to write, the indentation, and
// whether the breaks around it stay on the line.
type frame struct {
	doc    *doc
	next   int
	indent int
	flat   bool
}

type printer struct {
	out     strings.Builder
	stack   []frame
	column  int
	fresh   bool // nothing stands on the line; its break is written with its first word
	indent  int  // of the fresh line
	waiting bool // a space, when something follows on the line
}

// render writes a document.
func render(d *doc) string {
	p := &printer{fresh: true, stack: []frame{{doc: together(sequence, d)}}}
	for len(p.stack) > 0 {
		top := &p.stack[len(p.stack)-1]
		if top.next == len(top.doc.children) {
			p.stack = p.stack[:len(p.stack)-1]
			continue
		}
		child := top.doc.children[top.next]
		top.next++
		p.write(child, *top)
	}
	return p.out.String()
}

func (p *printer) write(d *doc, in frame) {
	switch d.kind {
	case words:
		p.word(d.text)
	case space:
		p.waiting = !p.fresh
	case cut, line:
		if !in.flat {
			p.newLine(in.indent)
		} else if d.kind == line {
			p.waiting = !p.fresh
		}
	case newLine:
		p.newLine(in.indent)
	case sequence:
		p.stack = append(p.stack, frame{doc: d, indent: in.indent, flat: in.flat})
	case oneLine:
		p.stack = append(p.stack, frame{doc: d, indent: in.indent, flat: true})
	case nest:
		p.stack = append(p.stack, frame{doc: d, indent: min(in.indent+indentation, deepest), flat: in.flat})
	case group:
		p.stack = append(p.stack, frame{doc: d, indent: in.indent, flat: in.flat || !d.forced && p.fits(d.width)})
	}
}

// newLine ends the line, when something stands on it, before the next word. Two breaks on
// each other make one, with the indentation of the second.
func (p *printer) newLine(indent int) {
	p.fresh, p.waiting, p.column, p.indent = true, false, 0, indent
}

func (p *printer) word(text string) {
	if p.fresh && p.out.Len() > 0 {
		p.out.WriteByte('\n')
		p.out.WriteString(strings.Repeat(" ", p.indent))
		p.column = p.indent
	}
	if p.waiting {
		p.out.WriteByte(' ')
		p.column++
	}
	p.out.WriteString(text)
	p.fresh, p.waiting = false, false
	if last := strings.LastIndexByte(text, '\n'); last >= 0 {
		p.column, text = 0, text[last+1:]
	}
	p.column += utf8.RuneCountInString(text)
}

// fits reports whether so many characters have room on the line, with what has to follow
// them up to the next place where a line may break.
func (p *printer) fits(width int) bool {
	room := lineLength - p.column - width
	if p.fresh {
		room -= p.indent
	}
	if p.waiting {
		room--
	}
	for i := len(p.stack) - 1; i >= 0 && room >= 0; i-- {
		f := p.stack[i]
		for _, c := range f.doc.children[f.next:] {
			ends := false
			room, ends = follow(c, room, f.flat)
			if ends || room < 0 {
				return room >= 0
			}
		}
	}
	return room >= 0
}

// follow takes from the room what a document needs before its first break.
func follow(d *doc, room int, flat bool) (left int, ends bool) {
	switch {
	case d.kind == newLine || (d.kind == cut || d.kind == line) && !flat:
		return room, true
	case d.kind == words && d.forced:
		return room - d.width, true
	case len(d.children) == 0 || flat || d.kind == oneLine:
		return room - d.width, false
	}
	for _, c := range d.children {
		if room, ends = follow(c, room, flat); ends || room < 0 {
			return room, ends
		}
	}
	return room, false
}
