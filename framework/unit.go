package framework

import (
	"strings"

	"github.com/concord-sla/concord/dsl/kinds"
)

// Unit is what a measure's value, or a figure, is counted in. The zero value is invalid.
type Unit uint8

// The units of the framework's measures.
const (
	_               Unit = iota
	Percent              // a share, in hundredths
	PercentPositive      // the share of survey answers that are favorable
	Count                // how many
	Score                // points on the scale of a survey or a rating
	USD                  // United States dollars
	Ratio                // one quantity over another, as a plain number
	Boolean              // yes or no
	CalendarDay          // days, weekends and holidays among them
	BusinessDay          // days on which the government works
	Day                  // days; the source does not say calendar or business
	Week
	Month
	PayPeriod // the two weeks a federal payroll covers
	Hour
	Minute
	Second
	BusinessHour // hours inside the service's working time
	Duration     // a length of time whose unit the source leaves open
	NoUnit       // the source states no unit
)

// A unitRow is what the package knows about a unit: its name for one and for many,
// whether it is a length of time, and how the language marks a number in it ("98" and "%"
// make "98%"), or why the language cannot.
type unitRow struct {
	unit     Unit
	one      string
	many     string
	time     bool
	mark     string // follows the number in the language
	manyMark string // the same for a number other than 1; mark when empty
	why      string // why the language has no literal for it
}

// units is the table of units: what the documents say, what the language says.
var units = [...]unitRow{
	{unit: Percent, one: "percent", many: "percent", mark: "%"},
	{unit: PercentPositive, one: "percent positive", many: "percent positive", mark: "%"},
	{unit: Count, one: "count", many: "count"},
	{unit: Score, one: "score", many: "score"},
	{unit: USD, one: "USD", many: "USD", mark: " USD"},
	{unit: Ratio, one: "ratio", many: "ratio"},
	{unit: Boolean, one: "boolean", many: "boolean"},
	{unit: CalendarDay, one: "calendar day", many: "calendar days", time: true, mark: " calendar day", manyMark: " calendar days"},
	{unit: BusinessDay, one: "business day", many: "business days", time: true, mark: " business day", manyMark: " business days"},
	{unit: Day, one: "day", many: "days", time: true, why: "the source does not say whether calendar or business days are meant"},
	{unit: Week, one: "week", many: "weeks", time: true, why: "a week may mean seven calendar days or five business days"},
	{unit: Month, one: "month", many: "months", time: true, why: "a month has no fixed number of days"},
	{unit: PayPeriod, one: "pay period", many: "pay periods", time: true, why: "a pay period is a place in a payroll calendar, not a length"},
	{unit: Hour, one: "hour", many: "hours", time: true, mark: "h"},
	{unit: Minute, one: "minute", many: "minutes", time: true, mark: "min"},
	{unit: Second, one: "second", many: "seconds", time: true, mark: "s"},
	{unit: BusinessHour, one: "business hour", many: "business hours", time: true, why: "business hours depend on the working time that an agreement sets"},
	{unit: Duration, one: "duration", many: "duration", time: true, why: "the source leaves the unit of the duration open"},
	{unit: NoUnit, one: "unspecified", many: "unspecified", why: "the source states no unit"},
}

// otherUnitNames are further spellings that a document may use.
//
// A "government work day" is FIBF's word for a business day: Monday to Friday without the
// federal holidays of 5 U.S.C. 6103. Two units that mean the same would make equal
// figures look incomparable, so there is one.
var otherUnitNames = map[string]Unit{
	"%":                    Percent,
	"dollars":              USD,
	"government work day":  BusinessDay,
	"government work days": BusinessDay,
}

// String returns the unit's name: "percent", "business day", "unspecified".
func (u Unit) String() string { return u.row().one }

// Plural returns the unit's name for more than one: "business days".
func (u Unit) Plural() string { return u.row().many }

// IsTime reports whether the unit is a length of time.
func (u Unit) IsTime() bool { return u.row().time }

func (u Unit) row() unitRow {
	if u == 0 || int(u) > len(units) {
		return unitRow{one: "invalid unit", many: "invalid unit", why: "the unit is invalid"}
	}
	return units[u-1]
}

// of returns the unit's name after a number: "1 hour", "4 hours".
func (u Unit) of(number string) string {
	if number == "1" {
		return u.row().one
	}
	return u.row().many
}

func unitNamed(text string) (Unit, bool) {
	name := strings.Join(strings.Fields(text), " ")
	for _, row := range units {
		if name == row.one || name == row.many {
			return row.unit, true
		}
	}
	u, ok := otherUnitNames[name]
	return u, ok
}

func unitNames() []string {
	names := make([]string, len(units))
	for i, row := range units {
		names[i] = row.one
	}
	return names
}

// fits reports whether a figure in another unit can be a target for a measure in this
// one: they are the same, or both are elapsed time, or the figure says more exactly than
// the measure which days are meant.
func (u Unit) fits(of Unit) bool {
	switch {
	case u == of:
		return true
	case u == Duration:
		return of.IsTime()
	case u.elapsed():
		return of.elapsed()
	case u == Day && of == BusinessDay:
		return true
	case u == Day || u == CalendarDay:
		return of == Day || of == CalendarDay || of == Week || of == Month
	}
	return false
}

func (u Unit) elapsed() bool { return u == Hour || u == Minute || u == Second }

// Suits reports whether values of a type are counted in the unit. A plain day may be a
// calendar day or a business day: the source does not say.
func (u Unit) Suits(t kinds.Type) bool {
	switch u {
	case Percent, PercentPositive:
		return t.Kind == kinds.Percent
	case Count:
		return t.Kind == kinds.Count || t.Kind == kinds.Number
	case Score:
		return t.Kind == kinds.Number
	case USD:
		return t.Kind == kinds.Money && t.Currency == "USD"
	case Ratio:
		return t.Kind == kinds.Ratio
	case Boolean:
		return t.Kind == kinds.Boolean
	case CalendarDay:
		return t.Kind == kinds.CalendarDays
	case BusinessDay:
		return t.Kind == kinds.BusinessDays
	case Day, Week, Month:
		return t.Kind == kinds.CalendarDays || t.Kind == kinds.BusinessDays
	case Hour, Minute, Second, BusinessHour:
		return t.Kind == kinds.Duration
	case Duration:
		return t.Kind == kinds.Duration || t.Kind == kinds.CalendarDays || t.Kind == kinds.BusinessDays
	}
	return u == NoUnit
}
