package sla

import (
	"fmt"
)

// Verdict is how a metric fared in a period, in words. The zero value is invalid: it is a
// mistake if it is ever printed. No verdict is reached without data but those that say so.
type Verdict string

const (
	Met           Verdict = "met"            // the target holds
	AtRisk        Verdict = "at risk"        // the target holds, inside the warning band
	Missed        Verdict = "missed"         // the target does not hold
	NotMeasured   Verdict = "not measured"   // there was not enough to judge by
	NotApplicable Verdict = "not applicable" // there was nothing to judge
)

// UnmarshalText reads a verdict, and refuses words that are none; the empty text is the
// zero value.
func (v *Verdict) UnmarshalText(text []byte) error {
	switch read := Verdict(text); read {
	case "", Met, AtRisk, Missed, NotMeasured, NotApplicable:
		*v = read
		return nil
	}
	return fmt.Errorf("%q is not a verdict", text)
}
