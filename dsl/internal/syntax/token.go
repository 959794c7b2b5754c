package syntax

import (
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
)

type kind uint8

const (
	_ kind = iota
	number
	text
	name
	operator
	open
	closing
)

// token is a piece of the text. Offsets count characters (runes), as expr's do.
type token struct {
	kind       kind
	start, end int
	word       string
	literal    Literal // of a number
	partner    int     // of a bracket: the index of the one it matches
}

// remark is a comment: where it stands, and the index of the token behind it. The parser
// does not see it.
type remark struct {
	start, end int
	before     int
}

// Literal is a number with its unit, as it was written.
type Literal struct {
	Digits string // the decimal, underscores taken out
	Unit   string // "", "%", "h", "USD", "business days", …: the canonical name
	Span   diag.Span
}

// Limits bound the text of an expression. The zero value of a field means its default.
type Limits struct {
	Bytes  int // of the text; default 64 KiB
	Tokens int // default 8,192
	Depth  int // nesting of brackets; default 64
}

func (l Limits) orDefaults() Limits {
	if l.Bytes == 0 {
		l.Bytes = 64 << 10
	}
	if l.Tokens == 0 {
		l.Tokens = 8192
	}
	if l.Depth == 0 {
		l.Depth = 64
	}
	return l
}

// IndexWord returns the byte offset of the first place where a word stands by itself in a
// text: outside of quotes, comments and brackets; -1 when there is none.
func IndexWord(in, word string) int {
	s := newScanner(diag.TextSnippet("text", in), Limits{Bytes: len(in), Tokens: len(in) + 1})
	s.scan()
	depth := 0
	for _, t := range s.tokens {
		switch t.kind {
		case open:
			depth++
		case closing:
			depth--
		case name:
			if depth == 0 && t.word == word {
				return s.offsets[t.start]
			}
		}
	}
	return -1
}

// WithoutComments returns a text of the language with a space in the place of each of its
// comments; a text that cannot be read as it is.
func WithoutComments(in string) string {
	if !strings.Contains(in, "//") && !strings.Contains(in, "/*") {
		return in // most texts have none, and each step of an explanation is asked
	}
	s := newScanner(diag.TextSnippet("text", in), Limits{Bytes: len(in), Tokens: len(in) + 1})
	s.scan()
	if len(s.remarks) == 0 || len(s.problems) > 0 {
		return in
	}
	var kept []string
	from, end := 0, len(s.runes)
	for _, r := range append(s.remarks, remark{start: end, end: end}) {
		if part := strings.TrimSpace(in[from:s.offsets[r.start]]); part != "" {
			kept = append(kept, part)
		}
		from = s.offsets[r.end]
	}
	return strings.Join(kept, " ")
}
