package dsl_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// A value far from all others makes a long table's other values lie close together: they
// are told apart by going over them again. Here they are 0 to 299,999 in no order, then
// 2^48-1 and 2^48, and far away 2^60: a range that is counted in pieces of 2^48 values.
func TestRanksOfManyCloseValuesAndOneFarAway(t *testing.T) {
	const n, step = 300_000, 7_001 // which has no divisor in common with n
	schema := kinds.Schema{Name: "t", Fields: []kinds.Field{{Name: "x", Type: kinds.Of(kinds.Number)}, {Name: "seven", Type: kinds.Of(kinds.Boolean)}}}
	type row struct {
		X     int64
		Seven bool
	}
	rows := make([]row, 0, n+3)
	for i := range int64(n) {
		x := i * step % n
		rows = append(rows, row{x, x%10 == 7})
	}
	rows = append(rows, row{1<<48 - 1, false}, row{1 << 48, false}, row{1 << 60, false})
	records, err := table.FromStructs(schema, rows)
	if err != nil {
		t.Fatal(err)
	}
	data := dsl.OverColumns(dsl.Data{Tables: map[string]*table.Table{"t": records}})
	for _, tt := range []struct{ text, want string }{
		{"median(t, .x)", "150001"},
		{"percentile(t, .x, 95)", "285002"},
		{"percentile(t, .x, 0.001)", "3"},
		{"percentile(t, .x, 99.999)", "299999"},
		{"percentile(t, .x, 99.9993)", "281474976710655"},
		{"percentile(t, .x, 99.9996)", "281474976710656"},
		{"percentile(t, .x, 100)", "1152921504606846976"},
		{"median(filter(t, not .seven), .x)", "150001"},
		{"mean_lowest(t, .x, 90)", "135001"},
		{"percentile(filter(t, .x < 300000), .x, 50)", "149999"},
		{"percentile(t, .x / 2, 95)", "142501"},
		{"percentile(t, .x - 150000, 5)", "-135000"},
	} {
		p, err := dsl.Compile(tt.text, dsl.Env{Tables: []kinds.Schema{schema}})
		if err != nil {
			t.Fatal(err)
		}
		if got, err := p.Evaluate(context.Background(), data); err != nil || fmt.Sprint(got) != tt.want {
			t.Errorf("%s: %v, want %s (%v)", tt.text, got, tt.want, err)
		}
	}
}
