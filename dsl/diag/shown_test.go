package diag

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What a reader cannot see does not reach the screen, wherever a diagnostic repeats a
// text from outside.
func TestInvisibleCharacters(t *testing.T) {
	for _, invisible := range []string{"\u202e", "\u2066", "\u200f", "\x1b", "\x00", "\u0085", "\u2028", "\ufeff", "\n", "\r"} {
		text := "a" + invisible + "b"
		for _, d := range []*Diagnostic{
			{Severity: Error, Code: "bad-value", Summary: text, Advice: text, Path: text},
			{Severity: Error, Code: "bad-value", Summary: text, Advice: text, Source: &Source{Name: text, Text: "x"}},
		} {
			if said := d.Error(); strings.Contains(said, invisible) || strings.Count(said, "a\ufffdb") != 3 {
				t.Errorf("the error with %q is %q", invisible, said)
			}
			if screen := d.Screen(); strings.Contains(strings.ReplaceAll(screen, "\n", ""), invisible) || strings.Count(screen, "a\ufffdb") != 3 {
				t.Errorf("the screen with %q is %q", invisible, screen)
			}
		}
	}
}

// A text from outside does not make a message longer than anyone reads.
func TestLongTexts(t *testing.T) {
	long := strings.Repeat("é", 1_000_000)
	d := &Diagnostic{Severity: Error, Code: "bad-value", Summary: long, Advice: long, Source: &Source{Name: long, Text: long}, Span: Span{Start: 0, End: len(long)}}
	for _, said := range []string{d.Error(), d.Screen(), List{d}.Error(), List{d}.Screen()} {
		if len(said) > 20_000 || !strings.Contains(said, "é…") || !utf8.ValidString(said) {
			t.Errorf("%d bytes are said", len(said))
		}
	}
	short := &Diagnostic{Severity: Error, Code: "bad-value", Summary: strings.Repeat("x", longestText)}
	if said := short.Error(); !strings.HasSuffix(said, "x") {
		t.Error("a text that is not too long is cut")
	}
}
