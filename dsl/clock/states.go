package clock

import (
	"cmp"
	"slices"
	"time"
)

// Entry is a line of a log that says in what state an item was, and not what happened to
// it: every row of an audit log of tickets.
type Entry struct {
	At     time.Time
	Order  int64
	State  State  // what the line's state means for this clock; NotStarted when it means nothing
	Target string // the key of the target, such as the priority
}

// FromStates returns one event for each entry, at the same index, whose signals are what
// the change from the state before it means; an entry that changes nothing has no signal.
// An item whose first state is Stopped was started and stopped at once. An entry whose
// state is NotStarted or invalid changes nothing: the state stays that of the entry
// before it, by instant and order.
func FromStates(entries []Entry) []Event {
	events := make([]Event, len(entries))
	order := make([]int, len(entries))
	for i, e := range entries {
		events[i] = Event{At: e.At, Order: e.Order, Target: e.Target}
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(entries[a].At.Round(0).Compare(entries[b].At.Round(0)), cmp.Compare(entries[a].Order, entries[b].Order))
	})
	state := NotStarted
	for _, i := range order {
		next := entries[i].State
		if next < Running || next > Cancelled || next == state || entries[i].At.IsZero() {
			continue
		}
		events[i].Signal = between[state-NotStarted][next-Running]
		state = next
	}
	return events
}

// between has the signals from a state, a row from NotStarted on, to another, a column
// from Running on.
var between = [...][4]Signal{
	//           running paused         stopped       cancelled
	/* not started */ {Start, Start | Pause, Start | Stop, Start | Cancel},
	/* running     */ {0, Pause, Stop, Cancel},
	/* paused      */ {Resume, 0, Stop, Cancel},
	/* stopped     */ {Start, Start | Pause, 0, Cancel},
	/* cancelled   */ {Start, Start | Pause, Start | Stop, 0},
}
