package form

import (
	"github.com/concord-sla/concord/internal/document"
)

// ListOf returns the form of a list. A single element may stand without the list around
// it. An element that could not be read is in the list too, so that the others keep their
// places.
func ListOf[T any](element Form[T]) Form[[]T] {
	return New(Shape{Kind: List, Of: element.shape}, func(r *Reader, n *document.Node, into *[]T) {
		items := []*document.Node{n}
		if n.Kind != document.Map || element.shape.Kind != Object {
			items = r.Items(n)
		}
		for _, item := range items {
			var v T
			element.read(r, item, &v)
			*into = append(*into, v)
		}
	})
}

// MapOf returns the form of a map from the author's own names. Start returns the value of
// a name before the rest of it is read; noun says what the names are, in the plural.
func MapOf[T any](noun string, value Form[T], start func(name string) T) Form[[]T] {
	return KeyedOf(noun, value, func(_ *Reader, e document.Entry) (T, bool) { return start(e.Key), true })
}

// KeyedOf returns the form of a map whose keys have a form of their own, such as days.
// Start returns the value of a key before the rest of it is read, or reports to the
// reader what is wrong with the key and returns false; that value is left out.
func KeyedOf[T any](noun string, value Form[T], start func(r *Reader, e document.Entry) (T, bool)) Form[[]T] {
	return New(Shape{Kind: Map, Noun: noun, Of: value.shape}, func(r *Reader, n *document.Node, into *[]T) {
		for _, e := range r.Entries(n) {
			v, ok := start(r, e)
			value.read(r, e.Value, &v)
			if ok {
				*into = append(*into, v)
			}
		}
	})
}
