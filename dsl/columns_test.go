package dsl_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

// Over columns everything is as row by row, to the last word of an explanation, for
// random programs over random tables of several batches, of which all rows count, or a
// range, or some, or some in another order, on one processor and on several.
func TestColumnsAgainstRows(t *testing.T) {
	r := rand.New(rand.NewPCG(*seed, 9))
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	found := map[string]int{}
	for range testenv.Rounds(40) {
		s := dsltest.SampleOf(r, 2600, []int{8, 1000, 1_000_000}[r.IntN(3)])
		s.CSV = "" // too long to be read
		s.Data.Rows = map[string][]int32{}
		for name, records := range s.Data.Tables {
			if rows := someRows(r, records.Rows()); rows != nil {
				s.Data.Rows[name] = rows
			}
		}
		var programs []*dsl.Program
		for len(programs) < 12 {
			text := (&dsltest.Writer{Rand: r}).Root()
			if len(programs)%3 == 0 {
				text = fmt.Sprintf("share(t, %s)", (&dsltest.Writer{Rand: r, Row: true}).Plain())
			}
			p, err := dsl.Compile(text, s.Env)
			if err != nil || len(p.Tables()) == 0 {
				continue
			}
			programs = append(programs, p)
			runtime.GOMAXPROCS([]int{1, 2, 8}[r.IntN(3)])
			sameOverColumns(t, p, s)
			countKernels(t, p, s.Data, found)
		}
		values, err := dsl.EvaluateAll(context.Background(), dsl.OverColumns(s.Data), programs...)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range programs {
			want, err := p.Evaluate(context.Background(), dsl.RowByRow(s.Data))
			if err != nil || dsltest.Written(values[i]) != dsltest.Written(want) || values[i].Why() != want.Why() {
				t.Errorf("%s together with others is %s (%s), alone it is %s (%s), %v", p.Text(), dsltest.Written(values[i]), values[i].Why(), dsltest.Written(want), want.Why(), err)
			}
		}
	}
	if testing.Short() {
		return
	}
	for _, part := range append([]string{"first", "last", "percentile", "share", "sum", "any"}, kernels...) {
		if found[part] == 0 {
			t.Errorf("no random program met %q over columns", part)
		}
	}
}

// countKernels counts what a program computes over columns.
func countKernels(t *testing.T, p *dsl.Program, data dsl.Data, found map[string]int) {
	_, trace, err := p.Trace(context.Background(), dsl.OverColumns(data))
	if err != nil {
		t.Fatal(err)
	}
	for _, pass := range trace {
		if !pass.OverColumns {
			continue
		}
		all := strings.Join(pass.Computed, "\n")
		for _, part := range kernels {
			if strings.Contains(all, part) {
				found[part]++
			}
		}
		for _, a := range pass.Aggregates {
			name, _, _ := strings.Cut(a, "(")
			found[name]++
		}
	}
}

// kernels are how a trace says what the random programs often compute over columns;
// [TestOverColumns] has each of them.
var kernels = []string{"abs(", "add_business_days(", "add_months(", "business_days(", "place of", "same as", "weekday(", " ?? "}

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
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{tickets}})
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
