package sla

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Clock measures how much time each item of a log took: a ticket from its opening to its
// resolution, without the pauses, within working hours. It is a table of the agreement
// that is computed from another, anew for each period, with a row for each item (and,
// when a reopening begins a new cycle, for each cycle); metrics read it like any other.
// Package [clock] says what a clock does.
//
// Expressions are about one row of the log.
type Clock struct {
	Name  string `json:"name,omitzero"`
	Over  string `json:"over,omitzero"`  // the table with the log; all of its rows are read
	Item  string `json:"item,omitzero"`  // the value by which the rows of one item belong together, such as the ticket's number
	When  string `json:"when,omitzero"`  // instant
	Order string `json:"order,omitzero"` // number: which comes first at one instant; optional
	Since string `json:"since,omitzero"` // instant: from when time counts; optional
	Key   string `json:"key,omitzero"`   // text: which target the item has, such as its priority; optional

	// The conditions of a log whose rows say in which state an item is. When several hold
	// for a row, the first in this order is the state.
	Cancelled string `json:"cancelled,omitzero"`
	Stopped   string `json:"stopped,omitzero"`
	Paused    string `json:"paused,omitzero"`
	Running   string `json:"running,omitzero"`

	// The conditions of a log whose rows say what happened to an item.
	Start  string `json:"start,omitzero"`
	Pause  string `json:"pause,omitzero"`
	Resume string `json:"resume,omitzero"`
	Stop   string `json:"stop,omitzero"`
	Reset  string `json:"reset,omitzero"`
	Cancel string `json:"cancel,omitzero"`

	// Targets are the times that items have, by their keys: 4h. That of the empty key is
	// for all items, or for those without a key of their own.
	Targets map[string]string `json:"targets,omitzero"`

	Calendar string        `json:"calendar,omitzero"` // the name of a calendar with hours; "" counts all time
	PauseIn  clock.PauseIn `json:"pause_in,omitzero"`
	Reopen   clock.Reopen  `json:"reopen,omitzero"`
	Changed  clock.Changed `json:"changed,omitzero"`
	At       string        `json:"at,omitzero"` // which instant of an item decides in which period it counts: "started", "stopped", or "" for every period
}

// table returns the table that the clock makes, of items of a kind.
func (c Clock) table(item kinds.Type) Table {
	item.Nullable = false
	fields := []kinds.Field{{Name: "item", Type: item}}
	for _, f := range clockFields {
		fields = append(fields, kinds.Field{Name: f.name, Type: f.kind})
	}
	return Table{Name: c.Name, At: c.At, Fields: fields}
}

// clockFields are the fields of a clock's table beside the item, and what they hold of a
// reading.
var clockFields = []struct {
	name  string
	kind  kinds.Type
	value func(r clockRow) any
}{
	{"state", kinds.EnumOf(clockWords(clock.NotStarted, clock.Running, clock.Paused, clock.Stopped, clock.Cancelled)...), func(r clockRow) any { return r.reading.State.String() }},
	{"started", kinds.Of(kinds.Instant).Optional(), func(r clockRow) any { return instantOrNothing(r.reading.Started) }},
	{"stopped", kinds.Of(kinds.Instant).Optional(), func(r clockRow) any { return instantOrNothing(r.reading.Stopped) }},
	{"counted", kinds.Of(kinds.Duration), func(r clockRow) any { return r.reading.Counted }},
	{"paused", kinds.Of(kinds.Duration), func(r clockRow) any { return r.reading.Paused }},
	{"outside", kinds.Of(kinds.Duration), func(r clockRow) any { return r.reading.Outside }},
	{"key", kinds.Of(kinds.Text).Optional(), func(r clockRow) any { return textOrNothing(r.due.Key) }},
	{"target", kinds.Of(kinds.Duration).Optional(), func(r clockRow) any { return spanOrNothing(r.due.Target) }},
	{"outcome", kinds.EnumOf(clockWords(clock.Met, clock.Pending, clock.Breached, clock.NoTarget, clock.Void)...), func(r clockRow) any { return r.due.Outcome.String() }},
	{"due", kinds.Of(kinds.Instant).Optional(), func(r clockRow) any { return instantOrNothing(r.due.At) }},
	{"left", kinds.Of(kinds.Duration).Optional(), func(r clockRow) any { return leftOrNothing(r.due) }},
	{"reopened", kinds.Of(kinds.Count), func(r clockRow) any { return r.reading.Reopened }},
	{"problems", kinds.Of(kinds.Count), func(r clockRow) any { return r.problems }},
}

// clockRow is a row of a clock's table before it is one.
type clockRow struct {
	reading  clock.Reading
	due      clock.Due
	problems int
}

func clockWords[T fmt.Stringer](all ...T) []string {
	words := make([]string, len(all))
	for i, w := range all {
		words[i] = w.String()
	}
	return words
}

func instantOrNothing(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at
}

func textOrNothing(text string) any {
	if text == "" {
		return nil
	}
	return text
}

func spanOrNothing(d time.Duration) any {
	if d == 0 {
		return nil
	}
	return d
}

// leftOrNothing returns what is left of a target. A duration is never negative: of one
// that is used up nothing is left.
func leftOrNothing(d clock.Due) any {
	if d.Target == 0 {
		return nil
	}
	return max(0, d.Left)
}
