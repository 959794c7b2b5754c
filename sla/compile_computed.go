package sla

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

// log finds the table that a computed one is made of: one with records, and none that is
// computed itself.
func (c *compiler) log(path, name string) (schema kinds.Schema, known bool) {
	for _, t := range c.a.Tables {
		if t.Name == name {
			return t.Schema(), true
		}
	}
	c.report(path+".over", codes.UnknownReference, fmt.Sprintf("there is no table %s", name), diag.DidYouMean(name, namesOf(c.a.Tables, func(t Table) string { return t.Name })))
	return kinds.Schema{}, false
}

// aboutRows checks optional expressions about one row of a log, which have to give one of
// some kinds.
func (c *compiler) aboutRows(path, log string) func(key, text string, kinds ...kinds.Kind) *dsl.Program {
	env := dsl.Env{Tables: c.plan.schemas, Inputs: c.inputFields(), Calendar: c.plan.calendar, Calendars: c.plan.calendars, Rows: log}
	return func(key, text string, kinds ...kinds.Kind) *dsl.Program {
		p := c.optional(path, key, text, env)
		if p != nil && !slices.Contains(kinds, p.Type().Kind) {
			c.report(join(path, key), codes.ResultKind, fmt.Sprintf("%s gives %s, which cannot stand here", key, p.Type().Kind), "give a value of the kind "+kinds[0].String())
			return nil
		}
		return p
	}
}

// hours finds the calendar whose hours count; nil counts all time.
func (c *compiler) hours(path, name string) *business.Calendar {
	if name == "" {
		return nil
	}
	named := c.plan.calendars[name]
	if named == nil {
		c.report(path+".calendar", codes.UnknownReference, fmt.Sprintf("there is no calendar %q", name), diag.DidYouMean(name, slices.Sorted(maps.Keys(c.plan.calendars))))
		return nil
	}
	if _, hours := named.Hours(); !hours {
		c.report(path+".calendar", codes.BadValue, fmt.Sprintf("the calendar %s has no working hours to count", name), "give it hours, or leave calendar out to count all time")
		return nil
	}
	return named
}

// parseDuration reads elapsed time in the language's own literals, in whole nanoseconds.
func parseDuration(text string) (d time.Duration, ok bool) {
	v, err := parseSpan(text)
	ns, whole := v.Num().Int64()
	return time.Duration(ns), err == nil && v.Type().Kind == kinds.Duration && whole
}
