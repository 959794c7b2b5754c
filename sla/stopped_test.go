package sla_test

import (
	"context"
	"testing"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
)

// Whatever a script evaluates, and whatever is asked about its outcomes, says so when its
// context ends, at whichever of its checks it notices.
func TestStoppedAtEveryCheck(t *testing.T) {
	scripts(t, "testdata/evaluate/*.txt", func(t *testing.T, s *script) {
		agreement, err := sla.Parse("agreement.yaml", []byte(s.sections["agreement.yaml"]))
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		plan, err := agreement.Compile()
		if err != nil {
			t.Fatal(err)
		}
		data, period := s.data(t, plan), s.period(t)
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
					stop("EachRowOf "+step.Text, func(ctx context.Context) error {
						return plan.EachRowOf(ctx, data, o, step, func(dsl.RowFate) {})
					})
					stop("RecordsOf "+step.Table, func(ctx context.Context) error {
						_, err := plan.RecordsOf(ctx, data, o, step.Table)
						return err
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
