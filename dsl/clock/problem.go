package clock

import (
	"fmt"
	"time"
)

// Word names a kind of problem. It stays the same from version to version.
type Word string

// The problems. Each is followed by what is assumed.
const (
	NoInstant          Word = "no-instant"
	OutOfOrder         Word = "out-of-order"
	EqualInstants      Word = "equal-instants"
	PauseAndResume     Word = "pause-and-resume"
	SinceAfterStart    Word = "since-after-start"
	SignalBeforeStart  Word = "signal-before-start"
	StopBeforeStart    Word = "stop-before-start"
	EndBeforeStart     Word = "end-before-start"
	StartWhileStarted  Word = "start-while-started"
	PauseWhilePaused   Word = "pause-while-paused"
	ResumeWithoutPause Word = "resume-without-pause"
	SignalAfterStop    Word = "signal-after-stop"
	SignalAfterCancel  Word = "signal-after-cancel"
	NoEnd              Word = "no-end"
)

// words are all problems in the order in which a reader meets them: what was found, and what was assumed.
var words = []struct {
	word           Word
	found, assumed string
}{
	{NoInstant, "the event has no instant", "it did not happen"},
	{OutOfOrder, "its order, or its place among those given, is before that of an earlier event", "the instants are right"},
	{EqualInstants, "two different events have the same instant, and no order", "they happened in the order given"},
	{PauseAndResume, "one event both pauses and resumes", "it pauses"},
	{SinceAfterStart, "the instant from which time is to count is after the start", "time counts from the start"},
	{SignalBeforeStart, "the clock has not started", "nothing changed"},
	{StopBeforeStart, "the clock is stopped and has not started", "it did not stop"},
	{EndBeforeStart, "the clock is stopped at an instant before its start, although its order is later", "it did not stop"},
	{StartWhileStarted, "the clock is started and has started", "it goes on as it was"},
	{PauseWhilePaused, "the clock is paused and was paused", "it goes on being paused, from the first pause"},
	{ResumeWithoutPause, "the clock is resumed and was running", "it goes on running"},
	{SignalAfterStop, "the clock has stopped, and this does not reopen it", "it stays stopped"},
	{SignalAfterCancel, "the clock was cancelled, and this does not start it", "it stays cancelled"},
	{NoEnd, "the clock is open, and nothing says when it is looked at", "it is looked at when the last event happened"},
}

// Words returns all problems, in a stable order.
func Words() []Word {
	all := make([]Word, len(words))
	for i, w := range words {
		all[i] = w.word
	}
	return all
}

// Found says what does not fit, as a sentence without a full stop.
func (w Word) Found() string {
	for _, known := range words {
		if known.word == w {
			return known.found
		}
	}
	return "an unknown problem"
}

// Assumed says what the reading assumes instead, as a clause without a full stop.
func (w Word) Assumed() string {
	for _, known := range words {
		if known.word == w {
			return known.assumed
		}
	}
	return "nothing"
}

// Problem is something in the events that does not fit.
type Problem struct {
	Word   Word
	Event  int       // which event, by its place in the [Item]; -1 for none of them
	Signal Signal    // what the event said, when that is what does not fit
	At     time.Time // when; the zero Time for an event without an instant
}

// String says what was found, when, and what was assumed.
func (p Problem) String() string {
	what := string(p.Word)
	if p.Signal.one() {
		what += " (" + p.Signal.String() + ")"
	}
	if !p.At.IsZero() {
		what += " at " + p.At.Format(time.RFC3339)
	}
	return fmt.Sprintf("%s: %s; assumed: %s", what, p.Word.Found(), p.Word.Assumed())
}
