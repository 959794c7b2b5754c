package align

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/framework"
)

// calendar compares the days and hours in which time counts: of a limit for each item, of
// a value in days, and of the time in which a service has to be up.
func (c comparison) calendar(ctx context.Context) AxisFinding {
	f := AxisFinding{Axis: CalendarAxis, Relation: decide.NotStated, Rule: "nothing in the measure is counted in days or hours of a calendar"}
	if c.measure.Hours != "" {
		return c.serviceHours(f)
	}
	if limits := c.stated.ItemLimits; len(limits) > 0 {
		if own, why := c.ownLimit(ctx); why == "" && (len(limits) == 1 || oneUnit(limits)) {
			return c.counted(ctx, f, own, limits[0])
		}
		f.Relation, f.Severity, f.Rule = decide.Unknown, diag.Note, "the item limit was not compared"
		f.Measure = limitsWords(limits)
		return f
	}
	if c.shape.Item == nil {
		return f
	}
	l := c.shape.Item.Length
	if countsElapsed(c.measure.Unit) || c.measure.Unit == framework.Duration {
		f.Metric, f.Measure = l.Text, "elapsed time"
		k, clocked := c.clocks[c.shape.Table]
		switch counted := l.Field == "counted"; {
		case l.Basis == shapes.ByWorkingTime, clocked && counted && clockBasis(k) == shapes.ByWorkingTime:
			f.Relation, f.Rule = decide.Weaker, "working time stands still at night and on days without work, elapsed time goes on"
			if c.measure.Direction == framework.HigherIsBetter {
				f.Relation = decide.Stricter
				return f
			}
			f.Advice = "count elapsed time: .done - .received"
			if clocked {
				f.Advice = "count by a clock without a calendar"
			}
		case clocked && !counted && k.Calendar != "" && c.shape.Of == kinds.Duration && l.Basis != shapes.ByElapsedTime:
			f.Relation, f.Metric, f.Rule = decide.Unknown, c.shape.Asked, "it is computed from times of a clock, which has hours"
			f.Advice = "ask for .stopped - .started, or count by a clock without a calendar"
		default:
			f.Metric, f.Measure = "", ""
		}
		return f
	}
	if c.measure.Unit != framework.BusinessDay && c.measure.Unit != framework.CalendarDay {
		return f
	}
	f.Metric, f.Measure = l.Text, c.measure.Unit.Plural()
	if c.measure.Unit == framework.CalendarDay || l.Basis == shapes.ByRecord || l.Basis == 0 {
		f.Relation, f.Rule = decide.Equivalent, "counted in the same days"
		return f
	}
	return c.federal(f, l.Calendar, true)
}

func oneUnit(limits []framework.Limit) bool {
	return !slices.ContainsFunc(limits, func(l framework.Limit) bool { return l.Unit != limits[0].Unit })
}

// serviceHours compares the hours in which a service is measured.
func (c comparison) serviceHours(f AxisFinding) AxisFinding {
	f.Measure = c.measure.Hours
	v, ok := c.availabilities[c.shape.Table]
	switch {
	case !ok:
		f.Relation, f.Severity = decide.Unknown, diag.Note
		f.Metric, f.Rule = c.shape.Asked, "the metric does not say in which hours its time was taken"
	case v.Calendar == "":
		f.Relation, f.Metric, f.Rule = decide.Incomparable, "around the clock", "outages at night count in the one and not in the other"
		f.Advice = "name the calendar of the service hours: calendar: …"
	default:
		f.Relation, f.Metric, f.Rule = decide.Equivalent, "the hours of the calendar "+v.Calendar, "the measure leaves it to the parties which hours are the core ones"
	}
	return f
}

// counted compares in which days or hours the length of an item is counted.
func (c comparison) counted(ctx context.Context, f AxisFinding, own metricLimit, l framework.Limit) AxisFinding {
	kind, basis, _ := lengthOf(l.Unit)
	f.Metric, f.Measure = own.text, l.String()
	switch {
	case kind == 0:
		f.Relation, f.Severity, f.Rule = decide.Unknown, diag.Note, whyNotCounted(l)
	case own.kind == kind && basis == shapes.ByBusinessDay && own.basis == shapes.ByBusinessDay:
		return c.federal(f, own.on, l.Op == framework.AtMost)
	case own.kind == kind && (own.basis == basis || own.basis == shapes.ByRecord):
		f.Metric, f.Relation, f.Rule = own.basis.String(), decide.Equivalent, "counted in the same days or hours"
		if basis == shapes.ByWorkingTime {
			f.Rule = "the measure leaves it to the parties which hours are business hours"
		}
	case own.byKey:
		f.Relation, f.Rule = decide.Unknown, "items of different keys have different limits, and are counted in other days or hours than the measure's"
	default:
		return c.comparedInOtherDays(ctx, f, own, l)
	}
	return f
}

// comparedInOtherDays compares a limit in other days or hours than the measure's, where
// the number in the metric's condition can be determined: business days against calendar
// days, working time against elapsed time.
func (c comparison) comparedInOtherDays(ctx context.Context, f AxisFinding, own metricLimit, l framework.Limit) AxisFinding {
	f.Relation, f.Rule = decide.Incomparable, fmt.Sprintf("%s and %s do not bound each other", own.basis, l.Unit.Plural())
	f.Advice = "count in " + l.Unit.Plural()
	most, ok := c.upperBound(ctx, own.asked, own.kind)
	n, err := strconv.ParseInt(l.Value, 10, 64)
	if !ok || err != nil || l.Op != framework.AtMost || c.measure.Direction != framework.HigherIsBetter {
		return f
	}
	switch _, basis, _ := lengthOf(l.Unit); {
	case own.basis == shapes.ByBusinessDay && basis == shapes.ByCalendarDay:
		// The longest run of calendar days in which so many business days lie, and the
		// most business days in the calendar days that the measure allows.
		longest := c.span(most)[1]
		f.relate(longest <= n, businessDaysIn(n) <= most)
		f.Rule = fmt.Sprintf("%d business days can take %d calendar days, and %d calendar days hold at most %d business days", most, longest, n, businessDaysIn(n))
		if longest > n {
			f.Witness = fmt.Sprintf("an item that takes %d calendar days, %d of them business days, counts only in the metric", longest, most)
		}
	case own.basis == shapes.ByCalendarDay && basis == shapes.ByBusinessDay:
		f.relate(businessDaysIn(most) <= n, c.span(n)[1] <= most)
		f.Rule = fmt.Sprintf("%d calendar days hold at most %d business days, and %d business days can take %d calendar days", most, businessDaysIn(most), n, c.span(n)[1])
		if businessDaysIn(most) > n {
			f.Witness = fmt.Sprintf("an item that takes %d calendar days, %d of them business days, counts only in the metric", most, businessDaysIn(most))
		}
	case own.basis == shapes.ByWorkingTime && basis == shapes.ByElapsedTime:
		f.Relation, f.Rule = decide.Weaker, "working time stands still at night and on days without work, elapsed time goes on"
	case own.basis == shapes.ByElapsedTime && basis == shapes.ByWorkingTime:
		f.Relation, f.Rule = decide.Overlapping, "working time is never longer than elapsed time, and how much shorter depends on when it began"
		if scale := int64(time.Hour); most <= n*scale {
			f.Relation, f.Rule = decide.Stricter, "working time is never longer than elapsed time"
		}
	default:
		return f
	}
	if f.Relation == decide.Stricter || f.Relation == decide.Equivalent {
		f.Advice = ""
	}
	return f
}

// relate sets the relation: whether the metric implies the measure, and the measure the
// metric.
func (f *AxisFinding) relate(follows, back bool) {
	switch {
	case follows && back:
		f.Relation = decide.Equivalent
	case follows:
		f.Relation = decide.Stricter
	case back:
		f.Relation = decide.Weaker
	default:
		f.Relation = decide.Overlapping
	}
}

// businessDaysIn returns the most business days that so many calendar days can hold, when
// no holiday lies in them.
func businessDaysIn(calendarDays int64) int64 {
	return calendarDays/7*5 + min(calendarDays%7, 5)
}

// span returns the fewest and the most calendar days that an item can take that takes so
// many federal business days: from the day it came in to the day before one more is over.
func (a aligner) span(businessDays int64) [2]int64 {
	if s, known := a.spans[businessDays]; known {
		return s
	}
	federal, s := business.Federal(), [2]int64{}
	for n := firstDay; n < firstDay+spanDays; n++ {
		from := calendar.DateOfNumber(n)
		next, err := federal.AddBusinessDays(from, businessDays+1)
		if err != nil {
			continue
		}
		days := next.Number() - n - 1
		if s[0] == 0 || days < s[0] {
			s[0] = days
		}
		s[1] = max(s[1], days)
	}
	a.spans[businessDays] = s
	return s
}

// The first days for which spans are counted: 28 years, after which weekdays and dates
// meet again.
var firstDay = calendar.Date{Year: 2024, Month: 1, Day: 1}.Number()

const spanDays = 28*365 + 7

// federal compares the calendar by which business days are counted with the federal one,
// day by day in the ten years after the agreement begins.
func (c comparison) federal(f AxisFinding, on *business.Calendar, atMost bool) AxisFinding {
	f.Metric, f.Measure = "business days of its calendar", "federal business days"
	found, known := c.days[on]
	if !known {
		found = compareWithFederal(on, cmp.Or(c.agreement.Effective.From, calendar.DateOfNumber(firstDay)))
		c.days[on] = found
	}
	f.Relation, f.Rule, f.Witness = found.Relation, found.Rule, found.Witness
	if !atMost { // notice ahead of time: fewer days that count make it stricter
		f.Relation = cmp.Or(reversed[f.Relation], f.Relation)
	}
	if f.Fails() {
		f.Advice = "count on the federal calendar: calendar: federal"
	}
	return f
}

// compareWithFederal relates a calendar's business days to the federal ones. Days that do
// not count make "within so many days" weaker.
func compareWithFederal(on *business.Calendar, from calendar.Date) AxisFinding {
	f := AxisFinding{Relation: decide.Equivalent, Rule: "the two calendars have the same business days in the ten years from " + from.String()}
	if on == nil {
		return AxisFinding{Relation: decide.Unknown, Rule: "the calendar is not known"}
	}
	fewer, more, federal := calendar.Date{}, calendar.Date{}, business.Federal()
	const tenYears = 3653
	for n := from.Number(); n < from.Number()+tenYears; n++ {
		d := calendar.DateOfNumber(n)
		own, err := on.IsBusinessDay(d)
		other, err2 := federal.IsBusinessDay(d)
		switch {
		case err != nil || err2 != nil || own == other:
		case own && more.IsZero():
			more = d
		case other && fewer.IsZero():
			fewer = d
		}
	}
	switch {
	case !fewer.IsZero() && !more.IsZero():
		f.Relation, f.Rule = decide.Overlapping, "each calendar has business days that the other does not have"
		f.Witness = fmt.Sprintf("%s is a business day only of the federal calendar, %s only of the metric's", fewer, more)
	case !fewer.IsZero():
		f.Relation, f.Rule = decide.Weaker, "days that are federal business days do not count"
		f.Witness = fmt.Sprintf("%s is a federal business day and does not count in the metric", fewer)
	case !more.IsZero():
		f.Relation, f.Rule = decide.Stricter, "days count that are no federal business days"
		f.Witness = fmt.Sprintf("%s counts in the metric and is no federal business day", more)
	}
	return f
}
