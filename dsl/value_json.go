package dsl

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/internal/strictjson"
)

// valueForm is the JSON form of a value. It has either Exact or Missing, and no number of
// JSON, which other programs would read as a binary fraction.
type valueForm struct {
	Kind     kinds.Kind    `json:"kind,omitzero"` // left out for a missing value of no type
	Unit     string        `json:"unit,omitzero"` // of the kinds that have one
	Values   []string      `json:"values,omitzero"`
	Ordered  bool          `json:"ordered,omitzero"`
	CellUnit time.Duration `json:"cell_unit_ns,string,omitzero"`
	Optional bool          `json:"optional,omitzero"`
	Exact    *string       `json:"exact,omitzero"`
	Missing  *string       `json:"missing,omitzero"` // why there is no value
	Cause    string        `json:"cause,omitzero"`   // of what sort that is; left out when the value was not supplied
}

// units are those of the kinds whose numbers need one; money has its currency.
var units = map[kinds.Kind]string{kinds.Percent: "%", kinds.Duration: "s", kinds.CalendarDays: "days", kinds.BusinessDays: "days"}

// The units of an instant that no text of RFC 3339 names and of a date that is no day:
// those between two nanoseconds or days, and outside of the years that are written.
const (
	sinceInstant = "s since 1970-01-01T00:00:00Z"
	sinceDate    = "days since 1970-01-01"
)

// causes are the sorts of reasons for a missing value.
var causes = map[ast.Missing]string{
	ast.Cell: "missing cell", ast.NoRows: "no data", ast.DivisionByZero: "division by zero", ast.TooLarge: "too large",
	ast.OutOfCalendar: "outside the calendar", ast.NoHistory: "no history", ast.NoEntry: "no entry",
}

// notGiven is why a value is missing of which nothing is said.
const notGiven = "no value was given"

// MarshalJSON writes the value exactly, in a form that is not yet stable:
//
//	{"kind": "percent", "unit": "%", "exact": "200/3"}
//	{"kind": "money", "unit": "USD", "missing": "no fee was given"}
//
// A number is a decimal or a fraction, and never a number of JSON; a duration is in
// seconds, and an instant in RFC 3339. It fails for what could not be read again: a text
// that is not UTF-8, and an amount of money without a currency.
func (v Value) MarshalJSON() ([]byte, error) {
	t := v.typ
	f := valueForm{Kind: t.Kind, Unit: units[t.Kind], Values: t.Values, Ordered: t.Ordered, CellUnit: t.CellUnit, Optional: t.Nullable}
	if t.Kind == kinds.Money {
		f.Unit = t.Currency
	}
	if v.Missing() {
		why := v.Why()
		f.Missing, f.Cause = &why, causes[v.raw.Missing]
	} else {
		text := v.exactText()
		if t.Kind == kinds.Instant && !isInstant(text) {
			f.Unit = sinceInstant
		}
		if t.Kind == kinds.Date && !isDate(text) {
			f.Unit = sinceDate
		}
		f.Exact = &text
	}
	if _, err := f.value(); err != nil {
		return nil, fmt.Errorf("writing a value: %w", err)
	}
	return strictjson.Encode(f)
}

// UnmarshalJSON reads what [Value.MarshalJSON] writes. Unknown keys, kinds, units and
// numbers are errors.
func (v *Value) UnmarshalJSON(text []byte) error {
	var f *valueForm
	err := strictjson.Decode(text, &f)
	if err == nil && f == nil {
		err = errors.New("null is not a value")
	}
	if err == nil {
		var read Value
		if read, err = f.value(); err == nil {
			*v = read
			return nil
		}
	}
	return fmt.Errorf("reading a value: %w", err)
}

// exactText returns a value that is not missing as its JSON form has it.
func (v Value) exactText() string {
	n := v.raw.Num
	switch v.typ.Kind {
	case kinds.Boolean:
		return map[bool]string{true: "true", false: "false"}[v.raw.Bool]
	case kinds.Text, kinds.Enum:
		return v.raw.Text
	case kinds.Duration:
		return inSeconds(n)
	case kinds.Instant:
		if ns, ok := n.Int64(); ok {
			return time.Unix(0, ns).UTC().Format(time.RFC3339Nano)
		}
		return inSeconds(n)
	case kinds.Date:
		if days, ok := n.Int64(); ok && !calendar.DateOfNumber(days).IsZero() {
			return calendar.DateOfNumber(days).String()
		}
	}
	return n.String()
}

// inSeconds returns a number of nanoseconds as one of seconds.
func inSeconds(n exact.Num) string {
	if !n.Valid() {
		return n.String()
	}
	seconds, _ := n.Quo(exact.Int(int64(time.Second)))
	return seconds.String()
}

// value returns the value that the form is of.
func (f valueForm) value() (Value, error) {
	t := kinds.Type{Kind: f.Kind, Values: f.Values, Ordered: f.Ordered, CellUnit: f.CellUnit, Nullable: f.Optional}
	if t.Kind == kinds.Money {
		t.Currency = f.Unit
	}
	v := Value{typ: t}
	for _, text := range append([]*string{f.Exact, f.Missing}, pointers(f.Values)...) {
		if text != nil && !utf8.ValidString(*text) {
			return v, fmt.Errorf("the text %s is not UTF-8", prose.Quote(*text))
		}
	}
	switch {
	case f.Exact != nil && f.Missing != nil:
		return v, errors.New("it has both exact and missing")
	case f.Exact == nil && f.Missing == nil:
		return v, errors.New("it has neither exact nor missing")
	case t.Kind == 0 && f.Exact != nil:
		return v, errors.New("it has no kind")
	case f.Exact != nil && f.Cause != "":
		return v, errors.New("it has a cause, and is not missing")
	}
	if err := f.checkUnit(); err != nil {
		return v, err
	}
	if f.Missing != nil {
		return v, v.setMissing(*f.Missing, f.Cause)
	}
	return v, v.setExact(*f.Exact, f.Unit)
}

func pointers(texts []string) []*string {
	all := make([]*string, len(texts))
	for i := range texts {
		all[i] = &texts[i]
	}
	return all
}

// checkUnit fails for a unit that the kind does not have.
func (f valueForm) checkUnit() error {
	switch {
	case f.Kind == kinds.Money && kinds.IsCurrency(f.Unit), f.Unit == units[f.Kind] && f.Kind != kinds.Money:
		return nil
	case f.Kind == kinds.Instant && f.Unit == sinceInstant && f.Exact != nil && !isInstant(*f.Exact):
		return nil
	case f.Kind == kinds.Date && f.Unit == sinceDate && f.Exact != nil && !isDate(*f.Exact):
		return nil
	case f.Kind == kinds.Money:
		return fmt.Errorf("%s is not the code of a currency", prose.Quote(f.Unit))
	case f.Unit == "":
		return fmt.Errorf("the unit of a value of the kind %s is missing; it is %q", f.Kind, units[f.Kind])
	}
	return fmt.Errorf("%s is not a unit of the kind %s", prose.Quote(f.Unit), f.Kind)
}

// setMissing makes it a missing value.
func (v *Value) setMissing(why, cause string) error {
	if why != notGiven {
		v.why = why
	}
	v.raw.Missing = ast.NotSupplied
	if cause == "" {
		return nil
	}
	for missing, word := range causes {
		if word == cause {
			v.raw.Missing = missing
			return nil
		}
	}
	return fmt.Errorf("%s is not the cause of a missing value", prose.Quote(cause))
}

// setExact makes it the value that a text says exactly.
func (v *Value) setExact(text, unit string) (err error) {
	switch v.typ.Kind {
	case kinds.Boolean:
		if v.raw.Bool = text == "true"; !v.raw.Bool && text != "false" {
			return fmt.Errorf(`%s is not a boolean; write "true" or "false"`, prose.Quote(text))
		}
		return nil
	case kinds.Text, kinds.Enum:
		if v.typ.Kind == kinds.Enum && v.typ.Values != nil && !slices.Contains(v.typ.Values, text) {
			return fmt.Errorf("%s is not one of the values of the enumeration", prose.Quote(text))
		}
		v.raw.Text = text
		return nil
	case kinds.Instant:
		if unit == "" {
			at, err := instantOf(text)
			v.raw.Num = exact.Int(at.UnixNano())
			return err
		}
	case kinds.Date:
		if unit == "" {
			day, err := calendar.ParseDate(text)
			v.raw.Num = exact.Int(day.Number())
			return err
		}
	}
	if v.raw.Num, err = exactNumber(text); err != nil {
		return err
	}
	if v.typ.Kind == kinds.Duration || v.typ.Kind == kinds.Instant {
		v.raw.Num = v.raw.Num.Mul(exact.Int(int64(time.Second)))
	}
	if !v.raw.Num.Valid() {
		return errors.New("the number is too large")
	}
	return nil
}

// exactNumber reads a decimal or a fraction, without a plus sign, white space or an
// exponent.
func exactNumber(text string) (exact.Num, error) {
	digits := func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
	body := strings.TrimPrefix(text, "-")
	over, under, fraction := strings.Cut(body, "/")
	whole, places, point := strings.Cut(body, ".")
	switch {
	case len(text) > mostDigits:
		return exact.Num{}, errors.New("the number is too large")
	case fraction && digits(over) && digits(under) && strings.Trim(under, "0") != "":
	case !fraction && digits(whole) && (!point || digits(places)):
	default:
		return exact.Num{}, fmt.Errorf(`%s is not an exact number; write a decimal or a fraction, such as "99.5" or "200/3"`, prose.Quote(text))
	}
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		return exact.Num{}, fmt.Errorf("%s is not an exact number", prose.Quote(text))
	}
	n := exact.Rat(r)
	if !n.Valid() {
		return n, errors.New("the number is too large")
	}
	return n, nil
}

// mostDigits bounds the text of a number: any that package exact has is shorter.
const mostDigits = 100_000

// instantOf reads an instant in its one form: in UTC, to the nanosecond, without zeros at
// the end.
func instantOf(text string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return at, fmt.Errorf("%s is not an instant; write 2026-11-30T09:30:00Z", prose.Quote(text))
	}
	at = at.UTC()
	if one := at.Format(time.RFC3339Nano); one != text {
		return at, fmt.Errorf("%s is not written as an instant is; write %s", prose.Quote(text), one)
	}
	if !time.Unix(0, at.UnixNano()).Equal(at) {
		return at, fmt.Errorf("%s lies outside the years 1678 to 2261", prose.Quote(text))
	}
	return at, nil
}

func isInstant(text string) bool {
	_, err := instantOf(text)
	return err == nil
}

func isDate(text string) bool {
	_, err := calendar.ParseDate(text)
	return err == nil
}
