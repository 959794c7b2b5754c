package framework

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
)

// Alignment is how a metric's target stands to the figure of a measure it claims
// to follow. The zero value is invalid.
type Alignment uint8

const (
	_            Alignment = iota
	Equivalent             // the same values satisfy both
	Stricter               // whatever satisfies the target satisfies the figure, and not the other way round: it aligns
	Weaker                 // the target is satisfied by values that the figure refuses
	Overlapping            // each is satisfied by values that the other refuses
	Conflicting            // no value satisfies both
	Incomparable           // the two are not about the same kind of value
	Unknown                // could not be decided, or there is no figure to compare with
)

// String is the alignment's word: "equivalent", "stricter", ….
func (a Alignment) String() string {
	words := [...]string{"", "equivalent", "stricter", "weaker", "overlapping", "conflicting", "incomparable", "unknown"}
	if a == 0 || int(a) >= len(words) {
		return fmt.Sprintf("alignment(%d)", uint8(a))
	}
	return words[a]
}

// Finding is what alignment has to say about one claim of one metric. Its
// severity is Error where the metric conflicts with the framework, Warning where
// someone has to look, and Note where it aligns.
type Finding struct {
	Metric    string // the metric's name
	Title     string
	Claim     string   // the measure's id as the agreement writes it
	Measure   *Measure // nil when the catalog does not know the id
	Alignment Alignment
	Severity  diag.Severity
	Code      diag.Code
	Summary   string
	Advice    string
	Target    string     // the metric's criterion
	Figure    string     // the measure's figure as a criterion; "" when it has none
	Witness   *dsl.Value // a value that tells the two apart, confirmed by the evaluator; nil when there is none
	Notes     []string   // what differs beside the figure and was not compared, or is doubtful in the source

	place *diag.Diagnostic
}

// Diagnostic is the finding at its place in the agreement's document.
func (f Finding) Diagnostic() *diag.Diagnostic { return f.place }

// Align holds every metric that claims a measure against the catalog and says
// for each claim how the target stands to the measure's figure. The threshold is
// decided for all values there can be, and a value that tells the two apart is
// run through the evaluator before it is shown.
func (c *Catalog) Align(plan *sla.Plan) []Finding {
	var findings []Finding
	first := plan.Agreement().Effective.From
	a := aligner{c, map[criterionKey]*dsl.Program{}}
	for _, m := range plan.Metrics() {
		for i, claim := range m.Aligns {
			f := a.claim(m, claim)
			if f.Measure != nil {
				if ok, why := f.Measure.InForce(first); !ok {
					f.Notes = append(f.Notes, why+"; the agreement begins on "+first.String())
				}
			}
			f.Metric, f.Title, f.Claim, f.Target = m.Name, m.Title, claim, m.Target
			f.place = m.ClaimAt(i, diag.Diagnostic{Severity: f.Severity, Code: f.Code, Summary: f.Summary, Advice: f.Advice})
			findings = append(findings, f)
		}
	}
	return findings
}

// An aligner holds the metrics of one agreement against a catalog. Many measures
// have the same figure, so each criterion is compiled once.
type aligner struct {
	*Catalog
	compiled map[criterionKey]*dsl.Program
}

// criterionKey is what a compiled criterion depends on.
type criterionKey struct {
	text     string
	kind     table.Kind
	currency string
}

// criterion compiles a figure's criterion for values of a type.
func (a aligner) criterion(text string, value table.Type) (*dsl.Program, error) {
	key := criterionKey{text, value.Kind, value.Currency}
	if p := a.compiled[key]; p != nil {
		return p, nil
	}
	value.Nullable = false
	p, err := dsl.Compile(text, dsl.Env{Inputs: []table.Field{{Name: "value", Type: value}}, Result: table.Boolean})
	if err == nil {
		a.compiled[key] = p
	}
	return p, err
}

// claim holds one metric against one measure it claims.
func (a aligner) claim(m sla.CheckedMetric, id string) Finding {
	entries := a.entries(id)
	if len(entries) == 0 {
		return a.unknown(id)
	}
	measure := entries[0]
	f := Finding{Measure: measure.clone(), Notes: differences(m, measure)}
	switch {
	case len(entries) > 1 && measure.Release.Tier == entries[1].Release.Tier:
		return f.open(diag.AmbiguousMeasure, fmt.Sprintf("%s names %d measures in the catalog", id, len(entries)), "ask the publisher which one is meant")
	case measure.Release.Scope == MarketplaceScope:
		return f.open(diag.NoFigure, fmt.Sprintf("%s measures the marketplace, not one agreement", measure.Name), "count this metric towards it; there is no target to meet")
	case measure.Quarantine != "":
		return f.open(diag.QuarantinedFigure, fmt.Sprintf("the figure of %s is not used: %s", id, measure.Quarantine), "ask the publisher for the figure")
	}
	return a.against(f, m, measure)
}

func (c *Catalog) unknown(id string) Finding {
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

// against compares a metric's target with a measure's figure.
func (a aligner) against(f Finding, m sla.CheckedMetric, measure *Measure) Finding {
	value := m.MeasureProgram().Type()
	if !measures(value, measure.Unit) {
		f.Alignment, f.Severity, f.Code = Incomparable, diag.Error, diag.MeasureUnit
		f.Summary = fmt.Sprintf("the metric is in %s, the measure %s in %s", value.Kind, measure.Ref(), measure.Unit)
		f.Advice = "measure what the framework measures, or claim another measure"
		return f
	}
	figure, why := measure.figure()
	if figure == nil {
		if measure.SetBy != "" {
			return f.open(diag.FigureSetByParty, fmt.Sprintf("%s leaves the figure to the %s", measure.Ref(), measure.SetBy), "let them confirm the target; there is no figure to hold it against")
		}
		return f.open(diag.NoFigure, why, "a person has to look whether the target follows the measure")
	}
	text, ok := figure.Criterion()
	if !ok {
		return f.open(diag.NotDecided, fmt.Sprintf("the figure %s of %s cannot be compared: %s", figure, measure.Ref(), text), "ask the publisher")
	}
	f.Figure = text
	criterion, err := a.criterion(text, value)
	if err != nil {
		return f.open(diag.NotDecided, fmt.Sprintf("the figure %s of %s cannot be compared with a value in %s", figure, measure.Ref(), value.Kind), "ask the publisher")
	}
	ctx, domain := context.Background(), decide.DomainOf(m.MeasureProgram())
	if m.Rounded {
		return f.conclude(decide.CompareRounded(ctx, m.TargetProgram(), m.Places, criterion, "value", domain), measure)
	}
	return f.conclude(decide.Compare(ctx, m.TargetProgram(), criterion, "value", domain), measure)
}

// figure is the one figure that a measure states: its target, or that of its
// cases when all of them have the same.
func (m *Measure) figure() (*Figure, string) {
	if m.Target != nil {
		return m.Target, ""
	}
	figures := m.Figures()
	for _, f := range figures {
		if f != figures[0] {
			return nil, fmt.Sprintf("%s has different figures for different cases", m.Ref())
		}
	}
	if len(figures) == 0 {
		return nil, fmt.Sprintf("%s states no figure", m.Ref())
	}
	return &figures[0], ""
}

// measures reports whether values of a type are counted in a measure's unit. A
// plain day may be a calendar day or a business day: the source does not say, and
// its figure then has no criterion.
func measures(t table.Type, u Unit) bool {
	switch u {
	case Percent, PercentPositive:
		return t.Kind == table.Percent
	case Count:
		return t.Kind == table.Count || t.Kind == table.Number
	case Score:
		return t.Kind == table.Number
	case USD:
		return t.Kind == table.Money && t.Currency == "USD"
	case Ratio:
		return t.Kind == table.Ratio
	case Boolean:
		return t.Kind == table.Boolean
	case CalendarDay:
		return t.Kind == table.CalendarDays
	case BusinessDay:
		return t.Kind == table.BusinessDays
	case Day, Week, Month:
		return t.Kind == table.CalendarDays || t.Kind == table.BusinessDays
	case Hour, Minute, Second, BusinessHour:
		return t.Kind == table.Duration
	case Duration:
		return t.Kind == table.Duration || t.Kind == table.CalendarDays || t.Kind == table.BusinessDays
	}
	return u == NoUnit
}

// conclude words the prover's answer.
func (f Finding) conclude(a decide.Answer, measure *Measure) Finding {
	id := measure.Ref()
	conflict := func(alignment Alignment, code diag.Code, witness *dsl.Value, summary, advice string) Finding {
		f.Alignment, f.Severity, f.Code, f.Witness, f.Summary, f.Advice = alignment, diag.Error, code, witness, summary, advice
		return f
	}
	switch {
	case a.Relation == decide.Unknown:
		return f.open(diag.NotDecided, fmt.Sprintf("the target cannot be compared with %s: %s", id, strings.TrimPrefix(a.Reason, "the first criterion: ")), "write the target as comparisons of value with figures")
	case a.FirstNever:
		return conflict(Conflicting, diag.ImpossibleTarget, nil, "no value can satisfy the target", "look whether its bounds exclude each other, or lie where the measure never comes")
	case a.FirstAlways:
		return conflict(Weaker, diag.VacuousTarget, a.OnlyFirst, fmt.Sprintf("every value satisfies the target, so it does not follow %s", id), "set the target to "+f.Figure)
	case opposite(a, measure):
		return conflict(alignments[a.Relation], diag.DirectionMismatch, a.OnlyFirst, fmt.Sprintf("the target asks for the other direction: in %s %s", id, measure.Direction), "set the target to "+f.Figure)
	}
	switch a.Relation {
	case decide.Weaker:
		return conflict(Weaker, diag.WeakerTarget, a.OnlyFirst,
			fmt.Sprintf("weaker than %s, which says %s: %s satisfies the target and not the measure", id, f.Figure, a.OnlyFirst), "set the target to "+f.Figure+", or to something stricter")
	case decide.Overlapping:
		return conflict(Overlapping, diag.OverlappingTarget, a.OnlyFirst,
			fmt.Sprintf("not as strong as %s, which says %s: %s satisfies only the target, %s only the measure", id, f.Figure, a.OnlyFirst, a.OnlySecond), "set the target to "+f.Figure)
	case decide.Conflicting:
		return conflict(Conflicting, diag.ConflictingTarget, a.OnlyFirst,
			fmt.Sprintf("no value satisfies both the target and %s, which says %s", id, f.Figure), "set the target to "+f.Figure)
	}
	f.Alignment, f.Severity, f.Code, f.Witness = alignments[a.Relation], diag.Note, diag.Aligned, a.OnlySecond
	f.Summary = fmt.Sprintf("the same as %s: %s", id, f.Figure)
	if f.Alignment == Stricter {
		f.Summary = fmt.Sprintf("stricter than %s, which says %s: %s satisfies the measure and not the target", id, f.Figure, a.OnlySecond)
	}
	return f
}

var alignments = map[decide.Relation]Alignment{
	decide.Equivalent: Equivalent, decide.Stricter: Stricter, decide.Weaker: Weaker,
	decide.Overlapping: Overlapping, decide.Conflicting: Conflicting, decide.Unknown: Unknown,
}

// opposite reports whether the target asks for more where the measure says that
// less is better, or the other way round.
func opposite(a decide.Answer, m *Measure) bool {
	return m.Direction == HigherIsBetter && a.FirstTrend == decide.Lower || m.Direction == LowerIsBetter && a.FirstTrend == decide.Higher
}
