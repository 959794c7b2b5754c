package recurrence

import "github.com/concord-sla/concord/dsl/diag"

// Codes of windows that recur: a mistake in the text passed to [ParseEvents], or
// something in it that is outside what this package reads. Their class is
// [diag.ErrSyntax].
const (
	BadEvent diag.Code = "bad-event"
)

// Codes returns the codes of what this package finds.
func Codes() []diag.Code { return []diag.Code{BadEvent} }
