package table

import (
	"encoding/json"
	"fmt"
	"math/big"
	"reflect"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/table/internal/scan"
)

var (
	timeType     = reflect.TypeFor[time.Time]()
	durationType = reflect.TypeFor[time.Duration]()
	decimalType  = reflect.TypeFor[decimal.Decimal]()
	ratType      = reflect.TypeFor[*big.Rat]()
	intType      = reflect.TypeFor[*big.Int]()
	dateType     = reflect.TypeFor[calendar.Date]()
	literalType  = reflect.TypeFor[json.Number]()
)

// classOf returns the class of the values of a Go type, and whether the type has a way of
// holding none. The class is ofFault for a type that cannot be taken.
func classOf(t reflect.Type) (c class, optional bool) {
	switch t {
	case timeType:
		return ofInstant, false
	case durationType:
		return ofElapsed, false
	case decimalType, ratType, literalType:
		return ofNumber, false
	case intType:
		return ofWhole, false
	case dateType:
		return ofDay, false
	}
	switch t.Kind() {
	case reflect.String:
		return ofText, false
	case reflect.Bool:
		return ofTruth, false
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return ofWhole, false
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return ofText, true
		}
	case reflect.Pointer:
		c, _ = classOf(t.Elem())
		return c, true
	case reflect.Struct:
		if isNull(t) {
			c, _ = classOf(t.Field(0).Type)
			return c, true
		}
	}
	return ofFault, false
}

// isNull recognizes sql.NullString and its like, sql.Null[T], and decimal.NullDecimal: a
// value and whether there is one.
func isNull(t reflect.Type) bool {
	switch t.PkgPath() {
	case "database/sql", decimalType.PkgPath():
		return t.NumField() == 2 && t.Field(1).Name == "Valid" && t.Field(1).Type.Kind() == reflect.Bool
	}
	return false
}

// refusal returns why a Go type has no class.
func refusal(t reflect.Type) *scan.Fault {
	inner := t
	for inner.Kind() == reflect.Pointer || isNull(inner) {
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		} else {
			inner = inner.Field(0).Type
		}
	}
	switch inner.Kind() {
	case reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return &scan.Fault{What: fmt.Sprintf("a %s does not hold decimals exactly", t), Advice: "use decimal.Decimal of github.com/shopspring/decimal, or text"}
	}
	return &scan.Fault{What: fmt.Sprintf("a %s is not a value of a table", t),
		Advice: "use string, bool, an integer, time.Time, time.Duration, decimal.Decimal, *big.Rat, *big.Int or calendar.Date, or a pointer to one"}
}

// valueOf returns the value that a Go value holds. It does not allocate for what can be
// addressed, as the elements of a slice can.
func valueOf(v reflect.Value) value {
	for {
		if !v.IsValid() {
			return value{}
		}
		t := v.Type()
		switch t {
		case timeType:
			return value{class: ofInstant, instant: get[time.Time](v)}
		case durationType:
			return value{class: ofElapsed, elapsed: time.Duration(v.Int())}
		case decimalType:
			return value{class: ofNumber, number: ofDecimal(get[decimal.Decimal](v))}
		case dateType:
			return value{class: ofDay, day: get[calendar.Date](v)}
		case literalType:
			return ofLiteral(v.String())
		case ratType:
			if !v.IsNil() {
				return value{class: ofNumber, number: exact.Rat(get[*big.Rat](v))}
			}
		case intType:
			if !v.IsNil() {
				return value{class: ofWhole, number: exact.BigInt(get[*big.Int](v))}
			}
		}
		switch t.Kind() {
		case reflect.String:
			return value{class: ofText, text: v.String()}
		case reflect.Bool:
			return value{class: ofTruth, truth: v.Bool()}
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			return value{class: ofWhole, number: exact.Int(v.Int())}
		case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
			return value{class: ofWhole, number: ofUint(v.Uint())}
		}
		switch {
		case t.Kind() == reflect.Pointer || t.Kind() == reflect.Interface:
			if v.IsNil() {
				return value{}
			}
			v = v.Elem()
		case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Uint8:
			if v.IsNil() {
				return value{}
			}
			return value{class: ofText, text: string(v.Bytes())}
		case t.Kind() == reflect.Struct && isNull(t):
			if !v.Field(1).Bool() {
				return value{}
			}
			v = v.Field(0)
		default:
			return value{class: ofFault, fault: refusal(t)}
		}
	}
}

// get returns the Go value of type T.
func get[T any](v reflect.Value) T {
	if v.CanAddr() {
		return *v.Addr().Interface().(*T)
	}
	return v.Interface().(T)
}

// ofLiteral returns the value of a json.Number or of a number in JSON.
func ofLiteral(text string) value {
	if text == "" {
		return value{}
	}
	n, whole, f := scan.ParseLiteral(text)
	switch {
	case f != nil:
		return value{class: ofFault, fault: f}
	case whole:
		return value{class: ofWhole, number: n}
	}
	return value{class: ofNumber, number: n}
}

func ofUint(n uint64) exact.Num {
	if n <= 1<<63-1 {
		return exact.Int(int64(n))
	}
	return exact.BigInt(new(big.Int).SetUint64(n))
}

// ofDecimal returns the number of a decimal, digit for digit. Neither the precision nor
// any other setting of the decimal package takes part.
func ofDecimal(d decimal.Decimal) exact.Num {
	const most = 4096 // bounds the work for decimal.New(1, math.MaxInt32)
	coefficient, exponent := d.Coefficient(), int(d.Exponent())
	switch {
	case exponent > most || exponent < -most:
		return tooLarge
	case coefficient.IsInt64() && exponent <= 0 && exponent >= -18:
		return exact.Scaled(coefficient.Int64(), uint8(-exponent))
	}
	return scan.ShiftPoint(exact.BigInt(coefficient), exponent)
}

// tooLarge is a number that is not valid.
var tooLarge = exact.BigInt(new(big.Int).Lsh(big.NewInt(1), 1<<17))
