package testenv

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
)

// Ending is a context that is cancelled when its error is asked for the n-th time, so
// that a test can stop a call at each of its checks in turn.
type Ending struct {
	context.Context
	n        int64
	recovers bool
	looks    atomic.Int64
}

// EndsAt returns a context that is cancelled from the n-th look on.
func EndsAt(n int) *Ending { return &Ending{Context: context.Background(), n: int64(n)} }

// EndsOnlyAt returns a context that is cancelled at the n-th look, and at no later one as
// a real context would be. A call that drops the error of a stopped loop, and looks at
// the context once more when it is done, then returns no error.
func EndsOnlyAt(n int) *Ending {
	return &Ending{Context: context.Background(), n: int64(n), recovers: true}
}

// Err returns [context.Canceled] when the context is cancelled at this look.
func (e *Ending) Err() error {
	if n := e.looks.Add(1); n == e.n || n > e.n && !e.recovers {
		return context.Canceled
	}
	return nil
}

// Ended reports whether a call was told that the context ended.
func (e *Ending) Ended() bool { return e.looks.Load() >= e.n }

// StopAtEveryCheck makes a call with contexts that end at its first look, at its second
// and so on, of each of the kinds [EndsAt] and [EndsOnlyAt] that are passed, until one
// does not end, and returns how many did. The call fails with the error of a context that
// ended, and without an error otherwise. Of very many looks some are left out.
func StopAtEveryCheck(t testing.TB, what string, call func(ctx context.Context) error, kinds ...func(n int) *Ending) (stopped int) {
	t.Helper()
	for n := 1; ; n += 1 + n/16 {
		for _, ending := range kinds {
			ctx := ending(n)
			err := call(ctx)
			switch {
			case !ctx.Ended() && err == nil:
				return stopped
			case !ctx.Ended() || !errors.Is(err, context.Canceled):
				t.Errorf("%s, stopped at look %d: %v", what, n, err)
				return stopped
			}
		}
		stopped++
	}
}
