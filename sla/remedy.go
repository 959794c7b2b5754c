package sla

import (
	"context"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
)

// remedy judges a remedy's condition at the end of every period of the metrics it asks
// about, and records what follows where it holds.
func (r *evaluation) remedy(ctx context.Context, pr *CheckedRemedy, result *Result) error {
	for _, at := range r.occasions(pr, result) {
		var failed error
		data := dsl.Data{Inputs: r.data.Inputs, Query: r.answers(ctx, at, &failed)}
		held, err := pr.When.Evaluate(ctx, data)
		if err == nil {
			err = failed
		}
		if err != nil {
			return err
		}
		t := Triggered{Remedy: pr.Name, When: pr.Remedy.When, InWords: pr.InWords, Asked: pr.When.Questions(), Period: at}
		if t.Because, err = r.because(ctx, pr, at); err != nil {
			return err
		}
		holds, decided := held.Bool()
		switch {
		case !decided:
			t.Reason = held.Why()
			result.Undecided = append(result.Undecided, t)
		case holds:
			if err := r.follow(ctx, pr, at, &t); err != nil {
				return err
			}
			result.Remedies = append(result.Remedies, t)
		}
	}
	return nil
}

// occasions returns the periods for which a remedy is judged: those in which at least one
// of the metrics that it asks about was applicable, in order. All of them have the same
// cycle.
func (r *evaluation) occasions(pr *CheckedRemedy, result *Result) []calendar.Period {
	var periods []calendar.Period
	for _, mr := range result.Metrics {
		if !slices.Contains(pr.Metrics, mr.Metric.Name) {
			continue
		}
		for _, o := range mr.Outcomes {
			if o.Verdict != NotApplicable && !slices.Contains(periods, o.Period) {
				periods = append(periods, o.Period)
			}
		}
	}
	slices.SortFunc(periods, func(a, b calendar.Period) int { return a.Last().Compare(b.Last()) })
	return periods
}

func (p *Plan) metric(name string) *CheckedMetric {
	for _, m := range p.metrics {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// because returns the outcomes that a condition asked about, in the order of the
// agreement.
func (r *evaluation) because(ctx context.Context, pr *CheckedRemedy, at calendar.Period) ([]Outcome, error) {
	var outcomes []Outcome
	for _, m := range r.plan.metrics {
		if !slices.Contains(pr.Metrics, m.Name) {
			continue
		}
		o, err := r.outcome(ctx, m, at)
		if err != nil {
			return nil, err
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

// follow works out the actions with their days, and the credit.
func (r *evaluation) follow(ctx context.Context, pr *CheckedRemedy, at calendar.Period, t *Triggered) error {
	for _, a := range pr.Then {
		t.Actions = append(t.Actions, DueAction{Action: a, Due: r.due(a.Within, at.Last())})
	}
	if pr.Credit == nil {
		return nil
	}
	c, err := r.credit(ctx, pr, at)
	t.Credit = c
	return err
}

// due returns the day by which an action is to be done or a figure reported, counted from
// the last day of the period; zero for one without a time, with a time in hours, or with
// a day that the calendar does not reach.
func (r *evaluation) due(within string, from calendar.Date) calendar.Date {
	v, err := parseSpan(within)
	if within == "" || err != nil {
		return calendar.Date{}
	}
	days, _ := v.Num().Int64()
	switch v.Type().Kind {
	case kinds.CalendarDays:
		return from.AddDays(days)
	case kinds.BusinessDays:
		if due, err := r.plan.calendar.AddBusinessDays(from, days); err == nil {
			return due
		}
	}
	return calendar.Date{}
}
