package sla

import (
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

var (
	pauseWords   = words[clock.PauseIn]{{"working time", clock.WorkingTime}, {"wall time", clock.WallTime}}
	reopenWords  = words[clock.Reopen]{{"resume", clock.ReopenResumes}, {"reset", clock.ReopenResets}, {"new cycle", clock.ReopenNewCycle}}
	changedWords = words[clock.Changed]{{"first", clock.ChangedFirst}, {"last", clock.ChangedLast}, {"at stop", clock.ChangedAtStop}, {"split", clock.ChangedSplit}}
	placeWords   = words[string]{{clockStarted, clockStarted}, {clockStopped, clockStopped}, {everyPeriod, ""}}
)

// What places a reading of a clock in a period.
const (
	clockStarted = "started"
	clockStopped = "stopped"
)

var clocksForm = form.MapOf("names", clockForm, func(name string) Clock { return Clock{Name: name, At: clockStopped} })

var clockForm = form.ObjectOf("a clock", []form.Key[Clock]{
	{
		Name: "over", Required: true, Example: "events",
		Meaning: "the table with the log; all of its rows are read, whatever the period",
		Value:   form.In(nameForm, func(c *Clock) *string { return &c.Over }),
	},
	{
		Name: "item", Required: true, Example: ".number",
		Meaning: "what the rows of one item share",
		Value:   form.In(expressionForm, func(c *Clock) *string { return &c.Item }),
	},
	{
		Name: "when", Required: true, Example: ".updated",
		Meaning: "when a row happened",
		Value:   form.In(expressionForm, func(c *Clock) *string { return &c.When }),
	},
	{
		Name: "order", Example: ".revision",
		Meaning: "a number by which one row comes before another of the same instant",
		Value:   form.In(expressionForm, func(c *Clock) *string { return &c.Order }),
	},
	{
		Name: "state", Example: `{running: '.state == "New"', stopped: '.state == "Closed"'}`,
		Meaning: "for a log that says in what state an item was; a row for which none holds means nothing",
		Value:   form.In(clockStatesForm, func(c *Clock) *Clock { return c }),
	},
	{
		Name: "start", Example: `.state == "opened"`,
		Meaning: "when an item starts, for a log that says what happened; it needs a `stop`, too",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Start }),
	},
	{
		Name: "pause", Example: `.state == "on hold"`,
		Meaning: "when its time pauses",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Pause }),
	},
	{
		Name: "resume", Example: `.state == "resumed"`,
		Meaning: "when its time goes on after a pause",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Resume }),
	},
	{
		Name: "stop", Example: `.state == "resolved"`,
		Meaning: "when it stops",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Stop }),
	},
	{
		Name: "reset", Example: `.state == "reassigned"`,
		Meaning: "when its time begins anew",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Reset }),
	},
	{
		Name: "cancel", Example: `.state == "withdrawn"`,
		Meaning: "when it is cancelled, and counts no more",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Cancel }),
	},
	{
		Name: "since", Example: ".opened",
		Meaning: "from when time counts, when that is before the first start",
		Value:   form.In(expressionForm, func(c *Clock) *string { return &c.Since }),
	},
	{
		Name: "key", Example: ".priority",
		Meaning: "what tells apart the items that have different targets",
		Value:   form.In(expressionForm, func(c *Clock) *string { return &c.Key }),
	},
	{
		Name: "targets", Example: "{high: 4h, low: 8h}",
		Meaning: "the time that an item has, by its key",
		Value:   form.In(clockTargetsForm, func(c *Clock) *map[string]string { return &c.Targets }),
	},
	{
		Name: "target", Example: "8h",
		Meaning: "the time that every item has, or those without a key of their own",
		Value:   form.In(clockTargetForm, func(c *Clock) *map[string]string { return &c.Targets }),
	},
	{
		Name: "calendar", Example: "desk",
		Meaning: "the calendar whose hours count; all time when it is left out",
		Value:   form.In(nameForm, func(c *Clock) *string { return &c.Calendar }),
	},
	{
		Name: "pause in", Example: "wall time",
		Meaning: "how a pause is measured: in working time (the default) or wall time",
		Value:   form.In(pauseWords.form(), func(c *Clock) *clock.PauseIn { return &c.PauseIn }),
	},
	{
		Name: "reopen", Example: "new cycle",
		Meaning: "what a start after a stop does: the time goes on (the default), begins anew, or is that of a row of its own",
		Value:   form.In(reopenWords.form(), func(c *Clock) *clock.Reopen { return &c.Reopen }),
	},
	{
		Name: "changed", Example: "split",
		Meaning: "which target holds when the key changes on the way: that of the first key (the default), of the last, of the one at the stop, or of each in its share of the time",
		Value:   form.In(changedWords.form(), func(c *Clock) *clock.Changed { return &c.Changed }),
	},
	{
		Name: "at", Example: "started",
		Meaning: "what places a row in a period: its start, its stop (the default), or nothing: it counts in every one",
		Value:   form.In(placeWords.form(), func(c *Clock) *string { return &c.At }),
	},
})

var clockStatesForm = form.ObjectOf("the states of a clock", []form.Key[Clock]{
	{
		Name: "running", Required: true, Example: `.state in ["New", "Active"]`,
		Meaning: "when its time counts",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Running }),
	},
	{
		Name: "paused", Example: `.state startsWith "Awaiting"`,
		Meaning: "when its time pauses",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Paused }),
	},
	{
		Name: "stopped", Required: true, Example: `.state in ["Resolved", "Closed"]`,
		Meaning: "when it has stopped",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Stopped }),
	},
	{
		Name: "cancelled", Example: `.state == "Cancelled"`,
		Meaning: "when it is cancelled, and counts no more",
		Value:   form.In(conditionForm, func(c *Clock) *string { return &c.Cancelled }),
	},
})

// clockTarget is the time of the items with a key.
type clockTarget struct{ key, within string }

var clockTargetList = form.MapOf("keys",
	form.In(durationForm, func(t *clockTarget) *string { return &t.within }),
	func(key string) clockTarget { return clockTarget{key: key} })

// clockTargetsForm is the form of the times that items have, by their keys.
var clockTargetsForm = form.New(*clockTargetList.Shape(), func(r *form.Reader, n *document.Node, into *map[string]string) {
	var list []clockTarget
	clockTargetList.Read(r, n, &list)
	for _, t := range list {
		setTarget(into, t)
	}
})

// clockTargetForm is the form of the time of all items, or of those without a key of
// their own.
var clockTargetForm = form.New(*durationForm.Shape(), func(r *form.Reader, n *document.Node, into *map[string]string) {
	var all clockTarget
	durationForm.Read(r, n, &all.within)
	setTarget(into, all)
})

func setTarget(into *map[string]string, t clockTarget) {
	if *into == nil {
		*into = map[string]string{}
	}
	(*into)[t.key] = t.within
}
