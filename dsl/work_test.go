package dsl_test

import (
	"context"
	"errors"
	"flag"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// manyRows is a table of numbers, texts and instants without an order.
func manyRows(t testing.TB, n int) (kinds.Schema, *table.Table) {
	t.Helper()
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{
		{Name: "x", Type: kinds.Of(kinds.Number)}, {Name: "n", Type: kinds.Of(kinds.Count)}, {Name: "k", Type: kinds.Of(kinds.Text)}, {Name: "late", Type: kinds.Of(kinds.Boolean)},
	}}
	type row struct {
		X    int64
		N    int64
		K    string
		Late bool
	}
	rows := make([]row, n)
	at := uint64(1)
	for i := range rows {
		at = at*6364136223846793005 + 1442695040888963407
		rows[i] = row{X: int64(at >> 20), N: int64(at>>40) + 1, K: string(rune('a' + at>>60)), Late: at>>63 == 1}
	}
	read, err := table.FromStructs(schema, rows)
	if err != nil {
		t.Fatal(err)
	}
	return schema, read
}

var stopRows = flag.Int("rows", 200_000, "over how many rows runs are stopped")

// A context that ends stops a run within 50 ms, whatever it is doing.
func TestContextStopsSoon(t *testing.T) {
	moments := []time.Duration{0, 3 * time.Millisecond}
	if *stopRows > 1_000_000 {
		moments = append(moments, 200*time.Millisecond, 900*time.Millisecond, 2500*time.Millisecond)
	}
	schema, rows := manyRows(t, *stopRows)
	data := dsl.Data{Tables: map[string]*table.Table{"t": rows}}
	for _, text := range []string{
		"count(t, .late)", "share(t, .x > 5 and not .late)", "sum(t, .x)", "mean(t, .x * .x * .x)", "median(t, .x)", "percentile(t, .x / 7, 95)",
		"distinct(t, .x)", "count(groups(t, .x))", "all(groups(t, .k), median(#, .x) > 0)", "count(groups(t, .n), count(#) > 1)", "first(sort(t, .x), .k)",
		"sum(t, 1 / .n)", "trimmed_mean(t, 1 / .n, 10)", "max(t, .x / (.n + 0.5))", "count(groups(t, .n / 7), sum(#, 1 / .n) > 1)",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}, Limits: dsl.Limits{Work: 1 << 40}})
		if err != nil {
			t.Fatal(err)
		}
		worst := time.Duration(0)
		for _, after := range moments {
			late := time.Hour
			for try := 0; try < 4 && late > 50*time.Millisecond; try++ { // a busy machine makes one run late
				late = min(late, lateness(t, p, data, after))
			}
			worst = max(worst, late)
		}
		if worst > 50*time.Millisecond {
			t.Errorf("%s went on for %v", text, worst)
		}
	}
}

// lateness is for how long a run goes on after its context ended. A run that came to its
// end before that is not late.
func lateness(t *testing.T, p *dsl.Program, data dsl.Data, after time.Duration) time.Duration {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan time.Time, 1)
	time.AfterFunc(after, func() {
		ended <- time.Now()
		cancel()
	})
	_, err := p.Evaluate(ctx, data)
	back := time.Now()
	if err == nil {
		return 0
	}
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	return back.Sub(<-ended)
}

// Work is estimated before anything runs, and data that would take too much is refused.
func TestWork(t *testing.T) {
	schema, rows := manyRows(t, 1000)
	data := dsl.Data{Tables: map[string]*table.Table{"t": rows}}
	thousand := func(string) int64 { return 1000 }
	for text, want := range map[string]int64{
		"1 + 1":                              3,
		"count(t)":                           1 + 1000,
		"share(t, .x > 5)":                   1 + 1000*(1+3),
		"count(t) + count(t)":                3 + 2*1000,
		"count(filter(t, .late))":            1 + 1000*(1+1),
		"all(groups(t, .k), max(#, .x) > 5)": 1 + 1000*(1+1+3) + 1000*(1+1),
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}})
		if err != nil {
			t.Fatal(err)
		}
		if got := p.Work(thousand); got != want {
			t.Errorf("the work of %s is %d, want %d", text, got, want)
		}
		if got := p.Work(func(string) int64 { return 1 << 62 }); strings.Contains(text, "(t") && got != 1<<63-1 && got != 1<<62+1 {
			t.Errorf("the work of %s over very many rows is %d", text, got)
		}
		small, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}, Limits: dsl.Limits{Work: want - 1}})
		if err != nil {
			t.Fatal(err)
		}
		var d *diag.Diagnostic
		if _, err := small.Evaluate(context.Background(), data); !errors.Is(err, diag.ErrLimit) || !errors.As(err, &d) || d.Advice == "" {
			t.Errorf("%s beyond its limit: %v", text, err)
		}
		if _, err := p.Evaluate(context.Background(), data); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// The estimate takes every aggregate to go over its rows once. Where groups make one go
// over them again and again, the run itself counts.
func TestWorkIsCounted(t *testing.T) {
	schema, rows := manyRows(t, 2000)
	text := "all(groups(t, .k), let o = #; all(groups(#, .n), let m = mean(#, .x); count(o, .x > m) >= 0))"
	p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}, Limits: dsl.Limits{Work: 100_000}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Evaluate(context.Background(), dsl.Data{Tables: map[string]*table.Table{"t": rows}}); !errors.Is(err, diag.ErrLimit) {
		t.Errorf("got %v", err)
	}
}

// Where groups make an aggregate go over a whole table again and again, the run counts
// every time, in columns as row by row. The estimate takes it to go over the table once.
func TestWorkOverColumnsIsCounted(t *testing.T) {
	schema, rows := manyRows(t, 2000)
	data := dsl.Data{Tables: map[string]*table.Table{"t": rows}}
	for _, text := range []string{
		"all(groups(t, .n), let m = mean(#, .x); count(t, .x > m) >= 0)",
		"all(groups(t, .n), let m = mean(#, .x); count(t, .x > m) + count(t, .x < m) + sum(t, .x + m) >= 0)",
	} {
		for most, affordable := range map[int64]bool{100_000: false, 50_000_000: true} {
			p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}, Limits: dsl.Limits{Work: most}})
			if err != nil {
				t.Fatal(err)
			}
			for way, data := range map[string]dsl.Data{"over columns": dsl.OverColumns(data), "row by row": dsl.RowByRow(data)} {
				if _, err := p.Evaluate(context.Background(), data); affordable != (err == nil) || !affordable && !errors.Is(err, diag.ErrLimit) {
					t.Errorf("%s, %s, with %d steps: %v", text, way, most, err)
				}
			}
		}
	}
}
