// Command bench asks the same questions of the same records of Concord and of its rivals,
// in one run, and prints a table of ratios for each question. Answers are compared before
// times are: a run in which two do not agree fails.
//
//	cd internal/bench
//	go run . -rows 1000000                  # without those that take minutes to compile
//	go run -tags rivals . -rows 10000000    # all of them
//
// It is a module of its own, so that nobody who imports Concord gets the rivals too.
// There is a file for each question and one for each rival; a rival that can be asked in
// several ways is asked in all of them, so that the table shows its best.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := command(ctx, os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// command reads the flags and runs what they ask for.
func command(ctx context.Context, args []string, w io.Writer) error {
	o, err := readOptions(args)
	if err != nil {
		return err
	}
	return profiled(o.profile, func() error { return run(ctx, o, w) })
}
