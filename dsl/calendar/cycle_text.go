package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/internal/prose"
)

// ParseCycle reads the text of a cycle in one of these forms, exactly as [Cycle.String]
// writes them:
//
//	week, month, quarter, year
//	fiscal quarter, fiscal year      of the United States federal government
//	week from sunday
//	month from day 16                through the 15th of the next month; see [MonthFrom] for days that a month lacks
//	quarter from february            or from february 16: the first that begins in a year
//	year from april 6                or from april
//	fiscal year from july            named for the year in which it ends
//	fiscal quarter from july
//	pay period from 2026-01-11       14 days, of which one begins on that day
//	rolling 30 days                  a period ends with each day
//	rolling 12 months                a period ends with each month
//
// The error is a diagnostic of the code [UnknownCycle], with the nearest of them if one
// is near. [Once] is not among them: it is the cycle of a [Span], and nothing can be
// judged by it again.
func ParseCycle(text string) (Cycle, error) {
	const longest = 64
	if len(text) > longest {
		return 0, unknown(UnknownCycle, "cycle", text, nil, cycleAdvice)
	}
	c, advice := parseCycle(strings.Fields(strings.ToLower(text)))
	switch {
	case c != 0 && c.String() == text:
		return c, nil
	case c != 0:
		return 0, unknown(UnknownCycle, "cycle", text, []string{c.String()}, "")
	case advice != "":
		return 0, unknown(UnknownCycle, "cycle", text, nil, advice)
	}
	return 0, unknown(UnknownCycle, "cycle", text, cyclesNear(text), cycleAdvice)
}

const cycleAdvice = "write one of week, month, quarter, fiscal quarter, fiscal year, year, or one that begins elsewhere, " +
	"such as month from day 16 or pay period from 2026-01-11"

// plainCycles are the cycles without a parameter.
var plainCycles = [...]struct {
	cycle Cycle
	text  string
}{
	{Weekly, "week"},
	{Monthly, "month"},
	{Quarterly, "quarter"},
	{FiscalQuarterly, "fiscal quarter"},
	{FiscalYearly, "fiscal year"},
	{Yearly, "year"},
}

// parseCycle reads the words of a cycle that is almost as it should be written: 16th for
// day 16, any month of a quarter. When it can be none and the words say which was meant,
// the advice says what to write.
func parseCycle(words []string) (c Cycle, advice string) {
	for _, plain := range plainCycles {
		if strings.Join(words, " ") == plain.text {
			return plain.cycle, ""
		}
	}
	if len(words) == 3 && words[0] == "rolling" {
		return rolling(words[1], words[2])
	}
	const firstDay = "write the first day of a pay period, as in pay period from 2026-01-11"
	switch strings.Join(words, " ") {
	case "pay period", "biweekly", "fortnight", "two weeks":
		return 0, firstDay
	}
	from := slices.Index(words, "from")
	if from < 0 {
		return 0, ""
	}
	tail := slices.DeleteFunc(slices.Clone(words[from+1:]), func(w string) bool { return w == "the" || w == "of" })
	switch strings.Join(words[:from], " ") {
	case "week":
		return oneWord(tail, weekdayNamed, WeekFrom, "a week begins on a day that has a name, as in week from sunday")
	case "month":
		if len(tail) == 2 && tail[0] == "day" {
			tail = tail[1:]
		}
		return oneWord(tail, dayOfMonth, MonthFrom, "a month begins on day 1 to 31, as in month from day 16")
	case "quarter":
		return fromDayOfYear(tail, QuarterFrom, "a quarter begins on a day of a month, as in quarter from february 16")
	case "year":
		return fromDayOfYear(tail, YearFrom, "a year begins on a day of a month, as in year from april 6")
	case "fiscal year":
		return oneWord(tail, monthNamed, FiscalYearFrom, "a fiscal year begins on the first of a month, as in fiscal year from july")
	case "fiscal quarter":
		return oneWord(tail, monthNamed, FiscalQuarterFrom, "name the month in which the fiscal year begins, as in fiscal quarter from july")
	case "pay period":
		date := func(word string) (Date, bool) {
			d, err := parseDate(word)
			return d, err == nil
		}
		return oneWord(tail, date, PayPeriodFrom, firstDay)
	}
	return 0, ""
}

// oneWord makes a cycle of the only word that says where it begins.
func oneWord[T any](words []string, read func(string) (T, bool), from func(T) Cycle, otherwise string) (Cycle, string) {
	if len(words) == 1 {
		if v, ok := read(words[0]); ok {
			if c := from(v); c != 0 {
				return c, ""
			}
		}
	}
	return 0, otherwise
}

// fromDayOfYear makes a cycle of a month, and of a day before or after it.
func fromDayOfYear(words []string, from func(time.Month, int) Cycle, otherwise string) (Cycle, string) {
	if len(words) == 1 {
		words = []string{words[0], "1"}
	}
	if len(words) == 2 {
		if _, ok := monthNamed(words[0]); !ok {
			words = []string{words[1], words[0]}
		}
		m, okMonth := monthNamed(words[0])
		day, okDay := dayOfMonth(words[1])
		if c := from(m, day); okMonth && okDay && c != 0 {
			return c, ""
		}
	}
	return 0, otherwise
}

func rolling(number, unit string) (Cycle, string) {
	n, ok := civil.Digits(number)
	switch {
	case !ok:
		return 0, "write rolling 30 days, or rolling 12 months"
	case n == 1 && (unit == "month" || unit == "months"):
		return Monthly, ""
	case unit == "year" || unit == "years":
		n, unit = n*12, "months"
	case unit == "quarter" || unit == "quarters":
		n, unit = n*3, "months"
	case unit == "week" || unit == "weeks":
		n, unit = n*7, "days"
	}
	switch unit {
	case "day", "days":
		return RollingDays(n), fmt.Sprintf("a window is of 2 to %d days", mostRollingDays)
	case "month", "months":
		return RollingMonths(n), fmt.Sprintf("a window is of 2 to %d months", mostRollingMonths)
	}
	return 0, "write rolling 30 days, or rolling 12 months"
}

func weekdayNamed(word string) (time.Weekday, bool) {
	for day := time.Sunday; day <= time.Saturday; day++ {
		if name := strings.ToLower(day.String()); word == name || word == name[:3] {
			return day, true
		}
	}
	return 0, false
}

func monthNamed(word string) (time.Month, bool) {
	for m := time.January; m <= time.December; m++ {
		if name := strings.ToLower(m.String()); word == name || word == name[:3] {
			return m, true
		}
	}
	return 0, false
}

// dayOfMonth reads 16 and 16th.
func dayOfMonth(word string) (int, bool) {
	for _, ending := range []string{"st", "nd", "rd", "th"} {
		word = strings.TrimSuffix(word, ending)
	}
	return civil.Digits(word)
}

// cyclesNear finds the cycle meant by an adverb, an adjective or another name, or by its
// spelling.
func cyclesNear(text string) []string {
	folded := strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" _-", r) }), " ")
	switch folded {
	case "annual", "annually", "calendar year":
		return []string{"year"}
	case "fy", "federal fiscal year":
		return []string{"fiscal year"}
	case "calendar month":
		return []string{"month"}
	case "calendar quarter":
		return []string{"quarter"}
	case "iso week", "calendar week":
		return []string{"week"}
	case "rolling", "rolling year", "trailing year":
		return []string{"rolling 12 months"}
	case "rolling quarter":
		return []string{"rolling 3 months"}
	case "rolling week":
		return []string{"rolling 7 days"}
	}
	var names []string
	for _, plain := range plainCycles {
		for _, ending := range []string{"ly", "s"} {
			if strings.TrimSuffix(folded, ending) == plain.text {
				return []string{plain.text}
			}
		}
		names = append(names, plain.text)
	}
	return prose.Near(folded, names, 3)
}

// String returns the text that [ParseCycle] reads; [Once] is "once", and an invalid cycle
// "no cycle".
func (c Cycle) String() string {
	if c == Once {
		return "once"
	}
	for _, plain := range plainCycles {
		if c == plain.cycle {
			return plain.text
		}
	}
	if !c.Recurs() {
		return "no cycle"
	}
	n := c.parameter()
	switch c.kind() {
	case weekFrom:
		return "week from " + strings.ToLower(time.Weekday(n).String())
	case monthFrom:
		return "month from day " + strconv.Itoa(n)
	case quarterFrom:
		return "quarter from " + dayOfYear(c.month(), c.day())
	case yearFrom:
		return "year from " + dayOfYear(c.month(), c.day())
	case fiscalQuarterFrom:
		return "fiscal quarter from " + strings.ToLower(time.Month(n).String())
	case fiscalYearFrom:
		return "fiscal year from " + strings.ToLower(time.Month(n).String())
	case payPeriodFrom:
		return "pay period from " + DateOfNumber(civil.FirstNumber+int64(n)).String()
	case rollingDays:
		return fmt.Sprintf("rolling %d days", n)
	}
	return fmt.Sprintf("rolling %d months", n)
}

// dayOfYear writes april 6, and april for its first day.
func dayOfYear(m time.Month, day int) string {
	name := strings.ToLower(m.String())
	if day == 1 {
		return name
	}
	return fmt.Sprintf("%s %d", name, day)
}

// MarshalText returns the cycle's text, and no text for an invalid Cycle.
func (c Cycle) MarshalText() ([]byte, error) {
	if !c.valid() {
		return []byte{}, nil
	}
	return []byte(c.String()), nil
}

// UnmarshalText reads what [Cycle.MarshalText] writes.
func (c *Cycle) UnmarshalText(text []byte) error {
	switch string(text) {
	case "":
		*c = 0
		return nil
	case "once":
		*c = Once
		return nil
	}
	parsed, err := ParseCycle(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
