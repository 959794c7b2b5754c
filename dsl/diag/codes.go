package diag

import (
	"errors"
)

// Code names a kind of diagnostic. Codes are stable: programs and documentation refer to
// them. They stand with the package that finds what they name, or in a package beside it,
// which lists them in a function Codes. The page docs/diagnostics/<code>.md says what a
// code means, shows it, and shows what is accepted instead.
type Code string

// The classes of diagnostics, for errors.Is.
var (
	ErrSyntax   = errors.New("the text does not follow the grammar")
	ErrName     = errors.New("a name is not known")
	ErrType     = errors.New("kinds or units do not fit together")
	ErrLimit    = errors.New("a limit was passed")
	ErrDocument = errors.New("the agreement is incomplete or contradicts itself")
	ErrData     = errors.New("records could not be read")
	ErrAlign    = errors.New("a metric does not align with the framework")
)
