package calendar

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/internal/prose"
)

// UnknownNameError is the error of [LoadZone], [ParseCycle] and [business.Named] for a name that they do not know.
type UnknownNameError struct {
	Kind   string   // what was looked for: "time zone", "cycle", "calendar"
	Name   string   // what was written
	Near   []string // known names that the writer may have meant, best first; often empty
	Advice string   // what else to do, as a clause without a full stop
}

// Error says what is not known, what may have been meant, and what to do.
func (e *UnknownNameError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "unknown %s %s", e.Kind, prose.Quote(e.Name))
	if len(e.Near) > 0 {
		quoted := make([]string, len(e.Near))
		for i, name := range e.Near {
			quoted[i] = strconv.Quote(name)
		}
		fmt.Fprintf(&b, ": did you mean %s?", strings.Join(quoted, " or "))
		if e.Advice != "" {
			fmt.Fprintf(&b, " (%s)", e.Advice)
		}
	} else if e.Advice != "" {
		fmt.Fprintf(&b, ": %s", e.Advice)
	}
	return b.String()
}
