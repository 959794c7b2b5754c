package align

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/format"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/contexts"
	"github.com/concord-sla/concord/sla"
)

// Finding is the result of aligning one claim of one metric. Its severity is Error where
// the metric conflicts with the framework, Warning where someone has to look, and Note
// where it aligns. Code, summary and advice are those of the axis that weighs most; Axes
// has them all.
type Finding struct {
	Metric    string // the metric's name
	Title     string
	Claim     string             // the measure's id as the agreement writes it, with the case if it names one
	Measure   *framework.Measure // nil when the catalog does not know the id
	Case      string             // the case of the measure that the claim names: "critical"
	Alignment decide.Relation    // how the metric stands to the measure, over all axes
	Severity  diag.Severity
	Code      diag.Code
	About     Axis   // the axis that decides severity, code and summary; zero when none was compared
	Rule      string // the rule by which that axis was compared
	Summary   string
	Advice    string
	Target    string        // the metric's criterion
	Figure    string        // the measure's figure as a criterion; "" when it has none
	Witness   *dsl.Value    // a value for which only one of the two criteria holds, confirmed by the evaluator; nil when there is none
	Axes      []AxisFinding // in the order of the axes; empty when the measure is not known or its facts are not trusted
	Notes     []string      // what is doubtful in the source, and what a reader should know beside the axes

	place *diag.Diagnostic
}

// Diagnostic returns the finding at its place in the agreement's document.
func (f Finding) Diagnostic() *diag.Diagnostic { return f.place }

// Align holds every metric that claims a measure against the catalog, axis by axis: unit,
// direction and criterion, precision, statistic, the limit for each item, calendar and
// hours, period, exclusions, population, reporting and parties. Thresholds and item
// limits are decided for all values there can be, and a value for which only one of the
// two holds is run through the evaluator before it is shown. A claim names a measure, or
// a case of it behind a comma: "TRT.5.050.018, critical".
//
// There is one finding for each claim, in the agreement's order. Two claims of one metric
// whose figures exclude each other are an error in both. The error is that the context
// ended, or is nil.
func Align(ctx context.Context, catalog *framework.Catalog, plan *sla.Plan) ([]Finding, error) {
	if err := contexts.Check(ctx); err != nil {
		return nil, fmt.Errorf("aligning: %w", err)
	}
	var findings []Finding
	terms := plan.Terms()
	a := newAligner(catalog, plan, terms.Agreement)
	for _, m := range terms.Metrics {
		m.Metric.Target = format.WithoutComments(m.Metric.Target)
		m.Stabilization.Target = format.WithoutComments(m.Stabilization.Target)
		first := len(findings)
		for i, claim := range m.Aligns {
			f := a.claim(ctx, m, claim)
			f.Metric, f.Title, f.Claim, f.Target = m.Name, m.Title, claim, m.Metric.Target
			findings = append(findings, a.at(f, m, i))
		}
		a.contradictions(ctx, m, findings[first:])
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("aligning %s: %w", m.Name, err)
		}
	}
	return findings, nil
}

// Default is [Align] against the catalog that comes with the library, framework.Default.
func Default(ctx context.Context, plan *sla.Plan) ([]Finding, error) {
	return Align(ctx, framework.Default(), plan)
}

// at places a finding on one of the metric's claims.
func (a aligner) at(f Finding, m sla.CheckedMetric, i int) Finding {
	class := diag.ErrAlign
	if f.Code == framework.UnknownMeasure {
		class = diag.ErrName
	}
	f.place = a.plan.At(fmt.Sprintf("metrics.%s.aligns[%d]", m.Name, i), diag.Diagnostic{Severity: f.Severity, Code: f.Code, Class: class, Summary: f.Summary, Advice: f.Advice})
	return f
}

// against compares a metric with a measure on every axis, and words the summary for the
// most severe one.
func (a aligner) against(ctx context.Context, f Finding, c comparison) Finding {
	figure := c.criterion(ctx)
	f.Figure, f.Witness = figure.text, figure.witness
	f.Axes = make([]AxisFinding, 0, len(axisRows))
	f.Axes = append(f.Axes, figure.axes[:]...)
	if figure.axes[0].Relation != decide.Incomparable {
		f.Axes = append(f.Axes, c.statistic(ctx), c.itemLimit(ctx), c.calendar(ctx), c.period(ctx), c.exclusions(), c.population())
	}
	f.Axes = append(f.Axes, c.reporting(), c.performing(), c.accountable(), c.force())
	for i, axis := range f.Axes {
		f.Axes[i] = axis.withSeverity()
	}
	f.Alignment = overall(f.Axes)
	w := mostSevere(f.Axes)
	if w.Severity == diag.Note { // it aligns: what the criterion says is what a reader wants to know
		w, _ = f.Axis(CriterionAxis)
	}
	f.About, f.Rule, f.Severity, f.Code, f.Advice = w.Axis, w.Rule, w.Severity, w.Code, w.Advice
	f.Summary = c.summary(w, figure)
	if f.Severity == diag.Note && f.Alignment == decide.Stricter && w.Relation == decide.Equivalent {
		f.Summary += "; stricter in " + strings.Join(stricterIn(f.Axes), ", ")
	}
	f.Notes = append(f.Notes, c.stabilization(ctx, figure)...)
	return f
}

func stricterIn(axes []AxisFinding) []string {
	var names []string
	for _, f := range axes {
		if f.Relation == decide.Stricter {
			names = append(names, f.Axis.String())
		}
	}
	return names
}

// summary returns the sentence of a finding: the criterion's own, or the axis with both
// sides and the release that states the measure's side.
func (c comparison) summary(w AxisFinding, figure criterionResult) string {
	switch {
	case w.Axis <= PrecisionAxis:
		return figure.summary[w.Axis]
	case w.Axis == ForceAxis:
		return w.Rule
	case w.Relation == decide.Unknown:
		return fmt.Sprintf("not compared with %s in %s (%s): %s", c.named(), w.Axis, w.Measure, w.Rule)
	}
	how := w.Relation.String() + " than"
	switch w.Relation {
	case decide.Incomparable:
		how = "another than"
	case decide.Overlapping:
		how = "not as strong as"
	}
	text := fmt.Sprintf("%s %s in %s: %s here, %s there", how, c.named(), w.Axis, w.Metric, w.Measure)
	if w.Witness != "" {
		text += ": " + w.Witness
	}
	return text
}

// named returns the measure's id with its release: "FFM.030.070.0033 (FFM FY2025)".
func (c comparison) named() string {
	r := c.measure.Release
	if r.Name == "" {
		return c.measure.Ref()
	}
	return fmt.Sprintf("%s (%s %s)", c.measure.Ref(), r.Area, r.Name)
}
