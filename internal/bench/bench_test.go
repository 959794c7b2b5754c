package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// All contestants answer all questions alike; the run fails when two do not.
func TestAnswersAgree(t *testing.T) {
	var page bytes.Buffer
	if err := command(t.Context(), []string{"-quick"}, &page); err != nil {
		t.Fatal(err)
	}
	wanted := []string{
		"## One criterion", "## Memory", "## Two counts", "percentile of a column", "percentile of a difference", "## Groups", "## From a CSV file", "missing", "as they grow",
		"| Concord |", "| Go over columns |", "| Go over structs |", "| expr, ", "| govaluate |",
	}
	if left == "" {
		wanted = append(wanted, "| cel-go, ", "| OPA, ", "| SQLite |", "| DuckDB, ") // PostgreSQL may not be installed
	}
	for _, want := range wanted {
		if !strings.Contains(page.String(), want) {
			t.Errorf("the page has no %q", want)
		}
	}
	if t.Failed() {
		t.Log(page.String())
	}
}

// sayer answers with a text.
func sayer(name, text string) contestant {
	return contestant{name: name, ask: func(context.Context, int) error { return nil }, answer: func() string { return text }}
}

func TestRaceRefusesDifferentAnswers(t *testing.T) {
	_, err := race(t.Context(), rules{rounds: 1, threads: 1, n: 1}, []contestant{sayer("one", "5.00"), sayer("two", "5.00"), sayer("three", "5.01")})
	if !errors.Is(err, errAnswers) || !strings.Contains(err.Error(), "three says 5.01") {
		t.Errorf("got %v", err)
	}
}

func TestRaceStopsAtAnError(t *testing.T) {
	broken := errors.New("broken")
	_, err := race(t.Context(), rules{rounds: 1, threads: 1, n: 1}, []contestant{
		{name: "one", ask: func(context.Context, int) error { return broken }},
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

// Every round asks all in turn, and a contestant of one thread is not asked with two.
func TestRaceAsksInTurn(t *testing.T) {
	var order strings.Builder
	contestants := make([]contestant, 3)
	for i := range contestants {
		contestants[i] = contestant{name: fmt.Sprint(i), alone: i == 1, ask: func(context.Context, int) error {
			fmt.Fprint(&order, i)
			return nil
		}}
	}
	for threads, want := range map[int]string{1: "012" + "012" + "012", 2: "02" + "02" + "02"} {
		order.Reset()
		results, err := race(t.Context(), rules{rounds: 2, threads: threads, n: 1}, contestants) // after one to compare
		if err != nil || order.String() != want {
			t.Errorf("with %d threads: asked %s, want %s; %v", threads, &order, want, err)
		}
		for _, r := range results {
			if len(r.each) != 2 {
				t.Errorf("%s has %d rounds", r.name, len(r.each))
			}
		}
	}
}

// A slow contestant is asked about fewer things, and answers are compared over those that
// all were asked about.
func TestRaceAsksTheSlowAboutLess(t *testing.T) {
	asked := map[string][]int{}
	counting := func(name string, each time.Duration) contestant {
		return contestant{name: name, ask: func(_ context.Context, n int) error {
			asked[name] = append(asked[name], n)
			time.Sleep(time.Duration(n) * each)
			return nil
		}, answer: func() string { return fmt.Sprint(asked[name][len(asked[name])-1]) }}
	}
	_, err := race(t.Context(), rules{rounds: 1, threads: 1, n: 50_000, most: 50 * time.Millisecond}, []contestant{
		counting("quick", 0), counting("slow", 10*time.Microsecond),
	})
	if err != nil {
		t.Fatal(err)
	}
	quick, slow := asked["quick"], asked["slow"]
	if last := quick[len(quick)-1]; last != 50_000 {
		t.Errorf("the quick one was asked about %d", last)
	}
	if last := slow[len(slow)-1]; last < 1_000 || last > 5_000 {
		t.Errorf("the slow one was asked about %d", last)
	}
}

// A contestant that would take too long is asked in fewer rounds.
func TestRaceKeepsToItsBudget(t *testing.T) {
	waiting := func(name string, d time.Duration) contestant {
		return contestant{name: name, ask: func(context.Context, int) error { time.Sleep(d); return nil }}
	}
	results, err := race(t.Context(), rules{rounds: 3, threads: 1, n: 1, budget: 100 * time.Millisecond}, []contestant{
		waiting("quick", 0), waiting("slow", 60*time.Millisecond),
	})
	if err != nil || len(results[0].each) != 3 || len(results[1].each) != 1 {
		t.Errorf("got %v, %v", results, err)
	}
}

func TestRatiosAreOfOneRound(t *testing.T) {
	all := ratios(result{each: []float64{30, 10, 8}}, result{each: []float64{10, 2, 8}})
	if !slices.Equal(all, []float64{1, 3, 5}) || median(all) != 3 || median(all[:2]) != 2 {
		t.Errorf("got %v, median %v", all, median(all))
	}
}

func TestDigits(t *testing.T) {
	for f, want := range map[float64]string{0: "0.00", 0.00123: "0.0012", 0.0561: "0.056", 0.5: "0.50", 1.234: "1.23", 12.34: "12.3", 123.4: "123", 1234: "1,200", 123_456: "120,000"} {
		if got := digits(f); got != want {
			t.Errorf("%v is written %s, want %s", f, got, want)
		}
	}
}

// The records are the same on every machine, or figures of two could not be held against
// each other.
func TestRecordsAreAlwaysTheSame(t *testing.T) {
	path, err := writeCSV(t.TempDir(), "records.csv", newRecords(10_000, 10, 1))
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const want = "0c86b4fb71f490d4b84bd899d1f59bb56d9b4b0323b75e44f05b260d608626be"
	if got := fmt.Sprintf("%x", sha256.Sum256(text)); got != want {
		t.Errorf("the digest of the records is %s, and was %s; they begin\n%s", got, want, text[:500])
	}
}

// What is asked leaves neither nothing nor everything, and so do the missing values.
func TestRecordsAreWorthAsking(t *testing.T) {
	r := newRecords(100_000, 10, 1)
	shares := map[string]int{}
	for i := range r.len() {
		took := r.resolved[i] - r.opened[i]
		shares["critical"] += int(one(r.priority[i] == critical))
		shares["low"] += int(one(r.priority[i] == low))
		shares["late"] += int(one(took > withinSeconds))
		shares["unresolved"] += int(one(r.unresolved[i]))
		shares["unpriced"] += int(one(r.unpriced[i]))
	}
	for name, want := range map[string]int{"critical": 5, "low": 40, "late": 17, "unresolved": 10, "unpriced": 10} {
		if got := shares[name] / 1_000; got < want-1 || got > want+1 {
			t.Errorf("%d %% are %s, want %d %%", got, name, want)
		}
	}
}

func TestOptions(t *testing.T) {
	for _, args := range []string{"-rows 10", "-rounds 0", "-missing 0", "-only speed", "more"} {
		if _, err := readOptions(strings.Fields(args)); err == nil {
			t.Errorf("%s is taken", args)
		}
	}
	o, err := readOptions(strings.Fields("-rows 5000 -only counts,memory"))
	if err != nil || o.rows != 5000 || o.most != 5000 || !slices.Equal(o.only, []string{"counts", "memory"}) {
		t.Errorf("got %+v, %v", o, err)
	}
}
