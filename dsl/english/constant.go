package english

import (
	"strconv"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// constant returns a value of the text, with every digit.
func constant(c *ast.Const) string {
	n := c.Value.Num
	switch c.T.Kind {
	case kinds.Boolean:
		return strconv.FormatBool(c.Value.Bool)
	case kinds.Text, kinds.Enum:
		return strconv.Quote(c.Value.Text)
	case kinds.Percent:
		return n.String() + "%"
	case kinds.Money:
		return amount(n) + " " + c.T.Currency
	case kinds.CalendarDays, kinds.BusinessDays:
		return counted(n.String(), strings.TrimSuffix(c.T.Kind.String(), "s"))
	case kinds.Duration:
		return elapsed(n)
	case kinds.Date:
		if day, ok := n.Int64(); ok {
			return calendar.DateOfNumber(day).String()
		}
	case kinds.Instant:
		if at, ok := n.Int64(); ok {
			return time.Unix(0, at).UTC().Format(time.RFC3339Nano)
		}
	}
	return n.String()
}

// amount has cents when it is not whole.
func amount(n exact.Num) string {
	text := n.String()
	if _, cents, ok := strings.Cut(text, "."); ok && len(cents) == 1 {
		return text + "0"
	}
	return text
}

func counted(number, unit string) string {
	if number == "1" || number == "-1" {
		return number + " " + unit
	}
	return number + " " + unit + "s"
}

// elapsed returns a number of nanoseconds as hours, minutes and seconds.
func elapsed(n exact.Num) string {
	if n.Sign() < 0 {
		return "minus " + elapsed(n.Neg())
	}
	total, ok := n.Int64()
	if !ok {
		seconds, _ := n.Quo(exact.Int(int64(time.Second)))
		return counted(seconds.String(), "second")
	}
	if total > 0 && total < int64(time.Second) {
		for _, u := range []struct {
			length int64
			name   string
		}{{1e6, "millisecond"}, {1e3, "microsecond"}, {1, "nanosecond"}} {
			if total%u.length == 0 {
				return counted(strconv.FormatInt(total/u.length, 10), u.name)
			}
		}
	}
	var parts []string
	if h := total / 3600e9; h > 0 {
		parts = append(parts, counted(strconv.FormatInt(h, 10), "hour"))
	}
	if m := total % 3600e9 / 60e9; m > 0 {
		parts = append(parts, counted(strconv.FormatInt(m, 10), "minute"))
	}
	if rest := total % 60e9; rest > 0 || total == 0 {
		parts = append(parts, counted(exact.Scaled(rest, 9).String(), "second"))
	}
	return strings.Join(parts, " ")
}

// ordinal returns a rank as it is read: 95th, 99.9th.
func ordinal(n exact.Num) string {
	text := n.String()
	if len(text) > 1 && strings.HasSuffix(text[:len(text)-1], "1") {
		return text + "th" // 11th, 12th, 13th
	}
	switch text[len(text)-1] {
	case '1':
		return text + "st"
	case '2':
		return text + "nd"
	case '3':
		return text + "rd"
	}
	return text + "th"
}
