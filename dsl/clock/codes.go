package clock

import "github.com/concord-sla/concord/dsl/diag"

// Codes of clocks: what does not fit in the events of an item. Their class is
// [diag.ErrData].
const (
	NoInstant          diag.Code = "no-instant"
	OutOfOrder         diag.Code = "out-of-order"
	EqualInstants      diag.Code = "equal-instants"
	PauseAndResume     diag.Code = "pause-and-resume"
	SinceAfterStart    diag.Code = "since-after-start"
	SignalBeforeStart  diag.Code = "signal-before-start"
	StopBeforeStart    diag.Code = "stop-before-start"
	EndBeforeStart     diag.Code = "end-before-start"
	StartWhileStarted  diag.Code = "start-while-started"
	PauseWhilePaused   diag.Code = "pause-while-paused"
	ResumeWithoutPause diag.Code = "resume-without-pause"
	SignalAfterStop    diag.Code = "signal-after-stop"
	SignalAfterCancel  diag.Code = "signal-after-cancel"
	NoEnd              diag.Code = "no-end"
)

// problems says of each code, in the order in which a reader meets them, what does not
// fit, how it is read all the same, and what to write instead.
var problems = []struct {
	code                  diag.Code
	what, reading, advice string
}{
	{NoInstant, "the event has no instant", "it is left out", "give it its instant"},
	{OutOfOrder, "the order of the event, or its place in the list, is before that of an event at an earlier instant",
		"the instants count", "correct its instant or its order"},
	{EqualInstants, "two different events have the same instant and no order", "they count in the order of the list", "give them an order"},
	{PauseAndResume, "the event both pauses and resumes", "it pauses", "write two events"},
	{SinceAfterStart, "the instant from which time is to count is after the start", "time counts from the start", "correct it, or leave it out"},
	{SignalBeforeStart, "the clock has not started", "the signal is left out", "add the event that starts it, or correct an instant"},
	{StopBeforeStart, "the clock is stopped and has not started", "the stop is left out", "add the event that starts it, or correct an instant"},
	{EndBeforeStart, "the clock is stopped at an instant before its start, although its order is later",
		"the stop is left out", "correct one of the two instants"},
	{StartWhileStarted, "the clock is started and has started", "it goes on as it was", "leave the second start out, or add the stop between them"},
	{PauseWhilePaused, "the clock is paused and was paused", "it stays paused from the first pause",
		"leave the second pause out, or add the resume between them"},
	{ResumeWithoutPause, "the clock is resumed and was running", "it goes on running", "leave the resume out, or add the pause before it"},
	{SignalAfterStop, "the clock has stopped, and this does not reopen it", "it stays stopped", "add the event that reopens it, or correct an instant"},
	{SignalAfterCancel, "the clock was cancelled, and this does not start it", "it stays cancelled", "add the event that starts it anew, or leave this one out"},
	{NoEnd, "the clock is open, and nothing says when it is looked at", "it is looked at when the last event happened", "set Rule.Until"},
}

// Codes returns the codes of what this package finds, in a stable order.
func Codes() []diag.Code {
	all := make([]diag.Code, len(problems))
	for i, p := range problems {
		all[i] = p.code
	}
	return all
}
