package outage

import (
	"errors"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/business"
)

// Rule says what counts. By the zero Rule a service is agreed around the clock, every
// outage counts exactly, and excluded time is taken out of the agreed time.
type Rule struct {
	Calendar   *business.Calendar // the service hours, which it must have; nil is around the clock
	Components Component
	Minimum    time.Duration // runs that are shorter do not count; one of this length does

	Rounding Rounding
	// Grid is the length of a slice, or from probe to probe; zero is five minutes of a
	// slice, a minute of probes.
	Grid   time.Duration
	Failed int // by Probes: how many failed
	Of     int // of how many in a row

	Excluded Treatment
	Notices  []Notice // what an exclusion needs; one without a notice of its kind needs none
	Unknown  Unknown
}

// Rounding says how the length of downtime is counted.
type Rounding uint8

// The first is what the zero Rule does. Minutes round the length of each run, that is of
// what counts of it. Slices and probes lie on a grid from midnight UTC of 1 January 1970,
// so that five minutes begin at a whole five minutes of every clock.
const (
	Exact          Rounding = iota // as long as it was
	StartedMinutes                 // up to whole minutes: every minute that was begun
	FullMinutes                    // down to whole minutes: only full ones
	// SlicesAny: a slice is down when any of its counted time is, at the highest weight
	// in it.
	SlicesAny
	// SlicesAll: a slice is down when all of its counted time is, at the lowest weight in
	// it.
	SlicesAll
	// Probes: a failed probe counts as down until the next probe, when it is among
	// Rule.Of probes in a row of which at least Rule.Failed failed.
	Probes
)

// Treatment says what is done with excluded time.
type Treatment uint8

// The first is what the zero Rule does. Either way, downtime in excluded time does not
// count.
const (
	TakenOut Treatment = iota // the agreed time is that much shorter
	// AddedBack: the agreed time stays, and in excluded time the service counts as up.
	AddedBack
)

// Unknown says how time counts of which it is not known whether the service was up.
type Unknown uint8

// The first is what the zero Rule does.
const (
	UnknownIsDown    Unknown = iota // missing data never passes
	UnknownIsUp                     // for a monitor that is known to miss checks
	UnknownIsLeftOut                // it is no part of the time of which availability is a share
)

var (
	roundingNames  = [...]string{"exact", "started minutes", "full minutes", "slices, any", "slices, all", "probes"}
	treatmentNames = [...]string{"taken out", "added back"}
	unknownNames   = [...]string{"unknown is down", "unknown is up", "unknown is left out"}
)

// String returns the rounding's name.
func (r Rounding) String() string { return nameOf(roundingNames[:], int(r)) }

// String returns the treatment's name.
func (t Treatment) String() string { return nameOf(treatmentNames[:], int(t)) }

// String returns how unknown time counts, in words.
func (u Unknown) String() string { return nameOf(unknownNames[:], int(u)) }

func nameOf(names []string, i int) string {
	if i >= len(names) {
		return "unknown"
	}
	return names[i]
}

// mostSlices bounds what a rule from a stranger can make a program compute.
const mostSlices = 10_000_000

// check returns the rule with its grid, and the error for one that cannot be.
func (r Rule) check(span Span) (Rule, error) {
	if r.Grid == 0 {
		r.Grid = 5 * time.Minute
		if r.Rounding == Probes {
			r.Grid = time.Minute
		}
	}
	onGrid := r.Rounding >= SlicesAny
	switch {
	case int(r.Rounding) >= len(roundingNames):
		return r, fmt.Errorf("Rounding is %d; use Exact to Probes", r.Rounding)
	case int(r.Excluded) >= len(treatmentNames):
		return r, fmt.Errorf("Excluded is %d; use TakenOut or AddedBack", r.Excluded)
	case int(r.Unknown) >= len(unknownNames):
		return r, fmt.Errorf("Unknown is %d; use UnknownIsDown, UnknownIsUp or UnknownIsLeftOut", r.Unknown)
	case r.Minimum < 0:
		return r, fmt.Errorf("the minimum is %s, less than nothing", r.Minimum)
	case r.Rounding == Probes && (r.Failed < 1 || r.Of < r.Failed || r.Of > 1000):
		return r, fmt.Errorf("%d failed of %d probes cannot be; use at least 1 of at most 1000", r.Failed, r.Of)
	case onGrid && r.Grid < time.Second:
		return r, fmt.Errorf("a grid of %s is too fine; use a second or more", r.Grid)
	case onGrid && r.Grid > 24*time.Hour:
		return r, fmt.Errorf("a grid of %s is too coarse; use a day or less", r.Grid)
	case onGrid && span.To.Sub(span.From)/r.Grid > mostSlices:
		return r, fmt.Errorf("the span has more than %d slices or probes of %s; measure it in parts", mostSlices, r.Grid)
	}
	return r, nil
}

// beyond returns how far outside a span time is looked at, for slices and runs of probes
// that reach over its ends.
func (r Rule) beyond() time.Duration {
	switch r.Rounding {
	case SlicesAny, SlicesAll:
		return r.Grid
	case Probes:
		return time.Duration(r.Of) * r.Grid
	}
	return 0
}

var errSpan = errors.New("the span needs two instants between the years 1700 and 2200, the first before the second")

// The instants between which nanoseconds since 1970 fit, with room.
var (
	earliest = time.Date(1700, 1, 1, 0, 0, 0, 0, time.UTC)
	latest   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)
)

// nanos returns an instant as nanoseconds since 1970, or the end of what fits.
func nanos(t time.Time) int64 {
	switch {
	case t.Before(earliest):
		t = earliest
	case t.After(latest):
		t = latest
	}
	return t.UnixNano()
}
