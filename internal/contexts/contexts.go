// Package contexts looks at a context before a call begins its work, and has the context
// of calls that take none.
package contexts

import (
	"context"
	"errors"
)

// ErrNil is returned for a context that is nil.
var ErrNil = errors.New("the context is nil; pass context.Background()")

// Check returns the error of a context that has ended, and [ErrNil] for one that is nil.
// A call that takes a context begins with it: loops look at it later, and there may be
// nothing to loop over.
func Check(ctx context.Context) error {
	if ctx == nil {
		return ErrNil
	}
	return ctx.Err()
}

// Bounded returns the context of work that nobody has to be able to end, in a call that
// takes no context. Either it reads no records, and evaluates an expression without
// aggregates or proves something within a budget of steps, so that it takes a moment
// whatever the input. Or all that it waits for is a reader that its caller passed, and
// can end. Other work has the context of its caller.
func Bounded() context.Context { return context.Background() }
