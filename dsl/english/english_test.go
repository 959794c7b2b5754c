package english_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/english"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
)

// testdata has expressions with their sentences below them, to be read by a person who
// knows the work. -update rewrites the sentences.
func TestEnglish(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no sentences", err)
	}
	said := map[string]bool{}
	cases := 0
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			got := spoken(t, string(text), func(expression string) {
				cases++
				for _, name := range dsltest.FunctionNames(t, "../internal/check") {
					said[name] = said[name] || strings.Contains(expression, name+"(")
				}
			})
			if script.Updating() {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if diff := cmp.Diff(strings.Split(string(text), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", path, diff)
			}
		})
	}
	for _, name := range dsltest.FunctionNames(t, "../internal/check") {
		if !said[name] {
			t.Errorf("no sentence is about %s", name)
		}
	}
	if cases < 80 {
		t.Errorf("only %d expressions", cases)
	}
}

const sentence = "  = "

// spoken gives a file of expressions with the sentences that they have now.
func spoken(t *testing.T, text string, each func(expression string)) string {
	var out strings.Builder
	w := dsltest.NewScene()
	var measure *dsl.Program
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, sentence) {
			continue // written anew below
		}
		out.WriteString(line + "\n")
		word, rest, _ := strings.Cut(line, " ")
		env := w.Env
		switch {
		case strings.HasPrefix(line, "== "):
			w = dsltest.NewScene()
		case line == "" || word == "#":
		case strings.HasPrefix(line, "    ") || slices.Contains([]string{"table", "input", "metrics", "hours", "calendar", "zone", "rows"}, word):
			if err := w.Read(line); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		case word == "measure:":
			measure = dsltest.MustCompile(t, rest, env)
			each(rest)
		case word == "target:":
			env.Inputs = append(slices.Clone(env.Inputs), kinds.Field{Name: "value", Type: measure.Type()})
			each(rest)
			out.WriteString(sentence + english.Criterion(measure, dsltest.MustCompile(t, rest, env)) + "\n")
		default:
			each(line)
			out.WriteString(sentence + english.Of(dsltest.MustCompile(t, line, env)) + "\n")
		}
	}
	return out.String()
}
