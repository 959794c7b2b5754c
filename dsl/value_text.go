package dsl

import (
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// shownPlaces is how many decimal places String shows of a number that has more.
const shownPlaces = 4

// String returns the value with its unit. A number with more than four decimal places is
// rounded half even for showing and marked with "≈"; [Value.Exact] has all of it. A
// missing value is "no value".
func (v Value) String() string {
	return v.format(func(n exact.Num) string {
		if text, ok := n.Decimal(); ok && len(text)-strings.IndexByte(text+".", '.')-1 <= shownPlaces {
			return text
		}
		return "≈" + n.Fixed(shownPlaces, exact.HalfEven)
	})
}

// Exact returns the value with its unit and every digit; a number without a finite
// decimal is written as a fraction. Only an instant between two nanoseconds is shown as
// the nearest.
func (v Value) Exact() string {
	if v.typ.Kind == kinds.Duration && !v.Missing() && !v.raw.Num.IsInt() {
		seconds, _ := v.raw.Num.Quo(exact.Int(int64(time.Second)))
		return seconds.String() + "s"
	}
	return v.format(exact.Num.String)
}

// Fixed returns the value with its unit, its number rounded half even to so many decimal
// places: "99.75%". Fewer than none are none, and more than 10,000 are 10,000.
func (v Value) Fixed(places int) string {
	places = min(max(places, 0), mostPlaces)
	return v.format(func(n exact.Num) string { return n.Fixed(places, exact.HalfEven) })
}

func (v Value) format(number func(exact.Num) string) string {
	if v.Missing() {
		return "no value"
	}
	n := v.raw.Num
	switch v.typ.Kind {
	case kinds.Boolean:
		return map[bool]string{true: "yes", false: "no"}[v.raw.Bool]
	case kinds.Text, kinds.Enum:
		return v.raw.Text
	case kinds.Percent:
		return number(n) + "%"
	case kinds.Duration:
		return formatDuration(n)
	case kinds.CalendarDays, kinds.BusinessDays:
		text, unit := number(n), v.typ.Kind.String()
		if text == "1" {
			unit = strings.TrimSuffix(unit, "s")
		}
		return text + " " + unit
	case kinds.Instant:
		if at, ok := n.Int64(); ok {
			return time.Unix(0, at).UTC().Format(time.RFC3339Nano)
		}
		return "≈" + time.Unix(0, roundedInt(n)).UTC().Format(time.RFC3339Nano)
	case kinds.Date:
		return calendar.DateOfNumber(roundedInt(n)).String()
	case kinds.Money:
		if text, ok := n.Decimal(); ok && len(text)-strings.IndexByte(text+".", '.')-1 <= 2 {
			return n.Fixed(2, exact.HalfEven) + " " + v.typ.Currency
		}
		return number(n) + " " + v.typ.Currency
	}
	return number(n)
}

func roundedInt(n exact.Num) int64 {
	i, _ := n.Round(0, exact.HalfEven).Int64()
	return i
}

// formatDuration writes nanoseconds as hours, minutes and seconds, as in the cells of a
// table: 1h30min, 250ms.
func formatDuration(n exact.Num) string {
	sign := ""
	if n.Sign() < 0 {
		sign, n = "-", n.Neg()
	}
	mark, ns := "", n.Round(0, exact.HalfEven)
	if ns.Cmp(n) != 0 {
		mark = "≈"
	}
	total, ok := ns.Int64()
	if !ok {
		return sign + n.String() + "ns"
	}
	if total < int64(time.Second) {
		for _, u := range []struct {
			length int64
			name   string
		}{{1e6, "ms"}, {1e3, "us"}, {1, "ns"}} {
			if total%u.length == 0 && total != 0 {
				return fmt.Sprintf("%s%s%d%s", mark, sign, total/u.length, u.name)
			}
		}
		return mark + sign + "0s"
	}
	var parts []string
	if h := total / 3600e9; h > 0 {
		parts = append(parts, fmt.Sprintf("%dh", h))
	}
	if m := total % 3600e9 / 60e9; m > 0 {
		parts = append(parts, fmt.Sprintf("%dmin", m))
	}
	if rest := total % 60e9; rest > 0 {
		parts = append(parts, exact.Scaled(rest, 9).String()+"s")
	}
	return mark + sign + strings.Join(parts, "")
}
