package syntax

import "github.com/concord-sla/concord/dsl/diag"

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
