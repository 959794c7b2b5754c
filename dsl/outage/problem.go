package outage

import (
	"fmt"
	"time"
)

// Word names a kind of problem. It stays the same from version to version.
type Word string

// The problems of outages, exclusions and checks.
const (
	NoStart          Word = "no-start"
	NoEnd            Word = "no-end"
	EndBeforeStart   Word = "end-before-start"
	BadWeight        Word = "bad-weight"
	UnknownComponent Word = "unknown-component"
	UnknownTime      Word = "unknown-time"

	ExclusionWithoutEnds   Word = "exclusion-without-ends"
	ExclusionEndsBefore    Word = "exclusion-ends-before-start"
	ExclusionNotAnnounced  Word = "exclusion-not-announced"
	ExclusionAnnouncedLate Word = "exclusion-announced-late"

	NoInstant     Word = "no-instant"
	NoStatus      Word = "no-status"
	OutOfOrder    Word = "out-of-order"
	EqualInstants Word = "equal-instants"
)

// words are all problems: what was found, and what was assumed.
var words = []struct {
	word           Word
	found, assumed string
}{
	{NoStart, "the outage has no beginning", "it has lasted since the span began"},
	{NoEnd, "the outage has no end", "it lasts until the span ends"},
	{EndBeforeStart, "the outage ends before it begins", "it did not happen"},
	{BadWeight, "the weight is not a fraction from 0 to 1 with a denominator up to 1,000,000,000", "the whole service was lost"},
	{UnknownComponent, "the outage is of a component that the service does not have", "the service was not touched"},
	{UnknownTime, "it is not known whether the component was up", "what the rule says: it was down, it was up, or the time does not count"},
	{ExclusionWithoutEnds, "the exclusion lacks its beginning or its end", "nothing is excluded"},
	{ExclusionEndsBefore, "the exclusion ends before it begins", "nothing is excluded"},
	{ExclusionNotAnnounced, "the exclusion needs notice and was never announced", "nothing is excluded"},
	{ExclusionAnnouncedLate, "the exclusion was announced later than was agreed", "nothing is excluded"},
	{NoInstant, "the check has no instant", "it did not happen"},
	{NoStatus, "the check has no status", "what was up or down stays so for no longer than until then, and what follows is unknown"},
	{OutOfOrder, "the order of the check, or its place among those given, is before that of an earlier one", "the instants are right"},
	{EqualInstants, "two checks that differ have the same instant, and no order", "they were made in the order given"},
}

// Words returns all problems, in a stable order.
func Words() []Word {
	all := make([]Word, len(words))
	for i, w := range words {
		all[i] = w.word
	}
	return all
}

// Found says what does not fit, as a sentence without a full stop.
func (w Word) Found() string {
	for _, known := range words {
		if known.word == w {
			return known.found
		}
	}
	return "an unknown problem"
}

// Assumed says what is assumed instead, as a clause without a full stop.
func (w Word) Assumed() string {
	for _, known := range words {
		if known.word == w {
			return known.assumed
		}
	}
	return "nothing"
}

// Problem is something that does not fit, in an outage, an exclusion or a check.
type Problem struct {
	Word  Word
	Index int       // which outage, exclusion or check, by its place among those given
	At    time.Time // when it began, or when the check was; the zero Time when it is not known
}

// String says what was found, where, and what was assumed.
func (p Problem) String() string {
	where := ""
	if !p.At.IsZero() {
		where = " at " + p.At.Format(time.RFC3339)
	}
	return fmt.Sprintf("%s%s: %s; assumed: %s", p.Word, where, p.Word.Found(), p.Word.Assumed())
}
