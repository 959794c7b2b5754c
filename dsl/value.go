package dsl

import (
	"math/big"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/shopspring/decimal"
)

// Value is the result of an expression: a value of a type, or no value and the reason.
// The zero Value is a missing value of no type.
type Value struct {
	typ kinds.Type
	raw ast.Value
	why string
}

// NewBoolean returns a boolean value.
func NewBoolean(b bool) Value {
	return Value{typ: kinds.Of(kinds.Boolean), raw: ast.Value{Bool: b}}
}

// NewText returns a value of a text or enumeration type.
func NewText(t kinds.Type, text string) Value { return Value{typ: t, raw: ast.Value{Text: text}} }

// NewNumber returns a value of a numeric type from a decimal: 99.5 as a percent is 99.5%,
// as money an amount in its currency, as days their number, as a duration seconds.
//
// The value is missing when the exponent of the decimal is less than -4096 or greater
// than 4096.
func NewNumber(t kinds.Type, d decimal.Decimal) Value {
	exponent := int64(d.Exponent())
	if exponent < -4096 || exponent > 4096 {
		return NoValue(t, "the number is too large")
	}
	n := new(big.Rat).SetInt(d.Coefficient())
	power := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(max(exponent, -exponent)), nil))
	if exponent < 0 {
		power.Inv(power)
	}
	n.Mul(n, power)
	if t.Kind == kinds.Duration {
		n.Mul(n, big.NewRat(int64(time.Second), 1))
	}
	return Value{typ: t, raw: ast.Value{Num: exact.Rat(n)}}
}

// NewCount returns a value of kind count.
func NewCount(n int64) Value {
	return Value{typ: kinds.Of(kinds.Count), raw: ast.Value{Num: exact.Int(n)}}
}

// NewDuration returns a value of kind duration, which is elapsed time.
func NewDuration(d time.Duration) Value {
	return Value{typ: kinds.Of(kinds.Duration), raw: ast.Value{Num: exact.Int(int64(d))}}
}

// NewInstant returns a value of kind instant: a point in time, which must be in the years
// 1678 to 2261.
func NewInstant(at time.Time) Value {
	return Value{typ: kinds.Of(kinds.Instant), raw: ast.Value{Num: exact.Int(at.UnixNano())}}
}

// NewDate returns a value of kind date.
func NewDate(d calendar.Date) Value {
	return Value{typ: kinds.Of(kinds.Date), raw: ast.Value{Num: exact.Int(d.Number())}}
}

// NewExact returns a value of a numeric type from Concord's own numbers; it is for the
// packages of this module.
func NewExact(t kinds.Type, n exact.Num) Value { return Value{typ: t, raw: ast.Value{Num: n}} }

// NoValue returns a missing value of a type, and why.
func NoValue(t kinds.Type, why string) Value {
	return Value{typ: t, raw: ast.Value{Missing: ast.NotSupplied}, why: why}
}

// Type returns the value's kind and unit.
func (v Value) Type() kinds.Type { return v.typ }

// Missing reports whether there is no value.
func (v Value) Missing() bool { return v.typ.Kind == 0 || v.raw.Missing != ast.None }

// NoData reports whether there is no value because there were no rows.
func (v Value) NoData() bool { return v.raw.Missing == ast.NoRows }

// Why says why there is no value; empty when there is one.
func (v Value) Why() string {
	if !v.Missing() {
		return ""
	}
	if v.why == "" {
		return notGiven
	}
	return v.why
}

// Bool returns a boolean's value; ok is false when it is missing or not a boolean.
func (v Value) Bool() (b, ok bool) {
	return v.raw.Bool, !v.Missing() && v.typ.Kind == kinds.Boolean
}

// Text returns the value of a text or enumeration, "" when missing.
func (v Value) Text() string { return v.raw.Text }

// Rat returns the exact number; ok is false when it is missing or not a number. Durations
// are in seconds, dates in days and instants in seconds since 1970.
func (v Value) Rat() (r *big.Rat, ok bool) {
	switch v.typ.Kind {
	case 0, kinds.Boolean, kinds.Text, kinds.Enum:
		return nil, false
	}
	if v.Missing() {
		return nil, false
	}
	r = v.raw.Num.Rat()
	if v.typ.Kind == kinds.Duration || v.typ.Kind == kinds.Instant {
		r.Quo(r, big.NewRat(int64(time.Second), 1))
	}
	return r, true
}

// mostPlaces is the most decimal places that a number is written with.
const mostPlaces = 10_000

// Decimal returns the number rounded to so many decimal places, 0 to 10,000, by a rule;
// ok is false for others, and when it is missing or not a number. Durations are in
// seconds.
func (v Value) Decimal(places int32, rule exact.Rounding) (d decimal.Decimal, ok bool) {
	r, ok := v.Rat()
	if !ok || places < 0 || places > mostPlaces {
		return decimal.Decimal{}, false
	}
	coefficient, _ := new(big.Int).SetString(strings.Replace(exact.Rat(r).Fixed(int(places), rule), ".", "", 1), 10)
	return decimal.NewFromBigInt(coefficient, -places), true
}

// Num returns the number as it is stored, for the packages of this module: durations and
// instants in nanoseconds.
func (v Value) Num() exact.Num { return v.raw.Num }

// Compare orders two numbers, dates or instants of one kind: -1, 0 or 1. ok is false when
// either is missing, they are not of one kind, or it has no order.
func (v Value) Compare(o Value) (order int, ok bool) {
	if v.Missing() || o.Missing() || v.typ.Kind != o.typ.Kind || v.typ.Currency != o.typ.Currency {
		return 0, false
	}
	switch v.typ.Kind {
	case kinds.Boolean, kinds.Text, kinds.Enum:
		return 0, false
	}
	return v.raw.Num.Cmp(o.raw.Num), true
}

// Rounded returns a number brought to so many decimal places of its own unit by a rule;
// other values are returned as they are.
func (v Value) Rounded(places int, rule exact.Rounding) Value {
	if v.Missing() || !v.typ.Kind.Numeric() || v.typ.Kind == kinds.Duration {
		return v
	}
	v.raw.Num = v.raw.Num.Round(places, rule)
	return v
}
