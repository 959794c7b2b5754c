package form

import (
	"github.com/concord-sla/concord/internal/document"
)

// Form says what may stand at a place of a document and how it is read into a T. The zero
// Form is invalid.
type Form[T any] struct {
	shape *Shape
	read  func(r *Reader, n *document.Node, into *T)
}

// New returns the form of a shape that is read by a function. The function reports what
// is wrong to the reader and then leaves the value as it was.
func New[T any](shape Shape, read func(r *Reader, n *document.Node, into *T)) Form[T] {
	return Form[T]{&shape, read}
}

// Shape returns the description of what the form accepts.
func (f Form[T]) Shape() *Shape { return f.shape }

// Read reads a node into a value and reports to the reader what is wrong with it.
func (f Form[T]) Read(r *Reader, n *document.Node, into *T) { f.read(r, n, into) }

// In returns the form of a field: what it reads goes to the place that field returns for
// the value around it. It is asked once for each node.
func In[T, F any](f Form[F], field func(around *T) *F) Form[T] {
	return Form[T]{f.shape, func(r *Reader, n *document.Node, into *T) { f.read(r, n, field(into)) }}
}

// EitherOf returns the form of a value that is written as a single text or as something
// else, such as keys and values.
func EitherOf[T any](text, other Form[T]) Form[T] {
	shape := Shape{Kind: Either, Alternatives: []*Shape{text.shape, other.shape}}
	return New(shape, func(r *Reader, n *document.Node, into *T) {
		if n.Kind == document.Scalar {
			text.read(r, n, into)
			return
		}
		other.read(r, n, into)
	})
}

// Recursive returns the form that build makes of the form itself, for values that hold
// others of their kind. Its shape leads back to itself.
func Recursive[T any](build func(self Form[T]) Form[T]) Form[T] {
	var built Form[T]
	shape := &Shape{}
	self := Form[T]{shape, func(r *Reader, n *document.Node, into *T) { built.read(r, n, into) }}
	built = build(self)
	*shape = *built.shape
	return self
}
