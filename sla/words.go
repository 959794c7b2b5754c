package sla

import (
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
)

// words are the texts that stand for the values of an enumeration in a document.
type words[T comparable] map[string]T

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
