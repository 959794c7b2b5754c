// Package contexts looks at a context before a call begins its work.
package contexts

import (
	"context"
	"errors"
)

// ErrNil is returned for a context that is nil.
var ErrNil = errors.New("the context is nil; pass context.Background()")

// Check returns the error of a context that has ended, and [ErrNil] for one that is nil. A
// call that takes a context begins with it: loops look at it later, and there may be
// nothing to loop over.
func Check(ctx context.Context) error {
	if ctx == nil {
		return ErrNil
	}
	return ctx.Err()
}
