package sla

import (
	"fmt"
	"maps"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/kinds"
)

func (c *compiler) clocks() {
	for _, k := range c.a.Clocks {
		path := "clocks." + k.Name
		c.named(path, k.Name, "clock")
		pc := c.clock(path, k)
		c.plan.clocks = append(c.plan.clocks, pc)
		c.plan.computed = append(c.plan.computed, pc)
	}
}

// clock checks a clock's expressions and what it counts by.
func (c *compiler) clock(path string, k Clock) *CheckedClock {
	pc := &CheckedClock{Clock: k, Table: k.table(kinds.Of(kinds.Text)), Limits: clock.Targets{}, States: map[clock.State]*dsl.Program{}, Signals: map[clock.Signal]*dsl.Program{}}
	if !c.need(path, "over", k.Over, "name the table with the log: over: events") {
		return pc
	}
	var known bool
	if pc.log, known = c.log(path, k.Over); !known {
		return pc
	}
	of := c.aboutRows(path, k.Over)
	if c.need(path, "item", k.Item, "say what the rows of one item share: item: .number") {
		if pc.Item = of("item", k.Item, kinds.Text, kinds.Enum, kinds.Number, kinds.Count, kinds.Date); pc.Item != nil {
			pc.Table = k.table(pc.Item.Type())
		}
	}
	if c.need(path, "when", k.When, "say when a row happened: when: .updated") {
		pc.When = of("when", k.When, kinds.Instant)
	}
	pc.Order = of("order", k.Order, kinds.Count, kinds.Number)
	pc.Since = of("since", k.Since, kinds.Instant)
	pc.Key = of("key", k.Key, kinds.Text, kinds.Enum)
	for _, one := range []struct {
		key, text string
		means     clock.State
	}{{"cancelled", k.Cancelled, clock.Cancelled}, {"stopped", k.Stopped, clock.Stopped}, {"paused", k.Paused, clock.Paused}, {"running", k.Running, clock.Running}} {
		if p := of("state."+one.key, one.text, kinds.Boolean); p != nil {
			pc.States[one.means] = p
		}
	}
	for _, one := range []struct {
		key, text string
		means     clock.Signal
	}{{"start", k.Start, clock.Start}, {"pause", k.Pause, clock.Pause}, {"resume", k.Resume, clock.Resume}, {"stop", k.Stop, clock.Stop}, {"reset", k.Reset, clock.Reset}, {"cancel", k.Cancel, clock.Cancel}} {
		if p := of(one.key, one.text, kinds.Boolean); p != nil {
			pc.Signals[one.means] = p
		}
	}
	byState, bySignal := k.Cancelled+k.Stopped+k.Paused+k.Running != "", k.Start+k.Pause+k.Resume+k.Stop+k.Reset+k.Cancel != ""
	switch {
	case byState && bySignal:
		c.report(path, codes.BadValue, "a log says either in what state an item was, or what happened to it", "write state:, or start: and stop: and their like")
	case byState && (k.Running == "" || k.Stopped == ""):
		c.report(path+".state", codes.MissingKey, "the states do not say when the clock runs, or when it has stopped", "write running: and stopped:, each with a condition on a row")
	case !byState && (k.Start == "" || k.Stop == ""):
		c.report(path, codes.MissingKey, "the clock does not say when it starts, or when it stops", "write state: {running: …, stopped: …}, or start: and stop:, each with a condition on a row")
	}
	c.clockRule(path, pc)
	return pc
}

// clockRule checks the calendar and the targets.
func (c *compiler) clockRule(path string, pc *CheckedClock) {
	pc.Rule = clock.Rule{PauseIn: pc.PauseIn, Reopen: pc.Reopen, Changed: pc.Changed}
	pc.Rule.Calendar = c.hours(path, pc.Calendar)
	for _, key := range slices.Sorted(maps.Keys(pc.Targets)) {
		at := path + ".target"
		if key != "" {
			at = path + ".targets." + key
		}
		within, ok := parseDuration(pc.Targets[key])
		switch {
		case !ok || within <= 0:
			c.report(at, codes.BadValue, fmt.Sprintf("%q is not a target of a clock", pc.Targets[key]), "write a duration: 4h, or 30min")
		case key != "" && pc.Clock.Key == "":
			c.report(at, codes.MissingKey, "targets by key need to know each item's key", "write key: and what tells them apart, such as key: .priority")
		default:
			pc.Limits[key] = within
		}
	}
	if !placeWords.valid(pc.At) {
		c.report(path+".at", codes.BadValue, fmt.Sprintf("%q does not place a reading in a period", pc.At), "write "+placeWords.choice())
	}
}
