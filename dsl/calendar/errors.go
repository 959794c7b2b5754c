package calendar

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// UnknownNameError is the error of [LoadZone], [ParseCycle] and [Named] for a name that they do not know.
type UnknownNameError struct {
	Kind   string   // what was looked for: "time zone", "cycle", "calendar"
	Name   string   // what was written
	Near   []string // known names that the writer may have meant, best first; often empty
	Advice string   // what else to do, as a clause without a full stop
}

// Error says what is not known, what may have been meant, and what to do.
func (e *UnknownNameError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "unknown %s %s", e.Kind, quote(e.Name))
	if len(e.Near) > 0 {
		quoted := make([]string, len(e.Near))
		for i, name := range e.Near {
			quoted[i] = strconv.Quote(name)
		}
		fmt.Fprintf(&b, ": did you mean %s?", strings.Join(quoted, " or "))
		if e.Advice != "" {
			fmt.Fprintf(&b, " (%s)", e.Advice)
		}
	} else if e.Advice != "" {
		fmt.Fprintf(&b, ": %s", e.Advice)
	}
	return b.String()
}

// RangeError is the error of a [Calendar] asked about days whose holidays it does not know.
type RangeError struct {
	Calendar            string // its name
	FirstYear, LastYear int    // the years that it knows
	Asked               string // what was asked: a date, a year, or a sum
}

// Error names the years that the calendar knows.
func (e *RangeError) Error() string {
	return fmt.Sprintf("the %s calendar knows the years %d to %d, and %s is outside them", e.Calendar, e.FirstYear, e.LastYear, e.Asked)
}

// near returns at most three of the known names whose spelling is close to the text, closest first, those equally close in the order given.
// Close means one edit, or one for every four letters of the known name; case does not count.
func near(text string, known []string) []string {
	type candidate struct {
		name     string
		distance int
	}
	const longest = 64 // nobody misspells a name into a paragraph
	if len(text) > longest {
		return nil
	}
	var found []candidate
	folded := strings.ToLower(text)
	for _, name := range known {
		if n := edits(folded, strings.ToLower(name)); n <= max(1, len(name)/4) {
			found = append(found, candidate{name, n})
		}
	}
	slices.SortStableFunc(found, func(a, b candidate) int { return a.distance - b.distance })
	var names []string
	for _, c := range found[:min(3, len(found))] {
		if c.distance > found[0].distance+1 {
			break
		}
		names = append(names, c.name)
	}
	return names
}

// edits is the Levenshtein distance in bytes.
func edits(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
