package framework

import "github.com/concord-sla/concord/dsl/diag"

// Codes of a measure's id.
const (
	UnknownMeasure   diag.Code = "unknown-measure"   // no measure has it
	AmbiguousMeasure diag.Code = "ambiguous-measure" // several have it
)

// Codes returns the codes of diagnostics that this package declares. Their classes are
// [diag.ErrName] and [diag.ErrAlign].
func Codes() []diag.Code { return []diag.Code{UnknownMeasure, AmbiguousMeasure} }
