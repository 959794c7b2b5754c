package framework

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/sla"
)

// differences are what a reader should know beside the figure: what was not
// compared, and what is doubtful in the source.
func differences(m sla.CheckedMetric, measure *Measure) []string {
	var notes []string
	add := func(format string, args ...any) { notes = append(notes, fmt.Sprintf(format, args...)) }
	if measure.Release.Tier == Legacy {
		add("from a legacy list, not a current release")
	}
	if measure.SupersededBy != "" {
		add("superseded by %s", measure.SupersededBy)
	}
	if measure.OperatorInferred {
		add("the source prints the figure without an operator; it was taken from the direction")
	}
	if measure.SetBy != "" && measure.Target != nil {
		add("the %s may set another figure", measure.SetBy)
	}
	if measure.Statistic != "" {
		add("the measure is a %s; statistics were not compared", measure.Statistic)
	}
	if p := measure.Period; p != "" && p != cycleWords[m.Period.String()] {
		add("the measure is taken %s, the metric each %s; periods were not compared", p, m.Period)
	}
	limits := measure.ItemLimits
	for _, t := range measure.Tiers {
		limits = append(limits[:len(limits):len(limits)], t.ItemLimits...)
	}
	if len(limits) > 0 {
		texts := make([]string, len(limits))
		for i, l := range limits {
			texts[i] = l.String()
		}
		add("the measure's limit for each item (%s) was not compared", strings.Join(texts, "; "))
	}
	if m.Rounded {
		add("the target is judged by the value rounded half even to %d places; that was compared", m.Places)
	}
	if len(m.Exclude) > 0 {
		add("the metric leaves out rows or time (%d exclusions); exclusions were not compared", len(m.Exclude))
	}
	for _, e := range measure.Earlier {
		add("the figure was %s in release %s", e.Figure, e.Release)
	}
	return append(notes, measure.Notes...)
}

// cycleWords are the words of the catalog for the cycles of a metric.
var cycleWords = map[string]string{"month": "monthly", "quarter": "quarterly", "fiscal quarter": "quarterly", "year": "annually", "fiscal year": "annually"}
