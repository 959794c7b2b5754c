package sla

import (
	"github.com/concord-sla/concord/dsl/diag"
)

// origin remembers where the parts of an agreement stand in its document, by their path,
// so that a check can point there. For an agreement built in Go it is empty, and the path
// itself is what is shown.
type origin struct {
	texts map[string]diag.Snippet // of scalars
	keys  map[string]diag.Snippet // of the keys of maps
}

// text returns the snippet of a value at a path. A value that was changed after reading
// is shown by itself.
func (o origin) text(path, value string) diag.Snippet {
	if s, ok := o.texts[path]; ok && s.Text == value {
		s.Path = path
		return s
	}
	s := diag.TextSnippet(path, value)
	s.Path = path
	return s
}

// at places a diagnostic on the value at a path, or on the key there, or on the nearest
// thing around it.
func (o origin) at(path string, d diag.Diagnostic) *diag.Diagnostic {
	d.Path = path
	for p := path; ; p = parent(p) {
		if s, ok := o.texts[p]; ok {
			s.Path = path
			return s.At(d, diag.Span{Start: 0, End: len(s.Text)})
		}
		if s, ok := o.keys[p]; ok {
			s.Path = path
			return s.At(d, diag.Span{Start: 0, End: len(s.Text)})
		}
		if p == "" {
			return &d
		}
	}
}

func parent(path string) string {
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '.' || path[i] == '[' {
			return path[:i]
		}
	}
	return ""
}
