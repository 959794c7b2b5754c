package report

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/internal/prose"
	"github.com/concord-sla/concord/sla"
)

// metric shows a metric by its newest applicable outcome.
func (d directory) metric(mr sla.MetricResult) Metric {
	m := Metric{
		Name: mr.Metric.Name, Title: mr.Metric.Title, Service: d.service(mr.Metric.Service), Responsible: d.who(mr.Metric.Responsible),
		Measure: format.WithoutComments(mr.Metric.Measure), Dispute: mr.Metric.Dispute,
	}
	latest, ok := mr.Latest()
	if latest.Due.Valid() {
		m.Due = latest.Due.String()
	}
	m.Terms = terms(mr.Metric, m.Due)
	m.judgedBy(levelsOf(mr, latest, ok))
	for _, o := range mr.Outcomes {
		if o.Verdict != sla.NotApplicable {
			m.Trend = append(m.Trend, d.point(o))
		}
	}
	if !ok {
		m.Verdict, m.Reason = sla.NotApplicable, fmt.Sprintf("none of its periods (%s) ends within the reporting period", each(mr.Metric.Period))
		return m
	}
	now := d.point(latest)
	m.Verdict, m.BelowMinimum, m.Period, m.Figure, m.Reason = now.Verdict, now.BelowMinimum, now.Period, now.Figure, now.Reason
	if c := latest.Counterfactual; c != nil {
		m.Otherwise = "would have been " + oneLine(c.String())
	}
	for _, s := range latest.Steps {
		step := stepOf(s)
		if order, ok := s.Value.Compare(latest.Value); ok && order == 0 {
			step.Value = d.precisions[m.Name].step(s.Value)
		}
		m.Steps = append(m.Steps, step)
	}
	for _, account := range latest.Rows {
		m.Rows = append(m.Rows, account.String())
		for _, x := range account.Excluded {
			m.Exclusions = append(m.Exclusions, d.exclusion(account.Table, x))
		}
	}
	for _, x := range latest.ExcludedTime {
		m.TimeOut = append(m.TimeOut, d.timeOut(x))
	}
	return m
}

// levelsOf are the levels of the outcome that is shown; the metric's own when there is
// none.
func levelsOf(mr sla.MetricResult, latest sla.Outcome, ok bool) sla.Levels {
	if ok {
		return latest.Levels
	}
	return sla.Levels{Target: mr.Metric.Target, Minimum: mr.Metric.Minimum, Warn: mr.Metric.Warn, InWords: mr.InWords}
}

func (m *Metric) judgedBy(l sla.Levels) {
	m.Target, m.Minimum, m.Warn, m.InWords = conditionOf(l.Target), conditionOf(l.Minimum), conditionOf(l.Warn), oneLine(l.InWords)
}

func (d directory) point(o sla.Outcome) Point {
	return Point{
		Period: o.Period.Label(), Verdict: o.Verdict, BelowMinimum: o.BelowMinimum, Reason: o.Reason,
		Figure: d.precisions[o.Metric].figure(o.Judged),
	}
}

func stepOf(s dsl.Step) Step {
	step := Step{Text: format.WithoutComments(s.Text), Value: s.Value.String(), Rows: s.Behind()}
	if s.Value.Missing() {
		step.Value = "no value: " + s.Value.Why()
	}
	if s.Aggregate && s.Groups != nil && len(s.Groups.List) > 0 {
		step.Groups = groupsOf(s.Groups.List)
		step.Of = fmt.Sprintf("%s of %s", prose.Count(s.Groups.All, "group"), s.Table)
	}
	return step
}

func (d directory) exclusion(table string, x sla.ExcludedRows) Exclusion {
	window := d.span(x.Exclusion.From, x.Exclusion.To)
	if x.Exclusion.Recurs != "" {
		window = "windows that recur"
	}
	return Exclusion{
		Table: table, Condition: format.WithoutComments(x.Exclusion.Rows), Window: window,
		Kind: string(x.Exclusion.Kind), Because: x.Exclusion.Because, Authority: x.Exclusion.Authority, Rows: x.Rows,
	}
}

func (d directory) timeOut(x sla.ExcludedTime) TimeOut {
	out := TimeOut{
		Window: d.span(x.From, x.To), Kind: string(x.Exclusion.Kind), Because: x.Exclusion.Because, Authority: x.Exclusion.Authority,
		Taken: dsl.NewDuration(x.Length).String(), Refused: x.Refused,
	}
	if x.Refused != "" {
		out.Taken = ""
	}
	if x.Shared > 0 {
		out.Shared = dsl.NewDuration(x.Shared).String()
	}
	return out
}

// terms says how a metric is judged, and by which day its figure was due.
func terms(m sla.Metric, due string) string {
	value := "exact value"
	if m.Rounded {
		value = fmt.Sprintf("value rounded half even to %d decimal places", m.Places)
	}
	parts := []string{fmt.Sprintf("Judged %s by the %s", each(m.Period), value)}
	if m.Sample > 0 {
		parts = append(parts, fmt.Sprintf("from at least %d rows", m.Sample))
	}
	parts = append(parts, fmt.Sprintf("a period without rows counts as %s", m.NoData))
	if m.Due != "" {
		text := fmt.Sprintf("reported within %s after the period", m.Due)
		if due != "" {
			text += ", by " + day(due)
		}
		parts = append(parts, text)
	}
	if s := m.Stabilization; s != (sla.Stabilization{}) {
		parts = append(parts, fmt.Sprintf("in periods that begin within %s of the service's beginning by the levels of a new service (%s), and then by its own (%s)",
			s.For, levelsText(s.Target, s.Minimum, s.Warn), levelsText(m.Target, m.Minimum, m.Warn)))
	}
	return strings.Join(parts, "; ") + "."
}

// levelsText is levels in words: "target at least 95%, minimum at least 90%".
func levelsText(target, minimum, warn string) string {
	var parts []string
	for _, level := range []struct{ name, text string }{{"target", target}, {"minimum", minimum}, {"warning", warn}} {
		if level.text != "" {
			parts = append(parts, level.name+" "+conditionOf(level.text).Words)
		}
	}
	return strings.Join(parts, ", ")
}
