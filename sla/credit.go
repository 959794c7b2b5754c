package sla

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
)

// credit returns the money for a period: the part of the first tier that holds, at most
// the cap. Nothing is due for a metric that was met, whatever its tiers say.
func (r *evaluation) credit(ctx context.Context, pr *CheckedRemedy, at calendar.Period) (*CreditDue, error) {
	m := r.plan.metric(pr.Credit.Metric)
	o, err := r.outcome(ctx, m, at)
	if err != nil {
		return nil, err
	}
	c := &CreditDue{Metric: m.Name, Amount: dsl.NoValue(pr.Of.Type(), "it was not worked out")}
	switch {
	case o.Verdict == Met || o.Verdict == AtRisk:
		c.None, c.Reason = true, "the target was met"
		return c, nil
	case o.Judged.Missing():
		c.Reason = "there is no value to pay by: " + o.Reason
		return c, nil
	}
	inputs := r.valueInputs(o.Judged)
	if err := r.tier(ctx, pr, inputs, c); err != nil || c.Reason != "" {
		return c, err
	}
	if cap := pr.Cap; cap != nil {
		if order, _ := c.Part.Compare(*cap); order > 0 {
			c.Part, c.Capped = *cap, true
		}
	}
	c.Of, err = pr.Of.Evaluate(ctx, dsl.Data{Inputs: inputs})
	switch amount, known := c.Of.Rat(); {
	case err != nil:
		return nil, err
	case !known:
		c.Reason = c.Of.Why()
	case amount.Sign() < 0:
		c.Reason = "what it is a part of is negative"
	default:
		c.Amount = amountOf(c.Part, c.Of).Rounded(cents, exact.HalfUp)
	}
	return c, nil
}

// tier finds the first tier whose condition holds. One that cannot be decided ends the
// search: a later one might pay less.
func (r *evaluation) tier(ctx context.Context, pr *CheckedRemedy, inputs map[string]dsl.Value, c *CreditDue) error {
	for i, condition := range pr.Tiers {
		held, err := condition.Evaluate(ctx, dsl.Data{Inputs: inputs})
		if err != nil {
			return err
		}
		holds, decided := held.Bool()
		if !decided {
			c.Reason = fmt.Sprintf("the tier %s cannot be decided: %s", pr.Credit.Tiers[i].When, held.Why())
			return nil
		}
		if holds {
			c.Tier, c.Part = pr.Credit.Tiers[i].When, pr.Parts[i]
			return nil
		}
	}
	c.None, c.Reason = true, "no tier covers the value"
	return nil
}

// cents is the number of decimal places to which money is paid.
const cents = 2

// amountOf returns a percent of a quantity: 10% of 500 USD is 50 USD. Neither may be
// missing.
func amountOf(percent, quantity dsl.Value) dsl.Value {
	n, _ := quantity.Num().Mul(percent.Num()).Quo(exact.Int(100))
	return dsl.NewExact(quantity.Type(), n)
}
