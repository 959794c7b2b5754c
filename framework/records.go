package framework

import (
	"fmt"
	"strings"
)

// records are the table that a drafted metric is computed from, and how. The
// measure's %s stands for the table; it is empty when the parties have to write
// it, and blank says then what to write.
type records struct {
	at      string
	fields  string
	measure string
	blank   string
}

// proposal is the measure, or what the blank proposes to write.
func (r records) proposal() string {
	if r.measure != "" {
		return r.measure
	}
	text, _, _ := strings.Cut(strings.TrimPrefix(r.blank, "such as "), ";")
	return text
}

// workingHours is the calendar of a draft whose limits are in business hours. Which
// hours these are, the parties say.
const workingHours = "working_hours"

// recordsFor drafts the records of a measure: rows with two moments where the
// source limits each item in a unit that the language knows, or where the value is
// a statistic of a length of time. Which rows count otherwise, the parties say.
func recordsFor(m *Measure, target *Figure, limits []Limit) records {
	switch m.Statistic {
	case "share of time":
		return records{at: "day", fields: "day: date, agreed: duration, up: duration" + marks(m.Exclusions), measure: "percent(sum(%[1]s, .up) / sum(%[1]s, .agreed))"}
	case "share of amounts":
		return amounts(limits)
	}
	if len(limits) == 0 {
		return recordsOf(m, target)
	}
	if len(limits) == 1 {
		if r, ok := limited(m, limits[0]); ok {
			return r
		}
	}
	r := recordsOf(m, target)
	if m.Unit == Percent && m.Direction == HigherIsBetter {
		r = records{at: "day", fields: "day: date, met: boolean", blank: "such as share(%s, .met)"}
	}
	if r.measure != "" {
		r.measure, r.blank = "", "such as "+r.measure // that would count what is not meant
	}
	r.blank += "; the source limits each item: " + strings.TrimPrefix(limitsText(limits), "each ")
	return r
}

func recordsOf(m *Measure, target *Figure) records {
	switch {
	case m.Unit == Percent || m.Unit == PercentPositive:
		return records{at: "day", fields: "day: date, counted: boolean", blank: "such as share(%s, .counted)"}
	case m.Unit == Count:
		return records{at: "day", fields: "day: date, counted: boolean", blank: "such as count(%s, .counted)"}
	case m.Unit == Score:
		return records{at: "answered", fields: "answered: date, score: number", measure: "mean(%s, .score)"}
	case m.Unit == Boolean:
		return records{at: "day", fields: "day: date, holds: boolean", measure: "all(%s, .holds)"}
	case m.Unit == USD:
		return records{at: "day", fields: "day: date, amount: money USD", measure: m.ofAmounts() + "(%s, .amount)"}
	case m.Unit.IsTime():
		unit := m.Unit
		if target != nil {
			unit = target.Unit
		}
		return lengths(m, unit)
	case m.Unit == Ratio:
		return records{at: "day", fields: "day: date, counted: boolean", blank: "such as count(%[1]s, .counted) / count(%[1]s)"}
	}
	return records{at: "day", fields: "day: date, amount: number", blank: "such as " + m.ofAmounts() + "(%s, .amount); the unit is " + m.Unit.String()}
}

// ofAmounts is the statistic of amounts: the sum, where the source says no other.
func (m *Measure) ofAmounts() string {
	if m.Statistic == "mean" || m.Statistic == "median" {
		return m.Statistic
	}
	return "sum"
}

// marks are fields that say of a row that a measure leaves it out.
func marks(exclusions []string) string {
	text := ""
	for _, kind := range exclusions {
		text += ", " + kind + ": boolean"
	}
	return text
}

// amounts draft a part of an amount: of what is older than a limit, where there is one.
func amounts(limits []Limit) records {
	if len(limits) == 1 && (limits[0].Unit == CalendarDay || limits[0].Unit == BusinessDay) && limits[0].Op == Above {
		bound, _ := limits[0].Figure()
		literal, _ := bound.literal()
		return records{at: "day", fields: "day: date, since: date, amount: money USD",
			measure: fmt.Sprintf("percent(sum(filter(%%[1]s, %s(.since, .day) > %s), .amount) / sum(%%[1]s, .amount))", dayCount(limits[0].Unit), literal)}
	}
	return records{at: "day", fields: "day: date, amount: money USD, counted: boolean", blank: "such as percent(sum(filter(%[1]s, .counted), .amount) / sum(%[1]s, .amount))"}
}

// limited counts items by their limit: those that keep it where a greater share is
// better, and open ones that are older. A limit in plain days becomes a proposal, because
// the source does not say which days it means.
func limited(m *Measure, l Limit) (records, bool) {
	exactly := l
	if l.Unit == Day {
		exactly.Unit = CalendarDay
	}
	if l.Op == Above {
		return overLimit(m, exactly, l)
	}
	if m.Unit != Percent || m.Direction != HigherIsBetter {
		return records{}, false
	}
	r, ok := withinLimit(exactly)
	if ok && l.Unit == Day && r.measure != "" {
		r.measure, r.blank = "", "such as "+r.measure+"; the source limits each item to "+l.String()+", and does not say which days"
	}
	return r, ok
}

// withinLimit counts the items that keep a limit. An item that is not done yet has
// not kept it.
func withinLimit(l Limit) (records, bool) {
	bound, _ := l.Figure()
	literal, said := bound.literal()
	switch {
	case l.Op == AtMost && l.Unit == BusinessHour:
		return records{at: "received", fields: "received: instant, done: instant?",
			blank: fmt.Sprintf("such as share(%%s, known(.done) and working_time(.received, .done, %q) <= %sh); the source limits each item: %s", workingHours, l.Value, l)}, true
	case !said:
	case l.Op == AtMost && (l.Unit == CalendarDay || l.Unit == BusinessDay):
		return records{at: "received", fields: "received: date, done: date?",
			measure: fmt.Sprintf("share(%%s, known(.done) and %s(.received, .done) <= %s)", dayCount(l.Unit), literal)}, true
	case l.Op == AtLeast && (l.Unit == CalendarDay || l.Unit == BusinessDay):
		return records{at: "due", fields: "due: date, done: date?",
			measure: fmt.Sprintf("share(%%s, known(.done) and %s(.done, .due) >= %s)", dayCount(l.Unit), literal)}, true
	case l.Op == AtMost && l.Unit.elapsed():
		return records{at: "received", fields: "received: instant, done: instant?",
			measure: fmt.Sprintf("share(%%s, known(.done) and .done - .received <= %s)", literal)}, true
	}
	return records{}, false
}

// overLimit is about the open items that are older at the end of the period: their
// share, their number or their amount.
func overLimit(m *Measure, l, stated Limit) (records, bool) {
	bound, _ := l.Figure()
	literal, _ := bound.literal()
	if l.Unit != CalendarDay && l.Unit != BusinessDay {
		return records{}, false
	}
	older := fmt.Sprintf("%s(.received, last_day) > %s", dayCount(l.Unit), literal)
	r := records{at: "every period", fields: "received: date, done: date?"}
	switch m.Unit {
	case Percent:
		r.blank = "such as share(filter(%s, not known(.done)), " + older + ")"
	case Count:
		r.blank = "such as count(%s, not known(.done) and " + older + ")"
	case USD:
		r.fields += ", amount: money USD"
		r.blank = "such as sum(filter(%s, not known(.done) and " + older + "), .amount)"
	default:
		return records{}, false
	}
	r.blank += "; the source limits each item: " + stated.String()
	return r, true
}

// lengths draft a statistic of lengths of time in a unit. Where the source names
// none, the longest one stands for a measure of each item, and the mean otherwise.
func lengths(m *Measure, unit Unit) records {
	statistic := map[string]string{"mean": "mean", "median": "median", "maximum": "max"}[m.Statistic]
	r := records{at: "done", fields: "received: date, done: date"}
	length, why := "", "; the source names no statistic"
	switch {
	case unit == CalendarDay || unit == BusinessDay:
		length = dayCount(unit) + "(.received, .done)"
	case unit.elapsed():
		r.fields, length = "received: instant, done: instant", ".done - .received"
	default:
		length, why = "calendar_days(.received, .done)", "; the source's unit is "+unit.String()
	}
	if statistic != "" && (unit == CalendarDay || unit == BusinessDay || unit.elapsed()) {
		r.measure = statistic + "(%s, " + length + ")"
		return r
	}
	if statistic == "" {
		statistic = "mean"
		if strings.HasPrefix(m.Period, "per ") {
			statistic = "max"
		}
	}
	r.blank = "such as " + statistic + "(%s, " + length + ")" + why
	return r
}

func dayCount(u Unit) string {
	if u == BusinessDay {
		return "business_days"
	}
	return "calendar_days"
}
