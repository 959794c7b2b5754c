package main

import (
	"context"
	"fmt"
	"time"
)

// batchRows are the rows of a batch when more are asked about than are held at once.
const batchRows = 1_000_000

// askGrowth is what a row costs in the question of counts as the rows grow tenfold from
// 10,000. Past the rows that are held at once they come in generated batches, each of
// which is gone before the next; only the asking is timed.
func askGrowth(ctx context.Context, o options) (section, error) {
	s := section{title: "What a row costs as they grow, 1 thread", asked: countsAsked[:], unit: "ns a row"}
	for rows := min(10_000, o.most); rows <= o.most; rows *= 10 {
		batches := max(1, rows/batchRows)
		if rows <= o.rows {
			batches = 1
		}
		r, heap, err := growth(ctx, o, rows/batches, batches)
		if err != nil {
			return section{}, err
		}
		s.results = append(s.results, r)
		if batches > 1 {
			s.notes = append(s.notes, fmt.Sprintf("%s: in %d batches; the heap was at most %.2f times what it was after the first.", r.name, batches, heap))
		}
	}
	return s, nil
}

// growth asks so many batches of rows, and says by how much the heap grew after the first
// of them.
func growth(ctx context.Context, o options, rows, batches int) (result, float64, error) {
	r := result{name: thousands(int64(rows*batches)) + " rows"}
	var took time.Duration
	var first, most int64
	for b := range batches {
		t, err := ticketTable(newRecords(rows, 0, uint64(b)+1))
		if err != nil {
			return r, 0, err
		}
		a, err := prepare(t, countsTexts(false)...)
		if err != nil {
			return r, 0, err
		}
		c := contestant{ask: func(ctx context.Context, _ int) error { return a.all(ctx) }}
		if batches == 1 {
			raced, err := race(ctx, o.rules(1, rows), []contestant{c})
			if err != nil {
				return r, 0, err
			}
			r.each = raced[0].each
			return r, 1, nil
		}
		began := time.Now()
		if err := c.ask(ctx, rows); err != nil {
			return r, 0, err
		}
		took += time.Since(began)
		held := heap()
		if b == 0 {
			first = held
		}
		most = max(most, held)
	}
	r.each = []float64{float64(took.Nanoseconds()) / float64(rows*batches)}
	return r, float64(most) / float64(first), nil
}
