package sla_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// BenchmarkMetricsTogether judges 20 metrics over one table of a million rows in turn one
// by one, with rows that are selected plainly; apart, with rows that are selected as
// always; and together. It gives the median ratios of the rounds. All rows are of the
// period, a range of them, or every third at random.
func BenchmarkMetricsTogether(b *testing.B) {
	const rows = 1_000_000
	var text strings.Builder
	text.WriteString(randomDesk{Rand: rand.New(rand.NewPCG(1, 1)), alike: true}.agreement())
	for i := range 20 {
		measure := []string{
			"share(filter(tickets, known(.closed)), .closed - .opened <= %dh)", "share(tickets, .size <= %d)", "count(tickets, .high and .size > %d) / count(tickets) * 1",
			`share(filter(tickets, .team == "a"), .size <= %d)`, "mean(filter(tickets, .high), .size) + %d",
		}[i%5]
		fmt.Fprintf(&text, "  m%d: {title: M, measure: '%s', target: value >= %s, period: month, no data: missed}\n", i, fmt.Sprintf(measure, i+1), []string{"50%", "50%", "0.5", "50%", "50"}[i%5])
	}
	agreement, err := sla.Parse("desk.yaml", []byte(text.String()))
	if err != nil {
		b.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		b.Fatal(err)
	}
	for _, way := range []string{"all", "range", "third"} {
		b.Run(way, func(b *testing.B) {
			data := sla.Data{Tables: map[string]*table.Table{"tickets": manyTickets(b, plan, rows, way)}}
			ask := func(evaluate func(context.Context, *sla.Plan, sla.Data, calendar.Period) (*sla.Result, error)) (float64, string) {
				start := time.Now()
				result, err := evaluate(context.Background(), plan, data, calendar.Month(2026, 3))
				if err != nil {
					b.Fatal(err)
				}
				return float64(time.Since(start)), show(result)
			}
			var plainly, apart []float64
			for range b.N {
				x, plain := ask(sla.EvaluateOneByOne)
				y, shown := ask(sla.EvaluateApart)
				together, found := ask(func(ctx context.Context, p *sla.Plan, data sla.Data, period calendar.Period) (*sla.Result, error) {
					return p.Evaluate(ctx, data, period)
				})
				if plain != found || shown != found {
					b.Fatalf("one by one:\n%s\ntogether:\n%s", plain, found)
				}
				plainly, apart = append(plainly, x/together), append(apart, y/together)
			}
			slices.Sort(plainly)
			slices.Sort(apart)
			b.ReportMetric(plainly[len(plainly)/2], "one-by-one/together")
			b.ReportMetric(apart[len(apart)/2], "apart/together")
		})
	}
}

// manyTickets are tickets of March alone, of January to March in their order, or of the
// three months at random.
func manyTickets(tb testing.TB, plan *sla.Plan, rows int, way string) *table.Table {
	schema, _ := plan.Schema("tickets")
	opened, closed := make([]time.Time, rows), make([]time.Time, rows)
	days, teams := make([]calendar.Date, rows), make([]string, rows)
	sizes, high := make([]int64, rows), make([]bool, rows)
	r := rand.New(rand.NewPCG(7, 7))
	from, span := time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC), 88*24*time.Hour
	if way == "all" {
		from, span = time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC), 29*24*time.Hour
	}
	for i := range rows {
		at := span / time.Duration(rows) * time.Duration(i)
		if way == "third" {
			at = time.Duration(r.Int64N(int64(span)))
		}
		opened[i] = from.Add(at.Truncate(time.Second))
		days[i] = calendar.DateOf(opened[i], time.UTC)
		if r.IntN(10) > 0 {
			closed[i] = opened[i].Add(time.Duration(r.IntN(60)) * time.Hour)
		}
		teams[i], sizes[i], high[i] = string(rune('a'+r.IntN(3))), r.Int64N(100), r.IntN(3) == 0
	}
	t, err := table.FromColumns(schema, map[string]table.Column{
		"opened": {Values: opened}, "day": {Values: days}, "closed": {Values: closed}, "team": {Values: teams}, "size": {Values: sizes}, "high": {Values: high},
	})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// BenchmarkLiveRecord takes a record in or out of a live outcome, in the order of the
// table and back.
func BenchmarkLiveRecord(b *testing.B) {
	agreement, err := sla.Parse("desk.yaml", []byte(randomDesk{Rand: rand.New(rand.NewPCG(1, 1)), alike: true}.agreement()+
		"  m0:\n    title: M\n    measure: share(filter(tickets, known(.closed)), .closed - .opened <= 24h)\n    target: value >= 90%\n    period: month\n    no data: missed\n"+
		"    exclude:\n      - {kind: out of scope, rows: .size > 95, because: b, authority: a}\n"))
	if err != nil {
		b.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		b.Fatal(err)
	}
	const rows = 100_000
	live, err := plan.Live("m0", calendar.Month(2026, 3), nil)
	if err != nil {
		b.Fatal(err)
	}
	kept, err := live.Rows(manyTickets(b, plan, rows, "all"))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	b.ResetTimer()
	for i := range b.N {
		row := int32(i % rows)
		if i/rows%2 == 0 {
			err = kept.Insert(row)
		} else {
			err = kept.Withdraw(row)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}
