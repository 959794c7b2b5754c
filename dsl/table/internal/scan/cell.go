package scan

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/prose"
)

// Fault is why a cell could not be taken, and what to write instead.
type Fault struct {
	What   string
	Advice string
}

// HowToWrite is how a value of a kind is written, as advice.
var HowToWrite = [...]string{
	kinds.Boolean:      "write true or false",
	kinds.Text:         "write it in quotes",
	kinds.Enum:         "write one of the values in quotes",
	kinds.Number:       "write a plain decimal such as 1000.10",
	kinds.Count:        "write a whole number",
	kinds.Percent:      "write 99.5 or 99.5%",
	kinds.Ratio:        "write a plain decimal such as 0.995",
	kinds.Duration:     "write it with its unit, such as 1h30min",
	kinds.CalendarDays: "write the number of days",
	kinds.BusinessDays: "write the number of days",
	kinds.Instant:      "write 2026-01-02T15:04:05Z",
	kinds.Date:         "write YYYY-MM-DD",
	kinds.Money:        "write the amount, such as 1000.10",
}

// ParseNumber reads the text of a cell of a numeric kind, with the signs that the kind
// allows beside the digits: 99.5% and 1000.10 USD.
func ParseNumber(text string, t kinds.Type) (exact.Num, *Fault) {
	body := text
	switch t.Kind {
	case kinds.Percent:
		body = strings.TrimSpace(strings.TrimSuffix(text, "%"))
	case kinds.Money:
		if amount, code, ok := lastWord(text); ok && kinds.IsCurrency(code) {
			if code != t.Currency {
				return exact.Num{}, &Fault{fmt.Sprintf("%s is not an amount in %s", prose.Quote(text), t.Currency),
					fmt.Sprintf("convert it, or leave out rows in %s before", code)}
			}
			body = amount
		}
	}
	n, err := parsePlain(body)
	if err != nil {
		return exact.Num{}, &Fault{prose.Quote(text) + " is not " + numberNames[t.Kind], numberAdvice(body, t)}
	}
	return n, nil
}

// parsePlain returns [exact.Parse], without an allocation for the usual number.
func parsePlain(text string) (exact.Num, error) {
	if n, places, ok := PlainDecimal(text); ok {
		return exact.Scaled(n, places), nil
	}
	return exact.Parse(text)
}

var numberNames = map[kinds.Kind]string{
	kinds.Number: "a number", kinds.Count: "a count", kinds.Percent: "a percentage", kinds.Ratio: "a ratio",
	kinds.CalendarDays: "a number of days", kinds.BusinessDays: "a number of days", kinds.Money: "an amount",
}

// numberAdvice names the likeliest mistake in a text that is not a number.
func numberAdvice(text string, t kinds.Type) string {
	digits := strings.ContainsAny(text, "0123456789")
	switch {
	case len(text) > 4096:
		return "a number has at most 4096 digits"
	case !digits:
		return HowToWrite[t.Kind]
	case t.Kind == kinds.Ratio && strings.HasSuffix(text, "%"):
		return "write 0.995 for 99.5%, or declare the field as percent"
	case t.Kind == kinds.Money && (kinds.IsCurrency(text[:min(3, len(text))]) || text[0] > 0x7f || text[0] == '$'):
		return "write the amount first: 1000.10 " + t.Currency
	case madeOf(text, "0123456789+-.,' _\u00a0\u202f") && strings.ContainsAny(text, ",' _\u00a0\u202f"):
		return "write it without grouping and with a point: 1000.10"
	case madeOf(text, "0123456789+-.eE"):
		return "write it plainly, as 1000.10 is: digits, a point between digits, no exponent"
	}
	return HowToWrite[t.Kind]
}

// madeOf reports whether all characters of a text are among some.
func madeOf(text, characters string) bool {
	return strings.Trim(text, characters) == ""
}

// lastWord splits a text at its last space.
func lastWord(text string) (before, after string, ok bool) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return text, "", false
	}
	return strings.TrimSpace(text[:i]), text[i+1:], true
}

// ParseLiteral reads a number as JSON writes it, with or without an exponent, exactly.
// whole is true when it has neither point nor exponent.
func ParseLiteral(text string) (n exact.Num, whole bool, f *Fault) {
	const most = 4096
	mantissa, exponent := text, 0
	if i := strings.IndexAny(text, "eE"); i >= 0 {
		var err error
		exponent, err = strconv.Atoi(text[i+1:])
		if err != nil || exponent > most || exponent < -most {
			return n, false, &Fault{prose.Quote(text) + " is not a number that can be kept", "write all digits, at most 4096"}
		}
		mantissa = text[:i]
	}
	n, err := parsePlain(mantissa)
	if err != nil {
		return n, false, &Fault{prose.Quote(text) + " is not a number", "write a plain decimal such as 1000.10"}
	}
	if len(mantissa) == len(text) {
		return n, strings.IndexByte(text, '.') < 0, nil
	}
	return ShiftPoint(n, exponent), false, nil
}

// ShiftPoint returns n * 10^places. The caller has bounded places.
func ShiftPoint(n exact.Num, places int) exact.Num {
	for ; places > 0; places -= min(places, exact.MostPlaces) {
		n = n.Mul(exact.Int(exact.PowerOfTen(min(places, exact.MostPlaces))))
	}
	for ; places < 0; places += min(-places, exact.MostPlaces) {
		n, _ = n.Quo(exact.Int(exact.PowerOfTen(min(-places, exact.MostPlaces))))
	}
	return n
}

// elapsedUnits are the units of a duration in a cell, from the longest. There is no day
// among them: it is not always 24 hours.
var elapsedUnits = []struct {
	name string
	unit time.Duration
}{
	{"h", time.Hour}, {"min", time.Minute}, {"s", time.Second}, {"ms", time.Millisecond},
}

const elapsedAdvice = "write it in h, min, s and ms, such as 1h30min"

// ParseElapsed reads a duration: numbers with units from the longest to the shortest,
// each at most once, as in "1h30min". A plain number counts the unit of the field, if it
// has one.
func ParseElapsed(text string, unit time.Duration) (time.Duration, *Fault) {
	if madeOf(text, "0123456789.+-") {
		if n, err := parsePlain(text); err == nil {
			if unit == 0 {
				return 0, NoUnit(prose.Quote(text))
			}
			return Elapsed(n, unit)
		}
	}
	bad := func(advice string) (time.Duration, *Fault) {
		return 0, &Fault{prose.Quote(text) + " is not a duration", advice}
	}
	if text[0] == '-' {
		return 0, &Fault{prose.Quote(text) + " is negative", "write how much time passed, 0 or more"}
	}
	var sum exact.Num
	next := 0 // the first unit that may still come
	for rest := text; rest != ""; {
		n, after, ok := leadingNumber(rest)
		if !ok {
			return bad(elapsedAdvice)
		}
		name := leadingWord(after)
		found := next
		for found < len(elapsedUnits) && elapsedUnits[found].name != name {
			found++
		}
		if found == len(elapsedUnits) {
			return bad(unitAdvice(name))
		}
		sum = sum.Add(n.Mul(exact.Int(int64(elapsedUnits[found].unit))))
		next, rest = found+1, strings.TrimLeft(after[len(name):], " ")
	}
	return Elapsed(sum, 1)
}

// Elapsed returns so many units, if they come to nanoseconds that fit.
func Elapsed(n exact.Num, unit time.Duration) (time.Duration, *Fault) {
	product := n.Mul(exact.Int(int64(unit)))
	if nanoseconds, ok := product.Int64(); ok {
		return time.Duration(nanoseconds), nil
	}
	if !product.Valid() || product.Abs().Cmp(exact.Int(math.MaxInt64)) > 0 {
		return 0, &Fault{"the duration is longer than 292 years", "write a shorter one"}
	}
	return 0, &Fault{"the duration is finer than a nanosecond", "write whole nanoseconds"}
}

func NoUnit(text string) *Fault {
	return &Fault{text + " is a duration without a unit", "write the unit (90min), or declare the field as duration in minutes"}
}

func unitAdvice(name string) string {
	switch name {
	case "m":
		return "write min for minutes"
	case "d", "day", "days", "D":
		return "write hours; for days of the calendar declare the field as calendar days or business days"
	}
	return elapsedAdvice
}

// leadingNumber reads the decimal at the beginning of a text.
func leadingNumber(text string) (n exact.Num, rest string, ok bool) {
	i := 0
	for i < len(text) && (text[i] == '.' || '0' <= text[i] && text[i] <= '9') {
		i++
	}
	n, err := parsePlain(text[:i])
	return n, strings.TrimLeft(text[i:], " "), err == nil
}

// leadingWord returns the letters at the beginning of a text.
func leadingWord(text string) string {
	i := 0
	for i < len(text) && ('a' <= text[i] && text[i] <= 'z' || 'A' <= text[i] && text[i] <= 'Z') {
		i++
	}
	return text[:i]
}
