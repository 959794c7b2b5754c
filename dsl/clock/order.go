package clock

import (
	"cmp"
	"slices"
	"time"
)

// place is where an event stands: when, and its number in the list.
type place struct {
	at    time.Time
	index int
}

// inOrder returns the events that are seen, by instant and then by order, and says how
// many are not and what is wrong with their order. It is linear when the list is in
// order.
func (f *fold) inOrder(events []Event) []place {
	places := make([]place, 0, len(events))
	ordered := false // some event has an order
	for i := range events {
		e := &events[i]
		ordered = ordered || e.Order != events[0].Order
		switch {
		case e.At.IsZero():
			f.report(NoInstant, place{index: i}, e.Signal)
		case !f.rule.Until.IsZero() && !e.At.Before(f.rule.Until):
			f.history.Unseen++
		default:
			places = append(places, place{f.shown(e.At), i})
		}
	}
	byTime := func(a, b place) int {
		return cmp.Or(a.at.Compare(b.at), cmp.Compare(events[a.index].Order, events[b.index].Order))
	}
	if !slices.IsSortedFunc(places, byTime) {
		slices.SortStableFunc(places, byTime)
	}
	for i := range max(0, len(places)-1) {
		before, after := places[i], places[i+1]
		a, b := &events[before.index], &events[after.index]
		switch {
		case before.at.Equal(after.at):
			if a.Order == b.Order && (a.Signal != b.Signal || a.Target != b.Target) {
				f.report(EqualInstants, after, 0)
			}
		case ordered && b.Order < a.Order, !ordered && after.index < before.index:
			f.report(OutOfOrder, after, 0)
		}
	}
	return places
}

// shown returns an instant in the zone of the readings, and without what the machine's
// own clock has added, by which instants would be compared otherwise.
func (f *fold) shown(at time.Time) time.Time {
	at = at.Round(0)
	if f.zone != nil {
		at = at.In(f.zone)
	}
	return at
}
