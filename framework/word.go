package framework

import (
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// The closed lists of words a catalog uses. Each type's zero value is invalid, so
// that a measure that was never filled in cannot pass for one that was.

// Direction says which values of a measure are good. The zero value is invalid.
type Direction uint8

// The directions of measures.
const (
	_ Direction = iota
	HigherIsBetter
	LowerIsBetter
	InRange            // near a planned value, neither above nor below
	MustMatch          // one value is right, every other is wrong
	Informational      // a workload count: no value is good or bad
	DirectionNotStated // the source does not say
)

var directionWords = [...]string{"higher is better", "lower is better", "in range", "must match", "informational", "not stated"}

// String is the direction in words: "higher is better".
func (d Direction) String() string { return wordAt(directionWords[:], uint8(d), "invalid direction") }

// ParseDirection reads a direction's words. The error names the nearest one.
func ParseDirection(text string) (Direction, error) {
	return parseWord[Direction]("direction", text, directionWords[:])
}

// Tier says how much a catalog weighs. The zero value is invalid.
type Tier uint8

// The tiers of catalogs.
const (
	_       Tier = iota
	Current      // published as the framework of today
	Legacy       // an older list, kept because nothing newer was published
)

var tierWords = [...]string{"current", "legacy"}

// String is "current" or "legacy".
func (t Tier) String() string { return wordAt(tierWords[:], uint8(t), "invalid tier") }

// Scope says whose performance a catalog's measures describe. The zero value is
// invalid.
type Scope uint8

// The scopes of catalogs.
const (
	_                Scope = iota
	AgreementScope         // one agreement between a customer and a provider
	MarketplaceScope       // all providers of a marketplace together: agreements contribute, none of them meets it
)

var scopeWords = [...]string{"agreement", "marketplace"}

// String is "agreement" or "marketplace".
func (s Scope) String() string { return wordAt(scopeWords[:], uint8(s), "invalid scope") }

// Force says how binding a catalog's figures are. The zero value is invalid.
type Force uint8

// The forces of catalogs.
const (
	_              Force = iota
	Representative       // examples, for the parties to adjust
	Binding              // of a law, a regulation or a directive: an agreement may ask for more and not for less
)

var forceWords = [...]string{"representative", "binding"}

// String is "representative" or "binding".
func (f Force) String() string { return wordAt(forceWords[:], uint8(f), "invalid force") }

// Op is how a figure bounds a value. The zero value is invalid.
type Op uint8

// The operators of figures.
const (
	_        Op = iota
	AtLeast     // >=
	AtMost      // <=
	Above       // >
	Below       // <
	Equal       // =
	Deviates    // within: at most this far from the planned value, on either side
	NoOp        // the source prints a figure without an operator
)

var opWords = [...]string{">=", "<=", ">", "<", "=", "within", ""}

// String is the operator's sign: ">=", "within". It is empty for [NoOp].
func (o Op) String() string { return wordAt(opWords[:], uint8(o), "invalid operator") }

// Relation is how a limit bounds each item. The zero value is invalid.
type Relation uint8

// The relations of limits.
const (
	_           Relation = iota
	WithinLimit          // done in at most this long
	EarlyLimit           // done at least this long before the moment it is due
	OverLimit            // older than this: the limit says which items are counted
	EveryLimit           // repeated at this interval
)

var relationWords = [...]string{"within", "at least", "over", "every"}

// String is "within", "at least", "over" or "every".
func (r Relation) String() string { return wordAt(relationWords[:], uint8(r), "invalid relation") }

// setters are the words for who sets a figure that the source leaves open.
var setters = []string{"service customer", "agency", "agency or policy", "qsmo", "contract", "agreement", "not stated"}

// statistics are the words for how the items of a period become one value.
var statistics = []string{"share", "share of amounts", "share of time", "mean", "median", "maximum", "count"}

// exclusionKinds are the agreement's words for what does not count.
var exclusionKinds = []string{string(sla.Planned), string(sla.Authorized), string(sla.CustomerCaused), string(sla.ThirdParty), string(sla.OutOfScope)}

// levels are the words for what a measure describes: work done or what came of it.
var levels = []string{"activity", "performance"}

func wordAt(words []string, i uint8, invalid string) string {
	if i == 0 || int(i) > len(words) {
		return invalid
	}
	return words[i-1]
}

func parseWord[T ~uint8](what, text string, words []string) (T, error) {
	for i, word := range words {
		if word == text {
			return T(i + 1), nil
		}
	}
	return 0, unknownWord(what, text, words)
}

// unknownWord is the error for a word outside a closed list; it is not placed.
func unknownWord(what, text string, words []string) *diag.Diagnostic {
	return &diag.Diagnostic{
		Severity: diag.Error, Code: diag.BadValue,
		Summary: quoted(text) + " is not a known " + what,
		Advice:  diag.DidYouMean(text, words),
	}
}
