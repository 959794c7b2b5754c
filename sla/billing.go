package sla

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// billingCycle is the period of a metric that is judged by the agreement's billing
// cycles. As a cycle it is [calendar.Once]: they follow no rule.
const billingCycle = "billing cycle"

// cycleText returns a cycle as a document has it.
func cycleText(c calendar.Cycle) string {
	if c == calendar.Once {
		return billingCycle
	}
	return c.String()
}

// billing checks the billing cycles, of which at least one has to end in the agreement's
// term.
func (c *compiler) billing() {
	if len(c.a.BillingCycles) == 0 || slices.Contains(c.a.BillingCycles, calendar.Date{}) { // is reported elsewhere
		return
	}
	const path = "billing cycles"
	b, err := calendar.NewBilling(c.a.BillingCycles)
	if err != nil {
		c.report(path, codes.BadValue, diag.From(err)[0].Summary, "write the first day of each, and the first day after the last: [2026-01-17, 2026-02-15, 2026-03-18]")
		return
	}
	c.plan.billing = b
	from, to := c.a.Effective.From, c.a.Effective.To
	if to.IsZero() {
		to = calendar.Date{Year: 9999, Month: 12, Day: 31}
	}
	if term, err := calendar.Span(from, to); err == nil && len(b.EndingWithin(term)) == 0 {
		c.report(path, codes.BadValue, "no billing cycle ends within the agreement's term", "look at their years")
	}
}

// cycle checks that a metric has a period.
func (c *compiler) cycle(path string, m Metric) {
	switch {
	case m.Period == calendar.Once && len(c.a.BillingCycles) == 0:
		c.report(path+".period", codes.UnknownReference, "the agreement has no billing cycles", "write billing cycles: with the first day of each, and the first day after the last")
	case m.Period != calendar.Once && !m.Period.Recurs():
		c.report(path+".period", codes.MissingKey, fmt.Sprintf("metric %s has no period", m.Name), "write period: month, quarter, fiscal year, …")
	}
}

// before returns the period before one of a metric's; there is none before the first of a
// list.
func (p *Plan) before(m *CheckedMetric, period calendar.Period) (earlier calendar.Period, ok bool) {
	if m.Period == calendar.Once {
		earlier = p.billing.Previous(period)
	} else {
		earlier = period.Previous()
	}
	return earlier, !earlier.IsZero()
}
