package dsl_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
)

const languagePage = "../docs/language.md"

var (
	example = regexp.MustCompile("(?ms)^```concord\n(.*?)^```$")
	screen  = regexp.MustCompile("(?ms)^```text\n(.*?)^```$")
)

// The page that describes the language says what the program does: its examples are a
// chunk of the corpus, and its tables of operators are asked of the checker.
func TestLanguagePage(t *testing.T) {
	text, err := os.ReadFile(languagePage)
	if err != nil {
		t.Fatal(err)
	}
	page := string(text)
	got, w := examples(t, page)
	got = between(t, got, "arithmetic", arithmeticRows())
	got = between(t, got, "comparison", comparisonRows())
	if script.Updating() {
		if err := os.WriteFile(languagePage, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(strings.Split(page, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", languagePage, diff)
	}
	screens(t, page, w.Env)
	snippets(t, page, w)
	for _, name := range dsltest.FunctionNames(t, "internal/check") {
		if !strings.Contains(page, "`"+name+"(") {
			t.Errorf("the function %s is not described", name)
		}
	}
}

// examples runs the page's examples as one chunk, and gives the page with what they say
// now.
func examples(t *testing.T, page string) (string, *dsltest.Scene) {
	const divider = "# --- next block"
	var blocks []string
	for _, m := range example.FindAllStringSubmatch(page, -1) {
		blocks = append(blocks, m[1])
	}
	f := &dsltest.CorpusFile{Path: languagePage, Text: strings.Join(blocks, divider+"\n")}
	f.Split(t)
	now := strings.Split(corpusText(t, f), divider+"\n")
	i := -1
	return example.ReplaceAllStringFunc(page, func(string) string {
		i++
		return "```concord\n" + now[i] + "```"
	}), f.Chunks[0].Scene
}

// between replaces what stands between the page's marks.
func between(t *testing.T, page, mark, body string) string {
	start := strings.Index(page, "<!-- "+mark+":")
	if start < 0 {
		t.Fatalf("the page has no mark %s", mark)
	}
	start += strings.Index(page[start:], "\n") + 1
	end := start + strings.Index(page[start:], "<!-- end -->")
	return page[:start] + body + page[end:]
}

// arithmeticRows are the pairs of kinds that the checker takes, with those that have the
// same right sides and result in one line.
func arithmeticRows() string {
	pairs := operatorPairs()
	out := "| left | | right | gives |\n| --- | --- | --- | --- |\n"
	for _, op := range arithmeticOperators {
		lefts := map[string][]string{} // by the rest of the line
		var lines []string
		for left := kinds.Boolean; left <= kinds.Money; left++ {
			var results []string
			rights := map[string][]string{}
			for right := kinds.Boolean; right <= kinds.Money; right++ {
				result, ok := pairs[fmt.Sprintf("%v %s %v", left, op, right)]
				if !ok {
					continue
				}
				name, gives := right.String(), result.String()
				switch {
				case left == right && result == left:
					name, gives = "the same", "the same"
				case left == right:
					name = "the same"
				case result == left:
					gives = "the left kind"
				case result == right:
					gives = "the right kind"
				}
				if !slices.Contains(results, gives) {
					results = append(results, gives)
				}
				rights[gives] = append(rights[gives], name)
			}
			for _, gives := range results {
				line := strings.Join(rights[gives], ", ") + " | " + gives
				if !slices.Contains(lines, line) {
					lines = append(lines, line)
				}
				lefts[line] = append(lefts[line], left.String())
			}
		}
		for _, line := range lines {
			out += fmt.Sprintf("| %s | `%s` | %s |\n", strings.Join(lefts[line], ", "), op, line)
		}
	}
	return out
}

// comparisonRows are the kinds that the checker compares.
func comparisonRows() string {
	pairs := operatorPairs()
	var equal, ordered []string
	for left := kinds.Boolean; left <= kinds.Money; left++ {
		for right := left; right <= kinds.Money; right++ {
			name := left.String()
			if left != right {
				name += " with " + right.String()
			}
			if _, ok := pairs[fmt.Sprintf("%v == %v", left, right)]; ok {
				equal = append(equal, name)
			}
			if _, ok := pairs[fmt.Sprintf("%v < %v", left, right)]; ok {
				ordered = append(ordered, name)
			}
		}
	}
	return "| | |\n| --- | --- |\n| `==` `!=` | " + strings.Join(equal, ", ") + " |\n| `<` `<=` `>` `>=` | " + strings.Join(ordered, ", ") + " |\n"
}

// screens checks that mistakes are shown as the page shows them.
func screens(t *testing.T, page string, env dsl.Env) {
	for _, m := range screen.FindAllStringSubmatch(page, -1) {
		_, line, ok := strings.Cut(m[1], " 1 | ")
		line, _, _ = strings.Cut(line, "\n")
		_, err := dsl.Compile(line, env)
		if got := diag.From(err).Screen(); !ok || got != m[1] {
			t.Errorf("%s is shown as\n%s\nand the page says\n%s", line, got, m[1])
		}
	}
}

// snippets checks the expressions that stand in the page's sentences and tables: each is
// one, of a row or of its own, or a piece that only stands for a form.
func snippets(t *testing.T, page string, w *dsltest.Scene) {
	forms := map[string]bool{ // names that are explained, and pieces of expressions
		"let name = value;": true, "? :": true, "-x": true, `\|`: true, "not in": true, "*/": true, "/*": true, "//": true,
		"date(instant)": true, "missed(response)": true, "misses(response, 6)": true, "previous(response)": true,
		"p = k/100": true, "np + m": true, "(1 - g) · x[j] + g · x[j+1]": true, "[ ]": true, `"`: true, "'": true, `\"`: true, `\n`: true, "{ }": true, "PERCENTILE.EXC": true, "PERCENTILE.INC": true,
	}
	stands := strings.NewReplacer("rows", "tickets", "(condition", "(.late", ", condition", ", .late", ", value", ", .hours", ", k)", ", 95)",
		"table, key_field, key, field", `limits, level, "high", time`, "(date, n)", `(date("2026-10-01"), 2)`, "time(from, to", `time(instant("2026-10-01T00:00:00Z"), instant("2026-10-02T00:00:00Z")`, "from, time", `instant("2026-10-01T00:00:00Z"), 8h`,
		"from, to", `date("2026-10-01"), date("2026-10-02")`, "(date)", `(date("2026-10-01"))`, "(instant)", `(instant("2026-10-01T00:00:00Z"))`,
		"from, n", `date("2026-10-01"), 5 business days`, "least(a, b, …)", "least(1, 2, 3)", "greatest(a, b, …)", "greatest(1, 2, 3)", ", key", ", .level",
		"trimmed_mean(rows, value, k)", "trimmed_mean(tickets, .hours, 5)", "first(rows", "first(sort(tickets, .opened)", "last(rows", "last(sort(tickets, .opened)", "percent(ratio)", "percent(0.5 + headcount / headcount)", "ratio(percent)", "ratio(5%)",
		"places, rule", `2, "up"`)
	env := w.Env
	env.Inputs = append(slices.Clone(env.Inputs), kinds.Field{Name: "x", Type: kinds.Of(kinds.Text)}, kinds.Field{Name: "y", Type: kinds.Of(kinds.Text)},
		kinds.Field{Name: "a", Type: kinds.Of(kinds.Boolean)}, kinds.Field{Name: "b", Type: kinds.Of(kinds.Boolean)})
	prose := regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(page, "")
	for _, m := range regexp.MustCompile("`([^`]+)`").FindAllStringSubmatch(prose, -1) {
		text := m[1]
		if forms[text] || regexp.MustCompile(`^[a-z_A-Z?.]*$`).MatchString(text) || slices.Contains(append(comparisonOperators, "+", "-", "*", "/", "??", "#"), text) {
			continue
		}
		text = stands.Replace(text)
		if strings.HasPrefix(text, "abs") || strings.HasPrefix(text, "round") {
			text = strings.Replace(text, "x", "headcount", 1)
		}
		if word, _, _ := strings.Cut(text, "("); slices.Contains([]string{"filter", "map", "sort", "groups"}, word) {
			text = "count(" + text + ")"
		}
		if _, err := dsl.Compile(text, env); err != nil {
			t.Errorf("`%s`: %v", m[1], err)
		}
	}
}
