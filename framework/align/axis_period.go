package align

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
)

// A frequency is how often a catalog says that a measure is taken, by the days of its
// period; atLeast when it may be taken more often.
type frequency struct {
	days    int64
	atLeast bool
}

// frequencies are the catalog's words for them. Other words, such as "per invoice" or "as
// needed", name no period of the calendar.
var frequencies = map[string]frequency{
	"daily": {1, false}, "weekly": {7, false}, "per pay period": {14, false}, "pay period": {14, false}, "monthly": {30, false}, "quarterly": {91, false}, "annually": {365, false},
	"at least annually": {365, true}, "3 years": {1096, false}, "every 3 years": {1096, false}, "every two years": {730, false},
}

// period compares over how long the figure is judged.
//
// What keeps a share, a mean or a percentile in every month keeps it in the year; the
// year evens out what the months do not. So the same figure over a longer period is
// weaker. A count or a sum grows with the period: there a ceiling over a longer period is
// stricter. What bounds every single item is the same over any period.
func (c comparison) period(ctx context.Context) AxisFinding {
	f := AxisFinding{Axis: PeriodAxis, Metric: "each " + c.m.Period.String(), Measure: c.measure.Period}
	stated, known := frequencies[c.measure.Period]
	own, recurs := daysOf(c.m.Period)
	switch {
	case c.measure.Period == "":
		f.Relation, f.Rule = decide.NotStated, "the source states no period"
		return f
	case !known:
		f.Relation, f.Rule = decide.Unknown, fmt.Sprintf("%q is no period of the calendar", c.measure.Period)
		return f
	case !recurs:
		f.Relation, f.Rule = decide.Unknown, "the metric's period does not recur"
		return f
	}
	switch difference := own*4 - stated.days*4; {
	case difference < stated.days && -difference < stated.days: // within a quarter of it: 28 to 31 days are a month
		f.Relation, f.Rule = decide.Equivalent, "periods of the same length"
	case stated.atLeast && own < stated.days:
		f.Relation, f.Rule = decide.Equivalent, "it may be taken more often"
	default:
		if f.Relation, f.Rule = c.overPeriods(ctx, own > stated.days); f.Relation == decide.Unknown {
			f.Severity, f.Advice = diag.Warning, "judge it "+c.measure.Period
		}
	}
	if f.Relation == decide.Weaker {
		f.Advice = "judge it " + c.measure.Period
	}
	return f
}

// overPeriods returns the relation of one figure over a longer or a shorter period to the
// same figure over the measure's own, for what the metric computes.
func (c comparison) overPeriods(ctx context.Context, longer bool) (decide.Relation, string) {
	higher, lower := c.measure.Direction == framework.HigherIsBetter, c.measure.Direction == framework.LowerIsBetter
	relation, rule := decide.Stricter, "what holds in every short period holds in the long one"
	if longer {
		relation, rule = decide.Weaker, "the same figure over a longer period evens out what the shorter ones do not"
	}
	own := c.ownStatistic(ctx)
	quotient := c.shape.Statistic == "quotient" || c.shape.Statistic == "weighted share"
	_, services := c.availabilities[c.shape.Table]
	switch {
	case services && !quotient && !asksField(c.shape, ".availability"):
		return decide.Unknown, "the rows of a service are made anew for each period"
	case quotient && c.shape.OtherDivisor:
		return decide.Unknown, "what is added up grows with the period, and it is divided by something else"
	case own.groups == "min" && lower || own.groups == "max" && higher:
		return decide.Unknown, "the best of groups can be another in each period"
	}
	switch {
	case c.shape.Statistic == "all" && own.groups == "", own.word == "maximum" && lower, own.word == "minimum" && higher:
		return decide.Equivalent, "a bound on every item is the same over any period"
	}
	switch c.shape.Statistic {
	case "count", "sum", "distinct":
		figure := c.stated.Target
		switch {
		case figure != nil && figure.Value == "0" && lower:
			return decide.Equivalent, "none in every period is none in all"
		case lower:
			return reversed[relation], "a count grows with the period: the same ceiling over a longer one is stricter, over a shorter one weaker"
		case !higher:
			return decide.Incomparable, "a count grows with the period"
		}
	}
	return relation, rule
}

// daysOf returns the length of the cycle's periods in days, to the day for some of them:
// it tells months from quarters.
func daysOf(cycle calendar.Cycle) (int64, bool) {
	if !cycle.Recurs() {
		return 0, false
	}
	return cycle.Containing(calendar.Date{Year: 2026, Month: 11, Day: 15}).Days(), true
}
