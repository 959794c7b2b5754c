package clock

import (
	"fmt"
	"math/big"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
)

// Targets are how much time each key has: a critical incident four hours. The entry of
// the empty key is for items without one.
type Targets map[string]time.Duration

// Outcome says how an item compares with its target. The zero Outcome is invalid.
type Outcome uint8

// The outcomes.
const (
	_        Outcome = iota
	Met              // stopped, with no more time counted than the target
	Pending          // open, with no more time counted than the target
	Breached         // more time counted than the target, stopped or not
	NoTarget         // its key has no target: there is nothing to judge
	Void             // cancelled or not started: there is nothing to judge
)

var outcomeNames = [...]string{"invalid", "met", "pending", "breached", "no target", "void"}

// String returns the outcome's name.
func (o Outcome) String() string { return nameOf(outcomeNames[:], int(o)) }

// Due says how a reading compares with its target.
type Due struct {
	Outcome Outcome
	Key     string        // the key whose target it is, or which has no target
	Target  time.Duration // the time that the key has

	// At is when the target is or was used up: while the clock ran or, if it has not been
	// used up, as if it ran on from where the reading ends. The zero Time is an outcome
	// of NoTarget or Void.
	At time.Time
	// Moves says that the clock is paused and the target not used up: At is then the
	// instant at which the target would be used up if the clock resumed at once, and
	// every working minute of the pause moves it later.
	Moves bool

	// Left is how much may still count; it is negative when more has. When the target
	// changed on the way and ChangedSplit holds, it is in the time of the last, rounded
	// down to a nanosecond.
	Left time.Duration
	// Share is how much of the target was used, exactly: 1 is all of it. It is nil when
	// there is no target.
	Share *big.Rat
}

// Due compares the reading with the target of its key, of which [Rule.Changed] says which
// it is. It is judged by the time counted: an item that stopped after hours has used no
// more than when they ended.
//
// It fails when a target is not more than zero, and with a diagnostic of the code
// [business.UnknownYear] when what is due lies beyond the years that the calendar knows.
func (r Reading) Due(targets Targets) (Due, error) {
	for key, target := range targets {
		if target <= 0 {
			return Due{}, fmt.Errorf("the target of the key %q is %s; a target is more than zero", key, target)
		}
	}
	if !r.State.Open() && r.State != Stopped {
		return Due{Outcome: Void, Key: r.key()}, nil
	}
	b := budget{reading: r, targets: targets, share: new(big.Rat)}
	if !b.turn(r.firstKey()) {
		return b.none(), nil
	}
	for _, s := range r.phases {
		if r.rule.Changed == ChangedSplit && s.key != "" && !b.turn(s.key) {
			return b.none(), nil
		}
		if !s.running {
			continue
		}
		if left := b.target - b.used; b.at.IsZero() && s.within >= left {
			if b.at, b.err = r.rule.after(s.from, left); b.err != nil {
				return Due{}, b.err
			}
		}
		b.used += s.within
	}
	if r.rule.Changed == ChangedSplit && r.StopKey != "" && !b.turn(r.StopKey) {
		return b.none(), nil
	}
	return b.due()
}

// firstKey returns the key of the target with which counting begins.
func (r Reading) firstKey() string {
	if r.rule.Changed == ChangedSplit {
		return r.FirstKey
	}
	return r.key()
}

// key returns the key of the target that holds, of the last when it is split.
func (r Reading) key() string {
	switch r.rule.Changed {
	case ChangedFirst:
		return r.FirstKey
	case ChangedLast:
		return r.LastKey
	}
	return r.StopKey
}

// after returns when so much has counted, from an instant on.
func (r Rule) after(from time.Time, d time.Duration) (time.Time, error) {
	if r.Calendar == nil {
		return from.Add(d), nil
	}
	at, err := r.Calendar.AddWorkingTime(from, d)
	if err != nil {
		return time.Time{}, diag.Within("when a target is due", err)
	}
	return at, nil
}

// budget is a target and what was used of it.
type budget struct {
	reading Reading
	targets Targets

	key   string
	full  time.Duration // the target of the key
	share *big.Rat      // what was used of the targets before, as a share
	// target is what the share leaves of this one, rounded down: a count of nanoseconds
	// is more than the one when it is more than the other.
	target time.Duration
	used   time.Duration // of that

	at  time.Time // when it was used up; zero as long as it is not
	err error
}

// turn goes on with the target of a key, of which as much is used as of the one before.
// It returns false when the key has none.
func (b *budget) turn(key string) bool {
	if key == b.key && b.full > 0 {
		return true
	}
	if b.full > 0 {
		b.share = b.total()
	}
	b.key, b.used = key, 0
	b.full = b.targets[key]
	if b.full == 0 {
		return false
	}
	rest := new(big.Rat).Sub(big.NewRat(1, 1), b.share)
	rest.Mul(rest, new(big.Rat).SetInt64(int64(b.full)))
	// Div rounds down here, as the denominator is positive. What is left is a part of a
	// target, or less than nothing by a product that fits when the times do.
	floor := new(big.Int).Div(rest.Num(), rest.Denom())
	b.target = -maxDuration
	if floor.IsInt64() {
		b.target = time.Duration(floor.Int64())
	}
	return true
}

// total returns the share that was used.
func (b *budget) total() *big.Rat {
	return new(big.Rat).Add(b.share, big.NewRat(int64(b.used), int64(b.full)))
}

func (b *budget) none() Due { return Due{Outcome: NoTarget, Key: b.key} }

func (b *budget) due() (Due, error) {
	r := b.reading
	left := b.target - b.used
	if left > b.target { // further below zero than a Duration reaches
		left = -maxDuration
	}
	d := Due{Key: b.key, Target: b.full, At: b.at, Left: left, Share: b.total()}
	switch {
	case left < 0:
		d.Outcome = Breached
	case r.State == Stopped:
		d.Outcome = Met
	default:
		d.Outcome = Pending
	}
	if d.At.IsZero() {
		var err error
		if d.At, err = r.rule.after(r.Seen, left); err != nil {
			return Due{}, err
		}
		d.Moves = r.State == Paused
	}
	return d, nil
}
