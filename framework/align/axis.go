package align

import (
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework/internal/words"
)

// Axis is one of the things in which a metric and a measure can differ. The zero value is
// invalid.
type Axis uint8

// The axes, in the order in which a reader asks about them.
const (
	_               Axis = iota
	UnitAxis             // what the value is counted in
	DirectionAxis        // which values are good
	CriterionAxis        // the target against the figure
	PrecisionAxis        // whether the exact or the rounded value is judged
	StatisticAxis        // how the items of a period become one value
	ItemLimitAxis        // the limit for each item inside the aggregate
	CalendarAxis         // which days and hours count
	PeriodAxis           // over how long it is judged
	ExclusionsAxis       // which rows or time are left out
	PopulationAxis       // what is counted at all
	ReportingAxis        // when the figure is due
	PerformingAxis       // who does the work
	AccountableAxis      // who answers for it
	ForceAxis            // whether the measure applies when the agreement begins
)

var axisWords = [...]string{
	"unit", "direction", "criterion", "precision", "statistic", "item limit", "calendar and hours", "period", "exclusions", "population",
	"reporting", "performed by", "accountable", "in force",
}

// String returns the axis in words: "item limit".
func (a Axis) String() string { return words.At(axisWords[:], uint8(a), "invalid axis") }

// AxisFinding is how a metric stands to a measure on one axis. docs/alignment.md has the
// order and the rule of each.
type AxisFinding struct {
	Axis     Axis
	Relation decide.Relation // [decide.NotStated] where the measure says nothing, [decide.Unknown] where the two were not compared
	Severity diag.Severity   // Error and Warning where the axis keeps the metric from aligning, or someone has to look
	Code     diag.Code
	Metric   string // the metric's side: "within 30 calendar days"
	Measure  string // the measure's side; empty where it says nothing
	Rule     string // by which rule the two were compared, or why they were not
	Advice   string // what to change
	Witness  string // a case in which the two differ, where the relation was decided
}

// Fails reports whether the axis keeps the metric from aligning.
func (f AxisFinding) Fails() bool {
	switch f.Relation {
	case decide.Weaker, decide.Overlapping, decide.Conflicting, decide.Incomparable:
		return true
	}
	return false
}

// Axis returns the finding on one axis. It is not ok when nothing was compared, because
// the measure is not known or its facts are not trusted.
func (f Finding) Axis(a Axis) (found AxisFinding, ok bool) {
	for _, own := range f.Axes {
		if own.Axis == a {
			return own, true
		}
	}
	return AxisFinding{}, false
}

// An axisRow says how severe it is that the metric is not as strong on an axis, or that
// the two were not compared, and with which code.
type axisRow struct {
	axis     Axis
	fails    diag.Severity
	code     diag.Code
	open     diag.Severity
	strength bool // whether it counts towards the metric's alignment, or is only reported
}

var axisRows = [...]axisRow{
	{UnitAxis, diag.Error, MeasureUnit, diag.Warning, true},
	{DirectionAxis, diag.Error, DirectionMismatch, diag.Note, true},
	{CriterionAxis, diag.Error, WeakerTarget, diag.Warning, true},
	{PrecisionAxis, diag.Error, WeakerRounding, diag.Warning, true},
	{StatisticAxis, diag.Error, OtherStatistic, diag.Warning, true},
	{ItemLimitAxis, diag.Error, WeakerItemLimit, diag.Warning, true},
	{CalendarAxis, diag.Error, OtherCalendar, diag.Warning, true},
	{PeriodAxis, diag.Error, WeakerPeriod, diag.Note, true},
	{ExclusionsAxis, diag.Warning, ExtraExclusion, diag.Note, true},
	{PopulationAxis, diag.Warning, OtherPopulation, diag.Note, true},
	{ReportingAxis, diag.Warning, LaterReport, diag.Note, true},
	{PerformingAxis, diag.Warning, OtherParty, diag.Note, false},
	{AccountableAxis, diag.Note, OtherParty, diag.Note, false},
	{ForceAxis, diag.Warning, SupersededMeasure, diag.Warning, false},
}

// withSeverity returns the finding with the severity and code that follow from its
// relation.
func (f AxisFinding) withSeverity() AxisFinding {
	row := axisRows[f.Axis-1]
	switch {
	case f.Severity != 0: // the comparison knows better
	case f.Fails():
		f.Severity = row.fails
	case f.Relation == decide.Unknown:
		f.Severity = row.open
	default:
		f.Severity = diag.Note
	}
	switch {
	case f.Code != "":
	case f.Fails() || f.Axis == ForceAxis && f.Relation == decide.Unknown:
		f.Code = row.code
	case f.Relation == decide.Unknown:
		f.Code = NotCompared
	default:
		f.Code = Aligned
	}
	return f
}

// overall returns the alignment that follows from the axes: as weak as the weakest of
// those that were compared. Weaker on one axis and stricter on another is overlapping,
// since neither follows from the other. Axes on which the measure says nothing, and those
// that were not compared, change nothing; without the criterion there is no answer.
func overall(axes []AxisFinding) decide.Relation {
	var stricter, weaker, conflicting, incomparable, open bool
	for _, f := range axes {
		if !axisRows[f.Axis-1].strength {
			continue
		}
		switch f.Relation {
		case decide.Stricter:
			stricter = true
		case decide.Weaker:
			weaker = true
		case decide.Overlapping:
			stricter, weaker = true, true
		case decide.Conflicting:
			conflicting = true
		case decide.Incomparable:
			incomparable = true
			if f.Axis == UnitAxis {
				return decide.Incomparable
			}
		case decide.Unknown:
			open = open || f.Axis == CriterionAxis
		}
	}
	switch {
	case conflicting:
		return decide.Conflicting
	case incomparable:
		return decide.Incomparable
	case weaker && stricter && !open:
		return decide.Overlapping
	case weaker:
		return decide.Weaker
	case open:
		return decide.Unknown
	case stricter:
		return decide.Stricter
	}
	return decide.Equivalent
}

// mostSevere returns the axis that a finding is about: the most severe, of those one that
// fails before one that was not compared, and of those the first.
func mostSevere(axes []AxisFinding) AxisFinding {
	w := axes[0]
	for _, f := range axes[1:] {
		if f.Severity < w.Severity || f.Severity == w.Severity && f.Fails() && !w.Fails() {
			w = f
		}
	}
	return w
}
