package sla

import (
	"context"
	"errors"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/format"
)

// conclude compares what was measured with the target, and says how it came about.
func (r *evaluation) conclude(ctx context.Context, j *metricEvaluation, explained dsl.Explanation) (err error) {
	m, o := j.m, &j.outcome
	steps := explained.Steps()
	tooFew, why := measuredTooFew(m, steps)
	if tooFew != "" && !explained.Value.Missing() {
		o.Verdict, o.Reason = tooFew, why
		return nil // what was computed is not shown: it is a default, or says too little
	}
	o.Value, o.Judged, o.Steps = explained.Value, explained.Value, steps
	switch {
	case o.Value.NoData():
		o.Verdict, o.Reason = m.noData(o.Value.Why())
	case o.Value.Missing():
		o.Verdict, o.Reason = NotMeasured, o.Value.Why()
		if tooFew == "" {
			o.Completion = m.completion(ctx, explained)
		}
		if o.Completion != nil {
			o.Reason += "; " + o.Completion.String()
		}
	default:
		if err = r.compare(ctx, m, o); o.Verdict != NotMeasured {
			o.Counterfactual = m.counterfactual(ctx, *o, explained)
		}
	}
	if j.whileNew && o.Reason == "" {
		o.Reason = "its service is new, and the target is " + format.WithoutComments(m.Metric.Target)
	}
	if err == nil {
		err = ctx.Err() // what could not be decided for lack of time is no answer
	}
	return err
}

// compare holds the measured value against the target, the minimum and the warning band.
func (r *evaluation) compare(ctx context.Context, m *CheckedMetric, o *Outcome) error {
	if m.Rounded {
		o.Judged = o.Value.Rounded(m.Places, exact.HalfEven)
	}
	inputs := r.valueInputs(o.Judged)
	holds := func(p *dsl.Program) (held, decided bool, why string, err error) {
		if p == nil {
			return false, true, "", nil
		}
		var failed error
		v, err := p.Evaluate(ctx, dsl.Data{Inputs: inputs, Query: r.answers(ctx, o.Period, &failed)})
		held, decided = v.Bool()
		return held, decided, v.Why(), errors.Join(err, failed)
	}
	met, decided, why, err := holds(m.Target)
	if err != nil || !decided {
		o.Verdict, o.Reason = NotMeasured, "the target cannot be decided: "+why
		return err
	}
	if !met {
		o.Verdict = Missed
		atLeast, decided, why, err := holds(m.Minimum)
		o.BelowMinimum = m.Minimum != nil && decided && !atLeast
		if !decided {
			o.Reason = "whether it is below the minimum cannot be decided: " + why
		}
		return err
	}
	warned, decided, why, err := holds(m.Warn)
	o.Verdict = Met
	if warned || !decided {
		o.Verdict = AtRisk
	}
	if !decided {
		o.Reason = "whether it is at risk cannot be decided: " + why
	}
	return err
}

// noData judges a period without rows as the agreement says.
func (m *CheckedMetric) noData(why string) (Verdict, string) {
	switch m.NoData {
	case NotApplicable:
		return NotApplicable, why
	case Missed:
		return Missed, why
	}
	return NotMeasured, why
}

func noValue(m *CheckedMetric) dsl.Value {
	return dsl.NoValue(m.Measure.Type(), "it was not measured")
}
