package clock

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Problem is something in the events that does not fit. It is small, because a log may
// have many; [Problem.Diagnostic] says it at length.
type Problem struct {
	Code   diag.Code
	Event  int       // which event, by its place in the [Item]
	Signal Signal    // what the event said, when that is what does not fit
	At     time.Time // when; the zero Time for an event without an instant
}

// Diagnostic returns the problem as a warning, with the event as its path: what does not
// fit, when, how it is read all the same, and what to write instead.
func (p Problem) Diagnostic() *diag.Diagnostic {
	d := &diag.Diagnostic{Severity: diag.Warning, Code: p.Code, Class: diag.ErrData, Path: fmt.Sprintf("events[%d]", p.Event)}
	for _, known := range problems {
		if known.code == p.Code {
			d.Summary, d.Advice = known.what+"; "+known.reading, known.advice
		}
	}
	if !p.At.IsZero() {
		d.Summary = "at " + p.At.Format(time.RFC3339) + ": " + d.Summary
	}
	if p.Signal.one() {
		d.Summary = p.Signal.String() + " " + d.Summary
	}
	return d
}

// String returns the diagnostic of the problem on one line.
func (p Problem) String() string { return p.Diagnostic().Error() }
