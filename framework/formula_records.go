package framework

import (
	"fmt"
	"strconv"
	"strings"
)

// records are the table that a metric of a measure is computed from, and how. The table
// stands as %s in the measure.
type records struct {
	at       string
	fields   string
	measure  string
	proposed bool   // the source does not say enough: the parties have to confirm the measure
	doubt    string // what it leaves open, if that can be said in words
}

// doubtful returns the records with their measure as a proposal, and why.
func (r records) doubtful(doubt string) records {
	if r.proposed = true; r.doubt != "" {
		doubt = r.doubt + "; " + doubt
	}
	r.doubt = doubt
	return r
}

// formula returns the records as a formula over a table of that name.
func (r records) formula(table string) Formula {
	f := Formula{Table: table, At: r.at, Fields: r.fields, Text: fmt.Sprintf(r.measure, table), Proposed: r.proposed, Doubt: r.doubt}
	f.Complete = !strings.Contains(f.Text, ".counted") && !strings.Contains(f.Text, ".met")
	if strings.Contains(f.Text, strconv.Quote(workingHours)) {
		f.Calendar = workingHours
	}
	return f
}

// workingHours is the calendar of formulas whose limits are in business hours. Which
// hours these are, the parties say.
const workingHours = "working_hours"

// recordsFor drafts the records of a measure: rows with two moments where the source
// limits each item in a unit that the language knows, or where the value is a statistic
// of a length of time. Which rows count otherwise, the parties say.
func recordsFor(m *Measure, target *Figure, limits []Limit) records {
	switch m.Statistic {
	case "share of time":
		return records{at: "day", fields: "day: date, agreed: duration, up: duration" + exclusionFields(m.Exclusions), measure: "percent(sum(%[1]s, .up) / sum(%[1]s, .agreed))"}
	case "share of amounts":
		return amountRecords(limits)
	}
	if len(limits) == 0 {
		return unitRecords(m, target)
	}
	if len(limits) == 1 {
		if r, ok := limitRecords(m, limits[0]); ok {
			return r
		}
	}
	r := unitRecords(m, target)
	if m.Unit == Percent && m.Direction == HigherIsBetter {
		r = records{at: "day", fields: "day: date, met: boolean", measure: "share(%s, .met)", proposed: true}
	}
	return r.doubtful("the source limits each item: " + limitsText(limits))
}

func unitRecords(m *Measure, target *Figure) records {
	switch {
	case m.Unit == Percent || m.Unit == PercentPositive:
		return records{at: "day", fields: "day: date, counted: boolean", measure: "share(%s, .counted)", proposed: true}
	case m.Unit == Count:
		return records{at: "day", fields: "day: date, counted: boolean", measure: "count(%s, .counted)", proposed: true}
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
		return lengthRecords(m, unit)
	case m.Unit == Ratio:
		return records{at: "day", fields: "day: date, counted: boolean", measure: "count(%[1]s, .counted) / count(%[1]s)", proposed: true}
	}
	return records{at: "day", fields: "day: date, amount: number", measure: m.ofAmounts() + "(%s, .amount)"}.doubtful("the unit is " + m.Unit.String())
}

// ofAmounts returns the statistic of amounts: the sum, where the source says no other.
func (m *Measure) ofAmounts() string {
	if m.Statistic == "mean" || m.Statistic == "median" {
		return m.Statistic
	}
	return "sum"
}

// exclusionFields returns the fields by which a row says that a measure leaves it out.
func exclusionFields(exclusions []string) string {
	text := ""
	for _, kind := range exclusions {
		text += ", " + kind + ": boolean"
	}
	return text
}

// amountRecords drafts a share of an amount: of what is older than a limit, where there
// is one.
func amountRecords(limits []Limit) records {
	if len(limits) == 1 && (limits[0].Unit == CalendarDay || limits[0].Unit == BusinessDay) && limits[0].Op == Above {
		bound, _ := limits[0].Figure()
		literal, _ := bound.literal()
		return records{at: "day", fields: "day: date, since: date, amount: money USD",
			measure: fmt.Sprintf("percent(sum(filter(%%[1]s, %s(.since, .day) > %s), .amount) / sum(%%[1]s, .amount))", dayCount(limits[0].Unit), literal)}
	}
	return records{at: "day", fields: "day: date, amount: money USD, counted: boolean", measure: "percent(sum(filter(%[1]s, .counted), .amount) / sum(%[1]s, .amount))", proposed: true}
}

// limitRecords counts items by their limit: those that keep it where a greater share is
// better, and open ones that are older. A limit in plain days becomes a proposal, because
// the source does not say which days it means.
func limitRecords(m *Measure, l Limit) (records, bool) {
	exactly := l
	if l.Unit == Day {
		exactly.Unit = CalendarDay
	}
	if l.Op == Above {
		return overdueRecords(m, exactly, l)
	}
	if m.Unit != Percent || m.Direction != HigherIsBetter {
		return records{}, false
	}
	r, ok := withinLimitRecords(exactly)
	if ok && l.Unit == Day && !r.proposed {
		r = r.doubtful("the source limits each item to " + l.String() + ", and does not say which days")
	}
	return r, ok
}

// withinLimitRecords counts the items that keep a limit. An item that is not done yet has
// not kept it.
func withinLimitRecords(l Limit) (records, bool) {
	bound, _ := l.Figure()
	literal, said := bound.literal()
	switch {
	case l.Op == AtMost && l.Unit == BusinessHour:
		return records{at: "received", fields: "received: instant, done: instant?",
			measure: fmt.Sprintf("share(%%s, known(.done) and working_time(.received, .done, %q) <= %sh)", workingHours, l.Value)}.
			doubtful("the source limits each item: " + l.String()), true
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

// overdueRecords returns about the open items that are older at the end of the period:
// their share, their number or their amount.
func overdueRecords(m *Measure, l, stated Limit) (records, bool) {
	bound, _ := l.Figure()
	literal, _ := bound.literal()
	if l.Unit != CalendarDay && l.Unit != BusinessDay {
		return records{}, false
	}
	older := fmt.Sprintf("%s(.received, last_day) > %s", dayCount(l.Unit), literal)
	r := records{at: "every period", fields: "received: date, done: date?"}
	switch m.Unit {
	case Percent:
		r.measure = "share(filter(%s, not known(.done)), " + older + ")"
	case Count:
		r.measure = "count(%s, not known(.done) and " + older + ")"
	case USD:
		r.fields += ", amount: money USD"
		r.measure = "sum(filter(%s, not known(.done) and " + older + "), .amount)"
	default:
		return records{}, false
	}
	return r.doubtful("the source limits each item: " + stated.String()), true
}

// lengthRecords draft a statistic of lengths of time in a unit. Where the source names
// none, the longest one stands for a measure of each item, and the mean otherwise.
func lengthRecords(m *Measure, unit Unit) records {
	statistic := map[string]string{"mean": "mean", "median": "median", "maximum": "max"}[m.Statistic]
	r := records{at: "done", fields: "received: date, done: date"}
	length, doubt := "", "the source names no statistic"
	switch {
	case unit == CalendarDay || unit == BusinessDay:
		length = dayCount(unit) + "(.received, .done)"
	case unit.elapsed():
		r.fields, length = "received: instant, done: instant", ".done - .received"
	default:
		length, doubt = "calendar_days(.received, .done)", "the source's unit is "+unit.String()
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
	r.measure = statistic + "(%s, " + length + ")"
	return r.doubtful(doubt)
}

func dayCount(u Unit) string {
	if u == BusinessDay {
		return "business_days"
	}
	return "calendar_days"
}
