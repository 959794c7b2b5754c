package format_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/internal/script"
)

// formatCase is a text of testdata, as its author wrote it and as it is written in
// canonical form.
type formatCase struct {
	path, title       string
	author, canonical string
}

func formatCases(t testing.TB) (cases []formatCase) {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, chunk := range strings.Split(string(text), "\n=== ")[1:] {
			title, rest, _ := strings.Cut(chunk, "\n")
			author, canonical, _ := strings.Cut(rest, "\n--\n")
			cases = append(cases, formatCase{path, title, strings.TrimRight(author, "\n"), strings.TrimRight(canonical, "\n")})
		}
	}
	return cases
}

// Each case of testdata is written as the file says, and its form stays.
func TestFormat(t *testing.T) {
	cases := formatCases(t)
	now := map[string]string{} // each file as it should read
	for _, c := range cases {
		out, err := formatted(t, c.author)
		if err != nil {
			out = "refused: " + err.Error()
		}
		now[c.path] += fmt.Sprintf("\n=== %s\n%s\n--\n%s\n", c.title, c.author, out)
		if diff := cmp.Diff(strings.Split(c.canonical, "\n"), strings.Split(out, "\n")); diff != "" && !script.Updating() {
			t.Errorf("%s: %s (-want +got):\n%s", c.path, c.title, diff)
		}
	}
	for path, text := range now {
		old, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		head, _, _ := strings.Cut(string(old), "\n===")
		if text = head + text; script.Updating() {
			err = os.WriteFile(path, []byte(text), 0o644)
		} else if text != string(old) && !t.Failed() {
			t.Errorf("%s is not written as -update would", path)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(cases) < 120 {
		t.Errorf("%d cases are few", len(cases))
	}
}

// The expressions of the agreements in the examples, the documentation and the tests are
// formatted, conditions on rows among them.
func TestFormatAgreements(t *testing.T) {
	seen := map[string]int{}
	for _, pattern := range []string{"../../examples/*/*.yaml", "../../docs/agreement.md", "../../sla/testdata/*/*.txt", "../../README.md"} {
		paths, _ := filepath.Glob(pattern)
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range expressionLine.FindAllStringSubmatch(string(text), -1) {
				if _, err := format.Expression(m[2]); err != nil {
					continue // a mistake that the page or the test is about, or a quoted text
				}
				seen[m[1]]++
				if _, err := formatted(t, m[2]); err != nil {
					t.Errorf("%s: %s: %v", path, m[2], err)
				}
			}
		}
	}
	for _, key := range []string{"measure", "target", "when", "rows"} {
		if seen[key] < 5 {
			t.Errorf("only %d of %s were formatted", seen[key], key)
		}
	}
}

var expressionLine = regexp.MustCompile(`(?m)\b(measure|target|minimum|when|rows): ([^{}"\n][^{}\n]*?)(?:, [a-z_]+: .*|\}.*|\s+#.*)?$`)

// Lines may end as on any system; the form's end in one way.
func TestFormatLineEnds(t *testing.T) {
	out, err := formatted(t, "// one\r\n/* two\r\nthree */\r\nvalue\r\n  >= 98% // four\r\n")
	if want := "// one\n/* two\nthree */\nvalue >= 98% // four"; err != nil || out != want {
		t.Errorf("got %q, want %q, %v", out, want, err)
	}
}

// A text in a document is refused with its place there, and under the caller's limits.
func TestFormatSnippet(t *testing.T) {
	source := &diag.Source{Name: "desk.sla.yaml", Text: "metrics:\n  quality:\n    target: value >> 98%\n"}
	_, err := format.Snippet(diag.NewSnippet(source, strings.Index(source.Text, "value"), len("value >> 98%")), dsl.Limits{})
	if want := "desk.sla.yaml:3:20: error [syntax]: > is not expected here; a value is missing between > and >"; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}

	text := diag.TextSnippet("expression", "1+1+1")
	if out, err := format.Snippet(text, dsl.Limits{Bytes: 9}); err != nil || out != "1 + 1 + 1" {
		t.Errorf("got %q, %v", out, err)
	}
	_, err = format.Snippet(text, dsl.Limits{Bytes: 8})
	if !errors.Is(err, diag.ErrLimit) || !strings.Contains(err.Error(), "in its canonical form the expression has 9 bytes, the limit is 8") {
		t.Errorf("got %v", err)
	}
	if _, err = format.Snippet(text, dsl.Limits{Tokens: 4}); !errors.Is(err, diag.ErrLimit) {
		t.Errorf("got %v", err)
	}
}

// The page that describes the form shows what Format writes.
func TestFormatPage(t *testing.T) {
	text, err := os.ReadFile("../../docs/format.md")
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, m := range regexp.MustCompile("(?ms)^```concord\n(.*?)\n```\n\nis written\n\n```concord\n(.*?)\n```$").FindAllStringSubmatch(string(text), -1) {
		seen++
		if out, err := formatted(t, m[1]); err != nil || out != m[2] {
			t.Errorf("%s\nis written\n%s\n%v\nand the page says\n%s", m[1], out, err, m[2])
		}
	}
	blocks := strings.Count(string(text), "```concord\n")
	if seen == 0 || blocks != 2*seen {
		t.Errorf("%d examples in %d blocks", seen, blocks)
	}
	rows := 0
	for _, m := range regexp.MustCompile("(?m)^\\| `(.*?)` \\| `(.*?)` \\|$").FindAllStringSubmatch(string(text), -1) {
		rows++
		if out, err := formatted(t, m[1]); err != nil || out != m[2] {
			t.Errorf("%s is written %s, %v, and the page says %s", m[1], out, err, m[2])
		}
	}
	if rows < 10 {
		t.Errorf("%d rows of examples", rows)
	}
}
