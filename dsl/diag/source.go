package diag

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Source is a named text: a file, a field of a document, an expression. It is not changed
// after it was made.
//
// A Source may be an excerpt of a file too large to keep, such as one line of a table of
// records: FirstLine and FirstColumn say where in the file Text begins, and positions are
// those of the file. Spans and offsets are always of Text.
type Source struct {
	Name string // a file's name, or what the text is: "criterion"
	Text string

	FirstLine   int // the number of Text's first line; 0 is 1
	FirstColumn int // the column of Text's first character; 0 is 1
}

// Span is a half-open range of byte offsets in a Source's text.
type Span struct{ Start, End int }

// Join returns the smallest span that covers both.
func (s Span) Join(o Span) Span {
	return Span{Start: min(s.Start, o.Start), End: max(s.End, o.End)}
}

// Position is a place as a person counts it: line and column from 1, columns in
// characters (runes).
type Position struct {
	Name         string
	Line, Column int
}

// String returns "name:line:column".
func (p Position) String() string {
	if p.Line == 0 {
		return p.Name
	}
	return fmt.Sprintf("%s:%d:%d", p.Name, p.Line, p.Column)
}

// Position returns the line and column of a byte offset. Offsets outside the text are
// taken to the nearest end.
func (s *Source) Position(offset int) Position {
	if s == nil {
		return Position{}
	}
	offset = min(max(offset, 0), len(s.Text))
	before := s.Text[:offset]
	line := strings.Count(before, "\n")
	column := 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	if line == 0 {
		column += max(s.FirstColumn, 1) - 1
	}
	return Position{Name: s.Name, Line: max(s.FirstLine, 1) + line, Column: column}
}

// Offset returns the byte offset of a line and column counted from 1, columns in
// characters. A place outside the text is taken to the nearest one inside.
func (s *Source) Offset(line, column int) int {
	if s == nil {
		return 0
	}
	offset := 0
	line -= max(s.FirstLine, 1) - 1
	switch {
	case line < 1:
		return 0
	case line == 1:
		column -= max(s.FirstColumn, 1) - 1
	}
	for ; line > 1; line-- {
		next := strings.IndexByte(s.Text[offset:], '\n')
		if next < 0 {
			return len(s.Text)
		}
		offset += next + 1
	}
	for ; column > 1 && offset < len(s.Text) && s.Text[offset] != '\n'; column-- {
		_, size := utf8.DecodeRuneInString(s.Text[offset:])
		offset += size
	}
	return offset
}

// line gives the text of the line that holds the offset and the offset at which the line
// starts.
func (s *Source) line(offset int) (text string, start int) {
	offset = min(max(offset, 0), len(s.Text))
	start = strings.LastIndexByte(s.Text[:offset], '\n') + 1
	end := strings.IndexByte(s.Text[start:], '\n')
	if end < 0 {
		return s.Text[start:], start
	}
	return s.Text[start : start+end], start
}

// Snippet is a piece of text to read on its own, such as an expression, that remembers
// where each of its bytes stands in the source around it, so that a position in the
// expression is the author's position in the file.
type Snippet struct {
	Text   string
	Path   string // where in the document: "metrics.payment.target"
	source *Source
	base   int   // offset of the first byte, when the text stands there as it is
	places []int // offset of every byte and of the end, when it does not
}

// TextSnippet returns a snippet that is its own source, as for a value built in Go: the
// name is shown where a file's name would be.
func TextSnippet(name, text string) Snippet {
	return Snippet{Text: text, source: &Source{Name: name, Text: text}}
}

// NewSnippet returns a text that stands as it is at an offset of a source.
func NewSnippet(source *Source, offset, length int) Snippet {
	return Snippet{Text: source.Text[offset : offset+length], source: source, base: offset}
}

// MappedSnippet returns a text that was unfolded or unescaped from a source; places holds
// the source's offset for each byte of the text, and one more for its end.
func MappedSnippet(source *Source, text string, places []int) Snippet {
	if len(places) != len(text)+1 {
		return TextSnippet(source.Name, text)
	}
	return Snippet{Text: text, source: source, places: places}
}

// Source returns the text around the snippet.
func (s Snippet) Source() *Source { return s.source }

// At returns a diagnostic with its place: a span of the snippet's text.
func (s Snippet) At(d Diagnostic, span Span) *Diagnostic {
	d.Source, d.Path = s.source, s.Path
	d.Span = Span{Start: s.offset(span.Start), End: s.offset(span.End)}
	return &d
}

// Piece returns a part of the snippet, from one byte of its text to another.
func (s Snippet) Piece(from, to int) Snippet {
	to = min(max(to, 0), len(s.Text))
	from = min(max(from, 0), to)
	piece := Snippet{Text: s.Text[from:to], Path: s.Path, source: s.source, base: s.base + from}
	if s.places != nil {
		piece.base, piece.places = 0, s.places[from:to+1]
	}
	return piece
}

func (s Snippet) offset(i int) int {
	i = min(max(i, 0), len(s.Text))
	if s.places != nil {
		return s.places[i]
	}
	return s.base + i
}
