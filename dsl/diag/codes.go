package diag

import "errors"

// Code names a kind of diagnostic. Codes are stable: programs and documentation refer to
// them. A package that alone makes a finding declares its code, and lists its codes in a
// function Codes; those of several packages stand here. The page
// docs/diagnostics/<code>.md says what a code means, shows it, and shows what is accepted
// instead.
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

// Codes of the expression language.
const (
	Syntax           Code = "syntax"
	NumberLiteral    Code = "number-literal"
	UnknownUnit      Code = "unknown-unit"
	NotInLanguage    Code = "not-in-language"
	AmbiguousNot     Code = "ambiguous-not"
	TooLong          Code = "too-long"
	TooDeep          Code = "too-deep"
	TooLarge         Code = "too-large"
	UnknownName      Code = "unknown-name"
	UnknownField     Code = "unknown-field"
	UnknownFunction  Code = "unknown-function"
	UnknownValue     Code = "unknown-value"
	FieldOutsideRows Code = "field-outside-rows"
	DependsOnRow     Code = "depends-on-row"
	ArgumentCount    Code = "argument-count"
	ArgumentKind     Code = "argument-kind"
	KindMismatch     Code = "kind-mismatch"
	UnitMismatch     Code = "unit-mismatch"
	CurrencyMismatch Code = "currency-mismatch"
	ResultKind       Code = "result-kind"
	BadConstant      Code = "bad-constant"
	NoKind           Code = "no-kind"
	NotLive          Code = "not-live"
)

// Codes of the agreement document.
const (
	DocumentSyntax   Code = "document-syntax"
	DocumentFeature  Code = "document-feature"
	UnknownKey       Code = "unknown-key"
	DuplicateKey     Code = "duplicate-key"
	MissingKey       Code = "missing-key"
	WrongShape       Code = "wrong-shape"
	BadValue         Code = "bad-value"
	UnknownReference Code = "unknown-reference"
	NoParties        Code = "no-parties"
)

// Codes of targets that are decided without records.
const (
	VacuousTarget    Code = "vacuous-target"
	ImpossibleTarget Code = "impossible-target"
	NotDecided       Code = "not-decided"
)

// classes has the class of every code of this package; a test checks that none is left out.
var classes = map[Code]error{
	Syntax: ErrSyntax, NumberLiteral: ErrSyntax, UnknownUnit: ErrSyntax, NotInLanguage: ErrSyntax, AmbiguousNot: ErrSyntax,
	TooLong: ErrLimit, TooDeep: ErrLimit, TooLarge: ErrLimit,
	UnknownName: ErrName, UnknownField: ErrName, UnknownFunction: ErrName, UnknownValue: ErrName, FieldOutsideRows: ErrName,
	DependsOnRow: ErrType, ArgumentCount: ErrType, ArgumentKind: ErrType, KindMismatch: ErrType, UnitMismatch: ErrType,
	CurrencyMismatch: ErrType, ResultKind: ErrType, BadConstant: ErrType, NoKind: ErrType, NotLive: ErrType,
	DocumentSyntax: ErrSyntax, DocumentFeature: ErrSyntax, UnknownKey: ErrDocument, DuplicateKey: ErrDocument, MissingKey: ErrDocument,
	WrongShape: ErrDocument, BadValue: ErrDocument, UnknownReference: ErrName, NoParties: ErrDocument,
	VacuousTarget: ErrAlign, ImpossibleTarget: ErrAlign, NotDecided: ErrAlign,
}

// Class returns the sentinel that errors.Is matches for diagnostics of this code, or nil
// for a code that another package declares.
func (c Code) Class() error { return classes[c] }
