package form

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Key is a key of an object that is read into a T.
type Key[T any] struct {
	Name     string
	Required bool
	Meaning  string  // what the key says, for the documentation
	Example  string  // a value as it is written in a document
	Value    Form[T] // reads the value into the T that has the key

	// Missing returns what is reported when a required key is not there. It is nil where
	// the value that was read shows that the key was missing, and a later check of that
	// value says so.
	Missing func(*T) (summary, advice string)
}

// ObjectOf returns the form of a map with known keys. Keys that are not known are
// mistakes. The keys are read in the order of the table, whatever their order in the
// document, so that one can rely on those before it.
func ObjectOf[T any](noun string, keys []Key[T]) Form[T] {
	shape := Shape{Kind: Object, Noun: noun}
	for _, key := range keys {
		shape.Keys = append(shape.Keys, KeyShape{key.Name, key.Required, key.Meaning, key.Example, key.Value.shape})
	}
	return New(shape, func(r *Reader, n *document.Node, into *T) {
		if n.Kind != document.Map {
			r.WrongShape(n, noun+" is written as keys and values", "write key: value lines below it, indented")
			return
		}
		shape.unknown(r, n)
		for _, key := range keys {
			if value := n.Get(key.Name); value != nil {
				key.Value.read(r, value, into)
			} else if key.Missing != nil {
				summary, advice := key.Missing(into)
				r.Report(n, codes.MissingKey, summary, advice)
			}
		}
	})
}

// unknown reports the keys of a map that the object does not have.
func (s Shape) unknown(r *Reader, n *document.Node) {
	for _, e := range n.Entries {
		if slices.ContainsFunc(s.Keys, func(key KeyShape) bool { return key.Name == e.Key }) {
			continue
		}
		names := s.names()
		advice := prose.DidYouMean(e.Key, names)
		if advice == "" {
			advice = fmt.Sprintf("%s has the keys %s", s.Noun, strings.Join(names, ", "))
		}
		r.ReportKey(e, codes.UnknownKey, fmt.Sprintf("%s has no key %s", s.Noun, shown(e.Key)), advice)
	}
}

// names returns the names of an object's keys in the order of the alphabet.
func (s Shape) names() []string {
	names := make([]string, len(s.Keys))
	for i, key := range s.Keys {
		names[i] = key.Name
	}
	slices.Sort(names)
	return names
}
