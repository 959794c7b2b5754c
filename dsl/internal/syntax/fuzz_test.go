package syntax

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// seeds are the expressions of the corpus, and texts that are none.
func seeds(f *testing.F) {
	files, err := filepath.Glob("../../testdata/*.txt")
	if err != nil || len(files) == 0 {
		f.Fatal("there is no corpus", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		if len(lines) > 300 { // the long lists hold nothing new for the grammar
			lines = lines[:300]
		}
		for _, line := range lines {
			expression, _, ok := strings.Cut(line, " => ")
			if !ok {
				expression, _, ok = strings.Cut(line, " ### ")
			}
			if ok {
				f.Add(expression)
			}
		}
	}
	for _, text := range []string{"((((", "/* /*", `"\u12`, "1__0 1e400 .5 5. 0x10", "\xff", "\u2028", "a ≥ 5", "{}[]()", "#.#.#", "5 business", "99.5percent", "x | y | z()"} {
		f.Add(text)
	}
}

// FuzzGuard reads any text into tokens: in order, apart, with every character either in
// one, or white space, or in a comment; or says what is wrong at a place inside.
func FuzzGuard(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		start := time.Now()
		s := newScanner(diag.TextSnippet("expression", text), Limits{})
		s.scan()
		inTime(t, text, start)
		placed(t, text, s.problems)
		end := 0
		for _, tok := range s.tokens {
			if tok.start < end || tok.end <= tok.start {
				t.Fatalf("%q: the token %q at %d to %d comes after %d", text, tok.word, tok.start, tok.end, end)
			}
			end = tok.end
			if tok.partner >= len(s.tokens) || tok.partner >= 0 && s.tokens[tok.partner].partner < 0 {
				t.Fatalf("%q: the bracket at %d has no partner that has it", text, tok.start)
			}
		}
		if end > len(s.runes) {
			t.Fatalf("%q: a token ends at %d", text, end)
		}
	})
}

// FuzzMask hides literals and aggregates from expr without moving anything.
func FuzzMask(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		s := newScanner(diag.TextSnippet("expression", text), Limits{})
		s.scan()
		if len(s.problems) > 0 || len(s.tokens) == 0 {
			return
		}
		tree := &Tree{Snippet: s.snippet, literals: map[int]Literal{}, calls: map[int]string{}, scanner: s}
		masked := []rune(tree.mask(func(name string) bool { return name == "abs" }))
		if len(masked) != len(s.runes) {
			t.Fatalf("%q: %d characters became %d", text, len(s.runes), len(masked))
		}
		hidden := make([]bool, len(masked))
		for _, tok := range s.tokens {
			_, call := tree.calls[tok.start]
			for i := tok.start; i < tok.end; i++ {
				hidden[i] = tok.kind == number || call
				if tok.kind == number && isDigit(masked[i]) {
					t.Fatalf("%q: a digit of %q is shown to expr", text, tok.word)
				}
			}
		}
		for i, r := range masked {
			if !hidden[i] && r != s.runes[i] {
				t.Fatalf("%q: %q at %d became %q", text, s.runes[i], i, r)
			}
		}
	})
}

// FuzzParse gives a tree or mistakes for any text, alone or about a row, soon.
func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, row := range []bool{false, true} {
			start := time.Now()
			tree, found := Parse(diag.TextSnippet("expression", text), Limits{}, func(name string) bool { return name == "abs" }, row)
			inTime(t, text, start)
			placed(t, text, found)
			if (tree == nil) != (len(found) > 0) {
				t.Fatalf("%q: a tree: %v, mistakes: %v", text, tree != nil, found)
			}
		}
	})
}

func inTime(t *testing.T, text string, start time.Time) {
	t.Helper()
	if spent := time.Since(start); spent > 2*time.Second {
		t.Errorf("%.80q… (%d bytes) took %v", text, len(text), spent)
	}
}

// placed checks that every mistake has a place inside the text, a code and a summary.
func placed(t *testing.T, text string, found diag.List) {
	t.Helper()
	for _, d := range found {
		if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(text) || d.Class == nil || d.Summary == "" {
			t.Fatalf("%q: an incomplete diagnostic: %+v", text, d)
		}
	}
}
