package sla

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
)

// words are the texts that stand for the values of an enumeration in a document.
type words[T comparable] map[string]T

func (w words[T]) text(v T) string {
	for text, value := range w {
		if value == v {
			return text
		}
	}
	return fmt.Sprintf("invalid(%d)", any(v)) // a number: %v would ask String again
}

// marshal is the words of a value; the zero value, which is none, has no words.
func (w words[T]) marshal(v T) ([]byte, error) {
	var none T
	if v == none {
		return nil, nil
	}
	if !w.valid(v) {
		return nil, fmt.Errorf("%s is not a value that can be written", w.text(v))
	}
	return []byte(w.text(v)), nil
}

func (w words[T]) unmarshal(text []byte, into *T) error {
	v, ok := w[string(text)]
	if !ok && len(text) > 0 {
		return fmt.Errorf("%q is not one of: %s", text, strings.Join(w.all(), ", "))
	}
	*into = v
	return nil
}

func (w words[T]) valid(v T) bool {
	for _, value := range w {
		if value == v {
			return true
		}
	}
	return false
}

func (w words[T]) all() []string { return slices.Sorted(maps.Keys(w)) }

// advice names the nearest word, or all of them.
func (w words[T]) advice(wrong string) string { return diag.DidYouMean(wrong, w.all()) }
