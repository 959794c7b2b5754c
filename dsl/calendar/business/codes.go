package business

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
)

// Codes of business days and working hours. UnknownCalendar is of the class
// [diag.ErrName], BadHours of [diag.ErrDocument], BadShift of [diag.ErrSyntax], and
// UnknownYear of [diag.ErrLimit].
const (
	UnknownCalendar diag.Code = "unknown-calendar" // no calendar has the name
	UnknownYear     diag.Code = "unknown-year"     // no holidays are known of a year
	BadHours        diag.Code = "bad-hours"        // working hours that contradict themselves
	BadShift        diag.Code = "bad-shift"        // a text that is no shift
)

// Codes returns the codes of what this package finds.
func Codes() []diag.Code { return []diag.Code{UnknownCalendar, UnknownYear, BadHours, BadShift} }

// hoursPath returns where in working hours a day stands: "hours.Monday", or "hours" for
// the hours in general.
func hoursPath(day string) string {
	if day == "" {
		return "hours"
	}
	return "hours." + day
}

// badHours returns the diagnostic of a mistake in the hours of a day, or in the hours in
// general when the day is empty.
func badHours(day, advice, problem string, args ...any) *diag.Diagnostic {
	return &diag.Diagnostic{Severity: diag.Error, Code: BadHours, Class: diag.ErrDocument, Path: hoursPath(day),
		Summary: fmt.Sprintf(problem, args...), Advice: advice}
}

// badShift returns the diagnostic of a text that is no shift, or a shift that has none.
func badShift(summary, advice string) *diag.Diagnostic {
	return &diag.Diagnostic{Severity: diag.Error, Code: BadShift, Class: diag.ErrSyntax, Summary: summary, Advice: advice}
}
