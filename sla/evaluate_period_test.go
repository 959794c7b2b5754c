package sla_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/internal/servicedesk"
	"github.com/google/go-cmp/cmp"
)

// sameTogether checks that metrics that are judged together have the outcomes that they
// have one by one.
func sameTogether(t *testing.T, plan *sla.Plan, data sla.Data, period calendar.Period) *sla.Result {
	t.Helper()
	together, err := plan.Evaluate(context.Background(), data, period)
	alone, other := sla.EvaluateOneByOne(context.Background(), plan, data, period)
	if err != nil || other != nil {
		if fmt.Sprint(err) != fmt.Sprint(other) {
			t.Fatalf("together: %v\none by one: %v", err, other)
		}
		return nil
	}
	if diff := cmp.Diff(show(alone), show(together)); diff != "" {
		t.Errorf("-one by one +together:\n%s", diff)
	}
	for i, m := range together.Metrics {
		for k, o := range m.Outcomes {
			if diff := cmp.Diff(servicedesk.InFull(alone.Metrics[i].Outcomes[k]), servicedesk.InFull(o)); diff != "" {
				t.Errorf("-one by one +together:\n%s", diff)
			}
		}
	}
	return together
}

// The agreements of the scripts are judged together as they are one by one.
func TestTogetherOfScripts(t *testing.T) {
	for _, pattern := range []string{"testdata/evaluate/*.txt", "testdata/counterfactual/*.txt"} {
		script.Archives(t, pattern, func(t *testing.T, s *script.Archive) {
			agreement, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
			if err != nil {
				t.Fatal(diag.From(err).Screen())
			}
			plan, err := agreement.Compile()
			if err != nil {
				t.Fatal(err)
			}
			sameTogether(t, plan, dataOf(t, s, plan), periodOf(t, s))
		})
	}
}

// Random agreements over random records are judged together as they are one by one.
func TestTogetherOfRandomAgreements(t *testing.T) {
	verdicts, shared := map[string]int{}, 0
	const most = 80
	few := testenv.Rounds(16)
	for seed := uint64(0); seed < uint64(testenv.Rounds(most)) || seed < most && shared < few; seed++ {
		d := servicedesk.Random{Rand: rand.New(rand.NewPCG(seed, 77)), Metrics: 12}
		plan := d.Plan(t)
		data := sla.Data{Tables: map[string]sla.Records{}, Inputs: d.Inputs(plan)}
		for _, name := range []string{"tickets", "calls"} {
			data.Tables[name] = sla.Records{Rows: d.Records(t, plan, name, []int{0, 30, 700, 2500}[d.IntN(4)])}
		}
		result := sameTogether(t, plan, data, calendar.Quarter(2026, 1))
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
		for _, m := range result.Metrics {
			for _, o := range m.Outcomes {
				verdicts[string(o.Verdict)]++
			}
		}
		_, trace, err := plan.Trace(context.Background(), data, calendar.Quarter(2026, 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range trace {
			if len(p.Aggregates) > 2 {
				shared++
			}
		}
	}
	if verdicts["met"] < few || verdicts["missed"] < few || verdicts["not measured"] < few || shared < few {
		t.Errorf("%v and %d passes that were shared say little", verdicts, shared)
	}
}

// Twenty metrics over one table take one pass for each period.
func TestOnePassForManyMetrics(t *testing.T) {
	var text strings.Builder
	text.WriteString(servicedesk.Random{Rand: rand.New(rand.NewPCG(1, 1)), Alike: true}.Agreement())
	for i := range 20 {
		fmt.Fprintf(&text, "  m%d: {title: M, measure: 'share(filter(tickets, known(.closed)), .closed - .opened <= %dh)', target: value >= 50%%, period: month, no data: missed}\n", i, i+1)
	}
	agreement, err := sla.Parse("desk.yaml", []byte(text.String()))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	d := servicedesk.Random{Rand: rand.New(rand.NewPCG(4, 4))}
	data := sla.Data{Tables: sla.Tables(d.Records(t, plan, "tickets", 20_000))}
	result, trace, err := plan.Trace(context.Background(), data, calendar.Quarter(2026, 1))
	if err != nil {
		t.Fatal(err)
	}
	periods := 0
	for _, o := range result.Metrics[0].Outcomes {
		if o.Rows[0].Used > 0 {
			periods++
		}
	}
	if len(trace) != periods || periods < 2 {
		t.Errorf("%d passes for %d periods:\n%s", len(trace), periods, trace)
	}
	for _, p := range trace {
		if len(p.Aggregates) != 20 || !p.OverColumns {
			t.Errorf("a pass is not of all metrics:\n%s", trace)
		}
	}
}
