package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/concord-sla/concord/framework"
)

// findingsOf shows what alignment found, worst first; findings of one severity
// stay in the agreement's order.
func findingsOf(findings []framework.Finding) []Finding {
	var all []Finding
	for _, f := range findings {
		shown := Finding{
			Metric: f.Metric, Title: f.Title, Claim: f.Claim, Alignment: f.Alignment, Severity: f.Severity,
			Summary: f.Summary, Advice: f.Advice, Target: f.Target, Figure: f.Figure, Notes: slices.Clone(f.Notes),
		}
		if f.Measure != nil {
			shown.Measure = f.Measure.Name
			if r := f.Measure.Release; r != nil {
				shown.Release = strings.TrimSpace(r.Title + " " + r.Name)
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
