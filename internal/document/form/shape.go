package form

import (
	"strings"

	"github.com/concord-sla/concord/internal/prose"
)

// Kind is the sort of value that a shape describes. The zero Kind is invalid.
type Kind uint8

const (
	_      Kind = iota
	Scalar      // a single text, which Noun describes
	Number      // a whole number
	Word        // one of Words
	Object      // a map of the known Keys
	Map         // a map from the author's names, each to what Of describes
	List        // a list of what Of describes; one of them may stand without the list
	Either      // one of the Alternatives
)

// Shape describes what may stand at a place of a document. A shape of values that hold
// others of their kind leads back to itself.
type Shape struct {
	Kind         Kind
	Noun         string   // what a value is called: "condition", "a metric"; for a map, what its names are
	Words        []string // of a Word, in the order in which they are explained
	Keys         []KeyShape
	Of           *Shape
	Alternatives []*Shape
}

// KeyShape describes a key of an object.
type KeyShape struct {
	Name     string
	Required bool
	Meaning  string // what the key says, for the documentation
	Example  string // a value as it is written in a document
	*Shape
}

// String returns the shape in a few words: "date", "list of exclusions", "map of names to
// metrics".
func (s *Shape) String() string {
	switch s.Kind {
	case Word:
		return enumeration(s.Words)
	case Map:
		return "map of " + s.Noun + " to " + s.Of.Plural()
	case List:
		return "list of " + s.Of.Plural()
	case Either:
		return enumeration(each(s.Alternatives, (*Shape).String))
	}
	return bare(s.Noun)
}

// Walk visits the shape and all shapes within it, but none within itself. The path is
// that of a place where the shape may stand, with * for a name of the author's and [] for
// an element of a list: "metrics.*.exclude[].kind". Visit reports whether to go on into
// the shape.
func (s *Shape) Walk(path string, visit func(path string, s *Shape) bool) {
	s.walk(path, visit, map[*Shape]bool{})
}

func (s *Shape) walk(path string, visit func(string, *Shape) bool, inside map[*Shape]bool) {
	if inside[s] || !visit(path, s) {
		return
	}
	inside[s] = true
	for _, key := range s.Keys {
		key.walk(strings.TrimPrefix(path+"."+key.Name, "."), visit, inside)
	}
	switch s.Kind {
	case Map:
		s.Of.walk(path+".*", visit, inside)
	case List:
		s.Of.walk(path+"[]", visit, inside)
	}
	for _, one := range s.Alternatives {
		one.walk(path, visit, inside)
	}
	delete(inside, s)
}

// enumeration joins words: "a", "a or b", "a, b or c".
func enumeration(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " or " + words[last]
}

func each(shapes []*Shape, text func(*Shape) string) []string {
	all := make([]string, len(shapes))
	for i, s := range shapes {
		all[i] = text(s)
	}
	return all
}

// bare returns a noun without its article.
func bare(noun string) string {
	if article, rest, ok := strings.Cut(noun, " "); ok && (article == "a" || article == "an" || article == "the") {
		return rest
	}
	return noun
}

// Plural returns the words for several values of the shape: "metrics", "spans of time".
func (s *Shape) Plural() string {
	switch s.Kind {
	case Word:
		return s.String()
	case Either:
		return enumeration(each(s.Alternatives, (*Shape).Plural))
	}
	first, rest, ok := strings.Cut(s.String(), " of ")
	if ok {
		rest = " of " + rest
	}
	return prose.Plural(first) + rest
}
