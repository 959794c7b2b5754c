package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"time"
)

// contestant is one way to answer a question.
type contestant struct {
	name string

	// ask is what is timed: it answers for the first n things, records or rows.
	ask func(ctx context.Context, n int) error

	// answer is what the last ask found, for comparing; nil when it has none of its own,
	// and is there for its time.
	answer func() string

	// threads says how many threads ask may use, before it is timed; nil when it uses
	// what GOMAXPROCS allows.
	threads func(ctx context.Context, n int) error

	// alone is set for what uses one thread, however many there are.
	alone bool
}

// rules are those of a race.
type rules struct {
	rounds  int
	threads int
	n       int           // things that are asked about
	most    time.Duration // a contestant that takes longer is asked about fewer; 0 when all are asked about all
	atLeast time.Duration // a contestant that takes less is asked again and again until so much time is over
	budget  time.Duration // a contestant for which all rounds would take longer is asked in fewer, one at least; 0 is none
}

// result is what a contestant took for one thing in nanoseconds, in each round.
type result struct {
	name   string
	each   []float64
	allocs float64 // allocations for one thing, in the last round
}

// errAnswers is a contestant whose answer is not that of the others.
var errAnswers = errors.New("the answers differ")

// race compares the contestants' answers, and then their times: every round asks all of
// them in turn, so that what else the machine does falls on all alike.
func race(ctx context.Context, rules rules, contestants []contestant) ([]result, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(rules.threads))
	contestants = slices.DeleteFunc(slices.Clone(contestants), func(c contestant) bool { return c.alone && rules.threads > 1 })
	sizes, err := sizesOf(ctx, rules, contestants)
	if err != nil {
		return nil, err
	}
	took, err := compare(ctx, rules, contestants, slices.Min(sizes))
	if err != nil {
		return nil, err
	}
	results := make([]result, len(contestants))
	for i, c := range contestants {
		results[i].name = c.name
	}
	for round := range rules.rounds {
		for i, c := range contestants {
			if round > 0 && rules.budget > 0 && time.Duration(round+1)*took[i] > rules.budget {
				continue
			}
			if err := lap(ctx, rules, c, sizes[i], &results[i]); err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
		}
	}
	return results, nil
}

// sizesOf is about how many things each contestant is asked.
func sizesOf(ctx context.Context, rules rules, contestants []contestant) ([]int, error) {
	sizes := make([]int, len(contestants))
	for i, c := range contestants {
		sizes[i] = rules.n
		if rules.most == 0 {
			continue
		}
		few := min(rules.n, 1_000)
		began := time.Now()
		if err := c.ask(ctx, few); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		if each := time.Since(began) / time.Duration(few); each > 0 {
			sizes[i] = min(rules.n, max(few, int(rules.most/each)))
		}
	}
	return sizes, nil
}

// compare asks all for the same n things and fails when two do not agree. It tells how
// long each took.
func compare(ctx context.Context, rules rules, contestants []contestant, n int) ([]time.Duration, error) {
	var first *contestant
	var want string
	took := make([]time.Duration, len(contestants))
	for i, c := range contestants {
		if c.threads != nil {
			if err := c.threads(ctx, rules.threads); err != nil {
				return nil, fmt.Errorf("%s: %w", c.name, err)
			}
		}
		began := time.Now()
		if err := c.ask(ctx, n); err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		took[i] = time.Since(began)
		if c.answer == nil {
			continue
		}
		got := c.answer()
		if first == nil {
			first, want = &contestants[i], got
			continue
		}
		if got != want {
			return nil, fmt.Errorf("%w: %s says %s, %s says %s", errAnswers, first.name, want, c.name, got)
		}
	}
	return took, nil
}

// lap asks one contestant in one round.
func lap(ctx context.Context, rules rules, c contestant, n int, into *result) error {
	if c.threads != nil {
		if err := c.threads(ctx, rules.threads); err != nil {
			return err
		}
	}
	runtime.GC() // what others left behind is not swept in this one's time
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	asked, began := 0, time.Now()
	for asked == 0 || time.Since(began) < rules.atLeast {
		if err := labelled(ctx, c, n); err != nil {
			return err
		}
		asked++
	}
	took := time.Since(began)
	runtime.ReadMemStats(&after)
	things := float64(asked) * float64(n)
	into.each = append(into.each, float64(took.Nanoseconds())/things)
	into.allocs = float64(after.Mallocs-before.Mallocs) / things
	return nil
}

// ratios are those of one contestant's times to another's within each round in which both
// were asked, in order.
func ratios(of, to result) []float64 {
	all := make([]float64, min(len(of.each), len(to.each)))
	for i := range all {
		all[i] = of.each[i] / to.each[i]
	}
	slices.Sort(all)
	return all
}

// median is the middle of values in order; of an even number of values, the mean of the
// middle two.
func median(sorted []float64) float64 {
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// find is the result of a name.
func find(results []result, name string) (result, bool) {
	i := slices.IndexFunc(results, func(r result) bool { return r.name == name })
	if i < 0 {
		return result{}, false
	}
	return results[i], true
}
