package main

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/table"
)

// tables is Concord's store.
type tables struct {
	tickets, times *table.Table // times is nil when some are missing
	missing        bool
	held           int64
}

func openConcord(_ context.Context, from source) (store, error) {
	t := &tables{missing: from.missing()}
	var err error
	t.held = heapOf(func() { t.tickets, err = ticketTable(from.records) })
	if err != nil {
		return nil, err
	}
	if !t.missing {
		if t.times, err = timesTable(from.records); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func (t *tables) bytes(context.Context) (int64, error) { return t.held, nil }
func (t *tables) close() error                         { return nil }

func (t *tables) ways(q question) ([]contestant, error) {
	switch q {
	case askCounts:
		return concordWay(t.tickets, totalsOf, countsTexts(t.missing)...)
	case askPercentile:
		return concordWay(t.times, secondsOf, percentileText)
	case askDifferences:
		return concordWay(t.tickets, secondsOf, differencesText)
	case askGroups:
		return concordWay(t.tickets, monthsOf, groupsTexts[:]...)
	}
	return nil, nil
}

// concordWay asks a table the texts, compiled beforehand. How many threads it uses is up
// to GOMAXPROCS.
func concordWay[T fmt.Stringer](t *table.Table, read func(values []dsl.Value) T, texts ...string) ([]contestant, error) {
	a, err := prepare(t, texts...)
	if err != nil {
		return nil, err
	}
	return []contestant{oneWay(ours, nil, func(ctx context.Context, _ int) (found T, err error) {
		if err := a.all(ctx); err != nil {
			return found, err
		}
		return read(a.values), nil
	})}, nil
}

func totalsOf(v []dsl.Value) totals   { return totals{whole(v[0]), whole(v[1]), amountOf(v[2])} }
func secondsOf(v []dsl.Value) seconds { return seconds(whole(v[0])) }
func monthsOf(v []dsl.Value) months   { return months{whole(v[0]), amountOf(v[1])} }
