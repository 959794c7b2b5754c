package framework_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/framework/coverage"
	"github.com/concord-sla/concord/sla"
)

// large is an agreement of 300 metrics, each with the figure of a measure of its own for
// a target, from every area of the catalog.
func large(tb testing.TB) string {
	tb.Helper()
	var text strings.Builder
	text.WriteString(`concord: v1
agreement: large
title: A large agreement
version: 1
status: draft
effective: {from: 2026-10-01}
zone: America/New_York
calendar: federal
parties: {customer: {name: C}, provider: {name: P}}
tables:
  rows:
    at: day
    fields: {day: date, ok: boolean}
metrics:
`)
	n, areas := 0, map[string]bool{}
	for _, m := range framework.Default().Search(framework.Query{Unit: framework.Percent, Status: framework.Usable}) {
		criterion := ""
		if m.Target != nil {
			criterion, _ = m.Target.Criterion()
		}
		if n == 300 || criterion == "" {
			continue
		}
		n++
		areas[m.Area] = true
		fmt.Fprintf(&text, "  m%d:\n    title: %q\n    aligns: %q\n    measure: share(rows, .ok)\n    target: %s\n    period: month\n    no data: not measured\n", n, m.Name, m.Ref(), criterion)
	}
	if n != 300 || len(areas) < 10 {
		tb.Fatalf("%d metrics from %d areas", n, len(areas))
	}
	return text.String()
}

// compiled reads and checks an agreement.
func compiled(tb testing.TB, text string) *sla.Plan {
	tb.Helper()
	a, err := sla.Parse("large.yaml", []byte(text))
	if err != nil {
		tb.Fatal(err)
	}
	plan, err := a.Compile()
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

// Aligning a large agreement is quick, also in a program that has just started: the limit
// is seven times what it takes here.
func TestAlign300(t *testing.T) {
	if testing.Short() {
		t.Skip("times are not kept by the race detector")
	}
	const limit = 50 * time.Millisecond
	plan, best := compiled(t, large(t)), time.Hour
	for try := 0; try < 25 && best > limit; try++ { // a busy machine makes some tries slow, and not all
		catalog, start := framework.Fresh(), time.Now()
		_, err := align.Align(t.Context(), catalog, plan)
		if best = min(best, time.Since(start)); err != nil {
			t.Fatal(err)
		}
	}
	if best > limit {
		t.Errorf("aligning 300 metrics takes %s, want at most %s", best, limit)
	}
	if n := testing.AllocsPerRun(3, func() { align.Align(t.Context(), framework.Fresh(), plan) }); n > 60_000 {
		t.Errorf("aligning 300 metrics takes %v allocations, want at most 60,000", n)
	}
}

// Aligning a large agreement with the whole catalog, when the program has just started
// and when what it needs was read before.
func BenchmarkAlign300(b *testing.B) {
	text := large(b)
	plan := compiled(b, text)
	b.Run("reading it", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			compiled(b, text)
		}
	})
	for _, catalog := range catalogs {
		b.Run(catalog.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if findings, err := align.Align(b.Context(), catalog.of(), plan); err != nil || len(findings) != 300 {
					b.Fatalf("%d of 300 metrics were aligned: %v", len(findings), err)
				}
			}
		})
	}
}

// Coverage of a large agreement by the whole catalog, without areas.
func BenchmarkCoverage300(b *testing.B) {
	plan := compiled(b, large(b))
	for _, catalog := range catalogs {
		b.Run(catalog.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := coverage.Of(catalog.of(), plan); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// One measure by its id, and a search through all of them.
func BenchmarkFind(b *testing.B) {
	for _, catalog := range catalogs {
		b.Run("lookup "+catalog.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				catalog.of().Lookup("FFM.030.070.0033")
			}
		})
		b.Run("search "+catalog.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				catalog.of().Search(framework.Query{Words: "payment timeliness"})
			}
		})
	}
}

var catalogs = []struct {
	name string
	of   func() *framework.Catalog
}{{"cold", framework.Fresh}, {"warm", framework.Default}}
