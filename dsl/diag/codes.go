package diag

// Code names a kind of diagnostic. Codes are stable: programs and documentation
// refer to them. The page docs/diagnostics/<code>.md says what it means, shows it,
// and shows what is accepted instead. A package declares the codes of what it finds.
type Code string

// Class is what kind of thing is wrong, for errors.Is: a program that does not branch on
// each code branches on the classes.
type Class string

// The classes of diagnostics.
const (
	ErrSyntax   Class = "the text does not follow the grammar"
	ErrName     Class = "a name is not known"
	ErrType     Class = "kinds or units do not fit together"
	ErrLimit    Class = "a limit was passed"
	ErrDocument Class = "the agreement is incomplete or contradicts itself"
	ErrData     Class = "records could not be read"
	ErrAlign    Class = "a metric does not align with the framework"
)

// Error says what the class is.
func (c Class) Error() string { return string(c) }

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

// Codes of a review of an agreement.
const (
	ContradictoryTerms      Code = "contradictory-terms"
	ConditionalConflict     Code = "conditional-conflict"
	DeadTerm                Code = "dead-term"
	ZeroTolerance           Code = "zero-tolerance"
	SampleTolerance         Code = "sample-tolerance"
	IndistinctLevels        Code = "indistinct-levels"
	ZeroBudget              Code = "zero-budget"
	StricterWhileNew        Code = "stricter-while-new"
	LongerPeriod            Code = "longer-period"
	InvertedPriority        Code = "inverted-priority"
	ResponseAfterResolution Code = "response-after-resolution"
	WeakerTier              Code = "weaker-tier"
)

// Codes of a review's credits, remedies and exclusions.
const (
	CreditGap             Code = "credit-gap"
	CreditOverlap         Code = "credit-overlap"
	EmptyTier             Code = "empty-tier"
	DeadTier              Code = "dead-tier"
	CreditWhileMet        Code = "credit-while-met"
	CreditFalls           Code = "credit-falls"
	IdleCap               Code = "idle-cap"
	PaidTwice             Code = "paid-twice"
	DeadRemedy            Code = "dead-remedy"
	RedundantRung         Code = "redundant-rung"
	UncoveredCase         Code = "uncovered-case"
	IdleExclusion         Code = "idle-exclusion"
	ConflictingExclusions Code = "conflicting-exclusions"
)

// Codes of alignment with a framework.
const (
	UnknownMeasure    Code = "unknown-measure"
	DirectionMismatch Code = "direction-mismatch"
	MeasureUnit       Code = "measure-unit"
	WeakerTarget      Code = "weaker-target"
	ConflictingTarget Code = "conflicting-target"
	OverlappingTarget Code = "overlapping-target"
	VacuousTarget     Code = "vacuous-target"
	ImpossibleTarget  Code = "impossible-target"
	FigureSetByParty  Code = "figure-set-by-party"
	NoFigure          Code = "no-figure"
	QuarantinedFigure Code = "quarantined-figure"
	AmbiguousMeasure  Code = "ambiguous-measure"
	NotDecided        Code = "not-decided"
	Aligned           Code = "aligned"
)

// Codes of single axes of alignment.
const (
	WeakerRounding       Code = "weaker-rounding"
	OtherStatistic       Code = "other-statistic"
	WeakerItemLimit      Code = "weaker-item-limit"
	OtherCalendar        Code = "other-calendar"
	WeakerPeriod         Code = "weaker-period"
	ExtraExclusion       Code = "extra-exclusion"
	OtherPopulation      Code = "other-population"
	LaterReport          Code = "later-report"
	OtherParty           Code = "other-party"
	SupersededMeasure    Code = "superseded-measure"
	ContradictingMeasure Code = "contradicting-measure"
	NotCompared          Code = "not-compared"
)

// classes gives every code of this package its class; a test checks that none is left out.
var classes = map[Code]error{
	Syntax: ErrSyntax, NumberLiteral: ErrSyntax, UnknownUnit: ErrSyntax, NotInLanguage: ErrSyntax, AmbiguousNot: ErrSyntax,
	TooLong: ErrLimit, TooDeep: ErrLimit, TooLarge: ErrLimit,
	UnknownName: ErrName, UnknownField: ErrName, UnknownFunction: ErrName, UnknownValue: ErrName, FieldOutsideRows: ErrName,
	DependsOnRow: ErrType, ArgumentCount: ErrType, ArgumentKind: ErrType, KindMismatch: ErrType, UnitMismatch: ErrType,
	CurrencyMismatch: ErrType, ResultKind: ErrType, BadConstant: ErrType, NoKind: ErrType, NotLive: ErrType,
	DocumentSyntax: ErrSyntax, DocumentFeature: ErrSyntax, UnknownKey: ErrDocument, DuplicateKey: ErrDocument, MissingKey: ErrDocument,
	WrongShape: ErrDocument, BadValue: ErrDocument, UnknownReference: ErrName, NoParties: ErrDocument,
	ContradictoryTerms: ErrDocument, ConditionalConflict: ErrDocument, DeadTerm: ErrDocument, ZeroTolerance: ErrDocument, SampleTolerance: ErrDocument, IndistinctLevels: ErrDocument,
	ZeroBudget: ErrDocument, StricterWhileNew: ErrDocument, LongerPeriod: ErrDocument, InvertedPriority: ErrDocument, ResponseAfterResolution: ErrDocument, WeakerTier: ErrDocument,
	CreditGap: ErrDocument, CreditOverlap: ErrDocument, EmptyTier: ErrDocument, DeadTier: ErrDocument, CreditWhileMet: ErrDocument, CreditFalls: ErrDocument,
	IdleCap: ErrDocument, PaidTwice: ErrDocument, DeadRemedy: ErrDocument, RedundantRung: ErrDocument, UncoveredCase: ErrDocument, IdleExclusion: ErrDocument,
	ConflictingExclusions: ErrDocument,
	UnknownMeasure:        ErrName, DirectionMismatch: ErrAlign, MeasureUnit: ErrAlign, WeakerTarget: ErrAlign, ConflictingTarget: ErrAlign,
	OverlappingTarget: ErrAlign, VacuousTarget: ErrAlign, ImpossibleTarget: ErrAlign, FigureSetByParty: ErrAlign, NoFigure: ErrAlign,
	QuarantinedFigure: ErrAlign, AmbiguousMeasure: ErrAlign, NotDecided: ErrAlign, Aligned: ErrAlign,
	WeakerRounding: ErrAlign, OtherStatistic: ErrAlign, WeakerItemLimit: ErrAlign, OtherCalendar: ErrAlign, WeakerPeriod: ErrAlign, ExtraExclusion: ErrAlign,
	OtherPopulation: ErrAlign, LaterReport: ErrAlign, OtherParty: ErrAlign, SupersededMeasure: ErrAlign, ContradictingMeasure: ErrAlign, NotCompared: ErrAlign,
}

// Class is the sentinel that errors.Is matches for diagnostics of this code, or
// nil for a code of another package, whose diagnostics have a class of their own.
func (c Code) Class() error { return classes[c] }
