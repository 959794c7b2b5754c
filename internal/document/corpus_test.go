package document

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

// A sample is one document of testdata and what is expected of it. In the files they
// stand one after the other:
//
//	== what it shows
//	the document
//	=>
//	the tree, then the diagnostics as a person sees them
//
// A word in brackets at the end of the first line changes the document before it is read:
// (crlf) gives it Windows line ends, (bom) a byte order mark, (escaped) puts characters
// where Go escapes such as \x00 are written, (no newline) takes the last line end away.
type sample struct {
	title, document, expected string
}

func (s sample) source() *diag.Source {
	text := s.document
	if strings.Contains(s.title, "(escaped)") {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			if plain, err := strconv.Unquote(`"` + strings.ReplaceAll(line, `"`, `\"`) + `"`); err == nil {
				lines[i] = plain
			}
		}
		text = strings.Join(lines, "\n")
	}
	if strings.Contains(s.title, "(no newline)") {
		text = strings.TrimSuffix(text, "\n")
	}
	if strings.Contains(s.title, "(crlf)") {
		text = strings.ReplaceAll(text, "\n", "\r\n")
	}
	if strings.Contains(s.title, "(bom)") {
		text = bom + text
	}
	return &diag.Source{Name: "a.yaml", Text: text}
}

func samples(t testing.TB, file string) []sample {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	for _, part := range strings.Split("\n"+string(data), "\n== ")[1:] {
		title, rest, _ := strings.Cut(part, "\n")
		document, expected, ok := strings.Cut("\n"+rest+"\n", "\n=>\n")
		if !ok {
			t.Fatalf("%s: %q has no =>", file, title)
		}
		if document = strings.TrimPrefix(document, "\n"); document != "" {
			document += "\n"
		}
		all = append(all, sample{title, document, strings.TrimRight(expected, "\n") + "\n"})
	}
	return all
}

func corpus(t testing.TB) map[string][]sample {
	t.Helper()
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no testdata", err)
	}
	all := map[string][]sample{}
	for _, file := range files {
		all[file] = samples(t, file)
	}
	return all
}

func TestCorpus(t *testing.T) {
	for file, list := range corpus(t) {
		var rewritten strings.Builder
		for _, s := range list {
			source := s.source()
			root, found := Parse(source)
			got := strings.TrimLeft(tree(source, root)+found.Screen(), "\n")
			fmt.Fprintf(&rewritten, "== %s\n%s=>\n%s\n", s.title, s.document, got)
			if diff := cmp.Diff(s.expected, got); diff != "" && !script.Updating() {
				t.Errorf("%s: %s (-want +got)\n%s\n%s", file, s.title, diff, got)
			}
		}
		if script.Updating() {
			if err := os.WriteFile(file, []byte(strings.TrimRight(rewritten.String(), "\n")+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// tree prints a node for each line: path, place of the key, kind, and the text in pieces
// that stand together in the source, each with its place.
func tree(source *diag.Source, n *Node) string {
	if n == nil {
		return "nothing could be read\n"
	}
	rows := [][3]string{}
	var walk func(n *Node, key string)
	walk = func(n *Node, key string) {
		path, kind := n.Path, n.Kind.String()
		if path == "" {
			path = "."
		}
		if n.Quoted {
			kind = "quoted"
		}
		rows = append(rows, [3]string{path, key, kind + " " + pieces(source, n.Snippet)})
		for _, e := range n.Entries {
			walk(e.Value, place(source, offset(e.KeySnippet)))
		}
		for _, item := range n.Items {
			walk(item, "")
		}
	}
	walk(n, "")
	var widths [2]int
	for _, row := range rows {
		for i := range widths {
			widths[i] = max(widths[i], len([]rune(row[i])))
		}
	}
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%-*s  %-*s  %s\n", widths[0], row[0], widths[1], row[1], row[2])
	}
	return b.String()
}

func place(source *diag.Source, offset int) string {
	p := source.Position(offset)
	return fmt.Sprintf("%d:%d", p.Line, p.Column)
}

func pieces(source *diag.Source, s diag.Snippet) string {
	at := places(s)
	if len(s.Text) == 0 {
		return place(source, at[0])
	}
	var parts []string
	for i := 0; i < len(s.Text); {
		j := i + 1
		for j < len(s.Text) && at[j] == at[j-1]+1 && (s.Text[j-1] != '\n' && s.Text[j] == source.Text[at[j]] && s.Text[i] == source.Text[at[i]] || s.Text[j] >= 0x80 && s.Text[j] < 0xc0) {
			j++
		}
		for j < len(s.Text) && at[j] == at[i] {
			j++
		}
		parts = append(parts, place(source, at[i])+" "+strconv.Quote(s.Text[i:j]))
		i = j
	}
	return strings.Join(parts, " ")
}

// places is the offset of each byte of a snippet and of its end.
func places(s diag.Snippet) []int {
	at := make([]int, len(s.Text)+1)
	for i := range at {
		at[i] = s.At(diag.Diagnostic{}, diag.Span{Start: i, End: i}).Span.Start
	}
	return at
}
