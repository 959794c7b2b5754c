package live_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/internal/servicedesk"
	"github.com/concord-sla/concord/sla/live"
)

// BenchmarkLiveRecord takes a record in or out of a live outcome, in the order of the
// table and back.
func BenchmarkLiveRecord(b *testing.B) {
	agreement, err := sla.Parse("desk.yaml", []byte(servicedesk.Random{Rand: rand.New(rand.NewPCG(1, 1)), Alike: true}.Agreement()+
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
	metric, err := live.Begin(context.Background(), plan, "m0", calendar.Month(2026, 3), nil)
	if err != nil {
		b.Fatal(err)
	}
	kept, err := metric.Rows(context.Background(), servicedesk.ManyTickets(b, plan, rows, "all"))
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
