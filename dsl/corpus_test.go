package dsl_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/internal/script"
)

// The corpus is what the language means, in files that a person who knows the work and
// not the program can read and extend. testdata/README.md says how they are written.
func TestCorpus(t *testing.T) {
	for _, file := range dsltest.CorpusFiles(t, "testdata") {
		t.Run(strings.TrimSuffix(filepath.Base(file.Path), ".txt"), func(t *testing.T) {
			got := corpusText(t, file)
			if script.Updating() {
				if err := os.WriteFile(file.Path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(file.Text, "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file.Path, diff)
			}
		})
	}
}

// corpusText returns the file with what the language says now.
func corpusText(t *testing.T, f *dsltest.CorpusFile) string {
	var out strings.Builder
	for _, chunk := range f.Chunks {
		told := map[int][]string{}
		dropped := map[int]bool{}
		for _, c := range chunk.Cases {
			lines := caseOutcome(t, c, chunk.Scene)
			told[c.Line] = lines
			for i := 1; i < len(c.Expected); i++ {
				dropped[c.Line+i] = true
			}
		}
		for i, line := range chunk.Lines {
			if lines, ok := told[i]; ok {
				line = strings.Join(lines, "\n")
			}
			if !dropped[i] {
				out.WriteString(line + "\n")
			}
		}
	}
	return out.String()
}

// caseOutcome returns the case's lines as they should read.
func caseOutcome(t *testing.T, c *dsltest.CorpusCase, w *dsltest.Scene) []string {
	start := time.Now()
	program, err := dsl.Compile(c.Expression, w.Env)
	if spent := time.Since(start); spent > time.Second {
		t.Errorf("%s: reading it took %v", c.Place, spent)
	}
	var list diag.List
	if err != nil && !errors.As(err, &list) {
		t.Fatalf("%s: %v is not a list of diagnostics", c.Place, err)
	}
	if err == nil {
		return []string{c.Expression + " => " + sceneOutcome(t, w, c.Place, program)}
	}
	var lines []string
	for i, d := range list {
		if len(d.Source.Text) < d.Span.End || d.Span.Start > d.Span.End || d.Span.Start < 0 {
			t.Errorf("%s: the span %v is outside the text", c.Place, d.Span)
		}
		told := fmt.Sprintf("### %d %s %q", d.Position().Column, d.Code, d.Summary)
		if i < len(c.Expected) && c.Wrong && sameMistake(c.Expected[i], d) {
			told = "### " + c.Expected[i]
		}
		if i == 0 {
			told = c.Expression + " " + told
		} else {
			told = "    " + told
		}
		lines = append(lines, told)
	}
	return lines
}

// sameMistake reports whether the expectation, a column, a code and a part of the
// summary, is of a diagnostic.
func sameMistake(expected string, d *diag.Diagnostic) bool {
	fields := strings.SplitN(expected, " ", 3)
	if len(fields) != 3 || fields[0] != strconv.Itoa(d.Position().Column) || fields[1] != string(d.Code) {
		return false
	}
	part, err := strconv.Unquote(fields[2])
	return err == nil && strings.Contains(d.Summary, part)
}

// sceneOutcome returns the value of a program as the corpus writes it.
func sceneOutcome(t *testing.T, w *dsltest.Scene, place string, p *dsl.Program) string {
	if w.Env.Rows != "" {
		var all []string
		err := p.EachRow(context.Background(), w.Data, func(_ int32, v dsl.Value) { all = append(all, dsltest.Written(v)) })
		if err != nil {
			t.Errorf("%s: %v", place, err)
		}
		return strings.Join(all, ", ")
	}
	v, err := p.Evaluate(context.Background(), w.Data)
	if err != nil {
		t.Errorf("%s: %v", place, err)
	}
	explained, err := p.Explain(context.Background(), w.Data)
	if err != nil || dsltest.Written(explained.Value) != dsltest.Written(v) {
		t.Errorf("%s: Explain says %s, %v; Evaluate says %s", place, dsltest.Written(explained.Value), err, dsltest.Written(v))
	}
	if got, want := v.Type().Kind, p.Type().Kind; got != want {
		t.Errorf("%s: the value is %v, the program said %v", place, got, want)
	}
	return dsltest.Written(v)
}
