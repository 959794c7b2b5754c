package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"

	"github.com/concord-sla/concord/dsl/table"
)

// askReading goes from a file of CSV to the answer of the question of counts.
func askReading(ctx context.Context, o options, from source, threads int) (section, error) {
	var contestants []contestant
	for _, r := range readers() {
		c, done, err := r.open(ctx, from.csv)
		if err != nil {
			return section{}, err
		}
		defer done()
		c.name = r.name
		contestants = append(contestants, c)
	}
	results, err := race(ctx, o.rules(threads, from.len()), contestants)
	if err != nil {
		return section{}, err
	}
	return section{
		title: "From a CSV file to the two counts and the sum, " + threadCount(threads),
		unit:  "ns a row", results: results,
		notes: []string{"The file is in the page cache."},
	}, nil
}

// concordReader reads the file into a table and asks that.
func concordReader(_ context.Context, path string) (contestant, func() error, error) {
	return oneWay(ours, nil, func(ctx context.Context, _ int) (found totals, err error) {
		file, err := os.Open(path)
		if err != nil {
			return found, err
		}
		defer file.Close()
		t, err := table.ReadCSV(ticketSchema(false), path, file, table.Options{})
		if err != nil {
			return found, err
		}
		a, err := prepare(t, countsTexts(false)...)
		if err != nil {
			return found, err
		}
		if err := a.all(ctx); err != nil {
			return found, err
		}
		return totalsOf(a.values), nil
	}), nothing, nil
}

// csvReader only cuts the file into cells, as the standard library does, and answers
// nothing.
func csvReader(_ context.Context, path string) (contestant, func() error, error) {
	return contestant{alone: true, ask: func(context.Context, int) error {
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		rows := csv.NewReader(file)
		rows.ReuseRecord = true
		for {
			if _, err := rows.Read(); errors.Is(err, io.EOF) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}}, nothing, nil
}

func nothing() error { return nil }
