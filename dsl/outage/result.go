package outage

import (
	"math/big"
	"time"
)

// Result is what was measured of a span.
type Result struct {
	Agreed   time.Duration // within the service hours
	Excluded time.Duration // of that, excluded: the sum of the lengths of Exclusions
	Down     *big.Rat      // the downtime in the agreed time that is not excluded, in nanoseconds, weighted and rounded

	// UnknownTime is how much of the agreed time that is not excluded is unknown: whether
	// the service was up is not known. It is the sum of Unknown.
	UnknownTime time.Duration
	Unknown     []Span // that time, in order; what it counts as is for [Rule.Unknown] to say

	Intervals  []Interval // the downtime that counts, in order, before minutes are rounded
	Runs       []Run      // the outages of the service that touch the span, in order
	Exclusions []Excluded // in order of their beginning
	Refused    []Refusal  // exclusions that exclude nothing, in the order of the record
	Problems   []Problem  // in the order of the outages

	rule Rule
}

// Interval is a run of downtime that counts, at one weight.
type Interval struct {
	Span
	Weight Weight
	Outage int // the outage that decides, by its index in the [Record]
}

// Run is an outage of the service: as long as anything of it was lost without a break.
type Run struct {
	Span       // as it was, also outside the span, the hours and beside exclusions
	Short bool // shorter than the minimum, so that nothing of it counts
	// Length is what counts of it; zero by slices and probes, which can be of several
	// runs.
	Length  time.Duration
	Rounded time.Duration // that, rounded
}

// Of returns the time of which availability is a share: the agreed time, without what is
// excluded when that is taken out, and without what is unknown when that is left out.
func (r Result) Of() time.Duration {
	if r.rule.Excluded == AddedBack {
		return r.Agreed - r.leftOut()
	}
	return r.Agreed - r.Excluded - r.leftOut()
}

// leftOut returns the unknown time that is no part of what availability is a share of.
func (r Result) leftOut() time.Duration {
	if r.rule.Unknown == UnknownIsLeftOut {
		return r.UnknownTime
	}
	return 0
}

// Up returns how much of the time of [Result.Of] the service was up, in nanoseconds.
func (r Result) Up() *big.Rat {
	up := new(big.Rat).SetInt64(int64(r.Of()))
	if r.Down == nil {
		return up
	}
	return up.Sub(up, r.Down)
}

// Availability returns Up as a share of Of, from 0 to 1. It is nil when there is no time
// that counts: what cannot be measured is not met.
func (r Result) Availability() *big.Rat {
	if r.Of() <= 0 || r.Down == nil {
		return nil
	}
	return new(big.Rat).Quo(r.Up(), new(big.Rat).SetInt64(int64(r.Of())))
}
