package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
)

// everyAllocation is how many bytes are allocated between two samples. Concord allocates
// little, and that in large pieces, so that samples far apart would not show it.
const everyAllocation = 4 << 10

// profiled runs with a profile of the processor's time, and one of what was allocated.
func profiled(dir string, run func() error) error {
	if dir == "" {
		return run()
	}
	runtime.MemProfileRate = everyAllocation
	cpu, err := os.Create(filepath.Join(dir, "cpu.pprof"))
	if err != nil {
		return err
	}
	allocs, err := os.Create(filepath.Join(dir, "allocs.pprof"))
	if err != nil {
		return errors.Join(err, cpu.Close())
	}
	if err := pprof.StartCPUProfile(cpu); err != nil {
		return errors.Join(err, cpu.Close(), allocs.Close())
	}
	err = run()
	pprof.StopCPUProfile()
	return errors.Join(err, pprof.Lookup("allocs").WriteTo(allocs, 0), cpu.Close(), allocs.Close())
}

// labelled asks a contestant under its name, which goes with every sample of a profile.
func labelled(ctx context.Context, c contestant, n int) (err error) {
	pprof.Do(ctx, pprof.Labels("contestant", c.name), func(ctx context.Context) { err = c.ask(ctx, n) })
	return err
}
