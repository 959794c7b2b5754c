package sla

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/table"
)

func (c *compiler) clocks() {
	for _, k := range c.a.Clocks {
		path := "clocks." + k.Name
		c.named(path, k.Name, "clock")
		pc := c.clock(path, k)
		c.plan.clocks = append(c.plan.clocks, pc)
		c.plan.derived = append(c.plan.derived, pc.table.Schema())
	}
}

// clock checks a clock's expressions and what it counts by.
func (c *compiler) clock(path string, k Clock) *planClock {
	pc := &planClock{Clock: k, table: k.Table(), targets: clock.Targets{}}
	at := slices.IndexFunc(c.a.Tables, func(t Table) bool { return t.Name == k.Over })
	if !c.need(path, "over", k.Over, "name the table with the log: over: events") {
		return pc
	}
	if at < 0 {
		c.report(path+".over", diag.UnknownReference, fmt.Sprintf("there is no table %s", k.Over), diag.DidYouMean(k.Over, namesOf(c.a.Tables, func(t Table) string { return t.Name })))
		return pc
	}
	pc.schema = c.a.Tables[at].Schema()
	env := dsl.Env{Tables: c.plan.schemas, Inputs: c.inputFields(), Calendar: c.plan.calendar, Calendars: c.plan.calendars, Rows: k.Over}
	of := func(key, text string, kinds ...table.Kind) *dsl.Program {
		p := c.optional(path, key, text, env)
		if p != nil && !slices.Contains(kinds, p.Type().Kind) {
			c.report(join(path, key), diag.ResultKind, fmt.Sprintf("%s gives %s, which cannot stand here", key, p.Type().Kind), "give a value of the kind "+kinds[0].String())
			return nil
		}
		return p
	}
	if c.need(path, "item", k.Item, "say what the rows of one item share: item: .number") {
		pc.item = of("item", k.Item, table.Text, table.Enum, table.Number, table.Count)
	}
	if c.need(path, "when", k.When, "say when a row happened: when: .updated") {
		pc.when = of("when", k.When, table.Instant)
	}
	pc.order = of("order", k.Order, table.Count, table.Number)
	pc.since = of("since", k.Since, table.Instant)
	pc.key = of("key", k.Key, table.Text, table.Enum)
	s, g := k.States, k.Signals
	for _, one := range []struct {
		key, text string
		means     clock.State
	}{{"cancelled", s.Cancelled, clock.Cancelled}, {"stopped", s.Stopped, clock.Stopped}, {"paused", s.Paused, clock.Paused}, {"running", s.Running, clock.Running}} {
		if p := of("state."+one.key, one.text, table.Boolean); p != nil {
			pc.states = append(pc.states, clockCondition[clock.State]{one.means, p})
		}
	}
	for _, one := range []struct {
		key, text string
		means     clock.Signal
	}{{"start", g.Start, clock.Start}, {"pause", g.Pause, clock.Pause}, {"resume", g.Resume, clock.Resume}, {"stop", g.Stop, clock.Stop}, {"reset", g.Reset, clock.Reset}, {"cancel", g.Cancel, clock.Cancel}} {
		if p := of(one.key, one.text, table.Boolean); p != nil {
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
	if pc.Calendar != "" {
		pc.rule.Calendar = c.plan.calendars[pc.Calendar]
		if pc.rule.Calendar == nil {
			c.report(path+".calendar", diag.UnknownReference, fmt.Sprintf("there is no calendar %q", pc.Calendar), diag.DidYouMean(pc.Calendar, slices.Sorted(maps.Keys(c.plan.calendars))))
		} else if _, hours := pc.rule.Calendar.Hours(); !hours {
			c.report(path+".calendar", diag.BadValue, fmt.Sprintf("the calendar %s has no working hours to count", pc.Calendar), "give it hours, or leave calendar out to count all time")
		}
	}
	for _, t := range pc.Targets {
		at := path + ".target"
		if t.Key != "" {
			at = path + ".targets." + t.Key
		}
		v, err := parseSpan(t.Within)
		ns, whole := v.Num().Int64()
		switch {
		case err != nil || v.Type().Kind != table.Duration || !whole || ns <= 0:
			c.report(at, diag.BadValue, fmt.Sprintf("%q is not a target of a clock", t.Within), "write a duration: 4h, or 30min")
		case t.Key != "" && pc.Clock.Key == "":
			c.report(at, diag.MissingKey, "targets by key need to know each item's key", "write key: and what tells them apart, such as key: .priority")
		default:
			pc.targets[t.Key] = time.Duration(ns)
		}
	}
	if !slices.Contains([]string{"", "started", "stopped"}, pc.At) {
		c.report(path+".at", diag.BadValue, fmt.Sprintf("%q does not place a reading in a period", pc.At), "write started, stopped, or every period")
	}
}
