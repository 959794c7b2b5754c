package scan

import (
	"math"
	"time"

	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// The functions of this file take the text of a cell when it is written as most are: a
// number of plain digits, an instant to the second in UTC or with an offset, a text that
// an earlier row has. They take it as [table.Builder.take] does, and leave everything
// else to it; a test holds the two together. They are most of what reading costs.

// PlainCell appends the value of a text that is not empty to a column, or does nothing
// and reports false.
func PlainCell(c *column.Column, t *kinds.Type, text []byte) bool {
	switch t.Kind {
	case kinds.Text, kinds.Enum:
		return c.AppendKnown(text) // what is in the dictionary has been checked
	case kinds.Instant:
		n, ok := PlainInstant(text)
		if ok {
			c.AppendInt(n)
		}
		return ok
	case kinds.Date:
		day, ok := plainDate(text)
		if ok {
			c.AppendInt(day)
		}
		return ok
	case kinds.Number, kinds.Percent, kinds.Ratio, kinds.CalendarDays, kinds.BusinessDays, kinds.Money, kinds.Count:
		n, places, ok := PlainDecimal(text)
		if !ok || t.Kind == kinds.Count && (places > 0 || n < 0) {
			return false
		}
		c.AppendScaled(n, places)
		return true
	case kinds.Duration:
		n, places, ok := PlainDecimal(text)
		if !ok || t.CellUnit == 0 || places > 0 || n < 0 || n > math.MaxInt64/int64(t.CellUnit) {
			return false
		}
		c.AppendInt(n * int64(t.CellUnit))
		return true
	case kinds.Boolean:
		if string(text) != "true" && string(text) != "false" {
			return false
		}
		c.AppendBool(len(text) == len("true"))
		return true
	}
	return false
}

// PlainDecimal reads digits with maybe a sign before them and a point between them, as
// many as fit a machine word: n / 10^places.
func PlainDecimal[T string | []byte](text T) (n int64, places uint8, ok bool) {
	const most = 18 // digits
	digits := text
	if len(text) > 1 && text[0] == '-' {
		digits = text[1:]
	}
	if len(digits) == 0 || len(digits) > most {
		return 0, 0, false
	}
	for i := range len(digits) {
		c := digits[i] - '0'
		if c > 9 {
			if digits[i] != '.' || places > 0 || i == 0 || i == len(digits)-1 {
				return 0, 0, false
			}
			places = uint8(len(digits) - 1 - i)
			continue
		}
		n = n*10 + int64(c)
	}
	if len(digits) < len(text) {
		n = -n
	}
	return n, places, true
}

// plainDate reads 2026-01-02, as days since 1970-01-01.
func plainDate(text []byte) (day int64, ok bool) {
	if len(text) != len("2026-01-02") {
		return 0, false
	}
	head := eight(text) ^ dateText
	tail := uint64(text[8]-'0')<<8 | uint64(text[9]-'0')
	if over(head, dateLimits)|over(tail, anyDigit|anyDigit<<8) != 0 {
		return 0, false
	}
	return dayNumber(head, int(tail>>8)*10+int(tail&0xff))
}

// PlainInstant reads 2026-01-02T15:04:05Z, also with an offset or parts of a second, as
// nanoseconds since 1970.
func PlainInstant(text []byte) (nanoseconds int64, ok bool) {
	if len(text) < len("2026-01-02T15:04:05Z") {
		return 0, false
	}
	head, middle, end := eight(text)^dateText, eight(text[8:])^clockText, eight(text[11:])^secondText
	if over(head, dateLimits)|over(middle, clockLimits)|over(end, clockLimits) != 0 {
		return 0, false
	}
	middle, end = pairs(middle), pairs(end)
	hour, minute, second := int64(middle>>24&0xff), int64(end>>24&0xff), int64(end>>48&0xff)
	day, ok := dayNumber(head, int(middle&0xff))
	if !ok || hour > 23 || minute > 59 || second > 59 {
		return 0, false
	}
	seconds, fraction := day*86400+hour*3600+minute*60+second, 0
	if rest := string(text[19:]); rest != "Z" {
		var advice string
		if fraction, rest, advice = parseFraction(rest); advice != "" || rest == "" {
			return 0, false
		}
		offset, ok := parseOffset(rest)
		if !ok {
			return 0, false
		}
		seconds -= offset
	}
	if seconds < FirstSecond || seconds >= EndSecond {
		return 0, false
	}
	return seconds*int64(time.Second) + int64(fraction), true
}
