package check

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/table"
)

// An operator's meaning depends on the kinds of its sides. The tables of this
// file are the whole of it: what is not in them is refused.

// arithmetic is what an operator gives for two kinds.
type arithmetic struct {
	result  table.Kind
	percent bool // the product is divided by a hundred
}

type pair struct {
	op          byte
	left, right table.Kind
}

// quantities have a unit: they scale by plain numbers and add to their like.
var quantities = []table.Kind{table.Duration, table.Money, table.CalendarDays, table.BusinessDays}

// scalars have none.
var scalars = []table.Kind{table.Number, table.Count, table.Ratio}

var arithmeticTable = buildArithmetic()

func buildArithmetic() map[pair]arithmetic {
	t := map[pair]arithmetic{}
	set := func(op byte, left, right, result table.Kind) { t[pair{op, left, right}] = arithmetic{result: result} }
	part := func(q, result table.Kind) { // a percent of something
		t[pair{'*', table.Percent, q}] = arithmetic{result, true}
		t[pair{'*', q, table.Percent}] = arithmetic{result, true}
	}

	for _, k := range append([]table.Kind{table.Number, table.Count, table.Percent, table.Ratio}, quantities...) {
		set('+', k, k, k)
		set('-', k, k, k)
	}
	for _, op := range []byte("+-*/") {
		set(op, table.Number, table.Count, table.Number)
		set(op, table.Count, table.Number, table.Number)
	}
	set('-', table.Instant, table.Instant, table.Duration)
	set('+', table.Instant, table.Duration, table.Instant)
	set('-', table.Instant, table.Duration, table.Instant)
	set('+', table.Duration, table.Instant, table.Instant)
	set('-', table.Date, table.Date, table.CalendarDays)
	set('+', table.Date, table.CalendarDays, table.Date)
	set('-', table.Date, table.CalendarDays, table.Date)

	set('*', table.Number, table.Number, table.Number)
	set('*', table.Count, table.Count, table.Count)
	set('*', table.Ratio, table.Ratio, table.Ratio)
	set('/', table.Number, table.Number, table.Number)
	set('/', table.Count, table.Count, table.Ratio)
	set('/', table.Ratio, table.Ratio, table.Ratio)
	set('/', table.Percent, table.Percent, table.Ratio)
	for _, k := range []table.Kind{table.Number, table.Count} {
		set('*', table.Ratio, k, table.Number)
		set('*', k, table.Ratio, table.Number)
		set('/', table.Ratio, k, table.Ratio)
		set('/', k, table.Ratio, table.Number)
		set('/', table.Percent, k, table.Percent)
	}
	set('*', table.Percent, table.Ratio, table.Percent)
	set('*', table.Ratio, table.Percent, table.Percent)
	part(table.Count, table.Number)
	for _, q := range quantities {
		part(q, q)
		set('/', q, q, table.Ratio)
		for _, s := range scalars {
			set('*', q, s, q)
			set('*', s, q, q)
			set('/', q, s, q)
		}
	}
	return t
}

// ordered types have < and >; of the others only equality is asked.
func ordered(t table.Type) bool {
	return t.Kind.Numeric() || t.Kind == table.Instant || t.Kind == table.Date || t.Ordered
}

// comparable says whether values of two types can be compared; why not is in the
// refusal's advice.
func comparableTypes(a, b table.Type) bool {
	switch {
	case a.Kind == table.Money && b.Kind == table.Money:
		return a.Currency == b.Currency
	case a.Kind == b.Kind:
		return true
	case plainNumber(a.Kind) && plainNumber(b.Kind):
		return true
	case texts(a.Kind) && texts(b.Kind):
		return true
	}
	return false
}

func plainNumber(k table.Kind) bool { return k == table.Number || k == table.Count }
func texts(k table.Kind) bool       { return k == table.Text || k == table.Enum }

// adapt gives the kind that a number without a unit takes beside a value of
// another kind, when it may.
func adapt(beside table.Kind) (table.Kind, bool) {
	switch beside {
	case table.Number, table.Count, table.Ratio:
		return beside, true
	}
	return 0, false
}

// named is how a diagnostic speaks of a type: "a share or percent", "money in
// USD".
func named(t table.Type) string {
	switch t.Kind {
	case table.Boolean:
		return "a condition (true or false)"
	case table.Text:
		return "a text"
	case table.Enum:
		if t.Ordered {
			return "a step of a scale"
		}
		return "one of a list of texts"
	case table.Number:
		return "a plain number"
	case table.Count:
		return "a count"
	case table.Percent:
		return "a percent"
	case table.Ratio:
		return "a ratio"
	case table.Duration:
		return "a duration"
	case table.CalendarDays:
		return "calendar days"
	case table.BusinessDays:
		return "business days"
	case table.Instant:
		return "an instant"
	case table.Date:
		return "a date"
	case table.Money:
		return "money in " + t.Currency
	}
	return "nothing"
}

// subject is a type as the subject of a sentence: "a percent is", "business days are".
func subject(t table.Type) string {
	if t.Kind == table.CalendarDays || t.Kind == table.BusinessDays {
		return named(t) + " are"
	}
	return named(t) + " is"
}

// withUnit writes a plain number's digits with the unit of a type, for "write 98%".
func withUnit(digits string, t table.Type) string {
	switch t.Kind {
	case table.Percent:
		return digits + "%"
	case table.Duration:
		return fmt.Sprintf("%ss, %smin or %sh", digits, digits, digits)
	case table.CalendarDays, table.BusinessDays:
		return digits + " " + t.Kind.String()
	case table.Money:
		return digits + " " + t.Currency
	}
	return digits
}

// mixAdvice says what to write when two types do not go together.
func mixAdvice(op string, a, b table.Type) string {
	has := func(k table.Kind) bool { return a.Kind == k || b.Kind == k }
	both := func(k, l table.Kind) bool { return a.Kind == k && b.Kind == l || a.Kind == l && b.Kind == k }
	switch {
	case a.Kind == table.Money && b.Kind == table.Money:
		return "convert one of them first, with a rate that the agreement states as an input"
	case both(table.Percent, table.Number) || both(table.Percent, table.Count):
		if op == "*" {
			return "write ratio(…) * number for a part of a number"
		}
		return "write the percent sign, or compare a count with a count"
	case both(table.Percent, table.Ratio):
		return "write percent(…) around the ratio"
	case both(table.Ratio, table.Number) || both(table.Ratio, table.Count):
		return "write the ratio of two counts, or percent(…) of it against 98%"
	case both(table.Duration, table.BusinessDays):
		return "business days follow a calendar and have no length: count them with business_days(from, to)"
	case both(table.Duration, table.CalendarDays):
		return "a calendar day is not always 24 hours: count days with calendar_days(from, to), or write hours"
	case both(table.CalendarDays, table.BusinessDays):
		return "count both sides in the same days"
	case both(table.Instant, table.Date):
		return "take the instant's date with date(…)"
	case both(table.Instant, table.Text) || both(table.Date, table.Text):
		return `write instant("2026-10-01T00:00:00Z") or date("2026-10-01")`
	case both(table.Instant, table.CalendarDays) || both(table.Instant, table.BusinessDays):
		return "take the instant's date with date(…) first"
	case has(table.Boolean) && op != "==" && op != "!=":
		return "join conditions with and, or"
	case a.Kind == table.Percent && b.Kind == table.Percent && op == "*":
		return "write ratio(…) around one of them"
	case a.Kind == table.Instant && b.Kind == table.Instant && op == "+":
		return "instants have no sum; their difference is a duration"
	}
	return ""
}
