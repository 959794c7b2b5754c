// Package reader reads the documents of the framework: catalogs, overlays and profiles.
// It turns nodes into texts, days and values, and collects every mistake with its place.
package reader

import (
	"errors"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework/internal/words"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Reader reads nodes and collects what is wrong with them, so that one mistake does not
// hide the next.
type Reader struct{ Problems diag.List }

// Add collects a mistake.
func (r *Reader) Add(d *diag.Diagnostic) {
	d.Severity = diag.Error
	r.Problems = append(r.Problems, d)
}

// Bad collects a value that is wrong at a node.
func (r *Reader) Bad(at *document.Node, summary, advice string) {
	r.Add(at.At(diag.Diagnostic{Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: summary, Advice: advice}))
}

// Unknown collects a word that is not in a closed list.
func (r *Reader) Unknown(at *document.Node, what, text string, list []string) {
	r.Add(at.At(*words.Unknown(what, text, list)))
}

// Missing collects a key that is not there.
func (r *Reader) Missing(at *document.Node, key, advice string) {
	r.Add(at.At(diag.Diagnostic{Code: codes.MissingKey, Class: codes.Class(codes.MissingKey), Summary: "the key " + key + " is missing", Advice: advice}))
}

// IsMap reports whether the node is a map, and collects the keys that are not known; nil
// keys allow any.
func (r *Reader) IsMap(node *document.Node, what string, keys []string) bool {
	if node.Kind != document.Map {
		r.shape(node, what, "a map of keys and values")
		return false
	}
	if keys == nil {
		return true
	}
	for _, entry := range node.Entries {
		if !slices.Contains(keys, entry.Key) {
			r.Add(entry.At(diag.Diagnostic{Code: codes.UnknownKey, Class: codes.Class(codes.UnknownKey), Summary: "the key " + prose.Quote(entry.Key) + " is not known in " + what,
				Advice: diag.DidYouMean(entry.Key, keys)}))
		}
	}
	return true
}

// IsList reports whether the node is a list.
func (r *Reader) IsList(node *document.Node, what string) bool {
	if node.Kind != document.List {
		r.shape(node, what, "a list")
		return false
	}
	return true
}

func (r *Reader) shape(node *document.Node, what, want string) {
	found := "a " + node.Kind.String()
	if node.Kind == document.Null {
		found = "nothing"
	}
	r.Add(node.At(diag.Diagnostic{Code: codes.WrongShape, Class: codes.Class(codes.WrongShape), Summary: what + " must be " + want + ", this is " + found}))
}

// List returns the items of the list under a key that must be there.
func (r *Reader) List(node *document.Node, key, advice string) []*document.Node {
	list := node.Get(key)
	if list == nil {
		r.Missing(node, key, advice)
		return nil
	}
	if !r.IsList(list, key) {
		return nil
	}
	return list.Items
}

// Scalar returns the text of a node; an empty one is a mistake.
func (r *Reader) Scalar(node *document.Node, what string) (string, bool) {
	if node.Kind != document.Scalar {
		r.shape(node, what, "a text")
		return "", false
	}
	if node.Text == "" {
		r.Bad(node, what+" is empty", "write a value, or leave the key out")
		return "", false
	}
	return node.Text, true
}

// Text returns the text under a key and its node; nil if there is none.
func (r *Reader) Text(node *document.Node, key string) (string, *document.Node) {
	value := node.Get(key)
	if value == nil {
		return "", nil
	}
	text, ok := r.Scalar(value, key)
	if !ok {
		return "", nil
	}
	return text, value
}

// Required returns what [Reader.Text] does, for a key that must be there.
func (r *Reader) Required(node *document.Node, key string) (string, *document.Node) {
	if node.Get(key) == nil {
		r.Missing(node, key, "write "+key+": and its value")
	}
	return r.Text(node, key)
}

// Date returns the day under a key; the zero date if there is none.
func (r *Reader) Date(node *document.Node, key string) calendar.Date {
	text, at := r.Text(node, key)
	if at == nil {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(text)
	if err != nil {
		r.Bad(at, prose.Quote(text)+" is not a day", "write the year, the month and the day, such as 2026-10-01")
	}
	return d
}

// OneOf returns the text under a key whose value comes from a closed list.
func (r *Reader) OneOf(node *document.Node, key string, list []string) string {
	text, at := r.Text(node, key)
	if at == nil {
		return ""
	}
	for _, word := range list {
		if text == word {
			return text
		}
	}
	r.Unknown(at, "value of "+key, text, list)
	return ""
}

// Placed collects the mistakes of a parser of short texts at the node whose text it read,
// and reports whether there were any.
func (r *Reader) Placed(at *document.Node, err error) bool {
	if err == nil {
		return false
	}
	d, placed := errors.AsType[*diag.Diagnostic](err)
	if !placed {
		r.Bad(at, err.Error(), "")
		return true
	}
	r.Add(at.Snippet.At(diag.Diagnostic{Code: d.Code, Class: d.Class, Summary: d.Summary, Advice: d.Advice}, d.Span))
	return true
}

// Value returns what a parser makes of the text under a key; nil if there is none.
func Value[T any](r *Reader, node *document.Node, key string, parse func(string) (T, error)) *T {
	text, at := r.Text(node, key)
	if at == nil {
		return nil
	}
	value, err := parse(text)
	if r.Placed(at, err) {
		return nil
	}
	return &value
}

// Values returns what a parser makes of a text, or of each text of a list.
func Values[T any](r *Reader, node *document.Node, what string, parse func(string) (T, error)) []T {
	if node == nil {
		return nil
	}
	items := []*document.Node{node}
	if node.Kind == document.List {
		items = node.Items
	}
	var values []T
	for _, item := range items {
		text, ok := r.Scalar(item, what)
		if !ok {
			continue
		}
		value, err := parse(text)
		if !r.Placed(item, err) {
			values = append(values, value)
		}
	}
	return values
}

// Word returns the value of an enumeration that has the text, which stands at a node.
func Word[T ~uint8](r *Reader, at *document.Node, what, text string, list []string) T {
	value, err := words.Parse[T](what, text, list)
	if err != nil {
		r.Unknown(at, what, text, list)
	}
	return value
}

var tierKeys = []string{"when", "target", "target text", "item limit"}

// Tiers returns the targets by case that a list holds. Its function makes one of a case's
// node, name and text, and reports whether there is a figure or a limit in it.
func Tiers[T any](r *Reader, list *document.Node, tier func(item *document.Node, when, text string) (T, bool)) []T {
	if list == nil || !r.IsList(list, "tiers") {
		return nil
	}
	var tiers []T
	for _, item := range list.Items {
		if !r.IsMap(item, "a tier", tierKeys) {
			continue
		}
		when, _ := r.Required(item, "when")
		text, _ := r.Text(item, "target text")
		t, set := tier(item, when, text)
		if !set && text == "" {
			r.Missing(item, "target", "a tier has a target, a target text or an item limit")
		}
		tiers = append(tiers, t)
	}
	return tiers
}
