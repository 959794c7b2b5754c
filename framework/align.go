package framework

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/sla"
)

// Alignment is how a metric stands to a measure that it claims to follow, as a whole
// or on one axis. The zero value is invalid.
type Alignment uint8

const (
	_            Alignment = iota
	Equivalent             // the same satisfies both
	Stricter               // whatever satisfies the metric satisfies the measure, and not the other way round: it aligns
	Weaker                 // the metric is satisfied where the measure is not
	Overlapping            // each is satisfied where the other is not
	Conflicting            // nothing satisfies both
	Incomparable           // the two are not about the same
	Unknown                // not compared: it could not be decided, or there is no figure to compare with
	NotStated              // of an axis: the measure says nothing about it
)

// String is the alignment's word: "equivalent", "stricter", ….
func (a Alignment) String() string {
	words := [...]string{"", "equivalent", "stricter", "weaker", "overlapping", "conflicting", "incomparable", "unknown", "not stated"}
	if a == 0 || int(a) >= len(words) {
		return fmt.Sprintf("alignment(%d)", uint8(a))
	}
	return words[a]
}

// Finding is what alignment has to say about one claim of one metric. Its
// severity is Error where the metric conflicts with the framework, Warning where
// someone has to look, and Note where it aligns. Code, summary and advice are those of
// the axis that weighs most; Axes has them all.
type Finding struct {
	Metric    string // the metric's name
	Title     string
	Claim     string   // the measure's id as the agreement writes it, with the case if it names one
	Measure   *Measure // nil when the catalog does not know the id
	Case      string   // the case of the measure that the claim names: "critical"
	Alignment Alignment
	Severity  diag.Severity
	Code      diag.Code
	About     Axis   // the axis that decides severity, code and summary; zero when none was compared
	Rule      string // the rule by which that axis was compared
	Summary   string
	Advice    string
	Target    string        // the metric's criterion
	Figure    string        // the measure's figure as a criterion; "" when it has none
	Witness   *dsl.Value    // a value that tells the two criteria apart, confirmed by the evaluator; nil when there is none
	Axes      []AxisFinding // in the order of the axes; empty when the measure is not known or its facts are not trusted
	Notes     []string      // what is doubtful in the source, and what a reader should know beside the axes

	place *diag.Diagnostic
}

// Diagnostic is the finding at its place in the agreement's document.
func (f Finding) Diagnostic() *diag.Diagnostic { return f.place }

// Align holds every metric that claims a measure against the catalog, axis by axis:
// unit, direction and criterion, precision, statistic, the limit for each item, calendar
// and hours, period, exclusions, population, reporting and parties. Thresholds and item
// limits are decided for all values there can be, and a value that tells the two apart
// is run through the evaluator before it is shown. A claim names a measure, or a case of
// it behind a comma: "TRT.5.050.018, critical".
//
// There is one finding for each claim, in the agreement's order. Two claims of one metric
// whose figures exclude each other are an error in both.
func (c *Catalog) Align(plan *sla.Plan) []Finding {
	var findings []Finding
	a := newAligner(c, plan)
	for _, m := range plan.Metrics() {
		first := len(findings)
		for i, claim := range m.Aligns {
			f := a.claim(m, claim)
			f.Metric, f.Title, f.Claim, f.Target = m.Name, m.Title, claim, m.Target
			findings = append(findings, f.at(m, i))
		}
		a.contradictions(m, findings[first:])
	}
	return findings
}

// at places a finding on one of the metric's claims.
func (f Finding) at(m sla.CheckedMetric, i int) Finding {
	f.place = m.ClaimAt(i, diag.Diagnostic{Severity: f.Severity, Code: f.Code, Summary: f.Summary, Advice: f.Advice})
	return f
}

// claim holds one metric against one measure it claims.
func (a aligner) claim(m sla.CheckedMetric, claim string) Finding {
	entries, when := a.claimed(claim)
	if len(entries) == 0 {
		return a.unknown(claim)
	}
	measure := entries[0]
	f := Finding{Measure: measure.clone(), Case: when, Notes: remarks(m, measure)}
	switch {
	case len(entries) > 1 && measure.Release.Tier == entries[1].Release.Tier:
		return f.open(diag.AmbiguousMeasure, fmt.Sprintf("%s names %d measures in the catalog", measure.Ref(), len(entries)), "ask the publisher which one is meant")
	case measure.Release.Scope == MarketplaceScope:
		return f.open(diag.NoFigure, fmt.Sprintf("%s measures the marketplace, not one agreement", measure.Name), "count this metric towards it; there is no target to meet")
	case measure.Quarantine != "":
		return f.open(diag.QuarantinedFigure, fmt.Sprintf("the figure of %s is not used: %s", measure.Ref(), measure.Quarantine), "ask the publisher for the figure")
	}
	tier, known := measure.tier(when)
	if !known {
		return f.wrongCase(claim, measure)
	}
	return a.against(f, comparison{aligner: a, m: m, shape: shapes.Of(m.MeasureProgram()), measure: measure, tier: tier})
}

func (c *Catalog) unknown(claim string) Finding {
	id := refOf(claim)
	f := Finding{Alignment: Unknown, Severity: diag.Error, Code: diag.UnknownMeasure, Summary: fmt.Sprintf("the catalog has no measure %s", id)}
	if near := c.Near(id); len(near) > 0 {
		f.Advice = "did you mean " + strings.Join(near, ", ") + "?"
	}
	return f
}

// open is a finding that leaves the question open, for someone to look at.
func (f Finding) open(code diag.Code, summary, advice string) Finding {
	f.Alignment, f.Severity, f.Code, f.Summary, f.Advice = Unknown, diag.Warning, code, summary, advice
	return f
}

// against compares a metric with a measure on every axis, and words what weighs most.
func (a aligner) against(f Finding, c comparison) Finding {
	figure := c.criterion()
	f.Figure, f.Witness = figure.text, figure.witness
	f.Axes = make([]AxisFinding, 0, len(axisRows))
	f.Axes = append(f.Axes, figure.axes[:]...)
	if figure.axes[0].Relation != Incomparable {
		f.Axes = append(f.Axes, c.statistic(), c.itemLimit(), c.calendar(), c.period(), c.exclusions(), c.population())
	}
	f.Axes = append(f.Axes, c.reporting(), c.performing(), c.accountable(), c.force())
	for i, axis := range f.Axes {
		f.Axes[i] = axis.weighed()
	}
	f.Alignment = overall(f.Axes)
	w := worst(f.Axes)
	if w.Severity == diag.Note { // it aligns: what the criterion says is what a reader wants to know
		w, _ = f.Axis(CriterionAxis)
	}
	f.About, f.Rule, f.Severity, f.Code, f.Advice = w.Axis, w.Rule, w.Severity, w.Code, w.Advice
	f.Summary = c.summary(w, figure)
	if f.Severity == diag.Note && f.Alignment == Stricter && w.Relation == Equivalent {
		f.Summary += "; stricter in " + strings.Join(stricterIn(f.Axes), ", ")
	}
	f.Notes = append(f.Notes, c.stabilization(figure)...)
	return f
}

func stricterIn(axes []AxisFinding) []string {
	var names []string
	for _, f := range axes {
		if f.Relation == Stricter {
			names = append(names, f.Axis.String())
		}
	}
	return names
}

// summary says what a finding is about: the criterion's own words, or the axis with
// both sides and the release that says so.
func (c comparison) summary(w AxisFinding, figure criterionFound) string {
	switch {
	case w.Axis <= PrecisionAxis:
		return figure.summary[w.Axis]
	case w.Axis == ForceAxis:
		return w.Rule
	case w.Relation == Unknown:
		return fmt.Sprintf("not compared with %s in %s (%s): %s", c.named(), w.Axis, w.Measure, w.Rule)
	}
	how := w.Relation.String() + " than"
	switch w.Relation {
	case Incomparable:
		how = "another than"
	case Overlapping:
		how = "not as strong as"
	}
	text := fmt.Sprintf("%s %s in %s: %s here, %s there", how, c.named(), w.Axis, w.Metric, w.Measure)
	if w.Witness != "" {
		text += ": " + w.Witness
	}
	return text
}

// named is the measure with its release: "FFM.030.070.0033 (FFM FY2025)".
func (c comparison) named() string {
	r := c.measure.Release
	if r.Name == "" {
		return c.measure.Ref()
	}
	return fmt.Sprintf("%s (%s %s)", c.measure.Ref(), r.Area, r.Name)
}
