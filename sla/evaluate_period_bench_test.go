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
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/internal/servicedesk"
)

// BenchmarkMetricsTogether judges 20 metrics over one table of a million rows in turn one
// by one, with rows that are selected plainly; apart, with rows that are selected as
// always; and together. It gives the median ratios of the rounds. All rows are of the
// period, a range of them, or every third at random.
func BenchmarkMetricsTogether(b *testing.B) {
	const rows = 1_000_000
	var text strings.Builder
	text.WriteString(servicedesk.Random{Rand: rand.New(rand.NewPCG(1, 1)), Alike: true}.Agreement())
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
			data := sla.Data{Tables: sla.Tables(servicedesk.ManyTickets(b, plan, rows, way))}
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
				y, shown := ask(sla.EvaluateSeparately)
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
