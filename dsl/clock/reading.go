package clock

import "time"

// State is the state of a clock when it is read. The zero State is invalid.
type State uint8

// The states.
const (
	_ State = iota
	NotStarted
	Running
	Paused
	Stopped
	Cancelled
)

var stateNames = [...]string{"invalid", "not started", "running", "paused", "stopped", "cancelled"}

// String returns the state's name.
func (s State) String() string { return nameOf(stateNames[:], int(s)) }

// Open reports whether the clock has started and not ended.
func (s State) Open() bool { return s == Running || s == Paused }

// History is everything that was read of an item.
type History struct {
	// Cycles has one reading or, when a reopening or a start after a cancellation begins
	// a new cycle, one for each, in order. It is never empty: what has not started is a
	// reading of that state.
	Cycles   []Reading
	Problems []Problem // in order of time, those without an instant first
	Unseen   int       // events at [Rule.Until] or later
}

// ItemHistory is the history of one item of a log, which has a name there.
type ItemHistory struct {
	Item string
	History
}

// Last returns the reading of the last cycle.
func (h History) Last() Reading {
	if len(h.Cycles) == 0 {
		return Reading{}
	}
	return h.Cycles[len(h.Cycles)-1]
}

// Reading is what a clock shows. Counted, Paused and Outside are together the time from
// Started to Seen. Instants are in the zone of the calendar, if there is one.
type Reading struct {
	State   State
	Started time.Time // from when time is counted; zero when it has not started
	Stopped time.Time // when it stopped or was cancelled; zero while it is open
	Seen    time.Time // until when time is counted: Stopped or, of an open clock, [Rule.Until], or the last event when that is zero

	Counted time.Duration // it ran, within the hours
	Paused  time.Duration // it was paused
	Outside time.Duration // outside hours

	// FirstKey, StopKey and LastKey are the keys of the target that the item had first,
	// at Seen, and last, which may be after the stop.
	FirstKey, StopKey, LastKey string

	Reopened int // how often it was reopened and went on or was reset
	Resets   int // how often counting began anew
	// Dropped is how long it had been started before the last of them; what came before
	// is not in the reading.
	Dropped time.Duration

	phases []phase // from Started to Seen
	rule   Rule
}

// Elapsed returns the time from Started to Seen.
func (r Reading) Elapsed() time.Duration { return r.Counted + r.Paused + r.Outside }

// phase is the time from one change to the next: of the state, or of the key.
type phase struct {
	from, to time.Time
	within   time.Duration // of the hours
	key      string
	event    int // why it runs or not
	running  bool
}

// Kind is what an interval of time was. The zero Kind is invalid.
type Kind uint8

// The kinds.
const (
	_ Kind = iota
	TimeCounted
	TimePaused
	TimeOutside
)

var kindNames = [...]string{"invalid", "counted", "paused", "outside hours"}

// String returns the kind's name.
func (k Kind) String() string { return nameOf(kindNames[:], int(k)) }

// Interval is a run of time, From within and To not.
type Interval struct {
	From, To time.Time
	Kind     Kind
	// Event is the event since which the clock ran, was paused or was stopped, by its
	// place in the [Item].
	Event int
	Key   string // the key of the target in force
}

// Length returns the time from one end to the other.
func (i Interval) Length() time.Duration { return i.To.Sub(i.From) }
