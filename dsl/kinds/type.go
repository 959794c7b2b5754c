package kinds

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// Kind is what sort of thing a value is. The zero value is invalid.
type Kind uint8

const (
	_            Kind = iota
	Boolean           // true or false
	Text              // any text
	Enum              // one of a list of texts
	Number            // a plain decimal number
	Count             // how many: a whole number
	Percent           // parts of a hundred: 99.5% is 99.5
	Ratio             // a dimensionless quotient: 0.995
	Duration          // elapsed time
	CalendarDays      // a number of calendar days
	BusinessDays      // a number of business days of a named calendar
	Instant           // a point in time
	Date              // a civil date, without a zone
	Money             // an amount in a currency
)

var kindNames = map[Kind]string{
	Boolean: "boolean", Text: "text", Enum: "enum", Number: "number", Count: "count", Percent: "percent", Ratio: "ratio",
	Duration: "duration", CalendarDays: "calendar days", BusinessDays: "business days", Instant: "instant", Date: "date", Money: "money",
}

// String returns the kind's name as it is written in an agreement.
func (k Kind) String() string {
	if name, ok := kindNames[k]; ok {
		return name
	}
	return fmt.Sprintf("kind(%d)", uint8(k))
}

// Numeric reports whether values of the kind are quantities that can be added, averaged
// and ordered.
func (k Kind) Numeric() bool {
	switch k {
	case Number, Count, Percent, Ratio, Duration, CalendarDays, BusinessDays, Money:
		return true
	}
	return false
}

// Type is a kind with what belongs to it: the currency of money, the values of an
// enumeration, the unit in which plain numbers in a cell are durations, and whether a
// value may be missing.
type Type struct {
	Kind     Kind     `json:"kind"`
	Currency string   `json:"unit,omitzero"`   // of Money: an ISO 4217 code such as "USD"
	Values   []string `json:"values,omitzero"` // of Enum, in their order
	// Ordered says of an Enum that the values are the steps of a scale, from the lowest
	// to the highest.
	Ordered bool `json:"ordered,omitzero"`
	// CellUnit is, of a Duration, what a plain number in a cell counts; 0 means that
	// cells name their unit.
	CellUnit time.Duration `json:"cell_unit_ns,string,omitzero"`
	Nullable bool          `json:"optional,omitzero"` // an empty cell is a missing value and not an error
}

// Of returns the type of a kind that needs nothing further.
func Of(k Kind) Type { return Type{Kind: k} }

// MoneyIn returns money in a currency, named by its ISO 4217 code.
func MoneyIn(currency string) Type { return Type{Kind: Money, Currency: currency} }

// EnumOf returns an enumeration of texts.
func EnumOf(values ...string) Type { return Type{Kind: Enum, Values: values} }

// ScaleOf returns an enumeration whose values are the steps of a scale, from the lowest
// to the highest, so that they compare.
func ScaleOf(values ...string) Type { return Type{Kind: Enum, Values: values, Ordered: true} }

// DurationIn returns elapsed time, written in cells as plain numbers of the unit.
func DurationIn(unit time.Duration) Type { return Type{Kind: Duration, CellUnit: unit} }

// Optional returns the type with missing values allowed.
func (t Type) Optional() Type {
	t.Nullable = true
	return t
}

// Equal reports whether two types are the same, missing values aside.
func (t Type) Equal(o Type) bool {
	return t.Kind == o.Kind && t.Currency == o.Currency && t.Ordered == o.Ordered && slices.Equal(t.Values, o.Values)
}

// String returns the type as it is written in an agreement: "money USD?", "enum(high,
// low)", "scale(low, high)", "duration in minutes".
func (t Type) String() string {
	text := t.Kind.String()
	switch {
	case t.Kind == Money:
		text += " " + t.Currency
	case t.Kind == Enum:
		if t.Ordered {
			text = "scale"
		}
		text += "(" + strings.Join(t.Values, ", ") + ")"
	case t.Kind == Duration && t.CellUnit != 0:
		for name, unit := range cellUnits {
			if unit == t.CellUnit {
				text += " in " + name
			}
		}
	}
	if t.Nullable {
		text += "?"
	}
	return text
}

var cellUnits = map[string]time.Duration{
	"milliseconds": time.Millisecond, "seconds": time.Second, "minutes": time.Minute, "hours": time.Hour,
}

// ParseType reads a type as [Type.String] prints it. The error is a [diag.Diagnostic]
// without a place; its advice says what to write.
func ParseType(text string) (Type, error) {
	body, nullable := strings.CutSuffix(strings.TrimSpace(text), "?")
	body = strings.TrimSpace(body)
	t, err := parseType(body)
	if err != nil {
		return Type{}, err
	}
	t.Nullable = nullable
	return t, nil
}

func parseType(body string) (Type, error) {
	for kind, name := range kindNames {
		if body == name && kind != Money && kind != Enum {
			return Of(kind), nil
		}
	}
	word, rest, _ := strings.Cut(body, " ")
	switch {
	case word == "money":
		if currency := strings.TrimSpace(rest); IsCurrency(currency) {
			return MoneyIn(currency), nil
		}
		return Type{}, badType(body, "write the currency's code of three capital letters: money USD")
	case strings.HasPrefix(body, "enum") || strings.HasPrefix(body, "scale"):
		return parseEnum(body)
	case word == "duration" && strings.HasPrefix(rest, "in "):
		name := strings.TrimSpace(strings.TrimPrefix(rest, "in "))
		if unit, ok := cellUnits[name]; ok {
			return DurationIn(unit), nil
		}
		return Type{}, badType(body, "write duration in milliseconds, seconds, minutes or hours")
	}
	if known := otherNames[strings.ToLower(body)]; known != "" {
		return Type{}, badType(body, "write "+known)
	}
	names := []string{"text", "boolean", "number", "count", "percent", "ratio", "duration", "calendar days", "business days", "instant", "date", "money USD", "enum(a, b)", "scale(low, high)"}
	advice := diag.DidYouMean(body, names)
	if advice == "" {
		advice = "known kinds: " + strings.Join(names, ", ") + "; add ? when a cell may be empty"
	}
	return Type{}, badType(body, advice)
}

// otherNames are the words of other tools for a kind.
var otherNames = map[string]string{
	"bool": "boolean", "string": "text", "varchar": "text", "int": "number or count", "integer": "number or count", "float": "number", "decimal": "number",
	"datetime": "instant", "timestamp": "instant", "time": "instant", "day": "date", "days": "calendar days or business days", "hours": "duration in hours",
	"minutes": "duration in minutes", "percentage": "percent", "%": "percent", "usd": "money USD", "dollars": "money USD", "currency": "money USD",
}

func parseEnum(body string) (Type, error) {
	word, list, ok := strings.Cut(body, "(")
	list, closed := strings.CutSuffix(list, ")")
	if word = strings.TrimSpace(word); !ok || !closed || word != "enum" && word != "scale" {
		return Type{}, badType(body, "write the values in parentheses: enum(high, low), or scale(low, high) when they have an order")
	}
	values := strings.Split(list, ",")
	for i, v := range values {
		values[i] = strings.TrimSpace(v)
	}
	if _, repeated := repeatedValue(values); repeated {
		return Type{}, badType(body, enumAdvice)
	}
	if word == "scale" {
		return ScaleOf(values...), nil
	}
	return EnumOf(values...), nil
}

const enumAdvice = "every value of an enum is named once and is not empty"

// repeatedValue returns a value of an enum that is empty or stands there twice.
func repeatedValue(values []string) (string, bool) {
	seen := map[string]bool{"": true}
	for _, v := range values {
		if seen[v] {
			return v, true
		}
		seen[v] = true
	}
	return "", false
}

func badType(text, advice string) error {
	return &diag.Diagnostic{Severity: diag.Error, Code: codes.BadValue, Class: codes.Class(codes.BadValue), Summary: fmt.Sprintf("%q is not a kind of value", text), Advice: advice}
}

// flaw returns what keeps the type from being used, or empty.
func (t Type) flaw() (flaw, advice string) {
	switch {
	case kindNames[t.Kind] == "":
		return "has no kind", "declare its kind: text, number, instant, …"
	case t.Kind == Money && !IsCurrency(t.Currency):
		return fmt.Sprintf("is money in %q, which is no currency", t.Currency), "give the currency's code of three capital letters, such as USD"
	case t.Kind == Enum && len(t.Values) == 0:
		return "is an enum without values", "list its values: enum(high, low)"
	case t.CellUnit < 0:
		return "counts durations in a negative unit", "give a unit such as time.Minute"
	}
	if v, repeated := repeatedValue(t.Values); repeated {
		return fmt.Sprintf("has the value %q twice or empty", v), enumAdvice
	}
	return "", ""
}

// IsCurrency reports whether the text has the form of an ISO 4217 code.
func IsCurrency(code string) bool {
	if len(code) != 3 {
		return false
	}
	for i := range 3 {
		if code[i] < 'A' || code[i] > 'Z' {
			return false
		}
	}
	return true
}
