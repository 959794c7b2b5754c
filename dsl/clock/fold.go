package clock

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Read reads a clock of an item's events. Problems in the events are in the [History]. It
// fails when the rule says something unknown, when its calendar has no hours, with a
// diagnostic of the code [business.UnknownYear] when the calendar does not know a year,
// and when a time is longer than a time.Duration.
//
// Reading n events takes time that grows with n, or with n log n when they are not in
// order.
func (r Rule) Read(item Item) (History, error) {
	zone, err := r.check()
	if err != nil {
		return History{}, err
	}
	f := &fold{rule: r, events: item.Events, zone: zone, stopBefore: -1, now: Reading{State: NotStarted, rule: r}}
	places := f.inOrder(item.Events)
	f.phases = make([]phase, 0, len(places)+1) // an event ends at most one
	retroactive := f.retroactive(item.Since, places)
	for _, p := range places {
		if retroactive != nil && !p.at.Before(retroactive.at) {
			f.begin(*retroactive)
			retroactive = nil
		}
		if f.take(p); f.err != nil {
			return History{}, diag.Within(fmt.Sprintf("event %d of the clock, at %s", p.index+1, p.at.Format(time.RFC3339)), f.err)
		}
	}
	if f.finish(places); f.err != nil {
		return History{}, diag.Within("the end of the clock", f.err)
	}
	slices.SortStableFunc(f.history.Problems, func(a, b Problem) int { return cmp.Or(a.At.Compare(b.At), f.byOrder(a, b)) })
	return f.history, nil
}

// fold is what is known after some of the events.
type fold struct {
	rule   Rule
	events []Event
	zone   *time.Location // nil: as the events

	now        Reading   // of this cycle, without what has passed since the last change
	since      time.Time // the last change
	event      int       // why the clock runs, is paused or is stopped since then
	key        string
	firstOpen  bool // the start from which time counts retroactively is still to come
	stopBefore int  // a stop that came before the start; -1 for none
	phases     []phase
	first      int // of those of this cycle

	history History
	err     error
}

// retroactive returns where the clock starts when time counts from an earlier instant
// than the first start, and nil when it does not.
func (f *fold) retroactive(since time.Time, places []place) *place {
	if since.IsZero() {
		return nil
	}
	for _, p := range places {
		if f.events[p.index].Signal&Start == 0 {
			continue
		}
		if since = f.shown(since); since.After(p.at) {
			f.report(SinceAfterStart, p, 0)
			return nil
		}
		f.firstOpen = true
		return &place{since, p.index}
	}
	return nil
}

// take goes on by one event.
func (f *fold) take(p place) {
	e := &f.events[p.index]
	signal := e.Signal
	if signal >= 1<<len(signals) {
		f.err = fmt.Errorf("the signal %d is unknown; use Start to Cancel, or a set of them", signal)
		return
	}
	if signal&Pause != 0 && signal&Resume != 0 {
		f.report(PauseAndResume, p, 0)
		signal &^= Resume
	}
	if e.Target != "" && e.Target != f.key {
		if f.now.State.Open() {
			f.pass(p.at)
		}
		f.key = e.Target
	}
	for _, one := range signals {
		if signal&one != 0 {
			f.turn(one, p)
		}
	}
	if f.now.State != NotStarted {
		f.now.LastKey = f.key
		f.now.FirstKey = cmp.Or(f.now.FirstKey, f.key)
	}
	if f.now.State.Open() || f.now.Stopped.Equal(p.at) {
		f.now.StopKey = f.key
	}
}

// turn does what one signal says in the state in which the clock is.
func (f *fold) turn(signal Signal, p place) {
	switch f.now.State {
	case NotStarted:
		f.turnNotStarted(signal, p)
	case Running, Paused:
		f.turnOpen(signal, p)
	case Stopped:
		if signal&(Start|Resume) == 0 {
			f.report(SignalAfterStop, p, signal)
			return
		}
		f.reopen(p)
	case Cancelled:
		if signal != Start {
			f.report(SignalAfterCancel, p, signal)
			return
		}
		f.nextCycle(p)
	}
}

func (f *fold) turnNotStarted(signal Signal, p place) {
	switch signal {
	case Start:
		f.begin(p)
	case Stop:
		f.stopBefore = p.index
		f.report(StopBeforeStart, p, signal)
	default:
		f.report(SignalBeforeStart, p, signal)
	}
}

func (f *fold) turnOpen(signal Signal, p place) {
	paused := f.now.State == Paused
	switch {
	case signal == Start && f.firstOpen:
		f.firstOpen = false // it is the start that has counted from earlier
	case signal == Start:
		f.report(StartWhileStarted, p, signal)
	case signal == Pause && paused:
		f.report(PauseWhilePaused, p, signal)
	case signal == Resume && !paused:
		f.report(ResumeWithoutPause, p, signal)
	case signal == Pause:
		f.change(Paused, p)
	case signal == Resume:
		f.change(Running, p)
	case signal == Stop:
		f.end(Stopped, p)
	case signal == Cancel:
		f.end(Cancelled, p)
	case signal == Reset:
		f.pass(p.at)
		f.restart(p)
	}
}

// begin starts the clock.
func (f *fold) begin(p place) {
	f.now = Reading{State: Running, Started: p.at, FirstKey: f.key, StopKey: f.key, LastKey: f.key, rule: f.rule}
	f.since, f.event = p.at, p.index
	f.endedBeforeStart(p)
}

// endedBeforeStart tells a stop that was noted before the start and belongs behind it
// from one that does not.
func (f *fold) endedBeforeStart(p place) {
	if f.stopBefore < 0 {
		return
	}
	stop, start := f.events[f.stopBefore], f.events[p.index]
	later := stop.Order > start.Order || stop.Order == start.Order && f.stopBefore > p.index
	for i := range f.history.Problems {
		if q := &f.history.Problems[i]; later && q.Code == StopBeforeStart && q.Event == f.stopBefore {
			q.Code = EndBeforeStart
		}
	}
	f.stopBefore = -1
}

// change goes on in another state.
func (f *fold) change(to State, p place) {
	f.pass(p.at)
	f.now.State, f.event = to, p.index
}

// end stops the clock, for good or for now.
func (f *fold) end(as State, p place) {
	f.change(as, p)
	f.now.Stopped, f.now.StopKey, f.firstOpen = p.at, f.key, false
}

// reopen goes on after a stop, as the rule says.
func (f *fold) reopen(p place) {
	if f.rule.Reopen == ReopenNewCycle {
		f.nextCycle(p)
		return
	}
	f.pass(p.at) // since the stop it did not run
	f.now.Reopened++
	f.now.Stopped = time.Time{}
	if f.rule.Reopen == ReopenResets {
		f.restart(p)
	}
	f.now.State, f.event = Running, p.index
}

// restart drops what has passed, and counts anew.
func (f *fold) restart(p place) {
	kept := f.now
	kept.Dropped += kept.Elapsed()
	kept.Resets++
	kept.Counted, kept.Paused, kept.Outside = 0, 0, 0
	kept.Started, kept.FirstKey = p.at, f.key
	f.phases = f.phases[:f.first]
	f.now = kept
	if f.now.State == Running {
		f.event = p.index
	}
}

// nextCycle leaves what has ended and starts another.
func (f *fold) nextCycle(p place) {
	f.closeCycle(f.now.Stopped)
	f.begin(p)
}

// closeCycle keeps the reading of a cycle, seen until an instant.
func (f *fold) closeCycle(seen time.Time) {
	f.now.Seen = seen
	f.now.phases = slices.Clip(f.phases[f.first:])
	f.first = len(f.phases)
	f.history.Cycles = append(f.history.Cycles, f.now)
}

// pass adds the time since the last change to the reading.
func (f *fold) pass(at time.Time) {
	if f.err != nil || !f.since.Before(at) {
		return
	}
	within, elapsed, err := f.rule.measure(f.since, at)
	if err == nil && f.now.Elapsed()+f.now.Dropped > maxDuration-elapsed {
		err = errTooLong
	}
	if err != nil {
		f.err = err
		return
	}
	running := f.now.State == Running
	switch {
	case running:
		f.now.Counted += within
		f.now.Outside += elapsed - within
	case f.rule.PauseIn == WallTime:
		f.now.Paused += elapsed
	default:
		f.now.Paused += within
		f.now.Outside += elapsed - within
	}
	f.phases = append(f.phases, phase{from: f.since, to: at, within: within, key: f.key, event: f.event, running: running})
	f.since = at
}

const maxDuration = time.Duration(1<<63 - 1)

// finish looks at the clock for the last time.
func (f *fold) finish(places []place) {
	if !f.now.State.Open() {
		f.closeCycle(f.now.Stopped)
		return
	}
	seen := f.shown(f.rule.Until)
	if f.rule.Until.IsZero() {
		last := places[len(places)-1] // it has started, so there is one
		seen = last.at
		f.report(NoEnd, last, 0)
	}
	f.pass(seen)
	f.closeCycle(seen)
}

func (f *fold) report(code diag.Code, p place, signal Signal) {
	f.history.Problems = append(f.history.Problems, Problem{Code: code, Event: p.index, Signal: signal, At: p.at})
}

// byOrder sorts problems at one instant as their events, so that the order of the list of
// events does not show.
func (f *fold) byOrder(a, b Problem) int {
	return cmp.Compare(f.events[a.Event].Order, f.events[b.Event].Order)
}
