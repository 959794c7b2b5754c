package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// question is what may be asked about a metric. It is answered for a period: the one for
// which a remedy or a target is being judged.
type question struct {
	dsl.Query
	answer func(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, back int) (dsl.Value, error)
}

// questions returns those that a remedy's condition may ask. It is a function because the
// answers may in turn ask.
func questions() []question {
	return []question{
		{asked("missed"), verdictIs(Missed)},
		{asked("met"), verdictIs(Met, AtRisk)},
		{asked("at_risk"), verdictIs(AtRisk)},
		{asked("measured"), verdictIs(Met, AtRisk, Missed)},
		{asked("below_minimum"), func(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, _ int) (dsl.Value, error) {
			o, err := r.outcome(ctx, m, period)
			return dsl.NewBoolean(o.BelowMinimum), err
		}},
		{counted("misses", true), misses},
		{counted("streak", false), streak},
		{dsl.Query{Name: "value"}, func(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, _ int) (dsl.Value, error) {
			return r.figure(ctx, m, period)
		}},
		{dsl.Query{Name: "previous", Periods: true, Usual: 1}, previous},
		{dsl.Query{Name: "average", Periods: true, Numeric: true}, func(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, back int) (dsl.Value, error) {
			return r.over(ctx, m, period, back, exact.Mean)
		}},
		{dsl.Query{Name: "trend", Periods: true, Numeric: true}, func(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, back int) (dsl.Value, error) {
			return r.over(ctx, m, period, back, exact.Slope)
		}},
	}
}

// answers returns the answers to an expression's questions for a period. An error ends
// the evaluation, and is kept for the caller.
func (r *evaluation) answers(ctx context.Context, at calendar.Period, failed *error) func(name, subject string, back int) dsl.Value {
	return func(name, subject string, back int) dsl.Value {
		v, err := r.ask(ctx, name, subject, at, back)
		if err != nil {
			*failed = err
		}
		return v
	}
}

// ask answers a question about a metric for a period.
func (r *evaluation) ask(ctx context.Context, name, subject string, at calendar.Period, back int) (dsl.Value, error) {
	m := r.plan.metric(subject)
	for _, q := range questions() {
		if q.Name == name {
			return q.answer(ctx, r, m, at, back)
		}
	}
	return dsl.Value{}, fmt.Errorf("there is no question %s", name)
}

func asked(name string) dsl.Query { return dsl.Query{Name: name, Result: kinds.Of(kinds.Boolean)} }

func counted(name string, periods bool) dsl.Query {
	return dsl.Query{Name: name, Result: kinds.Of(kinds.Count), Periods: periods}
}

func queries() []dsl.Query {
	var all []dsl.Query
	for _, q := range questions() {
		all = append(all, q.Query)
	}
	return all
}

// targetQueries returns the questions that a target may ask about its own metric: those
// about its earlier figures.
func targetQueries() []dsl.Query {
	var some []dsl.Query
	for _, q := range queries() {
		if q.Name == "previous" {
			some = append(some, q)
		}
	}
	return some
}

func verdictIs(wanted ...Verdict) func(context.Context, *evaluation, *CheckedMetric, calendar.Period, int) (dsl.Value, error) {
	return func(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, _ int) (dsl.Value, error) {
		o, err := r.outcome(ctx, m, period)
		for _, v := range wanted {
			if o.Verdict == v {
				return dsl.NewBoolean(true), err
			}
		}
		return dsl.NewBoolean(false), err
	}
}

// misses returns in how many of the last so many periods, this one included, the metric
// was missed. Periods before the agreement or its service began do not count.
func misses(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, back int) (dsl.Value, error) {
	n := int64(0)
	for range back {
		o, err := r.outcome(ctx, m, period)
		if err != nil {
			return dsl.Value{}, err
		}
		if o.Verdict == Missed {
			n++
		}
		earlier, ok := r.before(m, period)
		if !ok {
			break
		}
		period = earlier
	}
	return dsl.NewCount(n), nil
}

// streak returns how many periods in a row, up to this one, the metric was missed.
func streak(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, _ int) (dsl.Value, error) {
	n := int64(0)
	for {
		o, err := r.outcome(ctx, m, period)
		if err != nil {
			return dsl.Value{}, err
		}
		if o.Verdict != Missed {
			return dsl.NewCount(n), nil
		}
		n++
		earlier, ok := r.before(m, period)
		if !ok {
			return dsl.NewCount(n), nil
		}
		period = earlier
	}
}

// before returns the period before one of a metric's; there is none before the agreement
// was in effect.
func (r *evaluation) before(m *CheckedMetric, period calendar.Period) (earlier calendar.Period, ok bool) {
	if !r.plan.agreement.Effective.From.Before(period.First()) {
		return calendar.Period{}, false
	}
	return r.plan.before(m, period)
}

// figure returns the value that a metric was judged by in a period; there is none when it
// was not measured.
func (r *evaluation) figure(ctx context.Context, m *CheckedMetric, period calendar.Period) (dsl.Value, error) {
	o, err := r.outcome(ctx, m, period)
	return o.Judged, err
}

// previous returns the figure of an earlier period.
func previous(ctx context.Context, r *evaluation, m *CheckedMetric, period calendar.Period, back int) (dsl.Value, error) {
	for range back {
		earlier, ok := r.before(m, period)
		if !ok {
			return noValue(m), nil
		}
		period = earlier
	}
	return r.figure(ctx, m, period)
}

// over returns a function of the figures of the last so many periods, the earliest first.
// There is no value unless all of them were measured.
func (r *evaluation) over(ctx context.Context, m *CheckedMetric, period calendar.Period, back int, of func([]exact.Num) (exact.Num, bool)) (dsl.Value, error) {
	figures := make([]dsl.Value, back)
	for i := range figures {
		v, err := previous(ctx, r, m, period, back-1-i)
		if err != nil || v.Missing() {
			return noValue(m), err
		}
		figures[i] = v
	}
	return ofNumbers(figures, of), nil
}

// ofNumbers returns a number computed from values of one numeric type. That of counts is
// a plain number. It is missing for too few values.
func ofNumbers(values []dsl.Value, of func([]exact.Num) (exact.Num, bool)) dsl.Value {
	if len(values) == 0 {
		return dsl.Value{}
	}
	t := values[0].Type()
	if t.Kind == kinds.Count {
		t = kinds.Of(kinds.Number)
	}
	nums := make([]exact.Num, len(values))
	for i, v := range values {
		nums[i] = v.Num()
	}
	n, ok := of(nums)
	if !ok {
		return dsl.NoValue(t, "there are too few values")
	}
	return dsl.NewExact(t, n)
}
