package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/sla"
)

// findingsOf shows what alignment found, worst first; findings of one severity stay in
// the agreement's order.
func findingsOf(findings []align.Finding, a sla.Agreement) []Finding {
	var all []Finding
	for _, f := range findings {
		shown := Finding{
			Metric: f.Metric, Title: f.Title, Claim: f.Claim, Alignment: f.Alignment, Severity: f.Severity,
			Summary: f.Summary, Advice: f.Advice, Target: f.Target, Figure: f.Figure, Notes: slices.Clone(f.Notes),
		}
		for _, a := range f.Axes {
			if a.Axis != align.CriterionAxis && (a.Fails() || a.Severity < diag.Note) {
				shown.Axes = append(shown.Axes, Axis{a.Axis.String(), a.Relation, a.Severity, a.Metric, a.Measure, a.Rule, a.Witness})
			}
		}
		if f.Measure != nil {
			shown.Measure = f.Measure.Name
			if r := f.Measure.Release; r != nil {
				shown.Release = strings.TrimSpace(r.Title + " " + r.Name)
			}
		}
		if at := slices.IndexFunc(a.Metrics, func(m sla.Metric) bool { return m.Name == f.Metric }); at >= 0 {
			if s := a.Metrics[at].Stabilization; s != (sla.Stabilization{}) {
				shown.Notes = append(shown.Notes, fmt.Sprintf("in periods that begin within %s of the service's beginning the target is %s; that was not compared", s.For, format.WithoutComments(s.Target)))
			}
		}
		if f.Witness != nil {
			shown.Witness = f.Witness.String()
		}
		all = append(all, shown)
	}
	// diag.Severity counts from the worst.
	slices.SortStableFunc(all, func(a, b Finding) int { return cmp.Compare(a.Severity, b.Severity) })
	return all
}

// line is the axis with both sides on one line.
func (a Axis) line() string {
	sides := a.Metric
	if sides == "" {
		sides = "nothing"
	}
	sides += " here, " + a.Measure + " there"
	if a.Relation == decide.Unknown {
		return "not compared, " + sides + ": " + a.Rule
	}
	if a.Witness != "" {
		sides += ": " + a.Witness
	}
	return a.Relation.String() + ", " + sides
}
