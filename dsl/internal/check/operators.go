package check

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/kinds"
)

// An operator's meaning depends on the kinds of its sides. The tables of this file are
// all that there is: what is not in them is refused.

// arithmetic is what an operator gives for two kinds.
type arithmetic struct {
	result  kinds.Kind
	percent bool // the product is divided by a hundred
}

type pair struct {
	op          byte
	left, right kinds.Kind
}

// quantities have a unit: they scale by plain numbers and add to their like.
var quantities = []kinds.Kind{kinds.Duration, kinds.Money, kinds.CalendarDays, kinds.BusinessDays}

// scalars have none.
var scalars = []kinds.Kind{kinds.Number, kinds.Count, kinds.Ratio}

var arithmeticTable = buildArithmetic()

func buildArithmetic() map[pair]arithmetic {
	t := map[pair]arithmetic{}
	set := func(op byte, left, right, result kinds.Kind) { t[pair{op, left, right}] = arithmetic{result: result} }
	percentOf := func(q, result kinds.Kind) { // a percent of something
		t[pair{'*', kinds.Percent, q}] = arithmetic{result, true}
		t[pair{'*', q, kinds.Percent}] = arithmetic{result, true}
	}

	for _, k := range append([]kinds.Kind{kinds.Number, kinds.Count, kinds.Percent, kinds.Ratio}, quantities...) {
		set('+', k, k, k)
		set('-', k, k, k)
	}
	for _, op := range []byte("+-*/") {
		set(op, kinds.Number, kinds.Count, kinds.Number)
		set(op, kinds.Count, kinds.Number, kinds.Number)
	}
	set('-', kinds.Instant, kinds.Instant, kinds.Duration)
	set('+', kinds.Instant, kinds.Duration, kinds.Instant)
	set('-', kinds.Instant, kinds.Duration, kinds.Instant)
	set('+', kinds.Duration, kinds.Instant, kinds.Instant)
	set('-', kinds.Date, kinds.Date, kinds.CalendarDays)
	set('+', kinds.Date, kinds.CalendarDays, kinds.Date)
	set('-', kinds.Date, kinds.CalendarDays, kinds.Date)

	set('*', kinds.Number, kinds.Number, kinds.Number)
	set('*', kinds.Count, kinds.Count, kinds.Count)
	set('*', kinds.Ratio, kinds.Ratio, kinds.Ratio)
	set('/', kinds.Number, kinds.Number, kinds.Number)
	set('/', kinds.Count, kinds.Count, kinds.Ratio)
	set('/', kinds.Ratio, kinds.Ratio, kinds.Ratio)
	set('/', kinds.Percent, kinds.Percent, kinds.Ratio)
	for _, k := range []kinds.Kind{kinds.Number, kinds.Count} {
		set('*', kinds.Ratio, k, kinds.Number)
		set('*', k, kinds.Ratio, kinds.Number)
		set('/', kinds.Ratio, k, kinds.Ratio)
		set('/', k, kinds.Ratio, kinds.Number)
		set('/', kinds.Percent, k, kinds.Percent)
	}
	set('*', kinds.Percent, kinds.Ratio, kinds.Percent)
	set('*', kinds.Ratio, kinds.Percent, kinds.Percent)
	percentOf(kinds.Count, kinds.Number)
	for _, q := range quantities {
		percentOf(q, q)
		set('/', q, q, kinds.Ratio)
		for _, s := range scalars {
			set('*', q, s, q)
			set('*', s, q, q)
			set('/', q, s, q)
		}
	}
	return t
}

// ordered types have < and >; of the others only equality is asked.
func ordered(t kinds.Type) bool {
	return t.Kind.Numeric() || t.Kind == kinds.Instant || t.Kind == kinds.Date || t.Ordered
}

// comparable says whether values of two types can be compared; why not is in the
// refusal's advice.
func comparableTypes(a, b kinds.Type) bool {
	switch {
	case a.Kind == kinds.Money && b.Kind == kinds.Money:
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

func plainNumber(k kinds.Kind) bool { return k == kinds.Number || k == kinds.Count }
func texts(k kinds.Kind) bool       { return k == kinds.Text || k == kinds.Enum }

// adapt returns the kind that a number without a unit takes beside a value of another
// kind, when it may.
func adapt(beside kinds.Kind) (kinds.Kind, bool) {
	switch beside {
	case kinds.Number, kinds.Count, kinds.Ratio:
		return beside, true
	}
	return 0, false
}

// named returns how a diagnostic speaks of a type: "a share or percent", "money in USD".
func named(t kinds.Type) string {
	switch t.Kind {
	case kinds.Boolean:
		return "a condition (true or false)"
	case kinds.Text:
		return "a text"
	case kinds.Enum:
		if t.Ordered {
			return "a step of a scale"
		}
		return "one of a list of texts"
	case kinds.Number:
		return "a plain number"
	case kinds.Count:
		return "a count"
	case kinds.Percent:
		return "a percent"
	case kinds.Ratio:
		return "a ratio"
	case kinds.Duration:
		return "a duration"
	case kinds.CalendarDays:
		return "calendar days"
	case kinds.BusinessDays:
		return "business days"
	case kinds.Instant:
		return "an instant"
	case kinds.Date:
		return "a date"
	case kinds.Money:
		return "money in " + t.Currency
	}
	return "nothing"
}

// subject returns a type as the subject of a sentence: "a percent is", "business days
// are".
func subject(t kinds.Type) string {
	if t.Kind == kinds.CalendarDays || t.Kind == kinds.BusinessDays {
		return named(t) + " are"
	}
	return named(t) + " is"
}

// withUnit writes a plain number's digits with the unit of a type, for "write 98%".
func withUnit(digits string, t kinds.Type) string {
	switch t.Kind {
	case kinds.Percent:
		return digits + "%"
	case kinds.Duration:
		return fmt.Sprintf("%ss, %smin or %sh", digits, digits, digits)
	case kinds.CalendarDays, kinds.BusinessDays:
		return digits + " " + t.Kind.String()
	case kinds.Money:
		return digits + " " + t.Currency
	}
	return digits
}

// mixAdvice says what to write when two types do not go together.
func mixAdvice(op string, a, b kinds.Type) string {
	has := func(k kinds.Kind) bool { return a.Kind == k || b.Kind == k }
	both := func(k, l kinds.Kind) bool { return a.Kind == k && b.Kind == l || a.Kind == l && b.Kind == k }
	switch {
	case a.Kind == kinds.Money && b.Kind == kinds.Money:
		return "convert one of them first, with a rate that the agreement states as an input"
	case both(kinds.Percent, kinds.Number) || both(kinds.Percent, kinds.Count):
		if op == "*" {
			return "write ratio(…) * number for a part of a number"
		}
		return "write the percent sign, or compare a count with a count"
	case both(kinds.Percent, kinds.Ratio):
		return "write percent(…) around the ratio"
	case both(kinds.Ratio, kinds.Number) || both(kinds.Ratio, kinds.Count):
		return "write the ratio of two counts, or percent(…) of it against 98%"
	case both(kinds.Duration, kinds.BusinessDays):
		return "business days follow a calendar and have no length: count them with business_days(from, to)"
	case both(kinds.Duration, kinds.CalendarDays):
		return "a calendar day is not always 24 hours: count days with calendar_days(from, to), or write hours"
	case both(kinds.CalendarDays, kinds.BusinessDays):
		return "count both sides in the same days"
	case both(kinds.Instant, kinds.Date):
		return "take the instant's date with date(…)"
	case both(kinds.Instant, kinds.Text) || both(kinds.Date, kinds.Text):
		return `write instant("2026-10-01T00:00:00Z") or date("2026-10-01")`
	case both(kinds.Instant, kinds.CalendarDays) || both(kinds.Instant, kinds.BusinessDays):
		return "take the instant's date with date(…) first"
	case has(kinds.Boolean) && op != "==" && op != "!=":
		return "join conditions with and, or"
	case a.Kind == kinds.Percent && b.Kind == kinds.Percent && op == "*":
		return "write ratio(…) around one of them"
	case a.Kind == kinds.Instant && b.Kind == kinds.Instant && op == "+":
		return "instants have no sum; their difference is a duration"
	}
	return ""
}
