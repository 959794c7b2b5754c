package dsl_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/testenv"
)

// A run whose context ends says so, at whichever of its checks it notices, and one whose
// context did not end yet gives the value.
func TestStoppedAtEveryCheck(t *testing.T) {
	schema, many := manyRows(t, 20_000)
	_, some := manyRows(t, 1000)
	ways := map[string]dsl.Data{
		"over columns": dsl.OverColumns(dsl.Data{Tables: map[string]*table.Table{"t": many}}),
		"row by row":   dsl.RowByRow(dsl.Data{Tables: map[string]*table.Table{"t": some}}),
	}
	for _, text := range []string{
		"count(t, .late)", "mean(t, .x)", "median(t, .x)", "percentile(t, .x / 7, 95)", "mean_lowest(t, .x, 90)", "distinct(t, .x)", "first(sort(t, .x), .k)",
		"count(groups(t, .x))", "sum(groups(t, .k), median(#, .x) + percentile(#, .n, 95) + distinct(#, .n))", "count(groups(t, .n), count(#) > 1)",
		"1 + 1", "median(t, .x) > 0 and mean(t, .n) > 0 and distinct(t, .k) > 0",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}, Limits: dsl.Limits{Work: 1 << 40}})
		if err != nil {
			t.Fatal(err)
		}
		for way, data := range ways {
			want, err := p.Evaluate(context.Background(), data)
			if err != nil {
				t.Fatal(err)
			}
			calls := map[string]func(ctx context.Context) (dsl.Value, error){
				"Evaluate": func(ctx context.Context) (dsl.Value, error) { return p.Evaluate(ctx, data) },
				"Explain": func(ctx context.Context) (dsl.Value, error) {
					explained, err := p.Explain(ctx, data)
					return explained.Value, err
				},
				"Trace": func(ctx context.Context) (dsl.Value, error) {
					v, _, err := p.Trace(ctx, data)
					return v, err
				},
				"EvaluateAll": func(ctx context.Context) (dsl.Value, error) {
					values, err := dsl.EvaluateAll(ctx, data, p, p)
					if err != nil {
						return dsl.Value{}, err
					}
					return values[1], nil
				},
			}
			for name, call := range calls {
				stopped := testenv.StopAtEveryCheck(t, way+", "+name+" of "+text, func(ctx context.Context) error {
					got, err := call(ctx)
					if err == nil && dsltest.Written(got) != dsltest.Written(want) {
						t.Errorf("%s, %s of %s: %s, want %s", way, name, text, dsltest.Written(got), dsltest.Written(want))
					}
					return err
				}, testenv.EndsAt, testenv.EndsOnlyAt)
				if stopped == 0 {
					t.Errorf("%s, %s of %s: the context is never looked at", way, name, text)
				}
			}
		}
	}
}

// So does a run of two goroutines, whose findings are joined, and whose figures are
// right.
func TestStoppedAtEveryCheckOfTwoGoroutines(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(2))
	schema, rows := manyRows(t, 140_000)
	data := dsl.OverColumns(dsl.Data{Tables: map[string]*table.Table{"t": rows}})
	for text, want := range map[string]string{
		"count(groups(t, .x), count(#) == 1)":               "140000",
		"sum(groups(t, .k), count(#) + distinct(#, .late))": "140016",
		"distinct(t, .x)": "140000",
		"count(groups(t, .k), median(#, .x) > 0 and percentile(#, .n, 95) > 0)": "16",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}, Limits: dsl.Limits{Work: 1 << 40}})
		if err != nil {
			t.Fatal(err)
		}
		testenv.StopAtEveryCheck(t, text, func(ctx context.Context) error {
			got, err := p.Evaluate(ctx, data)
			if err == nil && fmt.Sprint(got) != want {
				t.Errorf("%s: %s, want %s", text, got, want)
			}
			return err
		}, testenv.EndsAt, testenv.EndsOnlyAt)
	}
}
