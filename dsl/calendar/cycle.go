package calendar

import (
	"slices"
	"strings"
	"time"
)

// Cycle is how often a metric is judged: it divides the calendar into periods, each beginning the day after the one before it ends. The zero
// Cycle is invalid.
type Cycle uint8

const (
	_               Cycle = iota
	Monthly               // calendar months
	Quarterly             // calendar quarters, from January
	FiscalQuarterly       // quarters of the United States federal fiscal year, from October
	FiscalYearly          // United States federal fiscal years, from October
	Yearly                // calendar years
	Once                  // no cycle: the cycle of a period made by Span
)

// cycles says how each cycle divides the calendar.
var cycles = [...]struct {
	text   string
	months int // length of a period
	early  int // months by which the named year begins before January
}{
	Monthly:         {"month", 1, 0},
	Quarterly:       {"quarter", 3, 0},
	FiscalQuarterly: {"fiscal quarter", 3, 3},
	FiscalYearly:    {"fiscal year", 12, 3},
	Yearly:          {"year", 12, 0},
	Once:            {"once", 0, 0},
}

// ParseCycle reads the text of a cycle: month, quarter, fiscal quarter, fiscal year or year. The error is an [UnknownNameError], with the nearest of them if one
// is near. [Once] is not among them: it is the cycle of a [Span], and nothing can be judged by it again.
func ParseCycle(text string) (Cycle, error) {
	var names []string
	for c := Monthly; c < Once; c++ {
		if text == cycles[c].text {
			return c, nil
		}
		names = append(names, cycles[c].text)
	}
	return 0, &UnknownNameError{
		Kind:   "cycle",
		Name:   text,
		Near:   cyclesNear(text, names),
		Advice: "write one of " + strings.Join(names, ", "),
	}
}

// cyclesNear finds the cycle meant by the adverb and the adjective too.
func cyclesNear(text string, names []string) []string {
	folded := strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return strings.ContainsRune(" _-", r) }), " ")
	switch folded {
	case "annual", "annually", "calendar year":
		return []string{Yearly.String()}
	case "fy":
		return []string{FiscalYearly.String()}
	case "calendar month":
		return []string{Monthly.String()}
	case "calendar quarter":
		return []string{Quarterly.String()}
	}
	for _, ending := range []string{"ly", "s"} {
		if stem := strings.TrimSuffix(folded, ending); slices.Contains(names, stem) {
			return []string{stem}
		}
	}
	return near(folded, names)
}

// String returns the text that [ParseCycle] reads; [Once] is "once", and an invalid cycle "no cycle".
func (c Cycle) String() string {
	if !c.valid() {
		return "no cycle"
	}
	return cycles[c].text
}

// IsZero reports whether c is the zero Cycle, which is invalid.
func (c Cycle) IsZero() bool { return c == 0 }

func (c Cycle) valid() bool { return c >= Monthly && c <= Once }

// recurs reports whether the cycle divides the calendar into periods.
func (c Cycle) recurs() bool { return c >= Monthly && c < Once }

// Containing returns the period of the cycle in which the date lies. It is the zero Period when the date or the cycle is invalid, when the cycle is [Once],
// and when the period would leave the years 1 to 9999.
func (c Cycle) Containing(d Date) Period {
	if !c.recurs() || !d.Valid() {
		return Period{}
	}
	return c.at(c.index(d))
}

// EndingWithin returns the periods of the cycle whose last day lies within p, in order: what a report for p covers. A quarterly report covers three
// months; a report for November covers no quarter, because none ends in it; one for January covers the month but not the fiscal quarter that began in it.
//
// It is empty when p is the zero Period or the cycle is invalid or [Once].
func (c Cycle) EndingWithin(p Period) []Period {
	if !c.recurs() || p.IsZero() {
		return nil
	}
	var found []Period
	for i := c.index(p.first); i <= c.index(p.last); i++ {
		if q := c.at(i); !q.IsZero() && p.Contains(q.last) {
			found = append(found, q)
		}
	}
	return found
}

// index numbers the periods of a recurring cycle, such that the next has the next number: period i begins i times its length after the beginning of the
// year 0 as the cycle counts years.
func (c Cycle) index(d Date) int {
	return (d.Year*12 + int(d.Month) - 1 + cycles[c].early) / cycles[c].months
}

// at returns the period with that index, or the zero Period when it leaves the years 1 to 9999, as days or by its name.
func (c Cycle) at(index int) Period {
	named := index * cycles[c].months // months since the cycle's year 0
	begins := named - cycles[c].early
	if begins < firstYear*12 || named >= (lastYear+1)*12 {
		return Period{}
	}
	first := Date{begins / 12, time.Month(begins%12 + 1), 1}
	ends := begins + cycles[c].months - 1
	last := Date{ends / 12, time.Month(ends%12 + 1), daysIn(ends/12, time.Month(ends%12+1))}
	return Period{c, first, last}
}

// named returns the year by whose name a date goes in the cycle, and the months of that year that have passed: 2026-11-23 lies in the second month of
// fiscal year 2027, with one passed.
func (c Cycle) named(d Date) (year, months int) {
	n := d.Year*12 + int(d.Month) - 1 + cycles[c].early
	return n / 12, n % 12
}

// MarshalText returns the cycle's text, and no text for the zero Cycle.
func (c Cycle) MarshalText() ([]byte, error) {
	if !c.valid() {
		return []byte{}, nil
	}
	return []byte(cycles[c].text), nil
}

// UnmarshalText reads what [Cycle.MarshalText] writes.
func (c *Cycle) UnmarshalText(text []byte) error {
	switch string(text) {
	case "":
		*c = 0
		return nil
	case cycles[Once].text:
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
