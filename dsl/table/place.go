package table

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
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

// badCell records a cell that could not be taken.
func (r *reading) badCell(i int, f *fault, row raw, at span) {
	r.problem(diag.BadCell, row, at, func() string { return r.where(i) + ": " + f.what }, f.advice)
}

// endRow closes a row of a text, and puts its problems, which begin at an index of
// the list, in the order of the text.
func (r *reading) endRow(before int) {
	if found := r.table.problems[before:]; len(found) > 1 {
		slices.SortStableFunc(found, func(a, b *diag.Diagnostic) int {
			x, y := a.Position(), b.Position()
			return cmp.Or(cmp.Compare(x.Line, y.Line), cmp.Compare(x.Column, y.Column))
		})
	}
	r.EndRow()
}

// reject counts a row that could not be taken at all. The summary goes on after
// the row's number.
func (r *reading) reject(row raw, at span, summary, advice string) {
	r.problem(diag.BadRow, row, at, func() string { return fmt.Sprintf("row %d %s", r.row(), summary) }, advice)
	r.table.rejected++
}

// problem records what is wrong at a place, with the text around it. When the
// list is full nothing is made of the place and the summary.
func (r *reading) problem(code diag.Code, row raw, at span, summary func() string, advice string) {
	if r.full() {
		r.more++
		return
	}
	d := placed(r.name, row, at)
	d.Code, d.Summary, d.Advice = code, summary(), advice
	r.record(d)
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
