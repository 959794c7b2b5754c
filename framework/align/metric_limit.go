package align

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/shapes"
	"github.com/concord-sla/concord/sla"
)

// A metricLimit is the condition that a metric puts on the length of time of each row.
type metricLimit struct {
	asked *dsl.Program // a condition over the input value, and over fields of the row
	where *dsl.Program // the rows for which it is asked, as far as it depends on them; nil is all
	basis shapes.LengthBasis
	kind  kinds.Kind
	on    *business.Calendar
	text  string
	byKey bool // whether rows of different keys have different limits
}

// ownLimit returns the condition that the metric puts on each row, or why there is none
// that can be compared.
func (c comparison) ownLimit(ctx context.Context) (own metricLimit, why string) {
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
	case clocked && same(ctx, s.Item.Program, is(s.Item.Program, ".outcome", clock.Met.String())):
		return c.clockLimit(ctx, k)
	case clocked && s.Item.Length.Field == "counted":
		if c.readsOpenItems(ctx) {
			return own, openItems
		}
		own.basis = clockBasis(k)
	case own.basis == 0:
		return own, "the metric's condition does not say how long an item took"
	}
	return own, ""
}

// openItems is why the times that a clock has counted are not compared with how long
// items took.
const openItems = "the time of an item that is still open is not all that it takes"

// readsOpenItems reports whether a metric asks how much time a clock has counted, of
// items that may still be open.
func (c comparison) readsOpenItems(ctx context.Context) bool {
	s := c.shape
	k, clocked := c.clocks[s.Table]
	return clocked && k.At != "stopped" && s.Item != nil && s.Item.Length.Field == "counted" && !done(ctx, s.Item.Program) && !done(ctx, s.Where)
}

// done reports whether a condition on the rows of a clock holds only for items that have
// stopped.
func done(ctx context.Context, p *dsl.Program) bool {
	if p == nil || p.Type().Kind != kinds.Boolean {
		return false
	}
	return implies(ctx, p, is(p, ".state", clock.Stopped.String())) || implies(ctx, p, isKnown(p, ".stopped"))
}

// clockLimit returns what a clock's targets ask of the items that the metric counts: each
// has the target of its key, and one without a target does not meet any.
func (c comparison) clockLimit(ctx context.Context, k sla.Clock) (own metricLimit, why string) {
	kept := c.keptKeys(ctx, k)
	limits := map[string]bool{} // the targets of what is kept
	for _, key := range kept.named {
		limits[k.Targets[key]] = true
	}
	if kept.others {
		limits[k.Targets[""]] = true
	}
	withTarget := len(limits)
	if limits[""] {
		withTarget--
	}
	switch {
	case len(k.Targets) == 0:
		return own, "the clock " + k.Name + " has no target"
	case withTarget == 0:
		return own, "none of the items that the metric counts has a target of the clock " + k.Name
	case len(limits) > 1 && kept.undecided:
		return own, "the clock " + k.Name + " has different targets for different keys, and it is not decided which keys the metric counts"
	case len(limits) > 1 && k.Changed == clock.ChangedSplit:
		return own, "the clock " + k.Name + " has different targets for different keys, and an item whose key changes is held to several"
	}
	own = metricLimit{basis: clockBasis(k), kind: kinds.Duration, byKey: len(limits) > 1}
	if own.byKey {
		own.where = c.shape.Where
	}
	targets, err := c.targetsOf(k, kept, own.byKey)
	if err != nil {
		return own, "the targets of the clock " + k.Name + " are not read"
	}
	own.asked, own.text = targets.asked, "the clock "+k.Name+" counts at most "+strings.Join(targets.texts, ", ")
	return own, ""
}

// clockTargets is what a clock's targets ask of the time that it counted, value, and of
// the key of the item.
type clockTargets struct {
	asked *dsl.Program
	texts []string // each target: "4h for high"
}

// targetsOf returns what a clock's targets ask of the items of some keys, or, when these
// have one target, of each item.
func (c comparison) targetsOf(k sla.Clock, kept keys, byKey bool) (t clockTargets, err error) {
	value := kinds.Of(kinds.Duration).Optional()
	key := &ast.Input{Meta: ast.Meta{T: keyType, Nodes: 1}, Index: 1, Name: ".key"}
	var arms []ast.Node
	add := func(name string, when ast.Node) {
		target := k.Targets[name]
		if target == "" || err != nil || len(arms) > 0 && !byKey {
			return
		}
		var within *dsl.Program
		if within, err = c.compileCondition("value <= "+target, value); err != nil {
			return
		}
		t.asked = within
		if !byKey {
			t.texts, arms = []string{target}, []ast.Node{within.Tree()}
			return
		}
		t.texts, arms = append(t.texts, target+" for "+cmp.Or(name, "others")), append(arms, joined(true, when, within.Tree()))
	}
	for _, name := range kept.named {
		add(name, equals(key, name))
	}
	if kept.others {
		add("", otherThan(key, namedKeys(k)))
	}
	if err != nil || !byKey {
		return t, err
	}
	t.asked, err = t.asked.OverInputs(joined(false, arms...), []kinds.Field{{Name: "value", Type: value}, {Name: key.Name, Type: keyType}})
	return t, err
}

// keyType is the type of the key in a clock's table.
var keyType = kinds.Of(kinds.Text).Optional()

// namedKeys returns the keys that have a target of their own.
func namedKeys(k sla.Clock) []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(k.Targets)), func(key string) bool { return key == "" })
}

// keys are those of the items that a metric counts.
type keys struct {
	named     []string // of those that have a target of their own
	others    bool     // items of other keys, or without one
	undecided bool     // there may be fewer
}

// keptKeys asks the conditions of the metric's filter which items of a clock they keep.
func (c comparison) keptKeys(ctx context.Context, k sla.Clock) keys {
	all := keys{named: namedKeys(k), others: true}
	switch {
	case c.shape.Filters == "" || len(all.named) == 0:
		return all
	case c.shape.Where == nil:
		all.undecided = true
		return all
	}
	var kept keys
	key := field(c.shape.Where, ".key")
	if key == nil {
		return all
	}
	ask := func(with ast.Node) bool {
		may, decided := satisfiable(ctx, c.shape.Where, with)
		kept.undecided = kept.undecided || !decided
		return may
	}
	for _, name := range all.named {
		if ask(equals(key, name)) {
			kept.named = append(kept.named, name)
		}
	}
	kept.others = ask(otherThan(key, all.named))
	return kept
}

func clockBasis(k sla.Clock) shapes.LengthBasis {
	if k.Calendar != "" {
		return shapes.ByWorkingTime
	}
	return shapes.ByElapsedTime
}
