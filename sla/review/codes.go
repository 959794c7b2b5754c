package review

import (
	"github.com/concord-sla/concord/dsl/diag"
)

// Codes of a review of an agreement. What each means is on its page in docs/diagnostics.
const (
	ContradictoryTerms      diag.Code = "contradictory-terms"
	ConditionalConflict     diag.Code = "conditional-conflict"
	DeadTerm                diag.Code = "dead-term"
	ZeroTolerance           diag.Code = "zero-tolerance"
	SampleTolerance         diag.Code = "sample-tolerance"
	IndistinctLevels        diag.Code = "indistinct-levels"
	ZeroBudget              diag.Code = "zero-budget"
	StricterWhileNew        diag.Code = "stricter-while-new"
	LongerPeriod            diag.Code = "longer-period"
	InvertedPriority        diag.Code = "inverted-priority"
	ResponseAfterResolution diag.Code = "response-after-resolution"
	WeakerTier              diag.Code = "weaker-tier"
)

// Codes of a review's credits, remedies and exclusions. What each means is on its page in
// docs/diagnostics.
const (
	CreditGap             diag.Code = "credit-gap"
	CreditOverlap         diag.Code = "credit-overlap"
	EmptyTier             diag.Code = "empty-tier"
	DeadTier              diag.Code = "dead-tier"
	CreditWhileMet        diag.Code = "credit-while-met"
	CreditFalls           diag.Code = "credit-falls"
	IdleCap               diag.Code = "idle-cap"
	PaidTwice             diag.Code = "paid-twice"
	DeadRemedy            diag.Code = "dead-remedy"
	RedundantRung         diag.Code = "redundant-rung"
	UncoveredCase         diag.Code = "uncovered-case"
	IdleExclusion         diag.Code = "idle-exclusion"
	ConflictingExclusions diag.Code = "conflicting-exclusions"
)

// Codes returns the codes of diagnostics that this package declares. Their class is
// [diag.ErrDocument].
func Codes() []diag.Code {
	return []diag.Code{
		ContradictoryTerms, ConditionalConflict, DeadTerm, ZeroTolerance, SampleTolerance, IndistinctLevels,
		ZeroBudget, StricterWhileNew, LongerPeriod, InvertedPriority, ResponseAfterResolution, WeakerTier,
		CreditGap, CreditOverlap, EmptyTier, DeadTier, CreditWhileMet, CreditFalls,
		IdleCap, PaidTwice, DeadRemedy, RedundantRung, UncoveredCase, IdleExclusion,
		ConflictingExclusions,
	}
}
