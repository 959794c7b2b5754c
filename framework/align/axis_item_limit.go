package align

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// itemLimit compares the limit that each item has to keep with the condition that the
// metric asks of each row, as implications over the item's length of time.
func (c comparison) itemLimit(ctx context.Context) AxisFinding {
	limits := c.stated.ItemLimits
	f := AxisFinding{Axis: ItemLimitAxis, Metric: c.shape.Asked, Measure: limitsWords(limits)}
	switch {
	case len(limits) == 0:
		f.Relation, f.Measure, f.Rule = decide.NotStated, "", "the measure limits no single item"
		return f
	case c.shape.Statistic != "share" && c.shape.Statistic != "weighted share" && c.shape.Statistic != "count":
		f.Relation, f.Rule = decide.Unknown, "the metric asks no condition of each row"
		f.Advice = "count the items that are done " + f.Measure
		return f
	}
	own, why := c.ownLimit()
	if why != "" {
		f.Relation, f.Rule, f.Advice = decide.Unknown, why, "compute how long each item took, and compare it: "+c.advice(limits[0])
		return f
	}
	f.Metric = own.text
	var found []AxisFinding
	for _, l := range limits {
		g := c.limit(ctx, own, l)
		g.Axis, g.Metric, g.Measure = f.Axis, f.Metric, f.Measure
		found = append(found, g)
	}
	for _, g := range found[1:] {
		if g.Relation != found[0].Relation {
			f.Relation, f.Rule = decide.Unknown, fmt.Sprintf("the measure has %d limits for different cases, and the claim names none", len(limits))
			f.Advice = "name the case behind a comma: " + c.measure.Ref() + ", …"
			return f
		}
	}
	return found[0]
}

func limitsWords(limits []framework.Limit) string {
	texts := make([]string, len(limits))
	for i, l := range limits {
		texts[i] = l.String()
	}
	return strings.Join(texts, "; ")
}

// advice returns the expression that puts a limit on a row.
func (c comparison) advice(l framework.Limit) string {
	if f, ok := l.Formula(c.shape.Table); ok {
		return strings.Replace(f.Text, fmt.Sprintf(", %q", f.Calendar), "", 1) // the agreement's own
	}
	return l.String()
}

// A metricLimit is the condition that a metric puts on the length of time of each row.
type metricLimit struct {
	asked *dsl.Program // a condition over the input value
	basis shapes.LengthBasis
	kind  kinds.Kind
	on    *business.Calendar
	text  string
}

// ownLimit returns the condition that the metric puts on each row, or why there is none
// that can be compared.
func (c comparison) ownLimit() (own metricLimit, why string) {
	s := c.shape
	switch {
	case s.Complement:
		return own, "the metric's value is what the condition leaves of 100%"
	case s.Item == nil:
		return own, "what the metric asks of each row depends on other rows"
	}
	own = metricLimit{asked: s.Item.Program, basis: s.Item.Length.Basis, kind: s.Item.Length.Type.Kind, on: s.Item.Length.Calendar, text: s.Asked}
	k, clocked := c.clocks[s.Table]
	switch {
	case clocked && s.Asked == `.outcome == "met"`:
		return c.clockLimit(k)
	case clocked && s.Item.Length.Field == "counted":
		own.basis = clockBasis(k)
	case own.basis == 0:
		return own, "the metric's condition does not say how long an item took"
	}
	return own, ""
}

// clockLimit returns the target of a clock, when all its keys have the same one, or the
// metric is about one of them.
func (c comparison) clockLimit(k sla.Clock) (own metricLimit, why string) {
	if len(k.Targets) == 0 {
		return own, "the clock " + k.Name + " has no target"
	}
	keys := slices.Sorted(maps.Keys(k.Targets))
	if only := slices.IndexFunc(keys, func(key string) bool { return c.shape.Filters == fmt.Sprintf(".key == %q", key) }); only >= 0 {
		keys = keys[only : only+1]
	}
	first := k.Targets[keys[0]]
	for _, key := range keys {
		if k.Targets[key] != first {
			return own, "the clock " + k.Name + " has different targets for different keys"
		}
	}
	text := "value <= " + first
	asked, err := c.compileCondition(text, kinds.Of(kinds.Duration).Optional())
	if err != nil {
		return own, "the target of the clock " + k.Name + " is not read"
	}
	return metricLimit{asked: asked, basis: clockBasis(k), kind: kinds.Duration, text: "the clock " + k.Name + " counts at most " + first}, ""
}

func clockBasis(k sla.Clock) shapes.LengthBasis {
	if k.Calendar != "" {
		return shapes.ByWorkingTime
	}
	return shapes.ByElapsedTime
}

// lengthOf returns how the language counts a limit's unit: the kind of the length, the
// basis, and the mark behind a number.
func lengthOf(u framework.Unit) (kind kinds.Kind, basis shapes.LengthBasis, mark string) {
	switch u {
	case framework.CalendarDay, framework.Day:
		return kinds.CalendarDays, shapes.ByCalendarDay, " calendar days"
	case framework.BusinessDay:
		return kinds.BusinessDays, shapes.ByBusinessDay, " business days"
	case framework.Hour:
		return kinds.Duration, shapes.ByElapsedTime, "h"
	case framework.Minute:
		return kinds.Duration, shapes.ByElapsedTime, "min"
	case framework.Second:
		return kinds.Duration, shapes.ByElapsedTime, "s"
	case framework.BusinessHour:
		return kinds.Duration, shapes.ByWorkingTime, "h"
	}
	return 0, 0, ""
}

// countsElapsed reports whether the language counts a unit as elapsed time.
func countsElapsed(u framework.Unit) bool {
	_, basis, _ := lengthOf(u)
	return basis == shapes.ByElapsedTime
}

// whyNotCounted returns why the language does not count lengths in the unit of a limit.
func whyNotCounted(l framework.Limit) string {
	why, _ := framework.Figure{Op: framework.AtMost, Value: l.Value, Unit: l.Unit}.Criterion()
	return why
}

// limit compares what the metric asks with one limit.
func (c comparison) limit(ctx context.Context, own metricLimit, l framework.Limit) AxisFinding {
	kind, basis, mark := lengthOf(l.Unit)
	bound, bounds := l.Figure()
	switch {
	case !bounds:
		return AxisFinding{Relation: decide.Unknown, Rule: "the limit names an interval and bounds no length"}
	case kind == 0:
		return AxisFinding{Relation: decide.Unknown, Rule: whyNotCounted(l)}
	case own.kind != kind || own.basis != basis && own.basis != shapes.ByRecord:
		return AxisFinding{Relation: decide.Unknown, Severity: diag.Note, Rule: "the two are counted in other days or hours: see calendar and hours"}
	}
	stated, err := c.compileCondition(fmt.Sprintf("value %s %s%s", bound.Op, bound.Value, mark), kinds.Of(kind).Optional())
	if err != nil {
		return AxisFinding{Relation: decide.Unknown, Rule: "the limit cannot be written as a criterion"}
	}
	f := implication(ctx, own.asked, stated, lengthDomain(kind), c.measure.Direction)
	if l.Unit == framework.Day {
		f.Rule += "; the source says days, read as calendar days: so many calendar days are never more business days"
	}
	if f.Relation != decide.Equivalent && f.Relation != decide.Unknown {
		f.Advice = "ask of each item what the measure asks: " + c.advice(l)
		if own := c.shape.Item.Length; own.Basis == basis {
			f.Advice = fmt.Sprintf("ask of each item what the measure asks: %s %s %s%s", own.Text, bound.Op, bound.Value, mark)
		}
	}
	return f
}

// lengthDomain returns the lengths of time that there can be: whole days, and none for an
// item that is not done.
func lengthDomain(kind kinds.Kind) decide.Domain {
	d := decide.DomainOfType(kinds.Of(kind).Optional())
	if kind != kinds.Duration {
		one := exact.Int(1)
		d.Step = &one
	}
	return d
}

// implication returns the relation of a condition on an item to a measure's limit:
// stricter when it implies the limit. Where the measure counts what went wrong, less is
// better, and a condition that counts fewer items is the weaker one.
func implication(ctx context.Context, own, stated *dsl.Program, domain decide.Domain, d framework.Direction) AxisFinding {
	f := AxisFinding{Rule: "decided for all lengths of time: does what counts here count there, and the other way round"}
	region := decide.Region{Domains: map[string]decide.Domain{"value": domain}}
	in, out := region.Implies(ctx, own, stated), region.Implies(ctx, stated, own)
	if in.Outcome == decide.Undecided || out.Outcome == decide.Undecided {
		f.Relation, f.Rule = decide.Unknown, "it could not be decided: "+in.Reason+out.Reason
		return f
	}
	inside, outside := in.Outcome == decide.Proved, out.Outcome == decide.Proved
	switch {
	case inside && outside:
		f.Relation = decide.Equivalent
	case inside:
		f.Relation, f.Witness = decide.Stricter, fmt.Sprintf("an item with %s counts only in the measure", lengthWitness(out.Witness))
	case outside:
		f.Relation, f.Witness = decide.Weaker, fmt.Sprintf("an item with %s counts only in the metric", lengthWitness(in.Witness))
	default:
		f.Relation = decide.Overlapping
		f.Witness = fmt.Sprintf("an item with %s counts only in the metric, one with %s only in the measure", lengthWitness(in.Witness), lengthWitness(out.Witness))
	}
	if d == framework.LowerIsBetter {
		f.Relation = reversed[f.Relation]
	}
	return f
}

// reversed is each relation of measures of failures as a relation of measures of
// successes.
var reversed = map[decide.Relation]decide.Relation{decide.Equivalent: decide.Equivalent, decide.Stricter: decide.Weaker, decide.Weaker: decide.Stricter, decide.Overlapping: decide.Overlapping}

// lengthWitness returns a witness in a reader's words: "a length of 26 calendar days".
func lengthWitness(w *decide.Witness) string {
	var parts []string
	for _, in := range w.Inputs {
		switch {
		case in.Name != "value":
			parts = append(parts, in.String())
		case in.Value.Missing():
			parts = append(parts, "no length")
		default:
			parts = append(parts, "a length of "+in.Value.String())
		}
	}
	return strings.Join(parts, " and ")
}
