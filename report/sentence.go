package report

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/sla"
)

// The sentences that every form of a page has in common.

// sentence begins with a capital and ends with a period. A text that begins with an
// expression's own word keeps it.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") {
		text += "."
	}
	return upperFirst(text)
}

func upperFirst(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	if r == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(r)) + text[size:]
}

// causeName is what the verdicts behind a remedy are called.
func (r Remedy) causeName() string {
	if r.Reason != "" {
		return "Known"
	}
	return "Because"
}

// because is what gave cause to a remedy, in a sentence.
func (r Remedy) because() string { return sentence(strings.Join(r.Because, "; ")) }

// side is what a party is called before its name.
func side(key string) string {
	if key == "qsmo" {
		return "QSMO"
	}
	return upperFirst(oneLine(key))
}

// day is a date as a sentence has it: "14 Apr 2027".
func day(date string) string {
	d, err := calendar.ParseDate(date)
	if err != nil {
		return date
	}
	span, err := calendar.Span(d, d)
	if err != nil {
		return date
	}
	return span.Label()
}

// days are the first and last day of a period.
func days(from, to string) string {
	switch {
	case from == "" && to == "":
		return ""
	case to == "":
		return "from " + day(from)
	}
	return day(from) + " to " + day(to)
}

// identity is the line below a title: "Version 3, final. In effect …".
func identity(a Agreement) string {
	parts := []string{fmt.Sprintf("Version %d, %s", a.Version, a.Status)}
	if a.Supersedes != "" {
		parts = append(parts, "supersedes "+a.Supersedes)
	}
	if a.ProviderAgreement != "" {
		parts = append(parts, "under provider agreement "+a.ProviderAgreement)
	}
	if term := days(a.From, a.To); term != "" {
		parts = append(parts, "in effect "+term)
	}
	return strings.Join(parts, ", ")
}

// reporting is the reporting period with its days, unless its label has them.
func reporting(p Period) string {
	if span := days(p.First, p.Last); span != p.Label && span != "" {
		return p.Label + " (" + span + ")"
	}
	return p.Label
}

// facts are what stands below the title of a page.
func facts(s Status) []pair {
	all := []pair{{Name: "Reporting period", Text: reporting(s.Period)}}
	for _, party := range s.Parties {
		all = append(all, pair{Name: side(party.Key), Text: party.Name})
	}
	if s.Agreement.Zone != "" {
		all = append(all, pair{Name: "Time zone", Text: s.Agreement.Zone})
	}
	return all
}

// title is the name of a remedy as a heading has it: "Fee credit".
func (r Remedy) title() string { return upperFirst(strings.ReplaceAll(r.Name, "_", " ")) }

// verdictWords is a verdict with what it hides.
func verdictWords(v sla.Verdict, belowMinimum bool) string {
	if belowMinimum {
		return string(v) + ", below the minimum"
	}
	return string(v)
}

// limits are a metric's conditions, and how far it was from the other verdict: "Target at
// least 98%, minimum …".
func limits(m Metric) []pair {
	var all []pair
	for _, c := range []struct {
		name      string
		condition Condition
	}{{"Target", m.Target}, {"Minimum", m.Minimum}, {"Warning", m.Warn}} {
		if c.condition.Expression != "" {
			all = append(all, pair{c.name, c.condition.Words, c.condition.Threshold.Number == ""})
		}
	}
	if m.Otherwise != "" {
		all = append(all, pair{Name: "Otherwise", Text: m.Otherwise})
	}
	return all
}

// pair is a name and what belongs to it.
type pair struct {
	Name, Text string
	Code       bool // Text is an expression
}

// trendLine is a trend on a line: "FY 2020 93.55% -> FY 2022 90.00%"; empty when there is
// only one period.
func trendLine(points []Point) string {
	if len(points) < 2 {
		return ""
	}
	parts := make([]string, len(points))
	for i, p := range points {
		parts[i] = p.Period + " " + pointText(p)
		if p.Verdict == sla.Missed && p.Figure.Text != "" {
			parts[i] += " (missed)"
		}
	}
	return strings.Join(parts, " -> ")
}

func pointText(p Point) string {
	if p.Figure.Text == "" {
		return string(p.Verdict)
	}
	return p.Figure.Text
}

// actionLine is an action with its day.
func actionLine(a Action) string { return upperFirst(a.Text) + dueWords(a) }

func dueWords(a Action) string {
	switch {
	case a.Due != "":
		return ", due " + day(a.Due)
	case a.Within != "":
		return ", within " + a.Within
	}
	return ""
}

// creditLine is a credit with how it came about.
func creditLine(c *Credit) string {
	switch {
	case c.None:
		return "No credit is due: " + c.Reason
	case c.Amount == "":
		return "Credit, amount not known: " + c.Reason
	}
	text := fmt.Sprintf("Credit of %s: %s of %s", c.Amount, c.Part, c.Of)
	if c.Capped {
		text += ", held to the cap"
	}
	return text
}

// totalLine is all credits together; empty when there are none.
func totalLine(c Credits) string {
	text := strings.Join(c.Totals, ", ")
	if c.Unknown > 0 {
		if text != "" {
			text += ", and "
		}
		text += prose.Count(c.Unknown, "credit") + " of an amount not known"
	}
	return text
}

// closing is how a page ends.
func closing(s Status) string {
	return fmt.Sprintf("Written by Concord from the evaluation of %s, version %d, for %s. Verdicts rest on exact figures; they are rounded for showing only.",
		s.Agreement.Name, s.Agreement.Version, s.Period.Label)
}
