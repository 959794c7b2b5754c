package sla_test

import (
	"context"
	"math/rand/v2"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/internal/servicedesk"
	"github.com/google/go-cmp/cmp"
)

// A metric whose rows are selected, measured and concluded step by step has the outcome
// that an evaluation gives.
func TestSelectMeasureConclude(t *testing.T) {
	ctx, concluded := context.Background(), 0
	for seed := range uint64(testenv.Rounds(40)) {
		d := servicedesk.Random{Rand: rand.New(rand.NewPCG(seed, 91)), Metrics: 8}
		plan := d.Plan(t)
		data := sla.Data{Tables: map[string]sla.Records{}, Inputs: d.Inputs(plan)}
		for _, name := range []string{"tickets", "calls"} {
			data.Tables[name] = sla.Records{Rows: d.Records(t, plan, name, []int{0, 30, 400}[d.IntN(3)])}
		}
		result, err := plan.Evaluate(ctx, data, calendar.Quarter(2026, 1))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range result.Metrics {
			for _, o := range m.Outcomes {
				s, err := plan.Select(ctx, data, o.Metric, o.Period)
				if err != nil {
					t.Fatal(err)
				}
				measured, err := s.Metric.Measure.Explain(ctx, s.Data)
				if err != nil {
					t.Fatal(err)
				}
				got, err := s.Conclude(ctx, measured)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(servicedesk.InFull(o), servicedesk.InFull(got)); diff != "" {
					t.Fatalf("seed %d (-evaluated +concluded):\n%s", seed, diff)
				}
				concluded++
			}
		}
	}
	if concluded < testenv.Rounds(400) {
		t.Errorf("%d outcomes say little", concluded)
	}
}
