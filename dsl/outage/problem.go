package outage

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Problem is something that does not fit, in an outage, an exclusion or a check.
type Problem struct {
	Code  diag.Code
	Index int       // which outage, exclusion or check, by its place in its list
	At    time.Time // when it began, or when the check was; the zero Time when it is not known
}

// Diagnostic returns the problem as a warning, with the outage, exclusion or check as its
// path: what does not fit, when, how it is read all the same, and what to write instead.
func (p Problem) Diagnostic() *diag.Diagnostic {
	d, reading := diagnostic(p.Code, p.Index)
	d.Summary += "; " + reading
	if !p.At.IsZero() {
		d.Summary = "at " + p.At.Format(time.RFC3339) + ": " + d.Summary
	}
	return d
}

// String returns the diagnostic of the problem on one line.
func (p Problem) String() string { return p.Diagnostic().Error() }

// diagnostic returns the diagnostic of a code, and how what it is about is read.
func diagnostic(code diag.Code, index int) (d *diag.Diagnostic, reading string) {
	d = &diag.Diagnostic{Severity: diag.Warning, Code: code, Class: diag.ErrData}
	for _, known := range problems {
		if known.code == code {
			d.Path, d.Summary, d.Advice, reading = fmt.Sprintf("%s[%d]", known.list, index), known.what, known.advice, known.reading
		}
	}
	return d, reading
}
