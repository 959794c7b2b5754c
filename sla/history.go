package sla

import (
	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
)

// The questions that a remedy's condition may ask about a metric. Each is
// answered for a period: the one the remedy is being judged for.
var questions = []struct {
	dsl.Query
	answer func(r *run, m *planMetric, period calendar.Period, back int) (dsl.Value, error)
}{
	{asked("missed"), verdictIs(Missed)},
	{asked("met"), verdictIs(Met, AtRisk)},
	{asked("at_risk"), verdictIs(AtRisk)},
	{asked("measured"), verdictIs(Met, AtRisk, Missed)},
	{asked("below_minimum"), func(r *run, m *planMetric, period calendar.Period, _ int) (dsl.Value, error) {
		o, err := r.outcome(m, period)
		return dsl.NewBoolean(o.BelowMinimum), err
	}},
	{counted("misses", true), misses},
	{counted("streak", false), streak},
}

func asked(name string) dsl.Query { return dsl.Query{Name: name, Result: table.Of(table.Boolean)} }

func counted(name string, periods bool) dsl.Query {
	return dsl.Query{Name: name, Result: table.Of(table.Count), Periods: periods}
}

func queries() []dsl.Query {
	all := make([]dsl.Query, len(questions))
	for i, q := range questions {
		all[i] = q.Query
	}
	return all
}

func verdictIs(wanted ...Verdict) func(*run, *planMetric, calendar.Period, int) (dsl.Value, error) {
	return func(r *run, m *planMetric, period calendar.Period, _ int) (dsl.Value, error) {
		o, err := r.outcome(m, period)
		for _, v := range wanted {
			if o.Verdict == v {
				return dsl.NewBoolean(true), err
			}
		}
		return dsl.NewBoolean(false), err
	}
}

// misses is in how many of the last so many periods, this one included, the
// metric was missed. Periods before the agreement or its service began do not
// count.
func misses(r *run, m *planMetric, period calendar.Period, back int) (dsl.Value, error) {
	n := int64(0)
	for range back {
		o, err := r.outcome(m, period)
		if err != nil {
			return dsl.Value{}, err
		}
		if o.Verdict == Missed {
			n++
		}
		if !r.began(period) {
			break
		}
		period = period.Previous()
	}
	return dsl.NewCount(n), nil
}

// streak is how many periods in a row, up to this one, the metric was missed.
func streak(r *run, m *planMetric, period calendar.Period, _ int) (dsl.Value, error) {
	n := int64(0)
	for {
		o, err := r.outcome(m, period)
		if err != nil {
			return dsl.Value{}, err
		}
		if o.Verdict != Missed {
			return dsl.NewCount(n), nil
		}
		n++
		if !r.began(period) {
			return dsl.NewCount(n), nil
		}
		period = period.Previous()
	}
}

// began reports whether the agreement was in effect before a period.
func (r *run) began(period calendar.Period) bool {
	return r.plan.agreement.Effective.From.Before(period.First())
}
