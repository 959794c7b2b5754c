package document

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Every byte of a scalar comes from the byte of the source that shows it, but for what
// folding and escapes put there; and no scalar of the corpus is left without its places.
func TestPlacesShowTheText(t *testing.T) {
	for file, list := range corpus(t) {
		for _, s := range list {
			source := s.source()
			r := &reader{source: source}
			root := r.read()
			if r.pins != 0 {
				t.Errorf("%s: %s: %d scalars have lost their places", file, s.title, r.pins)
			}
			if strings.Contains(s.title, "control characters") || strings.Contains(s.title, "not UTF-8") {
				continue // shown as "_"
			}
			eachSnippet(root, func(n *Node, text diag.Snippet) {
				for i, at := range places(text)[:len(text.Text)] {
					if c := source.Text[at]; c != text.Text[i] && !stands(n, c, text.Text[i]) {
						t.Errorf("%s: %s: %s: byte %d of %q is taken from %q", file, s.title, n.Path, i, text.Text, source.Text[at:min(at+5, len(source.Text))])
					}
				}
			})
		}
	}
}

// stands reports whether a byte of the source may stand for another in the text.
func stands(n *Node, source, text byte) bool {
	if text == ' ' || text == '\n' {
		return strings.IndexByte(" \t\r\n", source) >= 0 || n.Quoted && source == '\\'
	}
	return n.Quoted && source == '\\'
}

// eachSnippet visits the texts of the scalars and the keys.
func eachSnippet(n *Node, visit func(*Node, diag.Snippet)) {
	if n == nil {
		return
	}
	if n.Kind == Scalar || n.Kind == Null {
		visit(n, n.Snippet)
	}
	for _, e := range n.Entries {
		visit(&Node{Quoted: true, Path: e.Value.Path}, e.KeySnippet)
		eachSnippet(e.Value, visit)
	}
	for _, item := range n.Items {
		eachSnippet(item, visit)
	}
}

// checkTree says what no tree may be, whatever the text was.
func checkTree(t *testing.T, source *diag.Source, root *Node, found diag.List) {
	t.Helper()
	if root == nil && found.Err() == nil {
		t.Fatal("nothing was read and nothing said")
	}
	for i, d := range found {
		if d.Span.Start < 0 || d.Span.End < d.Span.Start || d.Span.End > len(source.Text) {
			t.Fatalf("%v is outside the text: %v", d, d.Span)
		}
		if i > 0 && d.Span.Start < found[i-1].Span.Start {
			t.Fatalf("%v is out of order", d)
		}
		if d.Summary == "" || d.Advice == "" || d.Class == nil {
			t.Fatalf("incomplete: %v", d)
		}
		_ = d.Screen()
	}
	checkNode(t, source, root)
}

func checkNode(t *testing.T, source *diag.Source, n *Node) {
	if n == nil {
		return
	}
	if n.Kind == 0 || n.Kind > List {
		t.Fatalf("%s: kind %v", n.Path, n.Kind)
	}
	checkSnippet(t, source, n.Snippet)
	if (n.Kind == Scalar || n.Kind == Null) && n.Text != n.Snippet.Text {
		t.Fatalf("%s: text %q, snippet %q", n.Path, n.Text, n.Snippet.Text)
	}
	for _, e := range n.Entries {
		if e.Value == nil || e.Key != e.KeySnippet.Text || e.Value.Path != e.KeySnippet.Path {
			t.Fatalf("%s: entry %q", n.Path, e.Key)
		}
		checkSnippet(t, source, e.KeySnippet)
		checkNode(t, source, e.Value)
	}
	for _, item := range n.Items {
		checkNode(t, source, item)
	}
}

func checkSnippet(t *testing.T, source *diag.Source, s diag.Snippet) {
	last := 0
	for _, at := range places(s) {
		if at < last || at > len(source.Text) || s.Source() != source {
			t.Fatalf("%q stands at %v", s.Text, places(s))
		}
		last = at
	}
}

func FuzzParse(f *testing.F) {
	for _, list := range corpus(f) {
		for _, s := range list {
			f.Add(s.source().Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		source := &diag.Source{Name: "a.yaml", Text: text}
		overdue := time.AfterFunc(10*time.Second, func() { panic(fmt.Sprintf("no answer for %q", text)) })
		defer overdue.Stop()
		r := &reader{source: source}
		root := r.read()
		checkTree(t, source, root, r.findings())
		if r.pins > 0 && len(r.list) == 0 {
			t.Fatalf("%d scalars have lost their places", r.pins)
		}
	})
}
