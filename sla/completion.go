package sla

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/exact"
)

// Completion says what a share or count that was not measured can still turn out to be,
// when its undecided rows are all that is missing, and what that means for the target. It
// changes no verdict: what is missing never passes.
type Completion struct {
	Undecided int       `json:"undecided"` // how many rows or groups are undecided
	Least     dsl.Value `json:"least,omitzero"`
	Most      dsl.Value `json:"most,omitzero"`
	Target    Verdict   `json:"target,omitzero"` // Met or Missed when that is certain however they turn out, NotMeasured when it depends on them; zero when it is not known, because the target needs more than the value
}

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
	case Met:
		return fmt.Sprintf("whatever %s %s out to be, the target is met (%s)", they, turn, span)
	case Missed:
		return fmt.Sprintf("whatever %s %s out to be, the target is missed (%s)", they, turn, span)
	case NotMeasured:
		return fmt.Sprintf("whether the target is met depends on %s (%s)", them, span)
	}
	return fmt.Sprintf("whatever %s %s out to be, the value is %s", they, turn, span)
}

// outward returns a bound as it is shown: one that has to be rounded goes away from the
// values that it bounds.
func outward(v dsl.Value, rule exact.Rounding) string {
	if text := v.String(); !strings.Contains(text, "≈") {
		return text
	}
	return v.Rounded(2, rule).Fixed(2)
}

// completion returns what the value of a metric can still turn out to be; nil when there
// is nothing to say.
func (m *CheckedMetric) completion(ctx context.Context, e dsl.Explanation) *Completion {
	if e.Least.Missing() {
		return nil
	}
	a := e.Aggregate
	c := &Completion{Undecided: a.Undecided, Least: e.Least, Most: e.Most}
	if a.Groups != nil {
		c.Undecided = a.Groups.Undecided
	}
	domain := decide.DomainOf(m.Measure)
	least, most := c.Least.Num(), c.Most.Num()
	domain.Least, domain.Most = &least, &most
	answer := decide.Compare(ctx, m.Target, m.Target, valueName, domain)
	if m.Rounded {
		answer = decide.CompareRounded(ctx, m.Target, m.Places, m.Target, valueName, domain)
	}
	switch {
	case answer.Relation == decide.Unknown:
	case answer.FirstAlways:
		c.Target = Met
	case answer.FirstNever:
		c.Target = Missed
	default:
		c.Target = NotMeasured
	}
	return c
}
