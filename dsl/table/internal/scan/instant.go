package scan

import (
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

const dateAdvice = "write YYYY-MM-DD"

// ParseDate reads the text of a date cell.
func ParseDate(text string) (calendar.Date, *Fault) {
	day, err := calendar.ParseDate(text)
	if err == nil {
		return day, nil
	}
	f := &Fault{prose.Quote(text) + " is not a date", dateAdvice}
	// A day that its month does not have is well written; anything else, such as month
	// 13, may be another order of day and month.
	if clock, ok := dateShape(text); ok && clock == "" && text[5:7] >= "01" && text[5:7] <= "12" {
		f.Advice = diag.From(err)[0].Advice
	}
	return day, f
}

// dateShape splits a text after what has the shape of a date.
func dateShape(text string) (rest string, ok bool) {
	const shape = "0000-00-00"
	if len(text) < len(shape) {
		return text, false
	}
	for i := range len(shape) {
		if digit := '0' <= text[i] && text[i] <= '9'; digit != (shape[i] == '0') || !digit && text[i] != '-' {
			return text, false
		}
	}
	return text[len(shape):], true
}

// The instants that are kept, in seconds since 1970: an int64 of nanoseconds holds the
// years 1678 to 2261 and parts of those around them.
var (
	FirstSecond = time.Date(1678, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	EndSecond   = time.Date(2262, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
)

const instantAdvice = "write 2026-01-02T15:04:05Z, or with an offset such as -05:00"

// ParseInstant reads an instant: a date, T or a space, a time of day to the minute or
// finer, and Z or an offset. Without an offset it is a local time of the zone, by the
// rule of [calendar.Resolve]. Offsets may be written -05:00, -0500 or -05, as databases
// do.
//
// The result is in seconds since 1970 and nanoseconds.
func ParseInstant(text string, zone *time.Location) (second int64, fraction int, f *Fault) {
	bad := func(advice string) (int64, int, *Fault) {
		return 0, 0, &Fault{prose.Quote(text) + " is not an instant", advice}
	}
	rest, ok := dateShape(text)
	if !ok {
		return bad(instantAdvice)
	}
	day, dateFault := ParseDate(text[:len(text)-len(rest)])
	switch {
	case dateFault != nil && dateFault.Advice == dateAdvice:
		return bad(instantAdvice)
	case dateFault != nil:
		return bad(dateFault.Advice)
	case rest == "":
		return bad("write the time of day too: " + text + "T00:00Z, or declare the field as date")
	case rest[0] != 'T' && rest[0] != 't' && rest[0] != ' ':
		return bad(instantAdvice)
	}
	clock, rest, advice := parseClock(rest[1:])
	if advice != "" {
		return bad(advice)
	}
	if rest == "" {
		if zone == nil {
			return 0, 0, &Fault{prose.Quote(text) + " is a local time without a zone", "give Options.Zone, or write the offset: " + prose.Clip(text) + "Z"}
		}
		t := calendar.Resolve(day, clock, zone)
		return t.Unix(), t.Nanosecond(), nil
	}
	offset, ok := parseOffset(rest)
	if !ok {
		return bad("end it with Z or an offset such as -05:00")
	}
	return day.Number()*86400 + int64(clock/time.Second) - offset, int(clock % time.Second), nil
}

// parseClock reads hh:mm, hh:mm:ss or hh:mm:ss.fff at the beginning of a text; the advice
// is empty when there is one.
func parseClock(text string) (clock time.Duration, rest, advice string) {
	hour, ok := twoDigits(text)
	if !ok || len(text) < 5 || text[2] != ':' {
		return 0, "", instantAdvice
	}
	minute, ok := twoDigits(text[3:])
	if !ok {
		return 0, "", instantAdvice
	}
	rest = text[5:]
	second, fraction := 0, 0
	if strings.HasPrefix(rest, ":") {
		if second, ok = twoDigits(rest[1:]); !ok {
			return 0, "", instantAdvice
		}
		if fraction, rest, advice = parseFraction(rest[3:]); advice != "" {
			return 0, "", advice
		}
	}
	switch {
	case hour == 24 && minute == 0 && second == 0:
		return 0, "", "write 00:00 of the next day"
	case hour > 23 || minute > 59 || second > 60:
		return 0, "", "hours are 00 to 23, minutes and seconds 00 to 59"
	case second == 60:
		return 0, "", "leap seconds are not counted; write the second before it, 59, or the next minute"
	}
	clock = time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute + time.Duration(second)*time.Second
	return clock + time.Duration(fraction), rest, ""
}

// parseFraction reads a point and up to nine digits, as nanoseconds.
func parseFraction(text string) (nanoseconds int, rest, advice string) {
	if text == "" || text[0] != '.' {
		return 0, text, ""
	}
	i, scale := 1, 100_000_000
	for ; i < len(text) && '0' <= text[i] && text[i] <= '9'; i++ {
		if i > 9 {
			return 0, "", "write at most nine digits of a second"
		}
		nanoseconds += int(text[i]-'0') * scale
		scale /= 10
	}
	if i == 1 {
		return 0, "", "write a digit after the point"
	}
	return nanoseconds, text[i:], ""
}

// parseOffset reads Z, ±hh, ±hhmm or ±hh:mm, in seconds east of UTC.
func parseOffset(text string) (seconds int64, ok bool) {
	if text == "Z" || text == "z" {
		return 0, true
	}
	sign, digits := int64(1), text[1:]
	switch text[0] {
	case '+':
	case '-':
		sign = -1
	default:
		return 0, false
	}
	if len(digits) == 5 && digits[2] == ':' {
		digits = digits[:2] + digits[3:]
	}
	hours, ok := twoDigits(digits)
	minutes := 0
	switch len(digits) {
	case 2:
	case 4:
		var also bool
		minutes, also = twoDigits(digits[2:])
		ok = ok && also
	default:
		return 0, false
	}
	return sign * int64(hours*3600+minutes*60), ok && hours < 24 && minutes < 60
}

// twoDigits reads the two digits at the beginning of a text.
func twoDigits(text string) (int, bool) {
	if len(text) < 2 || text[0] < '0' || text[0] > '9' || text[1] < '0' || text[1] > '9' {
		return 0, false
	}
	return int(text[0]-'0')*10 + int(text[1]-'0'), true
}
