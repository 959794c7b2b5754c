package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
)

// mostLevels bounds how many tiers are read to find where credits fall: all of them for
// each amount that they pay.
const mostLevels = 10_000

// falls asks whether worse service ever earns less: whether a credit of at least so much
// goes on to be due as the value goes further from the target. Values without a tier are
// reported as gaps.
func (c *reviewedCredit) falls(ctx context.Context) {
	if k := c.m.Measure.Type().Kind; !k.Numeric() {
		return
	}
	levels := c.levels()
	if len(levels)*len(c.tiers) > mostLevels {
		c.undecided(join(c.path, "tiers"), "whether worse service earns less", fmt.Sprintf("the table has %d tiers", len(c.tiers)))
		return
	}
	covered := c.condition("not (" + c.m.Target.Text() + "\n) and (" + c.either(c.tiers) + ")")
	reported := map[[2]int]bool{}
	for _, side := range c.sides(ctx) {
		side.Where = covered
		for _, least := range levels {
			p := c.pays(least)
			if p == nil || covered == nil {
				c.undecided(join(c.path, "tiers"), "whether worse service earns less", "the table is longer than an expression may be")
				return
			}
			proof, step := side.Monotone(ctx, p, valueName, side.worse)
			if proof.Outcome != decide.Refuted {
				c.proved(proof, join(c.path, "tiers"), "whether worse service earns less")
				continue
			}
			from, to := c.first(ctx, step.From), c.first(ctx, step.To)
			if from < 0 || to < 0 || reported[[2]int{from, to}] {
				continue
			}
			reported[[2]int{from, to}] = true
			more := c.remedy.Parts[from]
			c.report(diag.Warning, CreditFalls, c.tierPath(to, "credit"),
				fmt.Sprintf("worse service earns less: %s for %s, and %s for %s", more, shownValue(step.From), c.remedy.Parts[to], shownValue(step.To)),
				fmt.Sprintf("write at least %s", more))
		}
	}
}

// levels returns the credits that tiers pay, from the greatest, without the least: that
// much is due wherever there is a tier.
func (c *reviewedCredit) levels() []dsl.Value {
	var all []dsl.Value
	for i, part := range c.remedy.Parts {
		if !c.unpaid[i] {
			all = append(all, part)
		}
	}
	slices.SortStableFunc(all, func(a, b dsl.Value) int { order, _ := b.Compare(a); return order })
	all = slices.CompactFunc(all, func(a, b dsl.Value) bool { order, _ := a.Compare(b); return order == 0 })
	return all[:max(0, len(all)-1)]
}

// pays returns the condition that the first tier that holds pays at least so much; nil
// when it is longer than the language allows.
func (c *reviewedCredit) pays(least dsl.Value) *dsl.Program {
	var text strings.Builder
	for i, part := range c.remedy.Parts {
		order, _ := part.Compare(least)
		fmt.Fprintf(&text, "(%s\n) ? %t : ", c.tiers[i].Text(), order >= 0)
	}
	return c.condition(text.String() + "false")
}

// side is the values on one side of the target, and which way they get worse.
type side struct {
	decide.Region
	worse decide.Direction
}

// sides returns below and above the target. A target that is met by whatever is higher
// has one below it; a band has both.
func (c *reviewedCredit) sides(ctx context.Context) []side {
	for _, way := range []struct{ better, worse decide.Direction }{{decide.Rising, decide.Falling}, {decide.Falling, decide.Rising}} {
		if p, _ := c.every.Monotone(ctx, c.m.Target, valueName, way.better); p.Outcome == decide.Proved {
			return []side{{c.every, way.worse}}
		}
	}
	value := c.expression(valueName)
	met := c.region(c.m)
	met.Where = c.m.Target
	if value == nil || len(c.m.Target.Inputs()) > 1 {
		return nil
	}
	band := met.Bounds(ctx, value)
	var all []side
	if !band.Least.Value.Missing() {
		below, most := c.region(c.m), band.Least.Value.Num()
		d := below.Domains[valueName]
		d.Most = &most
		below.Domains[valueName] = d
		all = append(all, side{below, decide.Falling})
	}
	if !band.Most.Value.Missing() {
		above, least := c.region(c.m), band.Most.Value.Num()
		d := above.Domains[valueName]
		d.Least = &least
		above.Domains[valueName] = d
		all = append(all, side{above, decide.Rising})
	}
	return all
}

func (c *reviewedCredit) expression(text string) *dsl.Program {
	env := c.m.Levels
	env.Result = 0
	p, err := dsl.Compile(text, env)
	if err != nil {
		return nil
	}
	return p
}

// idleCap asks whether a cap can ever lower what a tier pays.
func (c *reviewedCredit) idleCap() {
	most := c.remedy.Cap
	if most == nil {
		return
	}
	greatest := -1
	for i, part := range c.remedy.Parts {
		if c.unpaid[i] {
			continue
		}
		if order, _ := part.Compare(*most); order > 0 {
			return
		}
		if greatest < 0 {
			greatest = i
		} else if order, _ := part.Compare(c.remedy.Parts[greatest]); order > 0 {
			greatest = i
		}
	}
	if greatest >= 0 {
		c.report(diag.Note, IdleCap, join(c.path, "cap"),
			fmt.Sprintf("the cap never lowers a credit: no tier pays more than %s in a period", c.remedy.Parts[greatest]), "leave it out, or write a lower one")
	}
}
