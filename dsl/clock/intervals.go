package clock

import (
	"iter"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/business"
)

// Intervals returns what each interval of time from Started to Seen was, in order and
// without gaps. Those of a kind add up to Counted, Paused and Outside. Neighbours differ
// in kind, in event or in key.
func (r Reading) Intervals() []Interval {
	if len(r.phases) == 0 {
		return nil
	}
	l := &list{rule: r.rule}
	if r.rule.Calendar != nil {
		// Every phase has been measured by this calendar, so it knows the instants.
		openings, err := r.rule.Calendar.Openings(r.Started, r.Seen)
		if err != nil {
			return nil
		}
		next, stop := iter.Pull(openings)
		defer stop()
		l.next = next
		l.opening, l.more = next()
	}
	for _, s := range r.phases {
		l.add(s)
	}
	return l.intervals
}

// list splits phases at the ends of openings, both in order of time.
type list struct {
	rule      Rule
	next      func() (business.Opening, bool)
	opening   business.Opening // the one not yet passed, if there is more
	more      bool
	intervals []Interval
}

func (l *list) add(s phase) {
	kind := TimePaused
	if s.running {
		kind = TimeCounted
	}
	if l.rule.Calendar == nil || !s.running && l.rule.PauseIn == WallTime {
		l.put(s, s.from, s.to, kind)
		return
	}
	at := s.from
	for at.Before(s.to) {
		for l.more && !at.Before(l.opening.To) {
			l.opening, l.more = l.next()
		}
		if !l.more || !l.opening.From.Before(s.to) {
			l.put(s, at, s.to, TimeOutside)
			return
		}
		if at.Before(l.opening.From) {
			l.put(s, at, l.opening.From, TimeOutside)
			at = l.opening.From
		}
		to := earlier(l.opening.To, s.to)
		l.put(s, at, to, kind)
		at = to
	}
}

func (l *list) put(s phase, from, to time.Time, kind Kind) {
	if last := len(l.intervals) - 1; last >= 0 {
		if before := &l.intervals[last]; before.Kind == kind && before.Event == s.event && before.Key == s.key {
			before.To = to
			return
		}
	}
	l.intervals = append(l.intervals, Interval{From: from, To: to, Kind: kind, Event: s.event, Key: s.key})
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}
