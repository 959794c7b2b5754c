package outage

import "github.com/concord-sla/concord/dsl/diag"

// Codes of outages: what does not fit in outages, exclusions and checks. Their class is
// [diag.ErrData].
const (
	NoStart          diag.Code = "no-start"
	NoEnd            diag.Code = "no-end"
	EndBeforeStart   diag.Code = "end-before-start"
	BadWeight        diag.Code = "bad-weight"
	UnknownComponent diag.Code = "unknown-component"
	UnknownTime      diag.Code = "unknown-time"

	ExclusionWithoutEnds   diag.Code = "exclusion-without-ends"
	ExclusionEndsBefore    diag.Code = "exclusion-ends-before-start"
	ExclusionNotAnnounced  diag.Code = "exclusion-not-announced"
	ExclusionAnnouncedLate diag.Code = "exclusion-announced-late"

	NoInstant     diag.Code = "no-instant"
	NoStatus      diag.Code = "no-status"
	OutOfOrder    diag.Code = "out-of-order"
	EqualInstants diag.Code = "equal-instants"
)

// problems says of each code in which list it is found, what does not fit, how it is read
// all the same, and what to write instead.
var problems = []struct {
	code                        diag.Code
	list, what, reading, advice string
}{
	{NoStart, "outages", "the outage has no beginning", "it counts from the beginning of the span", "give it its beginning"},
	{NoEnd, "outages", "the outage has no end", "it counts until the end of the span", "give it its end"},
	{EndBeforeStart, "outages", "the outage ends before it begins", "it is left out", "exchange its ends, or correct one"},
	{BadWeight, "outages", "the weight is not a fraction from 0 to 1 with a denominator up to 1,000,000,000",
		"the outage counts in full", "write a weight such as 1/2"},
	{UnknownComponent, "outages", "the outage is of a component that the service does not have", "it is left out",
		"correct the name, or add the component to the rule"},
	{UnknownTime, "outages", "it is not known whether the component was up", "the rule says what that counts as: down, up, or not at all",
		"look why there were no checks"},
	{ExclusionWithoutEnds, "exclusions", "the exclusion lacks its beginning or its end", "it excludes nothing", "give it both"},
	{ExclusionEndsBefore, "exclusions", "the exclusion ends before it begins", "it excludes nothing", "exchange its ends, or correct one"},
	{ExclusionNotAnnounced, "exclusions", "the exclusion needs notice and was never announced", "it excludes nothing", "say when it was announced, if it was"},
	{ExclusionAnnouncedLate, "exclusions", "the exclusion was announced later than was agreed", "it excludes nothing", "look whether the day of its announcement is right"},
	{NoInstant, "checks", "the check has no instant", "it is left out", "give it its instant"},
	{NoStatus, "checks", "the check has no status", "the status before it ends there, and what follows is unknown", "give it its status"},
	{OutOfOrder, "checks", "the order of the check, or its place in the list, is before that of a check at an earlier instant",
		"the instants count", "correct its instant or its order"},
	{EqualInstants, "checks", "two checks that differ have the same instant and no order", "they count in the order of the list", "give them an order"},
}

// Codes returns the codes of what this package finds, in a stable order.
func Codes() []diag.Code {
	all := make([]diag.Code, len(problems))
	for i, p := range problems {
		all[i] = p.code
	}
	return all
}
