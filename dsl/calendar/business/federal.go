package business

import (
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// The years whose federal holidays are known. The first is that in which the Uniform
// Monday Holiday Act (Pub. L. 90-363) took effect; the last is a promise no longer than
// one likes to make about what Congress will do.
const (
	federalFirstYear = 1971
	federalLastYear  = 2100
)

// Federal returns the calendar of the federal government of the United States: Monday to
// Friday, less the legal public holidays of 5 U.S.C. 6103(a), for the years 1971 to 2100.
// Days outside those years are a diagnostic of the code [UnknownYear].
//
// A holiday that falls on a Saturday is observed on the Friday before (5 U.S.C. 6103(b)),
// one on a Sunday on the Monday after (Executive Order 11582), as for employees who work
// Monday to Friday. So New Year's Day of 2022 was observed on 2021-12-31, in the year
// before.
//
// Left out are Inauguration Day, which is a holiday only in and around the District of
// Columbia (5 U.S.C. 6103(c)), and days on which the President closed agencies by
// executive order, such as 2019-12-24, which are not legal public holidays.
// [Calendar.With] adds either.
//
// It costs nothing to make; the table of holidays is computed at first use, once for each
// calendar.
func Federal() *Calendar {
	return &Calendar{name: "federal", firstYear: federalFirstYear, lastYear: federalLastYear, week: mondayToFriday, rules: federalRules[:]}
}

// rule is a holiday that comes back each year, on a day of a month or on a weekday of
// one.
type rule struct {
	name    string
	month   time.Month
	day     int          // of the month; 0 when the holiday is on a weekday:
	weekday time.Weekday //
	nth     int          // the first is 1; -1 is the last of the month
	from    int          // first year, 0 for always
	through int          // last year, 0 for still
	source  string
}

// federalRules are the legal public holidays of 5 U.S.C. 6103(a), each with the law that
// set its present day. Names are those of the statute.
var federalRules = [...]rule{
	{name: "New Year's Day", month: time.January, day: 1, source: "5 U.S.C. 6103(a)"},
	{name: "Birthday of Martin Luther King, Jr.", month: time.January, weekday: time.Monday, nth: 3, from: 1986, source: "5 U.S.C. 6103(a); Pub. L. 98-144"},
	{name: "Washington's Birthday", month: time.February, weekday: time.Monday, nth: 3, source: "5 U.S.C. 6103(a); Pub. L. 90-363"},
	{name: "Memorial Day", month: time.May, weekday: time.Monday, nth: -1, source: "5 U.S.C. 6103(a); Pub. L. 90-363"},
	{name: "Juneteenth National Independence Day", month: time.June, day: 19, from: 2021, source: "5 U.S.C. 6103(a); Pub. L. 117-17"},
	{name: "Independence Day", month: time.July, day: 4, source: "5 U.S.C. 6103(a)"},
	{name: "Labor Day", month: time.September, weekday: time.Monday, nth: 1, source: "5 U.S.C. 6103(a)"},
	{name: "Columbus Day", month: time.October, weekday: time.Monday, nth: 2, source: "5 U.S.C. 6103(a); Pub. L. 90-363"},
	{name: "Veterans Day", month: time.October, weekday: time.Monday, nth: 4, through: 1977, source: "5 U.S.C. 6103(a); Pub. L. 90-363"},
	{name: "Veterans Day", month: time.November, day: 11, from: 1978, source: "5 U.S.C. 6103(a); Pub. L. 94-97"},
	{name: "Thanksgiving Day", month: time.November, weekday: time.Thursday, nth: 4, source: "5 U.S.C. 6103(a)"},
	{name: "Christmas Day", month: time.December, day: 25, source: "5 U.S.C. 6103(a)"},
}

const (
	saturdayRule = "5 U.S.C. 6103(b): for Saturday, the Friday before"
	sundayRule   = "Executive Order 11582: for Sunday, the Monday after"
)

// in returns the rule's holiday of a year, on the day on which it is observed; ok is
// false for a year in which it is not a holiday.
func (r *rule) in(year int) (h Holiday, ok bool) {
	if year < r.from || r.through != 0 && year > r.through {
		return Holiday{}, false
	}
	actual := r.date(year)
	h = Holiday{Date: actual, Name: r.name, Rule: r.source}
	switch actual.Weekday() {
	case time.Saturday:
		h.Date, h.Actual, h.Rule = actual.AddDays(-1), actual, r.source+"; "+saturdayRule
	case time.Sunday:
		h.Date, h.Actual, h.Rule = actual.AddDays(1), actual, r.source+"; "+sundayRule
	}
	return h, true
}

// date returns the day that the rule names in a year.
func (r *rule) date(year int) calendar.Date {
	switch {
	case r.day != 0:
		return calendar.Date{Year: year, Month: r.month, Day: r.day}
	case r.nth < 0:
		last := calendar.Date{Year: year, Month: r.month, Day: civil.DaysIn(year, r.month)}
		return last.AddDays(-civil.FloorMod(int64(last.Weekday()-r.weekday), 7))
	}
	first := calendar.Date{Year: year, Month: r.month, Day: 1}
	return first.AddDays(civil.FloorMod(int64(r.weekday-first.Weekday()), 7) + int64(r.nth-1)*7)
}
