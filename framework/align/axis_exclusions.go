package align

import (
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/sla"
)

// exclusions compares which rows and which time are left out. What the measure does not
// leave out counts against the provider there, so leaving it out here weakens the metric.
// Whether the authority that the agreement names allows it, a person decides.
func (c comparison) exclusions() AxisFinding {
	own := c.ownExclusions()
	f := AxisFinding{Axis: ExclusionsAxis, Metric: wordList(own), Measure: wordList(c.measure.Exclusions)}
	extra := without(own, c.measure.Exclusions)
	unused := without(c.measure.Exclusions, own)
	switch {
	case len(own) == 0 && len(c.measure.Exclusions) == 0:
		f.Relation, f.Measure, f.Rule = decide.NotStated, "", "neither leaves anything out"
	case len(extra) > 0:
		f.Relation, f.Rule = decide.Weaker, "what the measure does not leave out counts in it"
		if len(unused) > 0 {
			f.Relation, f.Rule = decide.Overlapping, "each leaves out what the other counts"
		}
		f.Advice = "leave " + wordList(extra) + " in, or have the authority for it confirmed"
	case len(unused) > 0:
		f.Relation, f.Rule = decide.Stricter, "the measure would allow to leave out "+wordList(unused)
	default:
		f.Relation, f.Rule = decide.Equivalent, "both leave out the same"
	}
	return f
}

func wordList(words []string) string {
	if len(words) == 0 {
		return "nothing"
	}
	return strings.Join(words, ", ")
}

func without(all, these []string) []string {
	return slices.DeleteFunc(slices.Clone(all), func(word string) bool { return slices.Contains(these, word) })
}

// ownExclusions returns what the metric leaves out, in the agreement's words: its own
// exclusions, those of the availability that it reads, and time that is taken off each
// item.
func (c comparison) ownExclusions() []string {
	var own []string
	add := func(word string) {
		if !slices.Contains(own, word) {
			own = append(own, word)
		}
	}
	for _, e := range c.m.Exclude {
		add(string(e.Kind))
	}
	if v, ok := c.availabilities[c.shape.Table]; ok {
		for _, e := range v.Exclude {
			add(string(e.Kind))
		}
	}
	if k, ok := c.clocks[c.shape.Table]; ok && pauses(k) {
		add("time in which the clock is paused")
	}
	if c.shape.Item != nil && c.shape.Item.Length.Reduced {
		add("time taken off each item")
	}
	return own
}

func pauses(k sla.Clock) bool { return k.Paused != "" || k.Pause != "" }
