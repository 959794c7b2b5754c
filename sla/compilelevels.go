package sla

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// levels checks a metric's target, minimum and warning band.
func (c *compiler) levels(path string, pm *planMetric) {
	env := c.levelsEnv(pm)
	pm.target = c.program(path, "target", pm.Target, env, "write the expected level: value >= 98%")
	pm.minimum = c.optional(path, "minimum", pm.Minimum, env)
	pm.warn = c.optional(path, "warn", pm.Warn, env)
	c.together(path, pm)
}

// together checks that a metric's target, minimum and warning band make sense
// together, over all values that the measure can have: a target that always or
// never holds judges nothing, and a minimum that is not below the target, or a
// warning band outside of it, is a slip. What cannot be decided, because it reads
// an input, is let be.
func (c *compiler) together(path string, pm *planMetric) {
	for _, level := range []struct {
		key     string
		program *dsl.Program
	}{{"target", pm.target}, {"minimum", pm.minimum}, {"warn", pm.warn}} {
		if level.program != nil && !slices.Contains(level.program.Inputs(), valueName) {
			c.report(join(path, level.key), diag.BadValue, fmt.Sprintf("the %s does not ask about value", level.key), "write a condition on the metric's own value: value >= 98%")
			return
		}
	}
	if pm.target == nil {
		return
	}
	domain := decide.DomainOf(pm.measure)
	against := func(p *dsl.Program) decide.Answer {
		return decide.Compare(context.Background(), pm.target, p, valueName, domain)
	}
	own := against(pm.target)
	if pm.Rounded && pm.Places >= 0 && pm.Places <= mostPlaces { // the target is asked of the rounded values alone
		own = decide.CompareRounded(context.Background(), pm.target, pm.Places, pm.target, valueName, domain)
	}
	switch {
	case own.FirstNever:
		c.report(join(path, "target"), diag.ImpossibleTarget, "no value can satisfy the target", "look whether its bounds exclude each other, or lie where the measure never comes")
		return
	case own.FirstAlways:
		c.report(join(path, "target"), diag.VacuousTarget, "every value satisfies the target, so it judges nothing", "write a level that can be missed")
		return
	}
	if pm.minimum != nil {
		switch a := against(pm.minimum); a.Relation {
		case decide.Weaker, decide.Overlapping, decide.Conflicting:
			c.report(join(path, "minimum"), diag.BadValue, fmt.Sprintf("the minimum is not below the target: %s satisfies the target and not the minimum", a.OnlyFirst),
				"write a level that is easier to meet than the target")
		case decide.Equivalent:
			c.report(join(path, "minimum"), diag.BadValue, "the minimum is the same as the target", "leave it out, or write a level that is easier to meet")
		}
	}
	if pm.warn != nil {
		switch a := against(pm.warn); {
		case a.Relation == decide.Conflicting:
			c.report(join(path, "warn"), diag.BadValue, "the warning band lies outside the target: no value that satisfies the target is in it",
				"write a band inside the target")
		case a.Relation == decide.Stricter || a.Relation == decide.Equivalent:
			c.report(join(path, "warn"), diag.BadValue, "the warning band covers the whole target: the metric could be at risk or missed and never met",
				"write a narrower band")
		}
	}
}

// mostPlaces is the most decimal places of a metric's value.
const mostPlaces = 18

// rounding checks that a value that is judged rounded can be rounded.
func (c *compiler) rounding(path string, pm *planMetric) {
	k := pm.measure.Type().Kind
	if pm.Rounded && (!k.Numeric() || k == kinds.Duration) {
		c.report(join(path, "compare"), diag.BadValue, fmt.Sprintf("a value in %s is not rounded to decimal places", k), "write compare: exact, or leave it out")
	}
}
