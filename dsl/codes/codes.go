// Package codes names the mistakes that several packages find: those of an expression, of
// a document such as an agreement or a catalog, and of targets that are decided without
// records. A finding that one package alone makes has its code there.
package codes

import "github.com/concord-sla/concord/dsl/diag"

// Codes of the expression language.
const (
	Syntax           diag.Code = "syntax"
	NumberLiteral    diag.Code = "number-literal"
	UnknownUnit      diag.Code = "unknown-unit"
	NotInLanguage    diag.Code = "not-in-language"
	AmbiguousNot     diag.Code = "ambiguous-not"
	TooLong          diag.Code = "too-long"
	TooDeep          diag.Code = "too-deep"
	TooLarge         diag.Code = "too-large"
	UnknownName      diag.Code = "unknown-name"
	UnknownField     diag.Code = "unknown-field"
	UnknownFunction  diag.Code = "unknown-function"
	UnknownValue     diag.Code = "unknown-value"
	FieldOutsideRows diag.Code = "field-outside-rows"
	DependsOnRow     diag.Code = "depends-on-row"
	ArgumentCount    diag.Code = "argument-count"
	ArgumentKind     diag.Code = "argument-kind"
	KindMismatch     diag.Code = "kind-mismatch"
	UnitMismatch     diag.Code = "unit-mismatch"
	CurrencyMismatch diag.Code = "currency-mismatch"
	ResultKind       diag.Code = "result-kind"
	BadConstant      diag.Code = "bad-constant"
	NoKind           diag.Code = "no-kind"
	NotLive          diag.Code = "not-live"
)

// Codes of the agreement document.
const (
	DocumentSyntax   diag.Code = "document-syntax"
	DocumentFeature  diag.Code = "document-feature"
	UnknownKey       diag.Code = "unknown-key"
	DuplicateKey     diag.Code = "duplicate-key"
	MissingKey       diag.Code = "missing-key"
	WrongShape       diag.Code = "wrong-shape"
	BadValue         diag.Code = "bad-value"
	UnknownReference diag.Code = "unknown-reference"
	NoParties        diag.Code = "no-parties"
)

// Codes of targets that are decided without records.
const (
	VacuousTarget    diag.Code = "vacuous-target"
	ImpossibleTarget diag.Code = "impossible-target"
	NotDecided       diag.Code = "not-decided"
)

// all are the codes of this package in the order in which they stand above, each with its
// class.
var all = []struct {
	code  diag.Code
	class error
}{
	{Syntax, diag.ErrSyntax},
	{NumberLiteral, diag.ErrSyntax},
	{UnknownUnit, diag.ErrSyntax},
	{NotInLanguage, diag.ErrSyntax},
	{AmbiguousNot, diag.ErrSyntax},
	{TooLong, diag.ErrLimit},
	{TooDeep, diag.ErrLimit},
	{TooLarge, diag.ErrLimit},
	{UnknownName, diag.ErrName},
	{UnknownField, diag.ErrName},
	{UnknownFunction, diag.ErrName},
	{UnknownValue, diag.ErrName},
	{FieldOutsideRows, diag.ErrName},
	{DependsOnRow, diag.ErrType},
	{ArgumentCount, diag.ErrType},
	{ArgumentKind, diag.ErrType},
	{KindMismatch, diag.ErrType},
	{UnitMismatch, diag.ErrType},
	{CurrencyMismatch, diag.ErrType},
	{ResultKind, diag.ErrType},
	{BadConstant, diag.ErrType},
	{NoKind, diag.ErrType},
	{NotLive, diag.ErrType},
	{DocumentSyntax, diag.ErrSyntax},
	{DocumentFeature, diag.ErrSyntax},
	{UnknownKey, diag.ErrDocument},
	{DuplicateKey, diag.ErrDocument},
	{MissingKey, diag.ErrDocument},
	{WrongShape, diag.ErrDocument},
	{BadValue, diag.ErrDocument},
	{UnknownReference, diag.ErrName},
	{NoParties, diag.ErrDocument},
	{VacuousTarget, diag.ErrAlign},
	{ImpossibleTarget, diag.ErrAlign},
	{NotDecided, diag.ErrAlign},
}

// Codes returns all codes of this package.
func Codes() []diag.Code {
	list := make([]diag.Code, len(all))
	for i, c := range all {
		list[i] = c.code
	}
	return list
}

// Class returns the class of a code of this package, which errors.Is matches, and nil for
// any other.
func Class(code diag.Code) error {
	for _, c := range all {
		if c.code == code {
			return c.class
		}
	}
	return nil
}
