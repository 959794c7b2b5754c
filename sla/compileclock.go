package sla

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

func (c *compiler) clocks() {
	for _, k := range c.a.Clocks {
		path := "clocks." + k.Name
		c.named(path, k.Name, "clock")
		pc := c.clock(path, k)
		c.plan.clocks = append(c.plan.clocks, pc)
		c.plan.derived = append(c.plan.derived, pc)
	}
}

// clock checks a clock's expressions and what it counts by.
func (c *compiler) clock(path string, k Clock) *planClock {
	pc := &planClock{Clock: k, made: k.table(kinds.Of(kinds.Text)), targets: clock.Targets{}}
	if !c.need(path, "over", k.Over, "name the table with the log: over: events") {
		return pc
	}
	var known bool
	if pc.schema, known = c.log(path, k.Over); !known {
		return pc
	}
	of := c.aboutRows(path, k.Over)
	if c.need(path, "item", k.Item, "say what the rows of one item share: item: .number") {
		if pc.item = of("item", k.Item, kinds.Text, kinds.Enum, kinds.Number, kinds.Count, kinds.Date); pc.item != nil {
			pc.made = k.table(pc.item.Type())
		}
	}
	if c.need(path, "when", k.When, "say when a row happened: when: .updated") {
		pc.when = of("when", k.When, kinds.Instant)
	}
	pc.order = of("order", k.Order, kinds.Count, kinds.Number)
	pc.since = of("since", k.Since, kinds.Instant)
	pc.key = of("key", k.Key, kinds.Text, kinds.Enum)
	s, g := k.States, k.Signals
	for _, one := range []struct {
		key, text string
		means     clock.State
	}{{"cancelled", s.Cancelled, clock.Cancelled}, {"stopped", s.Stopped, clock.Stopped}, {"paused", s.Paused, clock.Paused}, {"running", s.Running, clock.Running}} {
		if p := of("state."+one.key, one.text, kinds.Boolean); p != nil {
			pc.states = append(pc.states, clockCondition[clock.State]{one.means, p})
		}
	}
	for _, one := range []struct {
		key, text string
		means     clock.Signal
	}{{"start", g.Start, clock.Start}, {"pause", g.Pause, clock.Pause}, {"resume", g.Resume, clock.Resume}, {"stop", g.Stop, clock.Stop}, {"reset", g.Reset, clock.Reset}, {"cancel", g.Cancel, clock.Cancel}} {
		if p := of(one.key, one.text, kinds.Boolean); p != nil {
			pc.signals = append(pc.signals, clockCondition[clock.Signal]{one.means, p})
		}
	}
	byState, bySignal := s != ClockStates{}, g != ClockSignals{}
	switch {
	case byState && bySignal:
		c.report(path, diag.BadValue, "a log says either in what state an item was, or what happened to it", "write state:, or start: and stop: and their like")
	case byState && (s.Running == "" || s.Stopped == ""):
		c.report(path+".state", diag.MissingKey, "the states do not say when the clock runs, or when it has stopped", "write running: and stopped:, each with a condition on a row")
	case !byState && (g.Start == "" || g.Stop == ""):
		c.report(path, diag.MissingKey, "the clock does not say when it starts, or when it stops", "write state: {running: …, stopped: …}, or start: and stop:, each with a condition on a row")
	}
	c.clockRule(path, pc)
	return pc
}

// clockRule checks the calendar and the targets.
func (c *compiler) clockRule(path string, pc *planClock) {
	pc.rule = clock.Rule{PauseIn: pc.PauseIn, Reopen: pc.Reopen, Changed: pc.Changed}
	pc.rule.Calendar = c.hours(path, pc.Calendar)
	for _, t := range pc.Targets {
		at := path + ".target"
		if t.Key != "" {
			at = path + ".targets." + t.Key
		}
		within, ok := parseDuration(t.Within)
		switch {
		case !ok || within <= 0:
			c.report(at, diag.BadValue, fmt.Sprintf("%q is not a target of a clock", t.Within), "write a duration: 4h, or 30min")
		case t.Key != "" && pc.Clock.Key == "":
			c.report(at, diag.MissingKey, "targets by key need to know each item's key", "write key: and what tells them apart, such as key: .priority")
		default:
			pc.targets[t.Key] = within
		}
	}
	if !placeWords.valid(pc.At) {
		c.report(path+".at", diag.BadValue, fmt.Sprintf("%q does not place a reading in a period", pc.At), "write "+placeWords.choice())
	}
}
