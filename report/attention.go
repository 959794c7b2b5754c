package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/sla"
)

// attention lists what to look at first: metrics worst first, then claims that do not
// hold, then what someone has to decide.
func attention(s Status) []Attention {
	var list []Attention
	for _, m := range s.Metrics {
		if badness(m.Verdict) > badness(sla.Met) {
			list = append(list, Attention{Verdict: m.Verdict, Word: string(m.Verdict), Title: m.Title, Metric: m.Name, Text: concern(s, m)})
		}
	}
	for _, m := range s.Metrics {
		if missed := missedBefore(m); missed != nil && m.Verdict == sla.Met {
			list = append(list, Attention{
				Severity: diag.Warning, Word: "missed earlier", Title: m.Title, Metric: m.Name,
				Text: sentence(fmt.Sprintf("Met in %s, but missed in %s%s", m.Period, inPeriods(missed), andFollowed(s, m.Name, missed))),
			})
		}
	}
	unsure := 0
	for _, f := range s.Findings {
		switch f.Severity {
		case diag.Error:
			list = append(list, Attention{Severity: diag.Error, Word: f.claimWord(), Title: f.Title, Metric: f.Metric, Text: sentence(f.Summary)})
		case diag.Warning:
			unsure++
		}
	}
	for _, r := range s.Undecided {
		list = append(list, Attention{Severity: diag.Warning, Word: "undecided", Title: r.title() + ", " + r.Period.Label, Text: sentence(r.Reason)})
	}
	if unsure > 0 {
		list = append(list, Attention{Severity: diag.Warning, Word: "to confirm", Title: "Alignment",
			Text: fmt.Sprintf("%s could not be settled by comparing figures; someone has to look.", prose.Count(unsure, "claim"))})
	}
	return list
}

// concern says in a sentence or two why a metric needs attention.
func concern(s Status, m Metric) string {
	text := m.Period + ": " + m.Reason
	if m.Figure.Text != "" {
		text = fmt.Sprintf("%s in %s, target %s", m.Figure.Text, m.Period, m.Target.Words)
	}
	switch {
	case m.BelowMinimum:
		text += ", minimum " + m.Minimum.Words
	case m.Verdict == sla.AtRisk:
		text += ", warning " + m.Warn.Words
	}
	if m.Figure.Text != "" && m.Reason != "" {
		text += "; " + m.Reason
	}
	text = sentence(text + andFollowed(s, m.Name, []string{m.Period}))
	switch missed := missedBefore(m); {
	case missed == nil:
	case m.Verdict == sla.Missed:
		text += fmt.Sprintf(" Missed in %s too.", inPeriods(missed))
	default:
		text += " " + sentence("Missed in "+inPeriods(missed)+andFollowed(s, m.Name, missed))
	}
	return text
}

// fewPeriods is how many periods are named rather than counted.
const fewPeriods = 3

func inPeriods(periods []string) string {
	if len(periods) > fewPeriods {
		return fmt.Sprintf("%d earlier periods", len(periods))
	}
	return series(periods)
}

// andFollowed names what followed from a metric's outcomes in some periods; notices are
// left to the list of remedies.
func andFollowed(s Status, metric string, periods []string) string {
	var what []string
	for _, r := range s.led(metric) {
		if !slices.Contains(periods, r.Period.Label) {
			continue
		}
		for _, a := range r.Actions {
			if text := a.short(); text != "" && !slices.Contains(what, text) {
				what = append(what, text)
			}
		}
		if r.Credit != nil && r.Credit.Amount != "" {
			what = append(what, "a credit of "+r.Credit.Amount)
		}
	}
	if what == nil {
		return ""
	}
	return ". This led to: " + series(what)
}

// short is an action with its day, without who; empty for a notice.
func (a Action) short() string {
	kind := a.Kind
	switch kind {
	case string(sla.Notify):
		return ""
	case string(sla.Escalate):
		kind = "escalation"
	}
	if due := strings.TrimPrefix(dueWords(a), ", "); due != "" {
		return kind + " (" + due + ")"
	}
	return kind
}

// missedBefore are the periods before the newest in which a metric was missed.
func missedBefore(m Metric) []string {
	var periods []string
	for i, p := range m.Trend {
		if p.Verdict == sla.Missed && i < len(m.Trend)-1 {
			periods = append(periods, p.Period)
		}
	}
	return periods
}

// led are the remedies that a metric gave cause to and that led to something: a credit
// that is not due did not.
func (s Status) led(metric string) []Remedy {
	var all []Remedy
	for _, r := range s.Remedies {
		if r.Credit != nil && r.Credit.None {
			r.Credit = nil
		}
		if slices.Contains(r.Metrics, metric) && (len(r.Actions) > 0 || r.Credit != nil) {
			all = append(all, r)
		}
	}
	return all
}

// word is the alignment in a word, unless the catalog has no such measure.
func (f Finding) word() string {
	if f.Measure == "" {
		return "unknown measure"
	}
	return f.Alignment.String()
}

// claimWord is what a wrong claim is called beside metrics and remedies.
func (f Finding) claimWord() string {
	if f.Measure == "" {
		return f.word()
	}
	return "not aligned"
}

// series joins things as a sentence does: "a, b and c".
func series(things []string) string {
	if len(things) < 2 {
		return strings.Join(things, "")
	}
	return strings.Join(things[:len(things)-1], ", ") + " and " + things[len(things)-1]
}
