package sla_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/sla"
	"github.com/shopspring/decimal"
)

// A plan, a selection and a result that are not there say so, and hold nothing.
func TestNothing(t *testing.T) {
	ctx, march := context.Background(), calendar.Month(2026, time.March)
	var plan *sla.Plan
	if terms := plan.Terms(); len(terms.Metrics)+len(terms.Schemas) > 0 {
		t.Error("no plan has terms")
	}
	if _, err := plan.Select(ctx, sla.Data{}, "m", march); err == nil || !strings.Contains(err.Error(), "the agreement has no metric m") {
		t.Errorf("a metric of no plan: %v", err)
	}
	var selection *sla.Selection
	for _, s := range []*sla.Selection{selection, {}} {
		if _, err := s.Over(ctx, nil); err == nil || err.Error() != "the selection is not one of Plan.Select" {
			t.Errorf("other tables of no selection: %v", err)
		}
		if _, err := s.Conclude(ctx, dsl.Explanation{}); err == nil || err.Error() != "the selection is not one of Plan.Select" {
			t.Errorf("the conclusion of no selection: %v", err)
		}
	}
	var result *sla.Result
	if _, ok := result.Metric("m"); ok || result.Remedy("r") != nil || result.Causes(sla.Triggered{}) != nil {
		t.Error("no result holds something")
	}
	if m, ok := (&sla.Result{}).Metric("m"); ok || m.Metric.Name != "" {
		t.Error("an empty result has a metric")
	}
}

// Selecting, reading over other tables and concluding end with their context, and ask for
// what they need.
func TestSelectionsThatFail(t *testing.T) {
	plan, data, err := tickets()
	if err != nil {
		t.Fatal(err)
	}
	ctx, march := context.Background(), calendar.Month(2026, time.March)
	ended, end := context.WithCancel(ctx)
	end()
	metric := plan.Terms().Metrics[0].Name
	if _, err := plan.Select(ended, data, metric, march); !errors.Is(err, context.Canceled) || !strings.HasPrefix(err.Error(), "selecting the rows of "+metric+": ") {
		t.Errorf("of a context that has ended: %v", err)
	}
	if _, err := plan.Select(ctx, data, metric, calendar.Period{}); !errors.Is(err, sla.ErrPeriod) {
		t.Errorf("of no period: %v", err)
	}
	if _, err := plan.Select(ctx, sla.Data{Tables: map[string]sla.Records{"ticket": {}}}, metric, march); err == nil || !strings.Contains(err.Error(), "the agreement has no table ticket") {
		t.Errorf("of a table that is not declared: %v", err)
	}
	s, err := plan.Select(ctx, data, metric, march)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Over(ended, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("over other tables: %v", err)
	}
	before, err := plan.Select(ctx, data, metric, calendar.Month(1999, time.March))
	if err != nil || before.Outcome.Verdict != sla.NotApplicable {
		t.Fatalf("before the agreement: %v, %v", before, err)
	}
	for _, s := range []*sla.Selection{s, before} {
		if _, err := s.Conclude(ended, dsl.Explanation{}); !errors.Is(err, context.Canceled) {
			t.Errorf("a conclusion: %v", err)
		}
	}
	if o, err := before.Conclude(ctx, dsl.Explanation{}); err != nil || o.Verdict != sla.NotApplicable {
		t.Errorf("a conclusion before the agreement: %s, %v", o.Verdict, err)
	}
}

// The latest outcome is the newest that was applicable, or else the newest.
func TestLatest(t *testing.T) {
	outcomes := func(verdicts ...sla.Verdict) sla.MetricResult {
		var m sla.MetricResult
		for i, v := range verdicts {
			m.Outcomes = append(m.Outcomes, sla.Outcome{Verdict: v, Period: calendar.Month(2026, time.Month(i+1))})
		}
		return m
	}
	for _, c := range []struct {
		result sla.MetricResult
		month  time.Month // none is 0
	}{
		{outcomes(), 0},
		{outcomes(sla.NotApplicable), 1},
		{outcomes(sla.NotApplicable, sla.NotApplicable), 2},
		{outcomes(sla.Met, sla.NotApplicable), 1},
		{outcomes(sla.NotMeasured, sla.Missed, sla.NotApplicable), 2},
	} {
		switch latest, ok := c.result.Latest(); {
		case ok != (c.month > 0):
			t.Errorf("of %d outcomes one is latest: %v", len(c.result.Outcomes), ok)
		case ok && latest.Period != calendar.Month(2026, c.month):
			t.Errorf("%s is latest, want month %d", latest.Period, c.month)
		}
	}
}

// What may still change a verdict is said of one row and of several, of one value and of
// a span of them.
func TestCompletionInWords(t *testing.T) {
	percent := func(of int64) dsl.Value { return dsl.NewNumber(kinds.Of(kinds.Percent), decimal.NewFromInt(of)) }
	for _, c := range []struct {
		completion sla.Completion
		want       string
	}{
		{sla.Completion{Undecided: 1, Least: percent(50), Most: percent(60), Target: sla.Met}, "whatever it turns out to be, the target is met (50% to 60%)"},
		{sla.Completion{Undecided: 2, Least: percent(50), Most: percent(50), Target: sla.Missed}, "whatever they turn out to be, the target is missed (50%)"},
		{sla.Completion{Undecided: 1, Least: percent(50), Most: percent(60), Target: sla.NotMeasured}, "whether the target is met depends on it (50% to 60%)"},
		{sla.Completion{Undecided: 2, Least: percent(50), Most: percent(60), Target: sla.NotMeasured}, "whether the target is met depends on them (50% to 60%)"},
		{sla.Completion{Undecided: 2, Least: percent(50), Most: percent(60)}, "whatever they turn out to be, the value is 50% to 60%"},
	} {
		if got := c.completion.String(); got != c.want {
			t.Errorf("got %s\nwant %s", got, c.want)
		}
	}
	if got := (sla.Counterfactual{Verdict: sla.Met}).String(); got != "met" {
		t.Errorf("a change that is not known: %s", got)
	}
}

// A file is compiled as its text is.
func TestCompileFile(t *testing.T) {
	plan, err := sla.CompileFile("testdata/desk.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if n := len(plan.Terms().Metrics); n == 0 {
		t.Error("the plan has no metrics")
	}
	if _, err := sla.CompileFile("testdata/no-desk.yaml"); err == nil || !strings.HasPrefix(err.Error(), "reading an agreement: ") {
		t.Errorf("a file that is not there: %v", err)
	}
}
