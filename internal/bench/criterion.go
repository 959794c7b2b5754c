package main

import (
	"context"
	"fmt"
	"math/rand/v2"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// The criterion of three clauses that is held against single records: of 100 records, 60
// come to the second clause, and most of these to the third.
const (
	criterion = `.priority != "low" and .resolved - .opened <= 72h and .amount >= 100 USD`

	withinSeconds = 72 * hour
	leastCents    = 100_00
)

// mostJudged are the records that single records are taken from: more would ask the
// memory and not the criterion.
const mostJudged = 100_000

// askCriterion holds the criterion against single records.
func askCriterion(ctx context.Context, o options) (section, error) {
	r := newRecords(min(o.rows, mostJudged), 0, 1)
	var contestants []contestant
	for _, prepared := range judges() {
		made, err := prepared(r)
		if err != nil {
			return section{}, err
		}
		for _, j := range made {
			room := make(verdicts, r.len())
			var given verdicts
			contestants = append(contestants, contestant{
				name: j.name,
				ask: func(_ context.Context, n int) error {
					given = room[:n]
					return j.on(given)
				},
				answer: func() string { return given.String() },
			})
		}
	}
	results, err := race(ctx, rules{rounds: o.rounds, threads: 1, n: r.len(), most: o.lap, atLeast: o.lap}, contestants)
	if err != nil {
		return section{}, err
	}
	return section{
		title: "One criterion, prepared, on single records",
		asked: []string{criterion},
		unit:  "ns a record", results: results, allocs: true,
		notes: []string{fmt.Sprintf("%s records, gone through again and again, in their order where the line does not say otherwise; one thread.", thousands(int64(r.len())))},
	}, nil
}

// concordJudge holds the compiled criterion against rows of a table.
func concordJudge(r *records) ([]judge, error) {
	t, err := ticketTable(r)
	if err != nil {
		return nil, err
	}
	program, err := dsl.Compile(criterion, dsl.Env{Tables: []kinds.Schema{t.Schema()}, Rows: t.Name(), Result: kinds.Boolean})
	if err != nil {
		return nil, err
	}
	data := dsl.Data{Tables: map[string]*table.Table{t.Name(): t}}
	inOrder, err := program.Criterion(data)
	if err != nil {
		return nil, err
	}
	inNone, err := program.Criterion(data)
	if err != nil {
		return nil, err
	}
	shuffled := rand.New(rand.NewPCG(1, 3)).Perm(r.len())
	return []judge{{ours, func(v verdicts) error {
		for row := range v {
			v[row], _ = inOrder(row)
		}
		return nil
	}}, {ours + ", in no order", func(v verdicts) error {
		for _, row := range shuffled {
			if row < len(v) {
				v[row], _ = inNone(row)
			}
		}
		return nil
	}}}, nil
}
