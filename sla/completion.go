package sla

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
)

// Completion says what a share or count that was not measured can still turn out to
// be, when its undecided rows are all that is missing, and what that means for the
// target. It changes no verdict: what is missing never passes.
type Completion struct {
	Undecided   int // how many rows or groups
	Least, Most dsl.Value
	Target      Prospect // zero when it cannot be told, because the target needs more than the value
}

// Prospect is what a target comes to over all values that there can be.
type Prospect uint8

const (
	_            Prospect = iota
	MetAnyway             // the target holds for each of them
	MissedAnyway          // it holds for none
	Depends               // it holds for some
)

var prospectWords = words[Prospect]{"met anyway": MetAnyway, "missed anyway": MissedAnyway, "depends": Depends}

// String is the prospect in words: "met anyway", "missed anyway", "depends".
func (p Prospect) String() string { return prospectWords.text(p) }

// MarshalText is the prospect in words; the zero value is the empty text.
func (p Prospect) MarshalText() ([]byte, error) { return prospectWords.marshal(p) }

// UnmarshalText reads what MarshalText wrote.
func (p *Prospect) UnmarshalText(text []byte) error { return prospectWords.unmarshal(text, p) }

// String says it in words: "whatever it turns out to be, the target is met (95% to
// 100%)".
func (c Completion) String() string {
	they, turn, them := "they", "turn", "them"
	if c.Undecided == 1 {
		they, turn, them = "it", "turns", "it"
	}
	span := outward(c.Least, exact.Floor) + " to " + outward(c.Most, exact.Ceiling)
	if order, ok := c.Least.Compare(c.Most); ok && order == 0 {
		span = outward(c.Least, exact.Floor)
	}
	switch c.Target {
	case MetAnyway:
		return fmt.Sprintf("whatever %s %s out to be, the target is met (%s)", they, turn, span)
	case MissedAnyway:
		return fmt.Sprintf("whatever %s %s out to be, the target is missed (%s)", they, turn, span)
	case Depends:
		return fmt.Sprintf("whether the target is met depends on %s (%s)", them, span)
	}
	return fmt.Sprintf("whatever %s %s out to be, the value is %s", they, turn, span)
}

// outward is a bound as it is shown: one that has to be rounded goes away from the
// values that it bounds.
func outward(v dsl.Value, rule exact.Rounding) string {
	if text := v.String(); !strings.Contains(text, "≈") {
		return text
	}
	return v.Rounded(2, rule).Fixed(2)
}

// completion is what the value of a metric can still turn out to be; nil when there
// is nothing to say.
func (m *planMetric) completion(ctx context.Context, e dsl.Explanation) *Completion {
	if e.Least.Missing() {
		return nil
	}
	a := e.Aggregate
	c := &Completion{Undecided: a.Undecided, Least: e.Least, Most: e.Most}
	if a.Groups != nil {
		c.Undecided = a.Groups.Undecided
	}
	domain := decide.DomainOf(m.measure)
	least, most := c.Least.Num(), c.Most.Num()
	domain.Least, domain.Most = &least, &most
	answer := decide.Compare(ctx, m.target, m.target, valueName, domain)
	if m.Rounded {
		answer = decide.CompareRounded(ctx, m.target, m.Places, m.target, valueName, domain)
	}
	switch {
	case answer.Relation == decide.Unknown:
	case answer.FirstAlways:
		c.Target = MetAnyway
	case answer.FirstNever:
		c.Target = MissedAnyway
	default:
		c.Target = Depends
	}
	return c
}
