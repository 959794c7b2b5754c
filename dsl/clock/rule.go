package clock

import (
	"errors"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
)

// Rule says what counts. The zero Rule counts all time, resumes at a reopening, holds an
// item to the target that it had first, and sees every event.
type Rule struct {
	Calendar *business.Calendar // the hours that count, which it must have; nil counts all time
	PauseIn  PauseIn
	Reopen   Reopen
	Changed  Changed

	// Until is when an open clock is looked at, usually the end of the period. Events at
	// that instant and later are not seen, as they are in the next period. By the zero
	// Time all are seen, and a clock that is then open is looked at when the last
	// happened, which is a [Problem].
	Until time.Time
}

// PauseIn says what a pause is measured in. It does not change what counts: it is whether
// a night within a pause was paused or outside hours.
type PauseIn uint8

// The first is what the zero Rule does.
const (
	WorkingTime PauseIn = iota // within the hours; the rest of a pause is outside hours
	WallTime                   // all of it is paused
)

// Reopen says what a start or a resume after a stop does.
type Reopen uint8

// The first is what the zero Rule does.
const (
	// ReopenResumes: the clock goes on; between the stop and the reopening it was paused.
	ReopenResumes Reopen = iota
	ReopenResets         // counting begins anew, and what was counted is dropped
	// ReopenNewCycle: another clock starts beside the one that stopped, and each is
	// judged.
	ReopenNewCycle
)

// Changed says which target holds when an item's key, such as its priority, changes
// before the clock stops.
type Changed uint8

// The first is what the zero Rule does. Time before an item has a key counts towards the
// first that it has.
const (
	ChangedFirst Changed = iota // the first
	// ChangedLast: the last that was seen, also after the stop: a correction when the
	// item is closed.
	ChangedLast
	ChangedAtStop // that at the stop or, of an open clock, when it is looked at
	// ChangedSplit: each target while its key was in force: the share of one target that
	// was used up counts as used of the next.
	ChangedSplit
)

var (
	pauseInNames = [...]string{"working time", "wall time"}
	reopenNames  = [...]string{"resume", "reset", "new cycle"}
	changedNames = [...]string{"first", "last", "at stop", "split"}
)

// String returns the name of what a pause is measured in.
func (p PauseIn) String() string { return nameOf(pauseInNames[:], int(p)) }

// String returns the name of what a reopening does.
func (r Reopen) String() string { return nameOf(reopenNames[:], int(r)) }

// String returns the name of the target that holds.
func (c Changed) String() string { return nameOf(changedNames[:], int(c)) }

func nameOf(names []string, i int) string {
	if i >= len(names) {
		return "unknown"
	}
	return names[i]
}

var errTooLong = errors.New("the time on a clock is longer than a time.Duration can say, which is 292 years")

// check returns the error for a rule that says something unknown, and the zone in which
// its readings are shown: nil for that of each event.
func (r Rule) check() (*time.Location, error) {
	switch {
	case int(r.PauseIn) >= len(pauseInNames):
		return nil, fmt.Errorf("a clock's rule: PauseIn is %d; use WorkingTime or WallTime", r.PauseIn)
	case int(r.Reopen) >= len(reopenNames):
		return nil, fmt.Errorf("a clock's rule: Reopen is %d; use ReopenResumes, ReopenResets or ReopenNewCycle", r.Reopen)
	case int(r.Changed) >= len(changedNames):
		return nil, fmt.Errorf("a clock's rule: Changed is %d; use ChangedFirst, ChangedLast, ChangedAtStop or ChangedSplit", r.Changed)
	case r.Calendar == nil:
		return nil, nil
	}
	// Every calendar knows this instant; the answer to adding nothing is in the zone of
	// the hours.
	known, err := r.Calendar.AddWorkingTime(time.Date(2000, 1, 3, 12, 0, 0, 0, time.UTC), 0)
	if err != nil {
		return nil, diag.Within("a clock's rule", err)
	}
	return known.Location(), nil
}

// measure returns how much of an interval of time is within the hours, and all of it.
func (r Rule) measure(from, to time.Time) (within, elapsed time.Duration, err error) {
	elapsed = to.Sub(from)
	if !from.Add(elapsed).Equal(to) {
		return 0, 0, errTooLong
	}
	if r.Calendar == nil {
		return elapsed, elapsed, nil
	}
	within, err = r.Calendar.WorkingTime(from, to)
	return within, elapsed, err
}
