package dsl_test

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

// Rows that count are rows of the table: others are an error, in columns and row by row.
func TestRowsThatTheTableHasNot(t *testing.T) {
	schema, records := manyRows(t, 600)
	p, err := dsl.Compile("sum(t, .n) + count(groups(t, .k))", dsl.Env{Tables: []kinds.Schema{schema}})
	if err != nil {
		t.Fatal(err)
	}
	for name, rows := range map[string][]int32{
		"one": {600}, "the last": {0, 1, 600}, "a negative one": {3, -1, 4}, "the least there is": {math.MinInt32}, "the greatest there is": {math.MaxInt32, 0},
	} {
		data := dsl.Data{Tables: map[string]*table.Table{"t": records}, Rows: map[string][]int32{"t": rows}}
		for _, data := range []dsl.Data{dsl.OverColumns(data), dsl.RowByRow(data)} {
			var d *diag.Diagnostic
			if _, err := p.Evaluate(context.Background(), data); !errors.As(err, &d) || d.Code != table.BadTable || !strings.Contains(d.Summary, "among the rows that count") {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	for _, rows := range [][]int32{{}, {0}, {599, 0}, {5, 5}} {
		data := dsl.Data{Tables: map[string]*table.Table{"t": records}, Rows: map[string][]int32{"t": rows}}
		if _, err := p.Evaluate(context.Background(), data); err != nil {
			t.Errorf("%v: %v", rows, err)
		}
	}
}

// As many decimal places as one likes are not written out.
func TestVeryManyPlaces(t *testing.T) {
	v := dsl.NewCount(3)
	if text := v.Fixed(1e9); len(text) > 20_000 || !strings.HasPrefix(text, "3.000") {
		t.Errorf("%d characters of a billion places", len(text))
	}
	for places, want := range map[int]string{-1: "3", math.MinInt: "3", 0: "3", 2: "3.00"} {
		if got := v.Fixed(places); got != want {
			t.Errorf("%d places: %s, want %s", places, got, want)
		}
	}
	for places, want := range map[int32]bool{-1: false, 0: true, 10_000: true, 10_001: false, math.MaxInt32: false} {
		if _, ok := v.Decimal(places, exact.HalfUp); ok != want {
			t.Errorf("a decimal of %d places: %v, want %v", places, ok, want)
		}
	}
}

// A program that was not compiled says so.
func TestProgramThatWasNotCompiled(t *testing.T) {
	for _, p := range []*dsl.Program{nil, {}} {
		if _, err := p.Evaluate(context.Background(), dsl.Data{}); err == nil || !strings.Contains(err.Error(), "was not compiled") {
			t.Errorf("evaluated: %v", err)
		}
		if _, err := dsl.EvaluateAll(context.Background(), dsl.Data{}, p); err == nil {
			t.Error("evaluated with others")
		}
		if p.Text() != "" || len(p.Tables()) != 0 {
			t.Errorf("%q over %v", p.Text(), p.Tables())
		}
	}
}
