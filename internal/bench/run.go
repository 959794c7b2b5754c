package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"syscall"
)

// opened is a store that was filled.
type opened struct {
	name  string
	store store
}

// run asks the questions in turn and writes a section for each.
func run(ctx context.Context, o options, w io.Writer) error {
	writeMachine(w, o)
	dir, err := os.MkdirTemp("", "concord-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	asked := func(name string) bool { return slices.Contains(o.only, name) }
	if asked("criterion") {
		if err := show(w)(askCriterion(ctx, o)); err != nil {
			return err
		}
	}
	if asked("live") {
		if err := show(w)(askLive(ctx, o)); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(o.only, ofStores) {
		if err := runStores(ctx, o, dir, w, asked); err != nil {
			return err
		}
	}
	if asked("growth") {
		return show(w)(askGrowth(ctx, o))
	}
	return nil
}

// ofStores reports whether a question is asked of stores of many records.
func ofStores(name string) bool {
	return !slices.Contains([]string{"criterion", "live", "growth"}, name)
}

// runStores asks the questions about many records.
func runStores(ctx context.Context, o options, dir string, w io.Writer, asked func(name string) bool) error {
	from, err := sourceOf(newRecords(o.rows, 0, 1), dir, "whole")
	if err != nil {
		return err
	}
	all, done, err := openAll(ctx, from, w)
	defer done()
	if err != nil {
		return err
	}
	syscall.Sync() // or what was written would reach the disk while the first question is timed
	if asked("memory") {
		if err := show(w)(askMemory(ctx, all, o.rows)); err != nil {
			return err
		}
	}
	for _, threads := range o.threads {
		if asked("counts") {
			if err := show(w)(askAllCounts(ctx, o, all, threads)); err != nil {
				return err
			}
		}
		if asked("percentile") {
			for _, q := range []question{askPercentile, askDifferences} {
				if err := show(w)(askAllPercentiles(ctx, o, all, q, threads)); err != nil {
					return err
				}
			}
		}
		if asked("groups") {
			if err := show(w)(askAllGroups(ctx, o, all, threads)); err != nil {
				return err
			}
		}
		if asked("reading") {
			if err := show(w)(askReading(ctx, o, from, threads)); err != nil {
				return err
			}
		}
	}
	if asked("missing") {
		return runMissing(ctx, o, dir, w, all)
	}
	return nil
}

// runMissing asks the question of counts of records of which some values are missing.
func runMissing(ctx context.Context, o options, dir string, w io.Writer, whole []opened) error {
	from, err := sourceOf(newRecords(o.rows, o.missing, 1), dir, "gaps")
	if err != nil {
		return err
	}
	gaps, done, err := openAll(ctx, from, w)
	defer done()
	if err != nil {
		return err
	}
	syscall.Sync()
	for _, threads := range o.threads {
		if err := show(w)(askMissing(ctx, o, whole, gaps, threads)); err != nil {
			return err
		}
	}
	return nil
}

// sourceOf writes the records to a file too.
func sourceOf(r *records, dir, name string) (source, error) {
	path, err := writeCSV(dir, name+".csv", r)
	return source{records: r, csv: path, dir: dir}, err
}

// openAll fills all stores. One that this machine lacks is left out, and the page says
// so.
func openAll(ctx context.Context, from source, w io.Writer) (all []opened, done func(), err error) {
	done = func() {
		for _, o := range all {
			o.store.close()
		}
	}
	for _, s := range stores() {
		made, err := s.open(ctx, from)
		if lacking, ok := err.(lackError); ok {
			fmt.Fprintf(w, "%s is left out: %s.\n\n", s.name, lacking)
			continue
		}
		if err != nil {
			return all, done, fmt.Errorf("%s: %w", s.name, err)
		}
		all = append(all, opened{s.name, made})
	}
	return all, done, nil
}

// lackError says what a store needs and the machine does not have.
type lackError string

func (l lackError) Error() string { return string(l) }

// raceOf asks all stores a question, and references beside them.
func raceOf(ctx context.Context, o options, all []opened, q question, threads int, references ...contestant) ([]result, error) {
	var contestants []contestant
	for _, s := range all {
		ways, err := s.store.ways(q)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.name, err)
		}
		contestants = append(contestants, ways...)
	}
	return race(ctx, o.rules(threads, o.rows), append(contestants, references...))
}

// show writes a section as soon as it is there.
func show(w io.Writer) func(s section, err error) error {
	return func(s section, err error) error {
		if err != nil {
			return err
		}
		return s.write(w)
	}
}
