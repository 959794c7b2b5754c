package main

import (
	"context"
	"fmt"
	"runtime"
)

// oneWay is a contestant whose ask gives its answer.
func oneWay[T fmt.Stringer](name string, threads func(ctx context.Context, n int) error, ask func(ctx context.Context, n int) (T, error)) contestant {
	var found T
	return contestant{
		name: name, threads: threads,
		ask: func(ctx context.Context, n int) (err error) {
			found, err = ask(ctx, n)
			return err
		},
		answer: func() string { return found.String() },
	}
}

// heapOf is by how much the heap has grown after something was made, when what was thrown
// away on the way has been collected.
func heapOf(make func()) int64 {
	before := heap()
	make()
	return heap() - before
}

func heap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.GC() // what the first has found unreachable is swept by the second
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}
