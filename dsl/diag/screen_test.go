package diag

import (
	"strings"
	"testing"
)

func TestScreen(t *testing.T) {
	long := strings.Repeat("0123456789", 40)
	tests := []struct {
		name, text, marked string
		want               string
	}{
		{"a word", "target: value >= 98\n", "98", `f:1:18: error [unit-mismatch]: no
    1 | target: value >= 98
      |                  ^^ write 98%
`},
		{"the second line, and its end", "one\r\ntwo: x\r\nthree", "x", `f:2:6: error [unit-mismatch]: no
    2 | two: x
      |      ^ write 98%
`},
		{"tabs line up", "a\tb\tc", "c", "f:1:5: error [unit-mismatch]: no\n    1 | a\tb\tc\n      |  \t \t^ write 98%\n"},
		{"characters of more bytes", "größe über 5 €", "5", `f:1:12: error [unit-mismatch]: no
    1 | größe über 5 €
      |            ^ write 98%
`},
		{"several of them", "a 日本 b", "日本", `f:1:3: error [unit-mismatch]: no
    1 | a 日本 b
      |   ^^ write 98%
`},
		{"more than one line", "first (\nsecond )", "(\nsecond )", `f:1:7: error [unit-mismatch]: no
    1 | first (
      |       ^ write 98%
`},
		{"what would move the cursor", "a\x1b[2Jb\u202e c", "c", "f:1:9: error [unit-mismatch]: no\n    1 | a\uFFFD[2Jb\uFFFD c\n      |         ^ write 98%\n"},
		{"a long line is cut around it", long + "X" + long, "X", "f:1:401: error [unit-mismatch]: no\n    1 | …" + long[:40] + "X" + long[:79] + "…\n      | " + strings.Repeat(" ", 41) + "^ write 98%\n"},
		{"at its beginning", "X" + long, "X", "f:1:1: error [unit-mismatch]: no\n    1 | X" + long[:79] + "…\n      | ^ write 98%\n"},
		{"at its end", long + "X", "X", "f:1:401: error [unit-mismatch]: no\n    1 | …" + long[:40] + "X\n      | " + strings.Repeat(" ", 41) + "^ write 98%\n"},
		{"all of it", long, long, "f:1:1: error [unit-mismatch]: no\n    1 | " + long[:80] + "…\n      | " + strings.Repeat("^", 80) + " write 98%\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			start := strings.LastIndex(tt.text, tt.marked)
			d := &Diagnostic{Severity: Error, Code: "unit-mismatch", Summary: "no", Advice: "write 98%",
				Source: &Source{Name: "f", Text: tt.text}, Span: Span{start, start + len(tt.marked)}}
			if got := d.Screen(); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// A place outside the text is taken to the nearest inside.
func TestScreenOutside(t *testing.T) {
	for _, span := range []Span{{-5, 3}, {2, 1}, {100, 200}, {3, 3}, {0, 1 << 40}} {
		d := &Diagnostic{Severity: Error, Code: "syntax", Source: &Source{Name: "f", Text: "abc"}, Span: span}
		if got := d.Screen(); !strings.Contains(got, "^") || !strings.HasPrefix(got, "f:1:") {
			t.Errorf("%v:\n%s", span, got)
		}
	}
	d := &Diagnostic{Severity: Warning, Code: "no-parties", Summary: "nobody", Advice: "name one", Path: "parties"}
	if got := (List{d, d}).Screen(); got != strings.Repeat("parties: warning [no-parties]: nobody\n      | name one\n", 2) {
		t.Errorf("got\n%s", got)
	}
}

// A snippet's places are those of the text around it.
func TestSnippet(t *testing.T) {
	source := &Source{Name: "f.yaml", Text: "target: value >= 98\n"}
	s := NewSnippet(source, 8, 11)
	if d := s.At(Diagnostic{}, Span{9, 11}); s.Text != "value >= 98" || d.Position().String() != "f.yaml:1:18" || d.Source != source {
		t.Errorf("%q at %v", s.Text, d.Position())
	}
	mapped := MappedSnippet(source, "98", []int{17, 18, 19})
	if d := mapped.At(Diagnostic{}, Span{1, 2}); d.Span != (Span{18, 19}) {
		t.Errorf("mapped to %v", d.Span)
	}
	if d := MappedSnippet(source, "98", []int{17}).At(Diagnostic{}, Span{1, 2}); d.Source.Text != "98" {
		t.Error("a map that does not fit is used")
	}
	if d := TextSnippet("expression", "abc").At(Diagnostic{}, Span{-3, 99}); d.Span != (Span{0, 3}) {
		t.Errorf("outside is %v", d.Span)
	}
}
