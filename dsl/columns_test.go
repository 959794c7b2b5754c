package dsl_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

// Over columns everything is as row by row, to the last word of an explanation, for
// random programs over random tables of several batches, of which all rows count, or
// a range, or some, or some in another order, on one processor and on several.
func TestColumnsAgainstRows(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 9))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for range testenv.Rounds(40) {
		s := sampleOf(r, 2600, []int{8, 1000, 1_000_000}[r.IntN(3)])
		s.csv = "" // too long to be read
		s.data.Rows = map[string][]int32{}
		for name, records := range s.data.Tables {
			if rows := someRows(r, records.Rows()); rows != nil {
				s.data.Rows[name] = rows
			}
		}
		var programs []*dsl.Program
		for len(programs) < 12 {
			p, err := dsl.Compile((&writer{Rand: r}).root(), s.env)
			if err != nil || len(p.Tables()) == 0 {
				continue
			}
			programs = append(programs, p)
			runtime.GOMAXPROCS([]int{1, 2, 8}[r.IntN(3)])
			sameOverColumns(t, p, s)
		}
		values, err := dsl.EvaluateAll(context.Background(), dsl.OverColumns(s.data), programs...)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range programs {
			want, err := p.Evaluate(context.Background(), dsl.RowByRow(s.data))
			if err != nil || written(values[i]) != written(want) || values[i].Why() != want.Why() {
				t.Errorf("%s together with others is %s (%s), alone it is %s (%s), %v", p.Text(), written(values[i]), values[i].Why(), written(want), want.Why(), err)
			}
		}
	}
}

// someRows are the rows that count: all (nil), a range, some, or some in any order.
func someRows(r *rand.Rand, n int) []int32 {
	rows := []int32{}
	from, to, part := 0, n, 1
	switch kind := r.IntN(4); kind {
	case 0:
		return nil
	case 1:
		from = r.IntN(n + 1)
		to = from + r.IntN(n-from+1)
	default:
		part = 1 + r.IntN(3)
		defer func() {
			if kind == 3 {
				r.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
			}
		}()
	}
	for row := from; row < to; row++ {
		if part == 1 || r.IntN(part) == 0 {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

// What several processors find together is what one finds.
func TestColumnsOnProcessors(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	records := ticketsOf(t, testenv.Rounds(150_000), 0.1)
	programs := []string{
		"sum(tickets, .amount)",
		"mean(filter(tickets, known(.resolved)), .resolved - .opened)",
		`share(filter(tickets, .priority == "high"), (.resolved ?? .opened) - .opened <= 4h)`,
		"share(tickets, .resolved - .opened <= 4h)",
		"percentile(filter(tickets, known(.resolved)), .resolved - .opened, 95)",
		"median(tickets, .amount)", "percentile_r7(tickets, .amount * 3, 99.9)",
		"max(tickets, .opened)", "min(tickets, .amount)", "distinct(tickets, .customer)", "distinct(tickets, .amount)",
		// Few rows come to the last clause.
		"count(tickets, .amount < 20 USD and known(.resolved) and .resolved - .opened <= 4h)",
		"count(tickets, .amount < 20 USD and .resolved - .opened > 4h)",
		"share(filter(tickets, .amount < 20 USD), .resolved - .opened <= 4h)",
		"sum(filter(tickets, .amount > 950 USD and .amount <= 970.55 USD), .amount)",
		`count(groups(tickets, [.customer, month_start(.opened)]), share(#, .priority == "high") >= 20%)`,
		"max(groups(tickets, .priority), max(#, .amount) - min(filter(#, known(.resolved)), .amount))",
		"share(groups(tickets, .priority), share(#, .resolved - .opened <= 4h) >= 40%)",
		`all(groups(tickets, .priority), any(#, .resolved - .opened > 72h) or percentile(#, .amount, 95) > 900 USD)`,
		"mean(groups(filter(tickets, known(.resolved)), [.resolved - .opened, .customer]), sum(#, .amount))",
		"max(groups(tickets, date(.opened)), percentile(#, .amount, 95))",
		"sum(groups(tickets, [.opened, .amount]), distinct(#, .customer))",
		`count(groups(tickets, [.customer, date(.opened)]), first(sort(#, .amount), .priority) == "high")`,
		"max(groups(tickets, .opened), sum(#, .opened - .opened + 2000000 h))", // many groups
		"sum(groups(tickets, date(.opened)), sum(#, .amount * 900000000000))",
	}
	for _, text := range programs {
		p, err := dsl.Compile(text, dsl.Env{Tables: []table.Schema{tickets}})
		if err != nil {
			t.Fatal(err)
		}
		data := dsl.Data{Tables: map[string]*table.Table{"tickets": records}}
		want := ""
		for _, processors := range []int{1, 2, 8} {
			runtime.GOMAXPROCS(processors)
			e, err := p.Explain(context.Background(), dsl.OverColumns(data))
			if err != nil {
				t.Fatal(err)
			}
			if want == "" {
				rows, err := p.Explain(context.Background(), dsl.RowByRow(data))
				if err != nil {
					t.Fatal(err)
				}
				want = told(rows)
			}
			if got := told(e); got != want {
				t.Errorf("on %d processors\n%s\nand row by row\n%s", processors, got, want)
			}
		}
	}
}
