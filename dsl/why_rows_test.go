package dsl_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// A trace says in words why an aggregate went row by row.
func TestWhyRowByRow(t *testing.T) {
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{
		{Name: "x", Type: kinds.Of(kinds.Number)}, {Name: "huge", Type: kinds.Of(kinds.Number)}, {Name: "y", Type: kinds.Of(kinds.Number).Optional()}, {Name: "k", Type: kinds.Of(kinds.Text)},
		{Name: "at", Type: kinds.Of(kinds.Instant)}, {Name: "on", Type: kinds.Of(kinds.Date)}, {Name: "n", Type: kinds.Of(kinds.Count)}, {Name: "big", Type: kinds.Of(kinds.CalendarDays)}, {Name: "spread", Type: kinds.Of(kinds.Number)},
	}}
	b, err := table.NewBuilder(schema)
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range []string{"a", "b", "a"} {
		for field, value := range map[string]any{"x": i + 1, "huge": "123456789012345678901234567890", "k": k, "at": "2026-10-01T00:00:00Z", "on": "2026-10-01", "n": i + 1, "big": 3_000_000 * (i + 1), "spread": []int64{math.MinInt64, 0, math.MaxInt64}[i]} {
			if err := b.Set(field, value); err != nil {
				t.Fatal(err)
			}
		}
		if i > 0 {
			if err := b.Set("y", i); err != nil {
				t.Fatal(err)
			}
		}
		b.EndRow()
	}
	records, err := b.Table()
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"all(groups(t, .k), all(groups(#, .n), all(#, .x > 0)))": "the rows of one group",
		"sum(t, .huge)":                                             "the column huge, which holds numbers that pass 64 bits",
		"sum(t, .x / .n)":                                           "a quotient of two values of a row, but to compare or to round it",
		"count(groups(t, .spread))":                                 "groups by values of all numbers there are",
		"count(groups(t, .y))":                                      "rows of which the group is not known",
		"sum(t, .x * 12345678901234567890123)":                      "a constant of very many digits",
		"count(t, lookup(t, n, .n, huge) > 3)":                      "the column huge, which holds numbers that pass 64 bits",
		"max(t, .on + .big)":                                        "dates that may lie outside the years there are",
		"sum(groups(t, .k), let m = mean(#, .x); count(#, .x > m))": "a part without a value",
		"let m = mean(t, .x); count(t, .x > m)":                     "",
	} {
		p, err := dsl.Compile(text, dsl.Env{Tables: []kinds.Schema{schema}})
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		_, trace, err := p.Trace(context.Background(), dsl.OverColumns(dsl.Data{Tables: map[string]*table.Table{"t": records}}))
		if err != nil {
			t.Fatal(err)
		}
		var why []string
		for _, pass := range trace {
			if !pass.OverColumns {
				why = append(why, pass.Why)
			}
		}
		if want == "" && why != nil || want != "" && !slices.Contains(why, want) {
			t.Errorf("%s goes row by row because of %q, want %q", text, why, want)
		}
	}
}
