package scan

import (
	"bytes"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/diag"
)

// Row is a row of a text source as it stands there. Its bytes are valid until the next
// row is read.
type Row struct {
	Bytes []byte
	Line  int // the number of its first line
}

// Span is a half-open range of bytes of a raw row.
type Span struct{ Start, End int }

// Block is a part of a source, with what is needed to say where in the source something
// stands.
type Block struct {
	Text    []byte
	Line    int // the number of the line that begins at counted
	counted int
}

// Place makes a diagnostic with the place of a part of a row. Rows are asked about from
// front to back.
func (b *Block) Place(name string, row, at Span) func() *diag.Diagnostic {
	return func() *diag.Diagnostic {
		b.Line += bytes.Count(b.Text[b.counted:row.Start], []byte{'\n'})
		b.counted = row.Start
		return Diagnostic(name, Row{b.Text[row.Start:row.End], b.Line}, at)
	}
}

// Shown is how many bytes of a line a problem keeps on either side of where a cell
// begins.
const Shown = 200

// Diagnostic returns an error at a place in a row. Its source is an excerpt of the line,
// so that neither the row nor the file is kept.
func Diagnostic(name string, row Row, at Span) *diag.Diagnostic {
	text := row.Bytes
	at.Start = min(at.Start, len(text))
	begin := bytes.LastIndexByte(text[:at.Start], '\n') + 1
	source := &diag.Source{Name: name, FirstLine: row.Line + bytes.Count(text[:begin], []byte{'\n'})}
	from, to := begin, at.Start+min(Shown, len(text)-at.Start)
	if i := bytes.IndexByte(text[at.Start:to], '\n'); i >= 0 {
		to = at.Start + i
	}
	to = max(RuneStart(text, to), at.Start)
	if at.Start-begin > Shown {
		// The excerpt begins with "…", which stands for the last of the characters that
		// are left out.
		from = RuneStart(text, at.Start-Shown)
		source.FirstColumn = utf8.RuneCount(text[begin:from])
		source.Text = "…"
	}
	head := len(source.Text) - from
	source.Text += string(bytes.TrimSuffix(text[from:to], []byte{'\r'}))
	// What stands at the line's end, which is not shown, is marked behind the text.
	marked := diag.Span{Start: min(head+at.Start, len(source.Text)), End: min(head+min(max(at.End, at.Start), to), len(source.Text))}
	if to < len(text) && text[to] != '\n' {
		source.Text += "…"
	}
	return &diag.Diagnostic{Severity: diag.Error, Source: source, Span: marked}
}

// RuneStart returns where the character begins to which the byte at an offset belongs.
func RuneStart(text []byte, at int) int {
	for i := at; i < len(text) && i >= 0 && i > at-utf8.UTFMax; i-- {
		if _, size := utf8.DecodeRune(text[i:]); i+size > at && utf8.RuneStart(text[i]) {
			return i
		}
	}
	return at
}
