package sla

import (
	"cmp"
	"fmt"
	"math/big"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/shapes"
)

// budgets asks of targets for availability whether they tolerate the shortest outage
// that can be counted: a slice, the time between two probes, the minimum. Where they do
// not, the budget of downtime is zero, whatever the figure seems to say.
func (r *reviewer) budgets() {
	r.eachLevels(func(path string, m *planMetric) {
		a, ok := shapes.AggregateOf(m.measure)
		if !ok || !ofValue(m.target) || r.settled[m] {
			return
		}
		pa := r.plan.availability(a.Table)
		if pa == nil || a.Groups {
			return
		}
		step, what := pa.shortest()
		if step <= 0 || !(a.Function == "min" && a.Field == "availability" || a.Function == "max" && a.Field == "down" || len(pa.Services) == 1 && staysWithin[a.Function]) {
			return
		}
		r.budget(path, m, pa, a.Field, step, what)
	})
}

// shortest is the shortest outage of a whole service that is counted, and what makes it
// so; zero when any is, or when a part of one counts less.
func (a *planAvailability) shortest() (step time.Duration, what string) {
	if a.loss != nil {
		return 0, ""
	}
	every := a.Count.Every
	switch a.Count.Rounding {
	case outage.SlicesAny, outage.SlicesAll:
		step, what = cmp.Or(every, 5*time.Minute), "one slice"
	case outage.Probes:
		step, what = time.Duration(max(1, a.Count.Failed))*cmp.Or(every, time.Minute), "the time of the fewest failed probes"
	case outage.StartedMinutes, outage.FullMinutes:
		step, what = time.Minute, "one minute"
	}
	if a.rule.Minimum > step {
		step, what = a.rule.Minimum, "the shortest outage that counts"
	}
	return step, what
}

// budget finds a period in which one step of downtime misses the target: the shortest is
// the one that tolerates least.
func (r *reviewer) budget(path string, m *planMetric, pa *planAvailability, field string, step time.Duration, what string) {
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
		v = dsl.NewExact(m.measure.Type(), exact.Rat(up.Mul(up, hundredPercent)))
	} else if field != "down" {
		return
	}
	if held, decided := r.holds(m, m.target, v); held || !decided {
		return
	}
	summary := fmt.Sprintf("the target tolerates no outage that is counted: %s is %s, and in %s, with %s of service, that alone misses it", what, dsl.NewDuration(step).Exact(), tight.Label(), dsl.NewDuration(agreed).Exact())
	if field == "availability" {
		summary += fmt.Sprintf(" (%s)", v.Fixed(max(m.Places, 4)))
	}
	r.tell(diag.Warning, diag.ZeroBudget, join(path, "target"), summary, "write a level that tolerates the shortest outage that counts, count shorter ones, or judge a longer period")
}

// serviceTime is the time in a period that availability is a part of, before anything is
// excluded.
func (r *reviewer) serviceTime(pa *planAvailability, p calendar.Period) (time.Duration, bool) {
	from, to := p.Start(r.plan.zone), p.Last().AddDays(1).In(r.plan.zone)
	if pa.rule.Calendar == nil {
		return to.Sub(from), true
	}
	t, err := pa.rule.Calendar.WorkingTime(from, to)
	return t, err == nil
}
