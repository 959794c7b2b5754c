package dsl_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

// After every one of many random steps, in which rows are inserted, withdrawn and
// corrected, a live value is that of a full evaluation of the rows that are in.
func TestLiveAgainstEvaluate(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(*seed, 10))
	steps, computed := testenv.Rounds(*steps), 0
	for done := 0; done < steps; {
		s := dsltest.SampleOf(r, 24, []int{8, 200}[r.IntN(2)])
		p, err := dsl.Compile((&dsltest.Writer{Rand: r}).Root(), s.Env)
		if err != nil {
			continue
		}
		data := s.Data
		if r.IntN(2) == 0 {
			data = dsl.OverColumns(data) // what is asked of a row is computed for its whole batch
		}
		live, err := p.Live(data)
		if err != nil {
			continue
		}
		name := p.Tables()[0]
		records := s.Data.Tables[name]
		rows, err := live.Rows(records)
		if err != nil {
			t.Fatal(err)
		}
		in := make([]bool, records.Rows())
		for range min(60, 3*len(in)) {
			row := r.IntN(len(in))
			if in[row] {
				err = rows.Withdraw(int32(row))
			} else {
				err = rows.Insert(int32(row))
			}
			if in[row] = !in[row]; err != nil {
				t.Fatal(err)
			}
			done++
			if r.IntN(8) > 0 { // several steps between two looks
				continue
			}
			data := s.Data
			data.Rows = map[string][]int32{name: rowsIn(in)}
			want, err := p.Evaluate(ctx, data)
			if err != nil {
				t.Fatal(err)
			}
			got, err := live.Value(ctx)
			if err != nil {
				t.Fatal(err)
			}
			if computed++; dsltest.Written(got) != dsltest.Written(want) || got.Why() != want.Why() || live.Len() != len(data.Rows[name]) {
				t.Fatalf("%s\nof %v is %s (%s), evaluated it is %s (%s)\n%s", p.Text(), data.Rows[name], dsltest.Written(got), got.Why(), dsltest.Written(want), want.Why(), s.CSV)
			}
			whole, err := p.Explain(ctx, data)
			if err != nil {
				t.Fatal(err)
			}
			if e, err := live.Explain(ctx); err != nil || told(e) != told(whole) {
				t.Fatalf("%s\nof %v: %v\n%s\nevaluated:\n%s", p.Text(), data.Rows[name], err, told(e), told(whole))
			}
			if least, most, ok := live.Estimate(); ok && (want.Missing() || least.Num().Cmp(want.Num()) > 0 || most.Num().Cmp(want.Num()) < 0) {
				t.Fatalf("%s is %s, and was bounded by %s and %s", p.Text(), dsltest.Written(want), dsltest.Written(least), dsltest.Written(most))
			}
		}
	}
	t.Logf("%d steps, %d looks", steps, computed)
}

func rowsIn(in []bool) []int32 {
	rows := []int32{}
	for row, is := range in {
		if is {
			rows = append(rows, int32(row))
		}
	}
	return rows
}

// A stream of batches gives the value of all of them, row by row and over columns.
func TestLiveStream(t *testing.T) {
	ctx := context.Background()
	whole := ticketsOf(t, 5000, 0)
	gaps := ticketsOf(t, 3000, 0.01)
	for _, text := range []string{
		"sum(tickets, .amount)", `share(tickets, .priority == "high")`, "mean(tickets, .amount)", "max(tickets, .opened)", "min(tickets, .amount)",
		"distinct(tickets, .customer)", "percentile(tickets, .amount, 95)", "median(tickets, .amount)", "share(tickets, .resolved - .opened <= 4h)",
		`any(tickets, .priority == "critical")`, "count(tickets) * 2",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{tickets}})
		if err != nil {
			t.Fatal(err)
		}
		for _, records := range []*table.Table{whole, gaps} {
			want, err := p.Evaluate(ctx, dsl.Data{Tables: map[string]*table.Table{"tickets": records}})
			if err != nil {
				t.Fatal(err)
			}
			for _, way := range []func(dsl.Data) dsl.Data{dsl.RowByRow, dsl.OverColumns} {
				live, err := p.Live(way(dsl.Data{}))
				if err != nil {
					t.Fatal(err)
				}
				if err := live.Add(ctx, records); err != nil {
					t.Fatal(err)
				}
				if got, err := live.Value(ctx); err != nil || dsltest.Written(got) != dsltest.Written(want) || got.Why() != want.Why() {
					t.Errorf("%s of a stream is %s (%s), %v, evaluated it is %s (%s)", text, dsltest.Written(got), got.Why(), err, dsltest.Written(want), want.Why())
				}
			}
		}
	}
}

// A stream of which some rows count gives the value of those rows.
func TestLiveStreamOfSomeRows(t *testing.T) {
	ctx, r := context.Background(), rand.New(rand.NewPCG(*seed, 12))
	var s *dsltest.Sample
	for computed := 0; computed < testenv.Rounds(160); {
		if s == nil || computed%16 == 0 {
			s = dsltest.SampleOf(r, 700, []int{8, 200}[r.IntN(2)])
		}
		p, err := dsl.Compile((&dsltest.Writer{Rand: r}).Root(), s.Env)
		if err != nil {
			continue
		}
		way := []func(dsl.Data) dsl.Data{dsl.RowByRow, dsl.OverColumns}[r.IntN(2)]
		live, err := p.Live(way(s.Data))
		if err != nil {
			continue
		}
		name := p.Tables()[0]
		rows := []int32{}
		for row := range int32(s.Data.Tables[name].Rows()) {
			if r.IntN(3) > 0 {
				rows = append(rows, row)
			}
		}
		first, rest := rows[:len(rows)/2], rows[len(rows)/2:]
		for _, some := range [][]int32{first, rest} {
			if err := live.AddRows(ctx, s.Data.Tables[name], some); err != nil {
				t.Fatal(err)
			}
		}
		data := s.Data
		data.Rows = map[string][]int32{name: rows}
		want, err := p.Explain(ctx, data)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := live.Explain(ctx); err != nil || told(got) != told(want) || live.Len() != len(rows) {
			t.Fatalf("%s: %v\n%s\nevaluated:\n%s", p.Text(), err, told(got), told(want))
		}
		computed++
	}
}

// Nothing is counted twice, and nothing is lost when a context ends.
func TestLiveRefuses(t *testing.T) {
	records := ticketsOf(t, 2000, 0.1)
	p, err := dsl.Compile("share(tickets, known(.resolved))", dsl.Env{Tables: []kinds.Schema{tickets}})
	if err != nil {
		t.Fatal(err)
	}
	live, err := p.Live(dsl.Data{})
	if err != nil {
		t.Fatal(err)
	}
	rows, err := live.Rows(records)
	if err != nil {
		t.Fatal(err)
	}
	refused := func(what string, err error) {
		t.Helper()
		if err == nil {
			t.Errorf("%s was accepted", what)
		}
	}
	ended, end := context.WithCancel(context.Background())
	end()
	if err := rows.InsertAll(ended); !errors.Is(err, context.Canceled) || live.Len() != 0 {
		t.Errorf("of a context that ended: %v, and %d rows are in", err, live.Len())
	}
	refused("the withdrawal of a row that was never in", rows.Withdraw(7))
	if err := rows.Insert(7); err != nil {
		t.Fatal(err)
	}
	refused("a row that is in already", rows.Insert(7))
	refused("a row twice in one list", live.AddRows(context.Background(), records, []int32{3, 3}))
	refused("a list with a row that the table does not have", live.AddRows(context.Background(), records, []int32{3, 2000}))
	if err := live.AddRows(ended, records, []int32{3, 4}); !errors.Is(err, context.Canceled) {
		t.Errorf("some rows, of a context that ended: %v", err)
	}
	refused("all rows, one of which is in already", rows.InsertAll(context.Background()))
	refused("a row that the table does not have", rows.Insert(2000))
	refused("a row below the first", rows.Withdraw(-1))
	if live.Len() != 1 {
		t.Errorf("%d rows are in, want 1", live.Len())
	}
	other, err := table.Empty(kinds.Schema{Name: "tickets", Fields: tickets.Fields[:2]})
	if err != nil {
		t.Fatal(err)
	}
	refused("a table of other fields", live.Add(context.Background(), other))
	for _, text := range []string{
		"mean(groups(tickets, .priority), count(#))", "last(sort(tickets, .opened), .amount)", "count(tickets, .amount > mean(tickets, .amount))",
		"trimmed_mean(tickets, .amount, 5)", "1 + 1", "let m = max(tickets, .amount); count(tickets, .amount == m)",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{tickets}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = p.Live(dsl.Data{})
		var d *diag.Diagnostic
		if !errors.As(err, &d) || d.Code != codes.NotLive || !errors.Is(err, diag.ErrType) {
			t.Errorf("%s: %v", text, err)
		}
	}
}
