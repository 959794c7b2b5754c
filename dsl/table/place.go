package table

import (
	"bytes"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/diag"
)

// raw is a row of a text source as it stands there. Its bytes are valid until the
// next row is read.
type raw struct {
	bytes []byte
	line  int // the number of its first line
}

// span is a half-open range of bytes of a raw row.
type span struct{ start, end int }

// blockText is a part of a source, with what is needed to say where in the source
// something stands.
type blockText struct {
	text    []byte
	line    int // the number of the line that begins at counted
	counted int
}

// place makes a diagnostic with the place of a part of a row. Rows are asked about
// from front to back.
func (b *blockText) place(name string, row, at span) func() *diag.Diagnostic {
	return func() *diag.Diagnostic {
		b.line += bytes.Count(b.text[b.counted:row.start], []byte{'\n'})
		b.counted = row.start
		return placed(name, raw{b.text[row.start:row.end], b.line}, at)
	}
}

// shown is how many bytes of a line a problem keeps on either side of where a
// cell begins.
const shown = 200

// placed is an error at a place in a row. Its source is an excerpt of the line,
// so that neither the row nor the file is kept.
func placed(name string, row raw, at span) *diag.Diagnostic {
	text := row.bytes
	at.start = min(at.start, len(text))
	begin := bytes.LastIndexByte(text[:at.start], '\n') + 1
	source := &diag.Source{Name: name, FirstLine: row.line + bytes.Count(text[:begin], []byte{'\n'})}
	from, to := begin, at.start+min(shown, len(text)-at.start)
	if i := bytes.IndexByte(text[at.start:to], '\n'); i >= 0 {
		to = at.start + i
	}
	to = max(runeStart(text, to), at.start)
	if at.start-begin > shown {
		// The excerpt begins with "…", which stands for the last of the characters
		// that are left out.
		from = runeStart(text, at.start-shown)
		source.FirstColumn = utf8.RuneCount(text[begin:from])
		source.Text = "…"
	}
	head := len(source.Text) - from
	source.Text += string(bytes.TrimSuffix(text[from:to], []byte{'\r'}))
	// What stands at the line's end, which is not shown, is marked behind the text.
	marked := diag.Span{Start: min(head+at.start, len(source.Text)), End: min(head+min(max(at.end, at.start), to), len(source.Text))}
	if to < len(text) && text[to] != '\n' {
		source.Text += "…"
	}
	return &diag.Diagnostic{Severity: diag.Error, Source: source, Span: marked}
}

// runeStart is where the character begins to which the byte at an offset belongs.
func runeStart(text []byte, at int) int {
	for i := at; i < len(text) && i >= 0 && i > at-utf8.UTFMax; i-- {
		if _, size := utf8.DecodeRune(text[i:]); i+size > at && utf8.RuneStart(text[i]) {
			return i
		}
	}
	return at
}
