package clock

import (
	"math/bits"
	"strings"
	"time"
)

// Signal is what an event does to a clock, or a set of such: Start|Pause is an item that
// was created in a pause. The zero Signal does nothing.
type Signal uint8

// The signals of one event are taken in this order, so that Start|Stop is an item that
// was created closed. An event that says both Pause and Resume is a [Problem].
const (
	Start  Signal = 1 << iota // the clock starts; after a stop, the item is reopened
	Reset                     // what was counted is dropped, and counting begins anew
	Resume                    // a pause ends; after a stop, the item is reopened
	Pause                     // the clock stands still
	Stop                      // the target's work is done
	Cancel                    // the clock does not count: there is nothing to judge
)

var signals = [...]Signal{Start, Reset, Resume, Pause, Stop, Cancel}

var signalNames = [...]string{"start", "reset", "resume", "pause", "stop", "cancel"}

// String returns the names of the signals, as in start+pause, and none for the zero
// Signal.
func (s Signal) String() string {
	if s == 0 {
		return "none"
	}
	var names []string
	for i, one := range signals {
		if s&one != 0 {
			names = append(names, signalNames[i])
		}
	}
	if s >= 1<<len(signals) {
		names = append(names, "unknown")
	}
	return strings.Join(names, "+")
}

// ParseSignal reads what [Signal.String] writes; ok is false for anything else.
func ParseSignal(text string) (s Signal, ok bool) {
	if text == "none" {
		return 0, true
	}
	for name := range strings.SplitSeq(text, "+") {
		one := Signal(0)
		for i, known := range signalNames {
			if name == known {
				one = signals[i]
			}
		}
		if one == 0 || one <= s {
			return 0, false // unknown, twice, or in another order
		}
		s |= one
	}
	return s, true
}

// one reports whether there is exactly one signal in the set.
func (s Signal) one() bool { return bits.OnesCount8(uint8(s)) == 1 }

// Event is something that happened to an item.
type Event struct {
	At time.Time // when; an event without it is a problem, and is not taken
	// Order is which comes first at the same instant, such as the source's count of
	// changes; zero on all events is no order.
	Order  int64
	Signal Signal // what it does to the clock
	// Target is the key of the target from here on, such as the priority; empty when it
	// does not say.
	Target string
}

// Item is something that a clock measures, such as a ticket: its events.
type Item struct {
	Events []Event // in any order

	// Since is the instant from which time counts once the clock has started, when it is
	// earlier than its first start: the clock of a ticket that became critical at noon
	// counts from when the ticket was opened. Pauses in between are pauses. The zero Time
	// is none.
	Since time.Time
}
