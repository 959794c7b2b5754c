package sla_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// Each script in testdata/counterfactual shows, for every metric, what would have given
// the other verdict, or what one that was not measured can still turn out to be.
func TestOtherwise(t *testing.T) {
	script.Archives(t, "testdata/counterfactual/*.txt", func(t *testing.T, s *script.Archive) {
		agreement, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		plan, err := agreement.Compile()
		if err != nil {
			t.Fatal(err)
		}
		result, err := plan.Evaluate(context.Background(), dataOf(t, s, plan), periodOf(t, s))
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, m := range result.Metrics {
			for _, o := range m.Outcomes {
				rowsAgree(t, plan, dataOf(t, s, plan), o)
				fmt.Fprintf(&b, "%s: %s", m.Metric.Name, o.Verdict)
				if !o.Value.Missing() {
					fmt.Fprintf(&b, ", %s", o.Value)
				}
				if o.Reason != "" {
					fmt.Fprintf(&b, ", %s", o.Reason)
				}
				if o.Counterfactual != nil {
					fmt.Fprintf(&b, "; would have been %s", o.Counterfactual)
				}
				if o.Completion != nil && !strings.HasSuffix(o.Reason, o.Completion.String()) {
					t.Errorf("%s: the reason does not end with %s", m.Metric.Name, o.Completion)
				}
				b.WriteString("\n")
			}
		}
		s.Expect(t, "otherwise", b.String())
	})
}

// rowsAgree holds the rows behind each step of an outcome against its counts.
func rowsAgree(t *testing.T, plan *sla.Plan, data sla.Data, o sla.Outcome) {
	t.Helper()
	for _, step := range o.Steps {
		if !step.Aggregate {
			continue
		}
		uses := map[string]int{}
		selected, err := plan.Select(context.Background(), data, o.Metric, o.Period)
		if err == nil {
			err = selected.Metric.Measure.EachRowOf(context.Background(), selected.Data, step, func(row dsl.RowUse) { uses[row.Use.String()]++ })
		}
		if err != nil || step.Condition && uses["counted"] != step.Counted || uses["undecided"] != step.Undecided ||
			uses["counted"]+uses["not counted"]+uses["left out"]+uses["undecided"] != step.Rows {
			t.Errorf("%s: %s, and its rows are %v, %v", o.Metric, step, uses, err)
		}
	}
}

// The rows behind an outcome are asked of the plan that gave it, over its data.
func TestRowsOfNothing(t *testing.T) {
	plan := walkPlan(t, "share(t, .ok)", "value >= 50%", "")
	o := walkOutcome(t, plan, 3, 2)
	if _, err := plan.Select(context.Background(), sla.Data{}, o.Metric, o.Period); err == nil || !strings.Contains(err.Error(), "the table t was not given") {
		t.Error(err)
	}
	o.Metric = "n"
	if _, err := plan.Select(context.Background(), sla.Data{}, o.Metric, o.Period); err == nil || !strings.Contains(err.Error(), "the agreement has no metric n") {
		t.Error(err)
	}
}

// How many rows or groups would have had to be different is what a walk over all their
// numbers finds, with records that have so many.
func TestCounterfactualAgainstWalk(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	pick := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	changes, without := map[string]int{}, 0
	for range 400 {
		measure := pick("share(t, .ok)", "let s = share(filter(t, .inside), .ok); s", "count(t, .ok)", "count(filter(t, .ok))", "all(t, .ok)", "any(t, .ok)",
			"share(groups(t, .k), all(#, .ok))", "count(groups(t, .k), any(#, .ok))", "all(groups(t, .k), all(#, .ok))")
		figure := func() string { return pick("0", "1", "2", "3", "5") }
		terms := ""
		switch {
		case strings.Contains(measure, "share"):
			figure = func() string { return pick("0%", "10%", "33.3%", "33.33%", "50%", "66.7%", "87.5%", "95%", "100%") }
			terms = pick("", "", "places: 0, compare: rounded, ", "places: 1, compare: rounded, ")
		case strings.HasPrefix(measure, "all") || strings.HasPrefix(measure, "any"):
			figure = func() string { return pick("true", "false") }
		}
		target := fmt.Sprintf("value %s %s", pick("==", "!="), figure())
		if !strings.HasPrefix(measure, "all") && !strings.HasPrefix(measure, "any") {
			target = fmt.Sprintf("value %s %s", pick("<", "<=", ">", ">=", "==", "!="), figure())
			if random.IntN(3) == 0 {
				target += fmt.Sprintf(" %s value %s %s", pick("and", "or"), pick("<", ">"), figure())
			}
		}
		plan := walkPlan(t, measure, target, terms)
		if plan == nil {
			continue // a target that nothing or everything meets is refused
		}
		units := 1 + random.IntN(7)
		most := units
		if strings.HasPrefix(measure, "count") {
			most = 12 // more than any figure: there may be more rows than there were
		}
		outcomes := make([]sla.Outcome, most+1)
		for n := range outcomes {
			outcomes[n] = walkOutcome(t, plan, units, n)
		}
		for n, o := range outcomes {
			want := walked(outcomes, n)
			switch c := o.Counterfactual; {
			case c == nil && want == 0:
				without++
			case c == nil || c.Rows == nil || c.Rows.Rows != want || c.Verdict == o.Verdict:
				t.Fatalf("%s, %s (%s) with %d of %d: %s, %v; a walk finds %d", measure, target, terms, n, units, o.Verdict, c, want)
			default:
				changes[string(o.Verdict)]++
				to := n - want
				if c.More {
					to = n + want
				}
				if to < 0 || to > most || outcomes[to].Verdict == o.Verdict {
					t.Fatalf("%s, %s with %d of %d: %s is not so", measure, target, n, units, c)
				}
			}
		}
	}
	if changes["met"] < 200 || changes["missed"] < 200 || without < 20 {
		t.Errorf("%v changes and %d without any say little", changes, without)
	}
}

// walked is how far the nearest number of rows with the other verdict is; 0 when there is
// none.
func walked(outcomes []sla.Outcome, n int) int {
	for k := 1; k < len(outcomes); k++ {
		for _, to := range []int{n - k, n + k} {
			if to >= 0 && to < len(outcomes) && outcomes[to].Verdict != outcomes[n].Verdict {
				return k
			}
		}
	}
	return 0
}

func walkPlan(t *testing.T, measure, target, terms string) *sla.Plan {
	t.Helper()
	text := fmt.Sprintf(`concord: v1
agreement: walk
title: Walk
version: 1
status: draft
effective: {from: 2026-01-01}
zone: UTC
parties:
  customer: {name: Customer, roles: {owner: O}}
  provider: {name: Provider, roles: {manager: M}}
tables:
  t:
    at: every period
    fields: {k: text, inside: boolean, ok: boolean}
metrics:
  m: {title: M, measure: %q, target: %q, period: month, %sno data: not measured}
`, measure, target, terms)
	agreement, err := sla.Parse("walk.yaml", []byte(text))
	if err != nil {
		for _, d := range diag.From(err) {
			if d.Code != codes.ImpossibleTarget && d.Code != codes.VacuousTarget {
				t.Fatal(diag.From(err).Screen())
			}
		}
		return nil
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

// walkOutcome judges records in which so many of the units are counted: a unit is two
// rows of a group of their own, or one row where no groups are asked for.
func walkOutcome(t *testing.T, plan *sla.Plan, units, counted int) sla.Outcome {
	t.Helper()
	rows := 1
	if strings.Contains(plan.Terms().Agreement.Metrics[0].Measure, "groups") {
		rows = 2
	}
	var csv strings.Builder
	csv.WriteString("k,inside,ok\n")
	for unit := range max(units, counted) {
		for range rows {
			fmt.Fprintf(&csv, "%d,true,%v\n", unit, unit < counted)
		}
	}
	if strings.Contains(plan.Terms().Agreement.Metrics[0].Measure, ".inside") {
		csv.WriteString("out,false,true\n")
	}
	schema := plan.Terms().Schemas["t"]
	read, err := table.ReadCSV(schema, "t.csv", strings.NewReader(csv.String()), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	period, err := calendar.ParsePeriod("2026-03")
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(context.Background(), sla.Data{Tables: sla.Tables(read)}, period)
	if err != nil {
		t.Fatal(err)
	}
	return result.Metrics[0].Outcomes[0]
}
