package document

import (
	"reflect"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
)

// simplest has everything that Simple reads.
const simplest = `# a comment
concord: catalog-v1
superseded by: "a #1: quoted"

sources:
  BOD-1902:
    name: CISA, BOD 19-02 (revoked)
    address: https://example.org/a#b
measures:
  - id: 0.040.001
    when: 12:30
    tiers:
      - {when: critical, target: ">= 95 percent", item limit: [within 1 hour, "a, b"]}
      - {when: high}
    item limit: [a, "b"]

    # another
    notes:
      - a note – with a dash
      - "two: three"
  - id: b
`

// What Simple reads is what Parse gives: the same texts at the same places.
func TestSimple(t *testing.T) {
	source := &diag.Source{Name: "a.yaml", Text: simplest}
	got, ok := Simple(source, diag.Span{Start: strings.Index(simplest, "concord"), End: len(simplest)}, "")
	if !ok {
		t.Fatal("the simplest text is not simple")
	}
	checkSimple(t, source, got)
}

func checkSimple(t *testing.T, source *diag.Source, got *Node) {
	t.Helper()
	want, found := Parse(source)
	if len(found) > 0 || !reflect.DeepEqual(got, want) {
		t.Errorf("%q\nis read as\n%swant\n%s%s", source.Text, tree(source, got), tree(source, want), found.Screen())
	}
}

// One item of a list is read like the item of the whole.
func TestSimpleItem(t *testing.T) {
	source := &diag.Source{Name: "a.yaml", Text: simplest}
	root, _ := Parse(source)
	start, end := strings.Index(simplest, "id: 0.040.001"), strings.Index(simplest, "  - id: b")
	if got, ok := Simple(source, diag.Span{Start: start, End: end}, "measures[0]"); !ok || !reflect.DeepEqual(got, root.Get("measures").Items[0]) {
		t.Errorf("the item is read as\n%s", tree(source, got))
	}
}

// What is not simple is left to Parse, whatever Parse makes of it.
func TestNotSimple(t *testing.T) {
	for _, text := range []string{
		"", "a", "a:", "a:\n", "a: \n", "a:b\n", "a:  b\n", "a: b \n", "a: b # c\n", "a: b: c\n", "a: b:\n", "a: |\n  b\n", "a: 'b'\n", "a: \"b\\n\"\n", "a: \"b\n", "a: \"b\" c\n",
		"a: b\n  c\n", "a: b\n c: d\n", "a:\n- b\n", "a:\n  b: c\n d: e\n", "- a\n  b\n", "- a\n - b\n", "- - a\n", "-a\n", "a: null\n", "a: ~\n", "null: a\n", "a: &b c\n", "a: *b\n", "a: !b c\n",
		"a: {}\n", "a: []\n", "a: {b: c\n", "a: {b: c} d\n", "a: {b}\n", "a: {b: {c: d}}\n", "a: [[b]]\n", "a: [b c}\n", "a: {b: c, b: d}\n", "a: b\na: c\n", "a.b: c\n", "\"a\": b\n", "? a\n", "a : b\n",
		"a:\tb\n", "a: b\tc\n", "a: b\r\n", "a: \u00a0b\n", "a: b\u2028c\n", "a: b\xff\n", "---\na: b\n", "a: b\n---\n", "a: b\n...\n", "%YAML 1.2\n", "\ufeffa: b\n", " a: b\nc: d\n", "a: -b\n", "a: @b\n",
		strings.Repeat("k", 70) + ": a\n", "a:\n b:\n  c:\n   d:\n    e:\n     f:\n      g:\n       h:\n        i: j\n",
	} {
		if n, ok := Simple(&diag.Source{Name: "a.yaml", Text: text}, diag.Span{End: len(text)}, ""); ok {
			t.Errorf("%q is taken for simple: %+v", text, n)
		}
	}
}

// Whatever Simple accepts, Parse accepts, and both say the same.
func FuzzSimple(f *testing.F) {
	f.Add(simplest[strings.Index(simplest, "concord"):])
	for _, text := range []string{"- a\n- {b: c}\n- d: e\n  f: [g, h]\n", "a: b\nc:\n  d: e\n\n# f\ng: \"h\"\n", "a: 1e3\nb: 2026-10-01\nc: yes\n"} {
		f.Add(text)
	}
	for _, list := range corpus(f) {
		for _, each := range list {
			f.Add(each.source().Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		source := &diag.Source{Name: "a.yaml", Text: text}
		if got, ok := Simple(source, diag.Span{End: len(text)}, ""); ok {
			checkSimple(t, source, got)
		}
	})
}
