package review

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
)

func tierKey(i int) string { return fmt.Sprintf("tiers[%d]", i) }

// divided asks whether every value that misses the target has a tier, every tier a value,
// and no value two tiers of which neither holds the other.
func (c *reviewedCredit) divided(ctx context.Context) {
	d := c.missed.Partition(ctx, c.tiers)
	if d.Outcome == decide.Undecided || d.More {
		reason := d.Reason
		if reason == "" {
			reason = "there are more flaws than are shown"
		}
		c.undecided(join(c.path, "tiers"), "whether the tiers divide the values that miss the target", reason)
	}
	for _, f := range d.Findings {
		if f.Possible {
			continue
		}
		switch f.Flaw {
		case decide.Gap:
			c.gap(f)
		case decide.Empty, decide.Inverted:
			c.empty(ctx, f)
		case decide.Overlap:
			c.overlap(ctx, f)
		}
	}
}

func (c *reviewedCredit) gap(f decide.Finding) {
	summary := fmt.Sprintf("nothing is due where %s, which misses the target: no tier holds", where(f))
	if f.Edit != nil {
		c.atTier(f.Edit.Tier, CreditGap, summary, "", f.Edit)
		return
	}
	c.report(diag.Warning, CreditGap, join(c.path, "tiers"), summary, "let a tier reach there, or say with a credit of 0% that nothing is due")
}

// empty tells of a tier that never pays, because no value satisfies it, or only values
// that meet the target.
func (c *reviewedCredit) empty(ctx context.Context, f decide.Finding) {
	i := f.Tiers[0]
	c.unpaid[i] = true
	switch never := c.every.NeverTrue(ctx, c.tiers[i]); {
	case f.Flaw == decide.Inverted:
		c.atTier(i, EmptyTier, "no value satisfies the tier: its bounds stand the wrong way round", "exchange its figures", f.Edit)
	case never.Outcome == decide.Proved:
		c.atTier(i, EmptyTier, "no value satisfies the tier", "look whether its bounds exclude each other, or leave it out", nil)
	default:
		c.atTier(i, CreditWhileMet, "the tier never pays: every value for which it holds meets the target, and nothing is due for a metric that was met",
			"leave it out, or write what is due below the target", nil)
	}
}

// overlap tells of values with two tiers, unless one tier holds wherever the other does:
// tiers from the worst to the best, each without its lower bound, are read from the first
// one, and a later tier that the earlier one covers is never reached.
func (c *reviewedCredit) overlap(ctx context.Context, f decide.Finding) {
	i, j := f.Tiers[0], f.Tiers[1]
	for _, p := range []decide.Proof{c.missed.Implies(ctx, c.tiers[i], c.tiers[j]), c.missed.Implies(ctx, c.tiers[j], c.tiers[i])} {
		if p.Outcome == decide.Proved {
			return
		}
	}
	summary := fmt.Sprintf("tiers %d and %d both hold where %s; the first of them counts, which pays %s and not %s",
		i+1, j+1, where(f), c.remedy.Parts[i], c.remedy.Parts[j])
	if f.Edit != nil {
		c.atTier(f.Edit.Tier, CreditOverlap, summary, "", f.Edit)
		return
	}
	c.atTier(j, CreditOverlap, summary, "let each value have one tier", nil)
}

// reached asks of every tier whether the ones before it leave anything to it.
func (c *reviewedCredit) reached(ctx context.Context) {
	for j, tier := range c.tiers {
		if j == 0 || c.unpaid[j] {
			continue
		}
		if p := c.missed.Covered(ctx, tier, c.tiers[:j]...); p.Outcome != decide.Proved || p.Vacuous {
			continue
		}
		c.unpaid[j] = true
		summary, advice := "the tier is never reached: those before it hold wherever it does", "write it before them, or leave it out"
		if i := slices.IndexFunc(c.tiers[:j], func(e *dsl.Program) bool { return c.missed.Implies(ctx, tier, e).Outcome == decide.Proved }); i >= 0 {
			summary = fmt.Sprintf("the tier is never reached: tier %d stands before it and holds wherever it does", i+1)
			advice = fmt.Sprintf("write it before tier %d, or leave it out", i+1)
		}
		c.atTier(j, DeadTier, summary, advice, nil)
	}
}

// met asks of every tier that pays whether it also holds for values that meet the target.
// Nothing is due for those, whatever the table says.
func (c *reviewedCredit) met(ctx context.Context) {
	for i, tier := range c.tiers {
		if c.unpaid[i] {
			continue
		}
		p := c.every.Disjoint(ctx, tier, c.m.Target)
		if p.Outcome != decide.Refuted {
			c.proved(p, c.tierPath(i, "when"), "whether the tier holds for values that meet the target")
			continue
		}
		summary := fmt.Sprintf("the tier holds for %s, which meets the target; nothing is due for a metric that was met", shownValue(p.Witness))
		c.atTier(i, CreditWhileMet, summary, "end the tier where the target begins", c.short(ctx, tier, i))
	}
}

// short returns the shortest edit that ends a tier where the target begins.
func (c *reviewedCredit) short(ctx context.Context, tier *dsl.Program, i int) *decide.Edit {
	for _, f := range c.every.Partition(ctx, []*dsl.Program{c.m.Target, tier}).Findings {
		if f.Flaw == decide.Overlap && f.Edit != nil && f.Edit.Tier == 1 {
			e := *f.Edit
			e.Tier = i
			return &e
		}
	}
	return nil
}
