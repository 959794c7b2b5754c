package main

import (
	"context"
	"fmt"
	"math/big"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
)

// askLive takes single records into a live share of those that keep the criterion, and
// out again. There is no rival that keeps a value up to date by a criterion: beside
// Concord stands the counter that a program would keep by hand.
func askLive(ctx context.Context, o options) (section, error) {
	r := newRecords(min(o.rows, mostJudged), 0, 1)
	us, err := concordLive(r)
	if err != nil {
		return section{}, err
	}
	results, err := race(ctx, rules{rounds: o.rounds, threads: 1, n: r.len(), most: o.lap, atLeast: o.lap}, []contestant{us, byHandLive(r)})
	if err != nil {
		return section{}, err
	}
	return section{
		title: "One record into a live period, or out of it",
		asked: []string{"share(tickets, " + criterion + ")"},
		unit:  "ns a record", results: results, allocs: true,
		notes: []string{"Of the records that are asked about, all are taken in and then every second one out again, anew each time."},
	}, nil
}

// concordLive keeps the share of a table's rows.
func concordLive(r *records) (contestant, error) {
	t, err := ticketTable(r)
	if err != nil {
		return contestant{}, err
	}
	program, err := dsl.Compile("share(tickets, "+criterion+")", dsl.Env{Tables: []kinds.Schema{t.Schema()}})
	if err != nil {
		return contestant{}, err
	}
	var value dsl.Value
	return contestant{
		name: ours,
		ask: func(ctx context.Context, n int) error {
			live, err := program.Live(dsl.Data{})
			if err != nil {
				return err
			}
			rows, err := live.Rows(t)
			if err != nil {
				return err
			}
			for row := range n * 2 / 3 {
				if err := rows.Insert(int32(row)); err != nil {
					return err
				}
			}
			for row := 1; row < n*2/3; row += 2 {
				if err := rows.Withdraw(int32(row)); err != nil {
					return err
				}
			}
			value, err = live.Value(ctx)
			return err
		},
		answer: func() string {
			share, _ := value.Rat()
			return fmt.Sprint(share)
		},
	}, nil
}

// byHandLive keeps two counters.
func byHandLive(r *records) contestant {
	var held, all int64
	keeps := func(i int) bool {
		return priorities[r.priority[i]] != "low" && r.resolved[i]-r.opened[i] <= withinSeconds && r.amount[i] >= leastCents
	}
	return contestant{
		name: "Go columns by hand",
		ask: func(_ context.Context, n int) error {
			held, all = 0, 0
			for row := range n * 2 / 3 {
				if all++; keeps(row) {
					held++
				}
			}
			for row := 1; row < n*2/3; row += 2 {
				if all--; keeps(row) {
					held--
				}
			}
			return nil
		},
		answer: func() string {
			return fmt.Sprint(big.NewRat(100*held, max(all, 1)))
		},
	}
}
