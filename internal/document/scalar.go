package document

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// scalar reads a scalar that stands at an offset.
func (r *reader) scalar(n *Node, y *yaml.Node, at int) {
	n.Kind, n.Quoted = Scalar, !plain(y)
	if text, meant := comparison(r.text, y, at); meant {
		r.addPath(n.Path, codes.DocumentSyntax, at, at+len(text), needsQuotes(text), "write "+quoted(text))
		n.Snippet, n.Text, n.Quoted = r.piece(at, len(text)), text, false
		return
	}
	n.Snippet = r.trace(y, n.Path, at)
	n.Text = n.Snippet.Text
	if n.Quoted {
		return
	}
	switch n.Text {
	case "", "~", "null":
		n.Kind = Null
	}
}

// comparison sees that "target: >5" means a comparison. To YAML it is the start of a
// folded text, indented by 5, with nothing in it.
func comparison(source string, y *yaml.Node, at int) (string, bool) {
	if y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) == 0 || strings.TrimSpace(y.Value) != "" {
		return "", false
	}
	line, _, _ := strings.Cut(source[at:], "\n")
	text, _, _ := strings.Cut(line, " #")
	text = strings.TrimSpace(text)
	return text, strings.ContainsAny(text, "123456789")
}

// trace maps each byte of a scalar to the source. It walks what the parser was handed and
// compares; only if that gives the parser's text is the author's text taken from the
// source. If it does not, every byte is mapped to the start of the scalar: less exact,
// never wrong.
func (r *reader) trace(y *yaml.Node, path string, at int) diag.Snippet {
	if s, ok := r.verbatim(y, at); ok {
		return s
	}
	w := walked(r.handed, y, at)
	if w == nil || string(w.text) != y.Value {
		return r.pinned(y.Value, at)
	}
	if r.handed[at:w.at] != r.text[at:w.at] {
		if w = walked(r.text, y, at); w == nil {
			return r.pinned(y.Value, at)
		}
	}
	for _, place := range w.bad {
		r.addPath(path, codes.DocumentSyntax, place, place+2, "an escape that stands for a control character", "delete it")
	}
	return w.snippet(r.source)
}

// verbatim is the short way for most scalars: they stand in the source as they are.
func (r *reader) verbatim(y *yaml.Node, at int) (diag.Snippet, bool) {
	size, close := len(y.Value), ""
	switch {
	case y.Style&yaml.SingleQuotedStyle != 0:
		at, close = at+1, "'"
	case y.Style&yaml.DoubleQuotedStyle != 0:
		at, close = at+1, `"`
	case !plain(y):
		return diag.Snippet{}, false
	}
	if at > len(r.source.Text) || !strings.HasPrefix(r.source.Text[at:], y.Value) || !strings.HasPrefix(r.source.Text[at+size:], close) {
		return diag.Snippet{}, false
	}
	return diag.NewSnippet(r.source, at, size), true
}

// pinned maps every byte of a text to one place.
func (r *reader) pinned(text string, at int) diag.Snippet {
	r.pins++
	at = min(at, len(r.source.Text))
	places := make([]int, len(text)+1)
	for i := range places {
		places[i] = at
	}
	return diag.MappedSnippet(r.source, text, places)
}

// walked is the walk along a scalar by its style, or nil if it went astray.
func walked(text string, y *yaml.Node, at int) *walk {
	w := &walk{source: text, at: at}
	ok := false
	switch {
	case y.Style&yaml.SingleQuotedStyle != 0:
		ok = w.peek(0) == '\'' && w.single()
	case y.Style&yaml.DoubleQuotedStyle != 0:
		ok = w.peek(0) == '"' && w.double()
	case y.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0:
		ok = (w.peek(0) == '|' || w.peek(0) == '>') && w.block(y.Value)
	default:
		ok = w.plain(len(y.Value))
	}
	if !ok {
		return nil
	}
	return w
}

// snippet is the text with its places. The end is where the walk got to, or for a block,
// which walks on over the empty lines after it, behind its last byte.
func (w *walk) snippet(source *diag.Source) diag.Snippet {
	end := w.at
	if last := len(w.places) - 1; last >= 0 && w.inBlock {
		end = w.places[last] + 1
	}
	for i := 0; len(w.bad) > 0 && i < len(w.places); i++ { // both are in order
		for len(w.bad) > 0 && w.bad[0] < w.places[i] {
			w.bad = w.bad[1:]
		}
		if len(w.bad) > 0 && w.bad[0] == w.places[i] {
			w.text[i] = '_'
		}
	}
	return diag.MappedSnippet(source, string(w.text), append(w.places, min(end, len(source.Text))))
}
