package sla

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
)

// levels checks a metric's target, minimum and warning band.
func (c *compiler) levels(ctx context.Context, path string, pm *CheckedMetric) {
	env := c.levelsEnv(pm)
	pm.Levels = env
	pm.Target = c.program(path, "target", pm.Metric.Target, env, "write the expected level: value >= 98%")
	pm.Minimum = c.optional(path, "minimum", pm.Metric.Minimum, env)
	pm.Warn = c.optional(path, "warn", pm.Metric.Warn, env)
	c.levelsAgree(ctx, path, pm)
}

// levelsAgree checks that a metric's target, minimum and warning band make sense
// together, over all values that the measure can have: a target that always or never
// holds judges nothing, and a minimum that is not below the target, or a warning band
// outside of it, is a slip. What cannot be decided, because it reads an input, is let be.
func (c *compiler) levelsAgree(ctx context.Context, path string, pm *CheckedMetric) {
	for _, level := range []struct {
		key     string
		program *dsl.Program
	}{{"target", pm.Target}, {"minimum", pm.Minimum}, {"warn", pm.Warn}} {
		if level.program != nil && !slices.Contains(level.program.Inputs(), valueName) {
			c.report(join(path, level.key), codes.BadValue, fmt.Sprintf("the %s does not ask about value", level.key), "write a condition on the metric's own value: value >= 98%")
			return
		}
	}
	if pm.Target == nil {
		return
	}
	domain := decide.DomainOf(pm.Measure)
	against := func(p *dsl.Program) decide.Answer {
		return decide.Compare(ctx, pm.Target, p, valueName, domain)
	}
	own := against(pm.Target)
	if pm.Rounded && pm.Places >= 0 && pm.Places <= mostPlaces { // the target is asked of the rounded values only
		own = decide.CompareRounded(ctx, pm.Target, pm.Places, pm.Target, valueName, domain)
	}
	switch {
	case own.FirstNever:
		c.report(join(path, "target"), codes.ImpossibleTarget, "no value can satisfy the target", "look whether its bounds exclude each other, or lie where the measure never comes")
		return
	case own.FirstAlways:
		c.report(join(path, "target"), codes.VacuousTarget, "every value satisfies the target, so it judges nothing", "write a level that can be missed")
		return
	}
	if pm.Minimum != nil {
		switch a := against(pm.Minimum); a.Relation {
		case decide.Weaker, decide.Overlapping, decide.Conflicting:
			c.report(join(path, "minimum"), codes.BadValue, fmt.Sprintf("the minimum is not below the target: %s satisfies the target and not the minimum", a.OnlyFirst),
				"write a level that is easier to meet than the target")
		case decide.Equivalent:
			c.report(join(path, "minimum"), codes.BadValue, "the minimum is the same as the target", "leave it out, or write a level that is easier to meet")
		}
	}
	if pm.Warn != nil {
		switch a := against(pm.Warn); {
		case a.Relation == decide.Conflicting:
			c.report(join(path, "warn"), codes.BadValue, "the warning band lies outside the target: no value that satisfies the target is in it",
				"write a band inside the target")
		case a.Relation == decide.Stricter || a.Relation == decide.Equivalent:
			c.report(join(path, "warn"), codes.BadValue, "the warning band covers the whole target: the metric could be at risk or missed and never met",
				"write a narrower band")
		}
	}
}

// mostPlaces is the most decimal places of a metric's value.
const mostPlaces = 18

// rounding checks that a value that is judged rounded can be rounded.
func (c *compiler) rounding(path string, pm *CheckedMetric) {
	k := pm.Measure.Type().Kind
	if pm.Rounded && (!k.Numeric() || k == kinds.Duration) {
		c.report(join(path, "compare"), codes.BadValue, fmt.Sprintf("a value in %s is not rounded to decimal places", k), "write compare: exact, or leave it out")
	}
}
