package document

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// fill repeats a text up to an eighth of the longest that is read.
func fill(unit string) string { return strings.Repeat(unit, MaxText/8/len(unit)) }

// Hostile texts are answered soon and without much memory, whatever the answer.
func TestHostileTexts(t *testing.T) {
	bomb := "a0: &a0 [x, x]\n"
	for i := 1; i < 40; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [*a%d, *a%d]\n", i, i, i-1, i-1)
	}
	var keys strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&keys, "k%d: v\n", i)
	}
	for _, c := range []struct {
		name, text string
		code       diag.Code // of the first finding; empty: none
	}{
		{"too long", strings.Repeat("x", 10<<20), codes.TooLong},
		{"a million brackets", strings.Repeat("[", 1_000_000), codes.TooLarge},
		{"many brackets", strings.Repeat("[", 100_000), codes.TooDeep},
		{"a thousand brackets closed", strings.Repeat("[", 999) + strings.Repeat("]", 999), codes.TooDeep},
		{"many dashes", strings.Repeat("- ", 100_000), codes.TooDeep},
		{"many question marks", strings.Repeat("? ", 100_000), codes.TooDeep},
		{"deep JSON", strings.Repeat(`{"a":`, 100_000), codes.TooDeep},
		{"aliases of aliases", bomb, codes.DocumentFeature},
		{"many keys on a line", "{" + fill("a,")[2:] + "}", codes.TooLarge},
		{"many keys", keys.String(), ""},
		{"the same key often", strings.Repeat("a: b\n", 40_000), codes.DuplicateKey},
		{"too many nodes", "[" + strings.Repeat("a: b,", 70_000) + "]", codes.TooLarge},
		{"the longest line", "a: " + strings.Repeat("x", MaxText-3), ""},
		{"one long line of words", "a: " + fill("x ")[4:], ""},
		{"one long quoted line", `a: "` + fill("xy")[8:] + `"`, ""},
		{"one long line of escapes", `a: "` + fill(`\n`)[8:] + `"`, ""},
		{"many short lines", "a: |\n" + fill(" x\n")[8:], ""},
		{"many empty lines", fill("\n"), codes.DocumentSyntax},
		{"many comments", fill("#\n"), codes.DocumentSyntax},
		{"many comments apart", fill("#\n\n"), codes.DocumentSyntax},
		{"many comments between keys", strings.Repeat("a:\n # x\n\n#y\n\n", 50_000), codes.DuplicateKey},
		{"many anchors", "a: [" + strings.Repeat("&a b, ", 40_000) + "]", codes.DocumentFeature},
		{"many tags", "a: [" + strings.Repeat("!!int b, ", 40_000) + "]", codes.DocumentFeature},
		{"many at signs", strings.Repeat("- @\n", 40_000), codes.DocumentSyntax},
		{"a long key above many", fill("k") + ":\n" + strings.Repeat(" - x\n", 40_000), ""},
		{"many spaces", "a: |1\n" + fill(" ")[16:] + "x", ""},
		{"many colons", "a: &" + fill(":")[8:], codes.TooLarge},
		{"many backslashes", `a: "` + fill(`\u`)[8:], codes.DocumentSyntax},
	} {
		t.Run(c.name, func(t *testing.T) {
			source := &diag.Source{Name: "a.yaml", Text: c.text}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			start := time.Now()
			root, found := Parse(source)
			took := time.Since(start)
			runtime.ReadMemStats(&after)
			t.Logf("%v, %d MiB allocated, %d findings", took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, len(found))
			if took > 20*time.Second {
				t.Error("too slow")
			}
			if len(found) > maxFindings+1 {
				t.Errorf("%d findings", len(found))
			}
			if c.code == "" {
				if len(found) > 0 || root == nil {
					t.Errorf("found %.300s", found.Error())
				}
				return
			}
			if len(found) == 0 || found[0].Code != c.code {
				t.Errorf("want %s, found %.300s", c.code, found.Error())
			}
		})
	}
}

// What is nested a little too deep is left out; what is beside it is kept.
func TestDeepKeepsTheRest(t *testing.T) {
	for depth, deep := range map[int]bool{MaxDepth - 1: false, MaxDepth: true} {
		root, found := Parse(&diag.Source{Name: "a.yaml", Text: "a: " + strings.Repeat("[", depth) + strings.Repeat("]", depth) + "\nb: c\n"})
		if got := errors.Is(found.Err(), diag.ErrLimit); got != deep {
			t.Errorf("depth %d: %v", depth, found)
		}
		if root.Get("b") == nil || root.Get("b").Text != "c" {
			t.Errorf("depth %d: b is lost", depth)
		}
	}
}
