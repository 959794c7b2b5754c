package framework

import (
	"strings"

	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/framework/internal/words"
)

// The closed lists of words a catalog uses. Each type's zero value is invalid, so that a
// measure that was never filled in cannot pass for one that was.

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

// String returns the direction in words: "higher is better".
func (d Direction) String() string { return words.At(directionWords[:], uint8(d), "invalid direction") }

// Tier says how much a catalog weighs. The zero value is invalid.
type Tier uint8

// The tiers of catalogs.
const (
	_       Tier = iota
	Current      // published as the framework of today
	Legacy       // an older list, kept because nothing newer was published
)

var tierWords = [...]string{"current", "legacy"}

// String returns "current" or "legacy".
func (t Tier) String() string { return words.At(tierWords[:], uint8(t), "invalid tier") }

// Scope says whose performance a catalog's measures describe. The zero value is invalid.
type Scope uint8

// The scopes of catalogs.
const (
	_                Scope = iota
	AgreementScope         // one agreement between a customer and a provider
	MarketplaceScope       // all providers of a marketplace together: agreements contribute, none of them meets it
)

var scopeWords = [...]string{"agreement", "marketplace"}

// String returns "agreement" or "marketplace".
func (s Scope) String() string { return words.At(scopeWords[:], uint8(s), "invalid scope") }

// Force says how binding a catalog's figures are. The zero value is invalid.
type Force uint8

// The forces of catalogs.
const (
	_              Force = iota
	Representative       // examples, for the parties to adjust
	Binding              // of a law, a regulation or a directive: an agreement may ask for more and not for less
)

var forceWords = [...]string{"representative", "binding"}

// String returns "representative" or "binding".
func (f Force) String() string { return words.At(forceWords[:], uint8(f), "invalid force") }

// Op is how a figure bounds a value, or a limit each item. The zero value is invalid.
type Op uint8

// The operators of figures and limits.
const (
	_        Op = iota
	AtLeast     // >=; of a limit: done at least this long before the moment it is due
	AtMost      // <=; of a limit: done in at most this long
	Above       // >; of a limit: older than this, which says which items are counted
	Below       // <
	Equal       // =
	Deviates    // within: at most this far from the planned value, on either side
	NoOp        // the source prints a figure without an operator
	Every       // of a limit alone: repeated at this interval
)

var opWords = [...]string{">=", "<=", ">", "<", "=", "within", "", "every"}

// String returns the operator's sign: ">=", "within". It is empty for [NoOp].
func (o Op) String() string { return words.At(opWords[:], uint8(o), "invalid operator") }

// limitWords are the operators of limits as a catalog writes them, and limitOps their
// order.
var (
	limitWords = map[Op]string{AtMost: "within", AtLeast: "at least", Above: "over", Every: "every"}
	limitOps   = []Op{AtMost, AtLeast, Above, Every}
)

// setters are the words for who sets a figure that the source leaves open.
var setters = []string{"service customer", "agency", "agency or policy", "qsmo", "contract", "agreement", "not stated"}

// statistics are the words for how the items of a period become one value.
var statistics = []string{"share", "share of amounts", "share of time", "mean", "median", "maximum", "count"}

// exclusionKinds are the agreement's words for what does not count.
var exclusionKinds = []string{string(outage.Planned), string(outage.Authorized), string(outage.CustomerCaused), string(outage.ThirdParty), string(outage.OutOfScope)}

// levels are the words for what a measure describes: work done or what came of it.
var levels = []string{"activity", "performance"}

// PartyOf returns the party of an agreement that a catalog's word for an organization
// names: provider, customer or qsmo; "" when it names none.
func PartyOf(organization string) string {
	switch {
	case strings.Contains(organization, "Provider"):
		return "provider"
	case strings.Contains(organization, "Customer"), strings.Contains(organization, "Consumer"), strings.HasPrefix(organization, "Agency"):
		return "customer"
	case strings.Contains(organization, "Management Office"):
		return "qsmo"
	}
	return ""
}
