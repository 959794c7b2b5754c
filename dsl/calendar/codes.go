package calendar

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

// Codes of dates and periods. Names that are not known are of the class [diag.ErrName],
// what is wrong with a date or a period of [diag.ErrSyntax].
const (
	UnknownZone  diag.Code = "unknown-zone"
	UnknownCycle diag.Code = "unknown-cycle"
	BadDate      diag.Code = "bad-date"
	BadPeriod    diag.Code = "bad-period"
)

// Codes returns the codes of what this package finds.
func Codes() []diag.Code { return []diag.Code{UnknownZone, UnknownCycle, BadDate, BadPeriod} }

// unknown returns the diagnostic of a name that is not known. The advice offers the names
// that are near to it, the likeliest first, or is the other advice where none is.
func unknown(code diag.Code, kind, name string, near []string, otherwise string) *diag.Diagnostic {
	return &diag.Diagnostic{Severity: diag.Error, Code: code, Class: diag.ErrName,
		Summary: fmt.Sprintf("there is no %s %s", kind, prose.Quote(name)), Advice: prose.Meant(near, otherwise)}
}

// wrong returns the diagnostic of a date or a period that cannot be.
func wrong(code diag.Code, advice, summary string, args ...any) *diag.Diagnostic {
	return &diag.Diagnostic{Severity: diag.Error, Code: code, Class: diag.ErrSyntax, Summary: fmt.Sprintf(summary, args...), Advice: advice}
}

// unreadable returns the diagnostic of a text that is not what it should be. The error
// says what to write.
func unreadable(code diag.Code, text, what string, err error) *diag.Diagnostic {
	advice := err.Error()
	if found := diag.From(err); len(found) > 0 {
		advice = found[0].Summary
		if found[0].Advice != "" {
			advice += ": " + found[0].Advice
		}
	}
	return wrong(code, advice, "%s is not a %s", prose.Quote(text), what)
}
