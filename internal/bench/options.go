package main

import (
	"flag"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"time"
)

// questions are the names of what can be asked, in the order of the page.
var questions = []string{"criterion", "counts", "missing", "percentile", "groups", "live", "reading", "memory", "growth"}

// options are what a run is about.
type options struct {
	rows    int
	rounds  int
	missing int // percent
	most    int // rows of growth
	only    []string
	lap     time.Duration // how long a contestant of small questions is asked in a round
	threads []int
	profile string // the directory for profiles; empty for none
}

func readOptions(args []string) (options, error) {
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	rows := flags.Int("rows", 1_000_000, "rows that are asked about")
	rounds := flags.Int("rounds", 5, "rounds; each asks all in turn")
	missing := flags.Int("missing", 10, "percent of two fields that are missing, where some are")
	most := flags.Int("most", 0, "most rows as they grow; past -rows they come in batches; 0 is -rows")
	only := flags.String("only", "", "the questions to ask, with commas: "+strings.Join(questions, ","))
	profile := flags.String("profile", "", "a directory to write cpu.pprof and allocs.pprof to; samples have the contestant's name as a label")
	quick := flags.Bool("quick", false, "10,000 rows and one round: compares the answers, and no time is worth reading")
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	o := options{rows: *rows, rounds: *rounds, missing: *missing, most: *most, only: questions, lap: 100 * time.Millisecond, threads: []int{1}, profile: *profile}
	if *quick {
		o.rows, o.rounds, o.lap = 10_000, 1, time.Millisecond
	}
	if o.most == 0 {
		o.most = o.rows
	}
	if runtime.NumCPU() > 1 {
		o.threads = []int{1, 2}
	}
	if *only != "" {
		o.only = strings.Split(*only, ",")
	}
	for _, name := range o.only {
		if !slices.Contains(questions, name) {
			return options{}, fmt.Errorf("-only has %q; the questions are %s", name, strings.Join(questions, ", "))
		}
	}
	switch {
	case o.rows < 1_000 || o.rounds < 1 || o.most < 1_000:
		return options{}, fmt.Errorf("it takes 1,000 rows and one round at least")
	case o.missing < 1 || o.missing > 90:
		return options{}, fmt.Errorf("-missing is from 1 to 90 percent")
	case flags.NArg() > 0:
		return options{}, fmt.Errorf("%q is no flag", flags.Arg(0))
	}
	return o, nil
}

// rules are those of a race over rows.
func (o options) rules(threads, rows int) rules {
	return rules{rounds: o.rounds, threads: threads, n: rows, atLeast: o.lap, budget: time.Minute}
}
