package dsl_test

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/internal/script"
)

// Every expression of the corpus that is wrong is told what is wrong and what to write
// instead, as testdata/advice/corpus.txt has it: the texts in the order of their codes,
// of those that begin alike the first.
func TestAdvice(t *testing.T) {
	const path = "testdata/advice/corpus.txt"
	met := map[string]bool{}
	var entries []string
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		for _, chunk := range file.Chunks {
			for _, c := range chunk.Cases {
				_, err := dsl.Compile(c.Expression, chunk.Scene.Env)
				var list diag.List
				if !errors.As(err, &list) {
					continue
				}
				for _, d := range list {
					if kind := string(d.Code) + begins(d.Summary) + begins(d.Advice); !met[kind] {
						met[kind] = true
						entries = append(entries, fmt.Sprintf("[%s] %s\n    %s\n    advice: %s\n", d.Code, shortened(c.Expression), d.Summary, d.Advice))
					}
				}
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b string) int {
		return strings.Compare(a[:strings.Index(a, "]")], b[:strings.Index(b, "]")])
	})
	got := strings.Join(entries, "\n")
	if script.Updating() {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

// shortened is an expression of the corpus on a line of bounded length.
func shortened(expression string) string {
	if r := []rune(expression); len(r) > 120 {
		return string(r[:120]) + "…"
	}
	return expression
}

// begins are the first three words of a text.
func begins(text string) string {
	words := strings.Fields(text)
	return strings.Join(words[:min(3, len(words))], " ") + "; "
}
