package report

import (
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// mark is how a verdict or a severity is shown besides its word.
type mark struct {
	Symbol string // for text and Markdown
	Class  string // for HTML: its icon and color
	color  string // for a terminal: an SGR parameter
}

var verdictMarks = map[sla.Verdict]mark{
	sla.Missed:        {"✗", "missed", "31"},
	sla.NotMeasured:   {"?", "unmeasured", "34"},
	sla.AtRisk:        {"!", "risk", "33"},
	sla.Met:           {"✓", "met", "32"},
	sla.NotApplicable: {"–", "none", "2"},
}

var severityMarks = map[diag.Severity]mark{
	diag.Error:   verdictMarks[sla.Missed],
	diag.Warning: verdictMarks[sla.AtRisk],
	diag.Note:    verdictMarks[sla.Met],
}

// badness orders verdicts, the worst last: not applicable, met, at risk, not measured,
// missed.
func badness(v sla.Verdict) int {
	return map[sla.Verdict]int{sla.Missed: 4, sla.NotMeasured: 3, sla.AtRisk: 2, sla.Met: 1}[v]
}

// markOf is the mark of a verdict, or of a severity when there is no verdict.
func markOf(v sla.Verdict, s diag.Severity) mark {
	if m, ok := verdictMarks[v]; ok {
		return m
	}
	if m, ok := severityMarks[s]; ok {
		return m
	}
	return verdictMarks[sla.NotMeasured]
}

// count is how many metrics have a verdict.
type count struct {
	Verdict sla.Verdict
	N       int
}

// counts are the numbers of metrics by verdict, worst first.
func (t VerdictCounts) counts() []count {
	return []count{{sla.Missed, t.Missed}, {sla.NotMeasured, t.NotMeasured}, {sla.AtRisk, t.AtRisk}, {sla.Met, t.Met}, {sla.NotApplicable, t.NotApplicable}}
}

// applicable are the metrics that are shown in full, and idle the others.
func applicable(metrics []Metric) (shown, idle []Metric) {
	for _, m := range metrics {
		if m.Verdict == sla.NotApplicable {
			idle = append(idle, m)
		} else {
			shown = append(shown, m)
		}
	}
	return shown, idle
}
