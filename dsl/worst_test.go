package dsl_test

import (
	"context"
	"flag"
	"fmt"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/internal/dsltest"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
)

var worstRows = flag.Int("worst", 20, "over how many rows the costliest expressions are measured; 1000 takes a minute")

// The most that a text within the limits costs, of those that were thought of: each fills
// the limits of bytes, words or steps with one thing. What they cost is logged; the
// bounds are what must hold on a slow machine.
func TestWorstAccepted(t *testing.T) {
	if testing.Short() {
		t.Skip("measures time and memory, which the race detector changes")
	}
	schema, rows := manyRows(t, *worstRows)
	env := dsl.Env{Tables: []kinds.Schema{schema}}
	data := dsl.Data{Tables: map[string]*table.Table{"t": rows}}
	for name, text := range map[string]string{
		"sums of fractions":          fill(env, "sum(t, 1 / .n) > 0", " and sum(t, %d / .n) > 0"),
		"sums of squared fractions":  fill(env, "sum(t, 1 / .n / .n) > 0", " and sum(t, %d / .n / .n) > 0"),
		"medians":                    fill(env, "median(t, .x) > 0", " and median(t, .x + %d) > 0"),
		"medians of fractions":       fill(env, "median(t, .x / .n) > 0", " and median(t, %d / .n) > 0"),
		"trimmed means of fractions": fill(env, "trimmed_mean(t, 1 / .n, 10) > 0", " and trimmed_mean(t, %d / .n, 10) > 0"),
		"products in a row":          "sum(t, .x" + fillIn(env, "sum(t, .x%s) > 0", " * .x") + ") > 0",
		"quotients in a row":         "sum(t, .x" + fillIn(env, "sum(t, .x%s) > 0", " / (.n + %d)") + ") > 0",
		"sums in a row":              "sum(t, .x" + fillIn(env, "sum(t, .x%s) > 0", " + %d / .n") + ") > 0",
		"conditions in a row":        "count(t, .x > 0" + fillIn(env, "count(t, .x > 0%s) > 0", " or .x > .n * %d") + ") > 0",
		"groups":                     fill(env, "count(groups(t, .x)) > 0", " and count(groups(t, .x + %d), count(#) > 1) >= 0"),
		"groups of fractions":        fill(env, "count(groups(t, .x / .n)) > 0", " and count(groups(t, %d / .n)) > 0"),
		"distinct fractions":         fill(env, "distinct(t, .x / .n) > 0", " and distinct(t, %d / .n) > 0"),
		"long literals":              "sum(t, .x)" + fillIn(env, "sum(t, .x)%s > 0", " + sum(t, .x / "+strings.Repeat("7", 3900)+"%d)") + " > 0",
	} {
		p, err := dsl.Compile(text, env)
		if err != nil {
			t.Errorf("%s: %v", name, dsltest.FirstLine(err))
			continue
		}
		spent, heap := measured(func() {
			if _, err := p.Evaluate(context.Background(), data); err != nil {
				t.Errorf("%s: %v", name, dsltest.FirstLine(err))
			}
		})
		t.Logf("%-28s %6d bytes: %8v, %4d MiB at most", name, len(text), spent.Round(time.Millisecond), heap>>20)
		if spent > 3*time.Minute || heap > 512<<20 {
			t.Errorf("%s: %v and %d MiB are too much", name, spent, heap>>20)
		}
	}
}

// fill repeats a piece, with a number in it, behind a text as often as the limits allow.
func fill(env dsl.Env, text, piece string) string {
	return text + fillIn(env, text+"%s", piece)
}

// fillIn is as many pieces as fit at the %s of a text.
func fillIn(env dsl.Env, text, piece string) string {
	pieces := func(n int) string {
		var b strings.Builder
		for i := range n {
			if strings.Contains(piece, "%d") {
				fmt.Fprintf(&b, piece, i+2)
			} else {
				b.WriteString(piece)
			}
		}
		return b.String()
	}
	low, high := 0, 10_000
	for low+1 < high {
		middle := (low + high) / 2
		if _, err := dsl.Compile(strings.Replace(text, "%s", pieces(middle), 1), env); err == nil {
			low = middle
		} else {
			high = middle
		}
	}
	return pieces(low)
}

// measured is the time that a call takes, and the most memory that was in use meanwhile
// beyond what was before.
func measured(call func()) (time.Duration, uint64) {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before, most := stats.HeapAlloc, uint64(0)
	var done atomic.Bool
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		for !done.Load() {
			var s runtime.MemStats
			runtime.ReadMemStats(&s)
			most = max(most, s.HeapAlloc)
			time.Sleep(5 * time.Millisecond)
		}
	}()
	start := time.Now()
	call()
	spent := time.Since(start)
	done.Store(true)
	<-watched
	return spent, max(most, before) - before
}
