package sla_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
)

// Whatever a script evaluates, and whatever is asked about its outcomes, says so when its
// context ends, at whichever of its checks it notices.
func TestStoppedAtEveryCheck(t *testing.T) {
	script.Archives(t, "testdata/evaluate/*.txt", func(t *testing.T, s *script.Archive) {
		agreement, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		plan, err := agreement.Compile()
		if err != nil {
			t.Fatal(err)
		}
		data, period := dataOf(t, s, plan), periodOf(t, s)
		stop := func(what string, call func(ctx context.Context) error) {
			t.Helper()
			if testenv.StopAtEveryCheck(t, what, call, testenv.EndsAt) == 0 {
				t.Errorf("%s never looks at its context", what)
			}
		}
		var result *sla.Result
		stop("Evaluate", func(ctx context.Context) (err error) {
			result, err = plan.Evaluate(ctx, data, period)
			return err
		})
		stop("Trace", func(ctx context.Context) error {
			_, _, err := plan.Trace(ctx, data, period)
			return err
		})
		for _, m := range result.Metrics {
			for _, o := range m.Outcomes {
				for _, step := range o.Steps {
					if !step.Aggregate {
						continue
					}
					stop("Select, and EachRowOf "+step.Text, func(ctx context.Context) error {
						selected, err := plan.Select(ctx, data, o.Metric, o.Period)
						if err != nil {
							return err
						}
						return selected.Metric.Measure.EachRowOf(ctx, selected.Data, step, func(dsl.RowUse) {})
					})
				}
			}
		}
		for _, c := range agreement.Clocks {
			stop("ReadClock "+c.Name, func(ctx context.Context) error {
				_, err := plan.ReadClock(ctx, data, c.Name, period)
				return err
			})
		}
		for _, a := range agreement.Availabilities {
			stop("ReadAvailability "+a.Name, func(ctx context.Context) error {
				_, err := plan.ReadAvailability(ctx, data, a.Name, period)
				return err
			})
		}
	})
}

// A context that has ended is noticed where there is nothing to evaluate.
func TestEndedContextWithoutRows(t *testing.T) {
	plan, data, err := tickets()
	if err != nil {
		t.Fatal(err)
	}
	schema := plan.Terms().Schemas["events"]
	none, err := table.Empty(schema)
	if err != nil {
		t.Fatal(err)
	}
	data.Tables["events"] = sla.Records{Rows: none}
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	month := calendar.Month(2026, time.March)
	if _, err := plan.Evaluate(ended, data, month); !errors.Is(err, context.Canceled) {
		t.Errorf("an evaluation of no rows: %v", err)
	}
	if _, err := plan.ReadClock(ended, data, "resolution", month); !errors.Is(err, context.Canceled) {
		t.Errorf("a clock without events: %v", err)
	}
	var missing context.Context
	if _, err := plan.Evaluate(missing, data, month); err == nil {
		t.Error("an evaluation without a context")
	}
}
