package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("mutate", flag.ContinueOnError)
	root := flags.String("root", "../..", "the folder of the module")
	n := flags.Int("n", 240, "how many mutants that build are in the sample")
	seed := flags.Uint64("seed", 1, "which sample")
	path := flags.String("results", "mutants.tsv", "the file to which a line is appended for each mutant")
	order := flags.String("order", "", "packages whose tests come first after a package's own, with commas between them")
	judges := flags.Int("judges", 0, "how many packages beside its own may notice a mutant, the first of the order; 0 is all that import it")
	limit := flags.Duration("timeout", 5*time.Minute, "how long the tests of a package may take")
	memory := flags.Int("memory", 4, "GiB that a test may take, which needs prlimit; 0 is no limit")
	parallel := flags.Int("parallel", 2, "how many mutants are tried at once")
	list := flags.Bool("list", false, "print the sample and do not run it")
	unchecked := flags.Bool("unchecked", false, "do not run the tests without a change first")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return fmt.Errorf("name packages, such as sla, or groups of them: engine=dsl/internal/exec,dsl/internal/kernel")
	}
	m, err := listModule(*root)
	if err != nil {
		return err
	}
	queues, err := m.queues(flags.Args())
	if err != nil {
		return err
	}
	sample(queues, *n, *seed)
	if *list {
		for _, q := range queues {
			for _, s := range q.sites[:q.want] {
				fmt.Println(q.group + "\t" + s.name())
			}
		}
		return nil
	}
	r := &runner{module: m, limit: *limit, memory: *memory, others: *judges}
	if *order != "" {
		r.order = strings.Split(*order, ",")
	}
	found, err := openResults(*path)
	if err != nil {
		return err
	}
	defer found.file.Close()
	if !*unchecked {
		if err := r.sound(ctx, slices.DeleteFunc(slices.Clone(queues), func(q *queue) bool { return q.want == 0 })); err != nil {
			return err
		}
	}
	err = r.campaign(ctx, queues, found, *parallel)
	groups, all := shares(queues, found)
	for _, group := range flags.Args() {
		name, _, _ := strings.Cut(group, "=")
		fmt.Printf("%-24s %s\n", name, groups[name])
	}
	fmt.Printf("%-24s %s\n", "together", all)
	return err
}

// campaign tries the sites of every queue until it has as many that build as it wants,
// and several queues at once.
func (r *runner) campaign(ctx context.Context, queues []*queue, found *results, parallel int) error {
	waiting := make(chan *queue)
	errs := make(chan error, parallel)
	var workers sync.WaitGroup
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	for range parallel {
		workers.Go(func() {
			for q := range waiting {
				if err := r.tryAll(ctx, q, found); err != nil {
					errs <- err
					cancel()
					return
				}
			}
		})
	}
	for _, q := range queues {
		select {
		case waiting <- q:
		case <-ctx.Done():
		}
	}
	close(waiting)
	workers.Wait()
	close(errs)
	if err := <-errs; err != nil {
		return err
	}
	return ctx.Err()
}

func (r *runner) tryAll(ctx context.Context, q *queue, found *results) error {
	built := 0
	for _, s := range q.sites {
		if built == q.want {
			return nil
		}
		one, ok := found.of(s)
		if !ok {
			var err error
			if one, err = r.try(ctx, q, s); err != nil {
				return err
			}
			if err := found.add(one); err != nil {
				return err
			}
			fmt.Print(one.line())
		}
		if one.outcome != notBuilt {
			built++
		}
	}
	return nil
}
