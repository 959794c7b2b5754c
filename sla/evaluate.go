package sla

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/dsl/trace"
	"github.com/concord-sla/concord/internal/contexts"
)

// ErrPeriod is returned for a reporting period that is not one.
var ErrPeriod = errors.New("not a period")

// Evaluate judges every metric of the agreement for each of its periods that end within
// the reporting period, and works out what follows: a monthly metric has twelve outcomes
// in a year, a yearly one has one.
//
// It is a pure function of the plan, the data and the period. An error means that the
// call failed: the context ended, or a table is missing or is not of the declared fields.
// A metric that could not be measured has a verdict that says so. Conditions that look
// back over earlier periods judge those by the same data.
func (p *Plan) Evaluate(ctx context.Context, data Data, period calendar.Period) (*Result, error) {
	result, _, err := p.evaluate(ctx, data, period, false)
	return result, err
}

// Trace evaluates, and tells what ran for the measures, in which passes over which
// columns; [trace.Trace] says how to read it. Metrics that count the same rows of a table
// in a period share a pass.
func (p *Plan) Trace(ctx context.Context, data Data, period calendar.Period) (*Result, trace.Trace, error) {
	result, run, err := p.evaluate(ctx, data, period, true)
	if err != nil {
		return nil, nil, err
	}
	return result, run.trace, nil
}

func (p *Plan) evaluate(ctx context.Context, data Data, period calendar.Period, traced bool) (*Result, *evaluation, error) {
	p = p.orEmpty()
	if err := contexts.Check(ctx); err != nil {
		return nil, nil, fmt.Errorf("evaluating %s: %w", p.agreement.Name, err)
	}
	if period.IsZero() {
		return nil, nil, fmt.Errorf("evaluating %s: %w", p.agreement.Name, ErrPeriod)
	}
	read, err := p.gather(ctx, data)
	if err == nil {
		err = p.conforms(read)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("evaluating %s: %w", p.agreement.Name, err)
	}
	run := p.run(read)
	run.traced = traced
	run.schedule(period)
	result, err := run.result(ctx, period)
	if err != nil {
		return nil, nil, fmt.Errorf("evaluating %s, %w", p.agreement.Name, err)
	}
	return result, run, nil
}

// result judges every metric, and then the remedies.
func (r *evaluation) result(ctx context.Context, period calendar.Period) (*Result, error) {
	result := &Result{Agreement: r.plan.agreement.clone(), Period: period}
	for i, m := range r.plan.metrics {
		// A missed metric does not end the evaluation: remedies need every verdict, and
		// every row must be accounted for.
		mr := MetricResult{Metric: result.Agreement.Metrics[i], InWords: m.InWords}
		for _, each := range m.Periods(period) {
			outcome, err := r.outcome(ctx, m, each)
			if err != nil {
				return nil, fmt.Errorf("metric %s, %s: %w", m.Name, each.Label(), err)
			}
			mr.Outcomes = append(mr.Outcomes, outcome)
		}
		result.Metrics = append(result.Metrics, mr)
	}
	for _, pr := range r.plan.remedies {
		if err := r.remedy(ctx, pr, result); err != nil {
			return nil, fmt.Errorf("remedy %s: %w", pr.Name, err)
		}
	}
	return result, nil
}

// conforms checks that the data has every table that a metric reads, with the declared
// fields, and nothing under a name that the agreement does not declare. A table without
// rows has to be there, too: a missing one might have been forgotten.
func (p *Plan) conforms(data gathered) error {
	for _, name := range slices.Sorted(maps.Keys(data.Inputs)) {
		if !slices.ContainsFunc(p.agreement.Inputs, func(in Input) bool { return in.Name == name }) {
			return undeclared("input", name, namesOf(p.agreement.Inputs, func(in Input) string { return in.Name }))
		}
	}
	for _, m := range p.metrics {
		for _, t := range slices.Concat(m.Tables, m.Lookups) {
			given := t.Schema()
			if d := p.computedTable(t.Name); d != nil {
				given = d.reads()
			}
			if err := data.Tables[given.Name].Conforms(given); err != nil {
				return err
			}
		}
	}
	return nil
}

func undeclared(what, name string, known []string) error {
	return &diag.Diagnostic{Severity: diag.Error, Code: table.BadTable, Class: diag.ErrData, Path: name, Summary: fmt.Sprintf("the agreement has no %s %s", what, name), Advice: diag.DidYouMean(name, known)}
}

func namesOf[T any](list []T, name func(T) string) []string {
	names := make([]string, len(list))
	for i, item := range list {
		names[i] = name(item)
	}
	return names
}

// evaluation is one evaluation: what it has judged so far is kept, because a remedy may
// ask about it again.
type evaluation struct {
	plan *Plan
	data gathered

	outcomes  map[outcomeKey]evaluated
	scheduled map[calendar.Period][]*CheckedMetric // what will be judged in a period, whatever comes of it
	ordered   map[placementKey]bool                // whether a table lies in the order of a field
	traced    bool                                 // whether what runs is kept
	trace     trace.Trace
	logs      map[string]*clockLog
	outages   map[string]*outageLog
	computed  map[computedKey]computed
}

type outcomeKey struct {
	metric string
	period calendar.Period
}

// evaluated is what came of a metric in a period.
type evaluated struct {
	outcome Outcome
	err     error
}

func (p *Plan) run(data gathered) *evaluation {
	return &evaluation{plan: p, data: data, outcomes: map[outcomeKey]evaluated{}}
}

// schedule says which metrics will be judged in which periods, so that those of one
// period are evaluated together.
func (r *evaluation) schedule(period calendar.Period) {
	r.scheduled = map[calendar.Period][]*CheckedMetric{}
	for _, m := range r.plan.metrics {
		for _, each := range m.Periods(period) {
			r.scheduled[each] = append(r.scheduled[each], m)
		}
	}
}

// outcome returns that of a metric in a period. The first that is asked for of those that
// are scheduled for a period brings the others along.
func (r *evaluation) outcome(ctx context.Context, m *CheckedMetric, period calendar.Period) (Outcome, error) {
	key := outcomeKey{m.Name, period}
	if _, known := r.outcomes[key]; !known {
		metrics := r.scheduled[period]
		if !slices.Contains(metrics, m) {
			metrics = []*CheckedMetric{m}
		}
		r.evaluateTogether(ctx, metrics, period)
	}
	return r.outcomes[key].outcome, r.outcomes[key].err
}

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
