package dsltest

import (
	"math/big"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
)

// The oracle's calendar: Monday to Friday, 8 to 12 and 13 to 17, in UTC. It walks from
// day to day and from shift to shift.

const (
	anHour = int64(3600e9)
	aDay   = 24 * anHour
)

var oracleShifts = [][2]int64{{8 * anHour, 12 * anHour}, {13 * anHour, 17 * anHour}}

func Calendar() *business.Calendar {
	shift := func(from, to int64) business.Shift {
		return business.Shift{From: time.Duration(from), To: time.Duration(to)}
	}
	c, err := business.Weekdays().WithHours("desk", business.Hours{Zone: time.UTC, Week: business.MondayToFriday(
		shift(oracleShifts[0][0], oracleShifts[0][1]), shift(oracleShifts[1][0], oracleShifts[1][1]))})
	if err != nil {
		panic(err)
	}
	return c
}

// ofDay is a function of one day.
func ofDay(function string, day int64) Plain {
	on := time.Unix(day*86400, 0).UTC()
	number := func(t time.Time) Plain { return wholeOf(t.Unix() / 86400) }
	step := int64(1)
	switch function {
	case "month_start":
		return number(time.Date(on.Year(), on.Month(), 1, 0, 0, 0, 0, time.UTC))
	case "month_end":
		return number(time.Date(on.Year(), on.Month()+1, 0, 0, 0, 0, 0, time.UTC))
	case "weekday":
		return Plain{Text: on.Weekday().String()}
	case "is_business_day":
		return truthOf(weekdayOf(day) < 5)
	case "roll_back":
		step = -1
	}
	for weekdayOf(day) >= 5 {
		day += step
	}
	return wholeOf(day)
}

// addMonths tries the same day of the month, and the days before it, until one exists.
func addMonths(day int64, months *big.Rat) Plain {
	if !months.IsInt() {
		return nothing
	}
	on := time.Unix(day*86400, 0).UTC()
	first := time.Date(on.Year(), on.Month()+time.Month(months.Num().Int64()), 1, 0, 0, 0, 0, time.UTC)
	at := first.AddDate(0, 0, on.Day()-1)
	for at.Month() != first.Month() {
		at = at.AddDate(0, 0, -1)
	}
	if at.Year() < 1 || at.Year() > 9999 {
		return nothing
	}
	return wholeOf(at.Unix() / 86400)
}

// addBusinessDays goes on, or back, to the n-th business day.
func addBusinessDays(from ast.Node, v []Plain) Plain {
	if !v[1].Number.IsInt() {
		return nothing
	}
	n := v[1].Number.Num().Int64()
	start := dayOf(from, v[0]).Number.Num().Int64()
	day, step := start, int64(1)
	if n < 0 {
		n, step = -n, -1
	}
	for n > 0 {
		if day += step; weekdayOf(day) < 5 {
			n--
		}
	}
	if from.Type().Kind == kinds.Date {
		return wholeOf(day)
	}
	at := floor(v[0].Number)
	return numberOf(at.Add(at, new(big.Rat).SetInt64((day-start)*aDay)))
}

// byHours walks from shift to shift. Instants are taken at the whole nanosecond.
func byHours(function string, v []Plain) Plain {
	at := floor(v[0].Number).Num().Int64()
	switch function {
	case "working_time":
		to := floor(v[1].Number).Num().Int64()
		if to < at {
			return wholeOf(-workedBetween(to, at))
		}
		return wholeOf(workedBetween(at, to))
	case "add_working_time":
		return addWorked(at, floor(v[1].Number).Num().Int64())
	}
	open := workedBetween(at, at+1) == 1
	if function == "is_open" {
		return truthOf(open)
	}
	for !open { // to the next start of a shift
		next := at
		for day := dayNumber(at); next == at; day++ {
			for _, shift := range shiftsOf(day) {
				if shift[0] > at && next == at {
					next = shift[0]
				}
			}
		}
		at, open = next, true
	}
	return wholeOf(at)
}

func dayNumber(at int64) int64 {
	return floor(big.NewRat(at, aDay)).Num().Int64()
}

// shiftsOf are the shifts of a day as instants.
func shiftsOf(day int64) (all [][2]int64) {
	if weekdayOf(day) < 5 {
		for _, s := range oracleShifts {
			all = append(all, [2]int64{day*aDay + s[0], day*aDay + s[1]})
		}
	}
	return all
}

func workedBetween(from, to int64) (sum int64) {
	for day := dayNumber(from); day <= dayNumber(to); day++ {
		for _, s := range shiftsOf(day) {
			sum += max(0, min(to, s[1])-max(from, s[0]))
		}
	}
	return sum
}

// addWorked is the earliest instant before which so much work lies, or the latest behind
// which it does.
func addWorked(from, d int64) Plain {
	if d == 0 {
		return wholeOf(from)
	}
	for day := dayNumber(from); ; {
		shifts := shiftsOf(day)
		if d < 0 && len(shifts) > 0 {
			shifts = [][2]int64{shifts[1], shifts[0]}
		}
		for _, s := range shifts {
			if d > 0 {
				start := max(from, s[0])
				if room := s[1] - start; room > 0 {
					if room >= d {
						return wholeOf(start + d)
					}
					d -= room
				}
				continue
			}
			end := min(from, s[1])
			if room := end - s[0]; room > 0 {
				if room >= -d {
					return wholeOf(end + d)
				}
				d += room
			}
		}
		if d > 0 {
			day++
		} else {
			day--
		}
	}
}

// orderOf orders two values of any type, as the groups of a table are gone through.
func orderOf(t kinds.Type, a, b Plain) int {
	switch {
	case t.Kind == kinds.Boolean:
		if a.Truth == b.Truth {
			return 0
		}
		if b.Truth {
			return -1
		}
		return 1
	case !t.Ordered && (t.Kind == kinds.Text || t.Kind == kinds.Enum):
		return strings.Compare(a.Text, b.Text)
	}
	return compare(t, a, b)
}
