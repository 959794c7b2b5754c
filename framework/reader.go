package framework

import (
	"iter"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// reader reads nodes and collects what is wrong with them, so that one mistake
// does not hide the next.
type reader struct{ found diag.List }

func (r *reader) add(d *diag.Diagnostic) {
	d.Severity = diag.Error
	r.found = append(r.found, d)
}

func (r *reader) bad(at *document.Node, summary, advice string) {
	r.add(at.At(diag.Diagnostic{Code: diag.BadValue, Summary: summary, Advice: advice}))
}

func (r *reader) unknown(at *document.Node, what, text string, words []string) {
	r.add(at.At(*unknownWord(what, text, words)))
}

func (r *reader) missing(at *document.Node, key, advice string) {
	r.add(at.At(diag.Diagnostic{Code: diag.MissingKey, Summary: "the key " + key + " is missing", Advice: advice}))
}

// isMap reports whether the node is a map, and complains about keys that are not
// known; nil keys allow any.
func (r *reader) isMap(node *document.Node, what string, keys []string) bool {
	if node.Kind != document.Map {
		r.shape(node, what, "a map of keys and values")
		return false
	}
	if keys == nil {
		return true
	}
	for _, entry := range node.Entries {
		if !slices.Contains(keys, entry.Key) {
			r.add(entry.At(diag.Diagnostic{Code: diag.UnknownKey, Summary: "the key " + quoted(entry.Key) + " is not known in " + what,
				Advice: diag.DidYouMean(entry.Key, keys)}))
		}
	}
	return true
}

func (r *reader) isList(node *document.Node, what string) bool {
	if node.Kind != document.List {
		r.shape(node, what, "a list")
		return false
	}
	return true
}

func (r *reader) shape(node *document.Node, what, want string) {
	found := "a " + node.Kind.String()
	if node.Kind == document.Null {
		found = "nothing"
	}
	r.add(node.At(diag.Diagnostic{Code: diag.WrongShape, Summary: what + " must be " + want + ", this is " + found}))
}

// scalar gives a text that is not empty.
func (r *reader) scalar(node *document.Node, what string) (string, bool) {
	if node.Kind != document.Scalar {
		r.shape(node, what, "a text")
		return "", false
	}
	if node.Text == "" {
		r.bad(node, what+" is empty", "write a value, or leave the key out")
		return "", false
	}
	return node.Text, true
}

// text gives the text under a key and its node; nil if there is none.
func (r *reader) text(node *document.Node, key string) (string, *document.Node) {
	value := node.Get(key)
	if value == nil {
		return "", nil
	}
	text, ok := r.scalar(value, key)
	if !ok {
		return "", nil
	}
	return text, value
}

// required is text for a key that must be there.
func (r *reader) required(node *document.Node, key string) (string, *document.Node) {
	if node.Get(key) == nil {
		r.missing(node, key, "write "+key+": and its value")
	}
	return r.text(node, key)
}

// date gives the day under a key; the zero date if there is none.
func (r *reader) date(node *document.Node, key string) calendar.Date {
	text, at := r.text(node, key)
	if at == nil {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		r.bad(at, quoted(text)+" is not a day", "write the year, the month and the day, such as 2026-10-01")
	}
	return d
}

// oneOf is text for a key whose value comes from a list.
func (r *reader) oneOf(node *document.Node, key string, words []string) string {
	text, at := r.text(node, key)
	if at == nil {
		return ""
	}
	for _, word := range words {
		if text == word {
			return text
		}
	}
	r.unknown(at, "value of "+key, text, words)
	return ""
}

// word reads a value of a closed type.
func word[T ~uint8](r *reader, at *document.Node, what, text string, words []string) T {
	value, err := parseWord[T](what, text, words)
	if err != nil {
		r.unknown(at, what, text, words)
	}
	return value
}

func keysOf[V any](m map[string]V) iter.Seq[string] { return maps.Keys(m) }
