package align

import "github.com/concord-sla/concord/dsl/diag"

// Codes of alignment with a framework.
const (
	DirectionMismatch diag.Code = "direction-mismatch"
	MeasureUnit       diag.Code = "measure-unit"
	WeakerTarget      diag.Code = "weaker-target"
	ConflictingTarget diag.Code = "conflicting-target"
	OverlappingTarget diag.Code = "overlapping-target"
	FigureSetByParty  diag.Code = "figure-set-by-party"
	NoFigure          diag.Code = "no-figure"
	QuarantinedFigure diag.Code = "quarantined-figure"
	Aligned           diag.Code = "aligned"
)

// Codes of single axes of alignment.
const (
	WeakerRounding       diag.Code = "weaker-rounding"
	OtherStatistic       diag.Code = "other-statistic"
	WeakerItemLimit      diag.Code = "weaker-item-limit"
	OtherCalendar        diag.Code = "other-calendar"
	WeakerPeriod         diag.Code = "weaker-period"
	ExtraExclusion       diag.Code = "extra-exclusion"
	OtherPopulation      diag.Code = "other-population"
	LaterReport          diag.Code = "later-report"
	OtherParty           diag.Code = "other-party"
	SupersededMeasure    diag.Code = "superseded-measure"
	ContradictingMeasure diag.Code = "contradicting-measure"
	NotCompared          diag.Code = "not-compared"
)

// Codes returns the codes of diagnostics that this package declares. Their class is
// [diag.ErrAlign].
func Codes() []diag.Code {
	return []diag.Code{
		DirectionMismatch, MeasureUnit, WeakerTarget, ConflictingTarget, OverlappingTarget,
		FigureSetByParty, NoFigure, QuarantinedFigure, Aligned,
		WeakerRounding, OtherStatistic, WeakerItemLimit, OtherCalendar, WeakerPeriod, ExtraExclusion,
		OtherPopulation, LaterReport, OtherParty, SupersededMeasure, ContradictingMeasure, NotCompared,
	}
}
