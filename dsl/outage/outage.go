package outage

import (
	"fmt"
	"math/big"
	"time"
)

// Outage is a time in which a component was down: From is within, To is not.
type Outage struct {
	From, To  time.Time
	Weight    Weight // how much of the service was lost
	Component string // of which component; see [Rule.Components]
	Cause     string // for the reader; it changes nothing
	Unknown   bool   // it is not known whether it was down; see [Rule.Unknown]
}

// Weight is the share of a service that is lost while it is degraded, from 0/1 to 1/1.
// The zero Weight is all of it.
type Weight struct {
	Num, Den int64
}

// mostParts keeps products of two weights within an int64.
const mostParts = 1_000_000_000

func (w Weight) valid() bool {
	return w == Weight{} || w.Den > 0 && w.Den <= mostParts && w.Num >= 0 && w.Num <= w.Den
}

// orFull returns the weight 1 for the zero Weight, which stands for it.
func (w Weight) orFull() Weight {
	if w == (Weight{}) {
		return Weight{1, 1}
	}
	return w
}

// less compares two weights that are not the zero Weight.
func (w Weight) less(other Weight) bool { return w.Num*other.Den < other.Num*w.Den }

// Rat returns the weight as a fraction.
func (w Weight) Rat() *big.Rat {
	if !w.valid() {
		return nil
	}
	w = w.orFull()
	return big.NewRat(w.Num, w.Den)
}

// String returns the fraction as it was written, and 1 for all of it.
func (w Weight) String() string {
	if w = w.orFull(); w.Num == w.Den {
		return "1"
	}
	return fmt.Sprintf("%d/%d", w.Num, w.Den)
}

// Span is a run of time: From is within, To is not. A period of an agreement is one, from
// its Start to its End.
type Span struct {
	From time.Time `json:"from,omitzero"`
	To   time.Time `json:"to,omitzero"`
}

// Record is what is known of a service in a span of time.
type Record struct {
	Span       Span
	Outages    []Outage    // in any order, also of other times
	Exclusions []Exclusion // in any order, also of other times
}

// Exclusion is a time that does not count, such as maintenance that was announced.
type Exclusion struct {
	From, To  time.Time
	Kind      Kind      // by which [Notice] finds it, such as "maintenance"
	Reason    string    // for the reader
	Authority string    // who may exclude it: the clause, the officer; for the reader
	Announced time.Time // when; the zero Time is never
}

// ServiceResult is how available a service was, and what that comes from. The outages and
// exclusions of the Result are those of the Record, by their places.
type ServiceResult struct {
	Service string // empty when the availability does not distinguish services
	Record  Record
	Result

	Checks        []Check   // of which the outages were made, when it is an availability of checks
	CheckProblems []Problem // what was found wrong in those of the time, by their places
}
