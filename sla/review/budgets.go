package review

import (
	"cmp"
	"context"
	"fmt"
	"math/big"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/sla"
)

// budgets asks of targets for availability whether they tolerate the shortest outage that
// can be counted: a slice, the time between two probes, the minimum. Where they do not,
// the budget of downtime is zero, whatever the figure seems to say.
func (r *reviewer) budgets(ctx context.Context) {
	r.eachLevels(func(path string, m *sla.CheckedMetric) {
		a, ok := shapes.AggregateOf(m.Measure)
		if !ok || !ofValue(m.Target) || r.settled[m] {
			return
		}
		pa := r.availability(a.Table)
		if pa == nil || a.Groups {
			return
		}
		step, what := shortestOutage(pa)
		if step <= 0 || !(a.Function == "min" && a.Field == "availability" || a.Function == "max" && a.Field == "down" || len(pa.Services) == 1 && staysWithin[a.Function]) {
			return
		}
		r.budget(ctx, path, m, pa, a.Field, step, what)
	})
}

// shortestOutage returns the shortest outage of a whole service that is counted, and what
// makes it so; zero when any is, or when a part of one counts less.
func shortestOutage(a *sla.CheckedAvailability) (step time.Duration, what string) {
	if a.Loss != nil {
		return 0, ""
	}
	every := a.Every
	switch a.Rounding {
	case outage.SlicesAny, outage.SlicesAll:
		step, what = cmp.Or(every, 5*time.Minute), "one slice"
	case outage.Probes:
		step, what = time.Duration(max(1, a.Failed))*cmp.Or(every, time.Minute), "the time of the fewest failed probes"
	case outage.StartedMinutes, outage.FullMinutes:
		step, what = time.Minute, "one minute"
	}
	if a.Rule.Minimum > step {
		step, what = a.Rule.Minimum, "the shortest outage that counts"
	}
	return step, what
}

// budget finds a period in which one step of downtime misses the target: the shortest is
// the one that tolerates least.
func (r *reviewer) budget(ctx context.Context, path string, m *sla.CheckedMetric, pa *sla.CheckedAvailability, field string, step time.Duration, what string) {
	var tight calendar.Period
	var agreed time.Duration
	for _, p := range r.periods(m) {
		if t, ok := r.serviceTime(pa, p); ok && t > 0 && (agreed == 0 || t < agreed) {
			tight, agreed = p, t
		}
	}
	if agreed <= step {
		return // there is no whole period, or its service time is shorter than a step
	}
	v := dsl.NewDuration(step)
	if field == "availability" {
		up := new(big.Rat).SetFrac64(int64(agreed-step), int64(agreed))
		v = dsl.NewExact(m.Measure.Type(), exact.Rat(up.Mul(up, big.NewRat(100, 1))))
	} else if field != "down" {
		return
	}
	if held, decided := r.holds(ctx, m, m.Target, v); held || !decided {
		return
	}
	summary := fmt.Sprintf("the target tolerates no outage that is counted: %s is %s, and in %s, with %s of service, that alone misses it", what, dsl.NewDuration(step).Exact(), tight.Label(), dsl.NewDuration(agreed).Exact())
	if field == "availability" {
		summary += fmt.Sprintf(" (%s)", v.Fixed(max(m.Places, 4)))
	}
	r.report(diag.Warning, ZeroBudget, join(path, "target"), summary, "write a level that tolerates the shortest outage that counts, count shorter ones, or judge a longer period")
}

// serviceTime returns the time in a period that availability is a part of, before
// anything is excluded.
func (r *reviewer) serviceTime(pa *sla.CheckedAvailability, p calendar.Period) (time.Duration, bool) {
	from, to := p.Start(r.terms.Zone), p.Last().AddDays(1).In(r.terms.Zone)
	if pa.Rule.Calendar == nil {
		return to.Sub(from), true
	}
	t, err := pa.Rule.Calendar.WorkingTime(from, to)
	return t, err == nil
}
