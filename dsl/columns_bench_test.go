package dsl_test

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/shopspring/decimal"
)

var tickets = kinds.Schema{Name: "tickets", Fields: []kinds.Field{
	{Name: "priority", Type: kinds.EnumOf("critical", "high", "moderate", "low")},
	{Name: "opened", Type: kinds.Of(kinds.Instant)},
	{Name: "resolved", Type: kinds.Of(kinds.Instant).Optional()},
	{Name: "amount", Type: kinds.MoneyIn("USD")},
	{Name: "customer", Type: kinds.Of(kinds.Text)},
}}

func ticketsOf(tb testing.TB, rows int, missing float64) *table.Table {
	b, err := table.NewBuilder(tickets)
	if err != nil {
		tb.Fatal(err)
	}
	r := rand.New(rand.NewPCG(1, 2))
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	customers := make([]string, 1000)
	for i := range customers {
		customers[i] = "customer " + string(rune('a'+i%26)) + string(rune('a'+i/26%26)) + string(rune('a'+i/676))
	}
	for i := range rows {
		at := start.Add(time.Duration(i) * (365 * 24 * time.Hour) / time.Duration(rows))
		b.Set("priority", tickets.Fields[0].Type.Values[r.IntN(4)])
		b.Set("opened", at)
		if r.Float64() >= missing {
			b.Set("resolved", at.Add(time.Duration(r.ExpFloat64()*float64(4*time.Hour)).Truncate(time.Second)))
		}
		b.Set("amount", decimal.New(r.Int64N(100000), -2))
		b.Set("customer", customers[r.IntN(1000)])
		b.EndRow()
	}
	t, err := b.Table()
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

func BenchmarkColumns(b *testing.B) {
	const rows = 1_000_000
	for _, missing := range []float64{0, 0.1} {
		t := ticketsOf(b, rows, missing)
		for name, text := range map[string]string{
			"sum":        "sum(tickets, .amount)",
			"count":      `count(tickets, .priority == "high")`,
			"both":       `sum(filter(tickets, known(.resolved)), .amount) * (ratio(share(tickets, .priority == "critical")) + ratio(share(filter(tickets, known(.resolved)), .resolved - .opened <= 4h)))`,
			"groups":     `all(groups(tickets, [.customer, month_start(.opened)]), share(#, .priority == "high") >= 0.1% or sum(#, .amount) > 1 USD)`,
			"percentile": "percentile(filter(tickets, known(.resolved)), .resolved - .opened, 95)",
		} {
			p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{tickets}})
			if err != nil {
				b.Fatal(err)
			}
			for way, with := range map[string]func(dsl.Data) dsl.Data{"rows": dsl.RowByRow, "columns": func(d dsl.Data) dsl.Data { return d }} {
				if way == "rows" && testing.Short() {
					continue
				}
				data := with(dsl.Data{Tables: map[string]*table.Table{"tickets": t}})
				b.Run(name+"/"+way+map[bool]string{true: "/missing"}[missing > 0], func(b *testing.B) {
					for b.Loop() {
						if v, err := p.Evaluate(context.Background(), data); err != nil || v.Missing() {
							b.Fatal(v.Why(), err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/rows, "ns/row")
				})
			}
		}
	}
}

// One criterion on single records, and one record into a live value.
func BenchmarkRecord(b *testing.B) {
	const text = `.priority != "low" and .resolved - .opened <= 72h and .amount >= 100 USD`
	records := ticketsOf(b, 100_000, 0)
	data := dsl.Data{Tables: map[string]*table.Table{"tickets": records}}
	p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{tickets}, Rows: "tickets"})
	if err != nil {
		b.Fatal(err)
	}
	holdsFor, err := p.Criterion(data)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("criterion", func(b *testing.B) {
		b.ReportAllocs()
		held := 0
		for i := range b.N {
			if holds, _ := holdsFor(i % 100_000); holds {
				held++
			}
		}
		if b.N > 1000 && held == 0 {
			b.Fatal("nothing holds")
		}
	})
	share, err := dsl.Compile("share(tickets, "+text+")", dsl.Env{Tables: []kinds.Schema{tickets}})
	if err != nil {
		b.Fatal(err)
	}
	b.Run("live", func(b *testing.B) {
		live, err := share.Live(dsl.Data{})
		if err != nil {
			b.Fatal(err)
		}
		rows, err := live.Rows(records)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		b.ResetTimer()
		for i := range b.N {
			row := int32(i % 100_000)
			if i/100_000%2 == 0 {
				err = rows.Insert(row)
			} else {
				err = rows.Withdraw(row)
			}
			if err != nil {
				b.Fatal(err)
			}
		}
	})
}
