package calendar

import (
	"cmp"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// Date is a civil date in the proleptic Gregorian calendar: a day as printed on a wall
// calendar, without a zone. It can be compared with == and used as a map key.
//
// The zero Date is invalid and means "no date". A Date written as a literal may name a
// day that does not exist; [NewDate] and [ParseDate] never return one, and [Date.Valid]
// tells.
type Date struct {
	Year  int        // 1 to 9999
	Month time.Month // January is 1
	Day   int        // 1 to the length of the month
}

// NewDate returns the date of that year, month and day, or an error that says what is
// wrong when there is no such day: February 30, month 13, or a year outside 1 to 9999.
func NewDate(y int, m time.Month, d int) (Date, error) {
	switch {
	case y < civil.FirstYear || y > civil.LastYear:
		return Date{}, wrong(BadDate, fmt.Sprintf("years are %04d to %d", civil.FirstYear, civil.LastYear), "there is no year %d here", y)
	case m < time.January || m > time.December:
		return Date{}, wrong(BadDate, "months are 01 to 12", "there is no month %d", int(m))
	case d < 1 || d > civil.DaysIn(y, m):
		return Date{}, wrong(BadDate, fmt.Sprintf("%s %d has days 01 to %d", m, y, civil.DaysIn(y, m)), "there is no day %d", d)
	}
	return Date{y, m, d}, nil
}

// DateOf returns the date that a wall calendar in the zone shows at the instant t. It is
// the zero Date when that is outside the years 1 to 9999.
func DateOf(t time.Time, zone *time.Location) Date {
	y, m, d := t.In(civil.OrUTC(zone)).Date()
	if y < civil.FirstYear || y > civil.LastYear {
		return Date{}
	}
	return Date{y, m, d}
}

// Valid reports whether the date exists. The zero Date does not.
func (d Date) Valid() bool {
	return d.Year >= civil.FirstYear && d.Year <= civil.LastYear &&
		d.Month >= time.January && d.Month <= time.December &&
		d.Day >= 1 && d.Day <= civil.DaysIn(d.Year, d.Month)
}

// IsZero reports whether d is the zero Date, which means "no date".
func (d Date) IsZero() bool { return d == Date{} }

// Number returns the days since 1970-01-01, which is 0; earlier dates are negative. The
// difference of two numbers is the calendar days between two dates.
//
// An invalid date has the number before that of 0001-01-01, so that [DateOfNumber] turns
// it into the zero Date.
func (d Date) Number() int64 {
	if !d.Valid() {
		return civil.NoNumber
	}
	// Count years from March, so that the leap day is the last of its year, in eras of
	// 400 years, which all have 146097 days.
	y, m := int64(d.Year), int64(d.Month)-3
	if m < 0 {
		y, m = y-1, m+12
	}
	era := y / 400 // y is not negative
	ofEra := y % 400
	ofYear := (153*m+2)/5 + int64(d.Day) - 1 // months from March begin on days 0, 31, 61, 92, ...
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}

// DateOfNumber returns the date so many days after 1970-01-01: the inverse of
// [Date.Number]. A number outside the years 1 to 9999 gives the zero Date.
func DateOfNumber(n int64) Date {
	if n < civil.FirstNumber || n > civil.LastNumber {
		return Date{}
	}
	n += 719468 // days since 0000-03-01, not negative
	era := n / 146097
	day := n % 146097
	ofEra := (day - day/1460 + day/36524 - day/146096) / 365
	ofYear := day - (365*ofEra + ofEra/4 - ofEra/100)
	m := (5*ofYear + 2) / 153
	date := Date{int(era*400 + ofEra), time.Month(m + 3), int(ofYear - (153*m+2)/5 + 1)}
	if date.Month > time.December {
		date.Year, date.Month = date.Year+1, date.Month-12
	}
	return date
}

// AddDays returns the date n days later, or earlier when n is negative. It gives the zero
// Date when d is invalid or the sum leaves the years 1 to 9999.
func (d Date) AddDays(n int64) Date {
	const most = civil.LastNumber - civil.FirstNumber
	if !d.Valid() || n < -most || n > most {
		return Date{}
	}
	return DateOfNumber(d.Number() + n)
}

// Weekday returns the day of the week. That of an invalid date means nothing.
func (d Date) Weekday() time.Weekday {
	// 1970-01-01 was a Thursday
	return time.Weekday(civil.FloorMod(d.Number()+int64(time.Thursday), 7))
}

// Compare returns -1 when d is before o, 0 when they are equal, and +1 when d is after o.
// The zero Date is before all others.
func (d Date) Compare(o Date) int {
	return cmp.Or(cmp.Compare(d.Year, o.Year), cmp.Compare(d.Month, o.Month), cmp.Compare(d.Day, o.Day))
}

// Before reports whether d is before o.
func (d Date) Before(o Date) bool { return d.Compare(o) < 0 }

// After reports whether d is after o.
func (d Date) After(o Date) bool { return d.Compare(o) > 0 }

// In returns the first instant of the date in the zone. That is midnight, except where
// the zone's clocks skip it: in São Paulo 2018-11-04 began at 01:00. A date that a zone
// skips altogether (2011-12-30 in Samoa) begins when the next one does, and so lasts no
// time.
//
// Where clocks go back over midnight a date can be shown twice (Newfoundland, autumns of
// 1987 to 2010, at 00:01); In is the first time, so that for the 59 minutes in between
// [DateOf] still gives the day before. The zero Date gives the zero Time.
func (d Date) In(zone *time.Location) time.Time {
	if !d.Valid() {
		return time.Time{}
	}
	return startOfDay(d.Number(), civil.OrUTC(zone))
}
