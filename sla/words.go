package sla

import (
	"slices"
	"strings"

	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/prose"
)

// words are the texts that stand for the values of an enumeration in a document, in the
// order in which they are explained.
type words[T comparable] []word[T]

type word[T comparable] struct {
	text  string
	value T
}

// value returns what a text stands for, and whether it stands for anything.
func (w words[T]) value(text string) (v T, ok bool) {
	for _, one := range w {
		if one.text == text {
			return one.value, true
		}
	}
	return v, false
}

// valid reports whether a value has words.
func (w words[T]) valid(v T) bool {
	for _, one := range w {
		if one.value == v {
			return true
		}
	}
	return false
}

// all returns the texts.
func (w words[T]) all() []string {
	all := make([]string, len(w))
	for i, one := range w {
		all[i] = one.text
	}
	return all
}

// choice returns the texts for a sentence: "draft, in review, or final".
func (w words[T]) choice() string {
	all := w.all()
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + ", or " + all[last]
}

// advice returns the nearest text to a wrong one, or all of them.
func (w words[T]) advice(wrong string) string {
	return prose.DidYouMean(wrong, slices.Sorted(slices.Values(w.all())))
}

// form returns the form of a value that is written as one of the words.
func (w words[T]) form() form.Form[T] { return form.OneOf(w.all(), w.value) }
