package align

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// A comparison is one metric beside one measure that it claims.
type comparison struct {
	aligner
	m       sla.CheckedMetric
	shape   shapes.Shape
	measure *framework.Measure
	stated  framework.Case // the case that the claim names, or the measure as a whole
}

// criterionResult is the comparison of the target with the figure.
type criterionResult struct {
	text    string // the figure as a criterion; "" when there is none
	program *dsl.Program
	witness *dsl.Value
	axes    [4]AxisFinding // unit, direction, criterion, precision
	summary [PrecisionAxis + 1]string
}

// criterion compares the target with the figure: in which unit, which way, by which
// values, and whether rounding makes a difference.
func (c comparison) criterion(ctx context.Context) criterionResult {
	value := c.m.Measure.Type()
	found := criterionResult{}
	for i := range found.axes {
		found.axes[i].Axis = Axis(i + 1)
	}
	found.set(UnitAxis, AxisFinding{Relation: decide.Equivalent, Metric: value.Kind.String(), Measure: c.measure.Unit.String(), Rule: "both are counted in one unit"}, "")
	if !c.measure.Unit.Suits(value) {
		return c.otherUnit(found, value)
	}
	found.set(DirectionAxis, AxisFinding{Relation: decide.NotStated, Metric: c.m.Metric.Target, Rule: "the measure does not say which values are good"}, "")
	found.set(PrecisionAxis, AxisFinding{Relation: decide.Equivalent, Metric: "the exact value", Measure: "the exact value", Rule: "a published figure is held against the value as it is"}, "")
	if c.shape.Rounded {
		found.set(PrecisionAxis, AxisFinding{
			Relation: decide.Unknown, Metric: "a value that the measure rounds", Measure: "the exact value", Rule: "the metric's measure rounds its value before it is judged",
			Advice: "leave round out of the measure, and write places: for what is shown",
		}, fmt.Sprintf("not compared with %s in precision: the metric's measure rounds its value before it is judged", c.named()))
	}
	figure := c.stated.Target
	if figure == nil {
		return c.noFigure(ctx, found, c.stated.Why)
	}
	own, reading := readFor(*figure, value)
	text, ok := own.Criterion()
	if !ok {
		return c.undecided(found, fmt.Sprintf("the figure %s of %s cannot be compared: %s", figure, c.measure.Ref(), text), "ask the publisher")
	}
	found.text = text
	criterion, err := c.compileCriterion(text, value)
	if err != nil {
		return c.undecided(found, fmt.Sprintf("the figure %s of %s cannot be compared with a value in %s", figure, c.measure.Ref(), value.Kind), "ask the publisher")
	}
	found.program = criterion
	return c.decided(ctx, found, criterion, reading)
}

// readFor returns the figure as it is compared with values of a type. A limit in plain
// days is read as calendar days: whoever keeps it keeps it in business days too.
func readFor(f framework.Figure, t kinds.Type) (framework.Figure, string) {
	if f.Unit == framework.Day && t.Kind == kinds.CalendarDays && (f.Op == framework.AtMost || f.Op == framework.Below) {
		f.Unit = framework.CalendarDay
		return f, "; the source says days, read as calendar days: so many calendar days are never more business days"
	}
	return f, ""
}

func (f *criterionResult) set(axis Axis, found AxisFinding, summary string) {
	found.Axis = axis
	f.axes[axis-1], f.summary[axis] = found, summary
}

func (c comparison) otherUnit(found criterionResult, value kinds.Type) criterionResult {
	found.set(UnitAxis, AxisFinding{
		Relation: decide.Incomparable, Metric: value.Kind.String(), Measure: c.measure.Unit.String(), Rule: "values in different units are not compared",
		Advice: "measure what the framework measures, or claim another measure",
	}, fmt.Sprintf("the metric is in %s, the measure %s in %s", value.Kind, c.measure.Ref(), c.measure.Unit))
	for _, axis := range []Axis{DirectionAxis, CriterionAxis, PrecisionAxis} {
		found.set(axis, AxisFinding{Relation: decide.Unknown, Severity: diag.Note, Metric: c.m.Metric.Target, Rule: "the units differ"}, "")
	}
	return found
}

// noFigure leaves the criterion open, and looks only whether the target asks for the
// right direction.
func (c comparison) noFigure(ctx context.Context, found criterionResult, why string) criterionResult {
	domain, target := decide.DomainOf(c.m.Measure), c.m.Target
	c.direction(&found, decide.Compare(ctx, target, target, "value", domain))
	summary, advice, code := why, "a person has to look whether the target follows the measure", NoFigure
	if c.measure.SetBy != "" {
		summary = fmt.Sprintf("%s leaves the figure to the %s", c.measure.Ref(), c.measure.SetBy)
		advice, code = "let them confirm the target; there is no figure to hold it against", FigureSetByParty
	}
	found.set(CriterionAxis, AxisFinding{Relation: decide.Unknown, Code: code, Metric: c.m.Metric.Target, Rule: why, Advice: advice}, summary)
	return found
}

func (c comparison) undecided(found criterionResult, summary, advice string) criterionResult {
	found.set(CriterionAxis, AxisFinding{Relation: decide.Unknown, Code: codes.NotDecided, Metric: c.m.Metric.Target, Rule: "a criterion is decided for all values, or not at all", Advice: advice}, summary)
	return found
}

// decided asks the prover how target and figure relate, for exact values, and also for
// rounded ones when the metric compares its rounded value.
func (c comparison) decided(ctx context.Context, found criterionResult, criterion *dsl.Program, reading string) criterionResult {
	domain, target := decide.DomainOf(c.m.Measure), c.m.Target
	answer := decide.Compare(ctx, target, criterion, "value", domain)
	c.direction(&found, answer)
	axis, summary, witness := c.conclude(answer, found.text)
	axis.Rule += reading
	found.set(CriterionAxis, axis, summary)
	found.witness = witness
	if c.m.Rounded {
		c.rounded(&found, answer, decide.CompareRounded(ctx, target, c.m.Places, criterion, "value", domain))
	}
	return found
}

// direction reports, on its axis, a target that asks for more where less is good, or the
// other way round.
func (c comparison) direction(found *criterionResult, answer decide.Answer) {
	direction := c.measure.Direction
	if direction == framework.Informational || direction == framework.DirectionNotStated {
		return
	}
	axis := AxisFinding{Relation: decide.Equivalent, Metric: c.m.Metric.Target, Measure: direction.String(), Rule: "the values that satisfy the target go on in the good direction"}
	if !opposite(answer, c.measure) {
		found.set(DirectionAxis, axis, "")
		return
	}
	axis.Relation = answer.Relation
	if axis.Relation == decide.Equivalent || axis.Relation == decide.Unknown { // compared with itself, where there is no figure
		axis.Relation = decide.Conflicting
	}
	axis.Advice, axis.Witness = "ask for values in the other direction", witnessText(answer.OnlyFirst)
	if found.text != "" {
		axis.Advice = "set the target to " + found.text
	}
	found.set(DirectionAxis, axis, fmt.Sprintf("the target asks for the other direction: in %s %s", c.measure.Ref(), direction))
}

// rounded reports, on the axis of precision, what comparing the rounded value changes.
func (c comparison) rounded(found *criterionResult, exact, rounded decide.Answer) {
	axis := AxisFinding{
		Relation: decide.Equivalent, Metric: fmt.Sprintf("the value rounded half even to %d places", c.m.Places), Measure: "the exact value",
		Rule: "compared by the exact values for which the rounded one satisfies the target",
	}
	summary := ""
	if c.shape.Rounded {
		return // said already
	}
	if rounded.Relation != exact.Relation {
		axis.Relation, axis.Witness = rounded.Relation, witnessText(rounded.OnlyFirst)
		axis.Advice = "judge the exact value: compare: exact"
		summary = fmt.Sprintf("rounded to %d places the target is %s than %s, which says %s", c.m.Places, axis.Relation, c.measure.Ref(), found.text)
		if axis.Witness != "" {
			summary += fmt.Sprintf(": %s satisfies the target and not the measure", axis.Witness)
		}
		found.witness = rounded.OnlyFirst
	}
	found.set(PrecisionAxis, axis, summary)
}

func witnessText(v *dsl.Value) string {
	if v == nil {
		return ""
	}
	return v.String()
}

// conclude returns the finding for the prover's answer about target and figure, its
// summary, and the value for which only one of them holds.
func (c comparison) conclude(a decide.Answer, figure string) (f AxisFinding, summary string, witness *dsl.Value) {
	id := c.measure.Ref()
	f = AxisFinding{Relation: a.Relation, Metric: c.m.Metric.Target, Measure: figure, Rule: "the values that satisfy the target beside those that satisfy the figure"}
	fails := func(code diag.Code, only *dsl.Value, summary, advice string) (AxisFinding, string, *dsl.Value) {
		f.Code, f.Advice, f.Witness = code, advice, witnessText(only)
		return f, summary, only
	}
	// A target that no value satisfies, or every value, does not compile.
	switch a.Relation {
	case decide.Unknown:
		return fails(codes.NotDecided, nil, fmt.Sprintf("the target cannot be compared with %s: %s", id, strings.TrimPrefix(a.Reason, "the first criterion: ")),
			"write the target as comparisons of value with figures")
	case decide.Weaker:
		return fails(WeakerTarget, a.OnlyFirst,
			fmt.Sprintf("weaker than %s, which says %s: %s satisfies the target and not the measure", id, figure, a.OnlyFirst), "set the target to "+figure+", or to something stricter")
	case decide.Overlapping:
		return fails(OverlappingTarget, a.OnlyFirst,
			fmt.Sprintf("not as strong as %s, which says %s: %s satisfies only the target, %s only the measure", id, figure, a.OnlyFirst, a.OnlySecond), "set the target to "+figure)
	case decide.Conflicting:
		return fails(ConflictingTarget, a.OnlyFirst, fmt.Sprintf("no value satisfies both the target and %s, which says %s", id, figure), "set the target to "+figure)
	}
	summary = fmt.Sprintf("the same as %s: %s", id, figure)
	if f.Relation == decide.Stricter {
		summary = fmt.Sprintf("stricter than %s, which says %s: %s satisfies the measure and not the target", id, figure, a.OnlySecond)
	}
	f.Witness = witnessText(a.OnlySecond)
	return f, summary, a.OnlySecond
}

// opposite reports whether the target asks for more where the measure says that less is
// better, or the other way round.
func opposite(a decide.Answer, m *framework.Measure) bool {
	return m.Direction == framework.HigherIsBetter && a.FirstTrend == decide.Lower || m.Direction == framework.LowerIsBetter && a.FirstTrend == decide.Higher
}
