package clock

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/calendartest"
	"github.com/concord-sla/concord/internal/script"
)

// TestClocks runs clocks.txt, which says itself what its lines mean.
func TestClocks(t *testing.T) {
	calendars := calendartest.Calendars{}
	n := script.Cases(t, "testdata/clocks.txt", calendars.Define, func(t *testing.T, c script.Case) []string {
		q, err := questionOf(calendars, c)
		if err != nil {
			t.Fatalf("line %d, %s: %v", c.Line, c.Title, err)
		}
		return q.answer(t, c)
	})
	if n < 166 {
		t.Errorf("there are %d cases, fewer than there were", n)
	}
}

// question is a case of the file.
type question struct {
	rule    Rule
	zone    *time.Location
	item    Item
	entries []Entry
	targets Targets
}

func questionOf(calendars calendartest.Calendars, c script.Case) (q question, err error) {
	q.zone = time.UTC
	var date calendar.Date
	for _, input := range c.Inputs {
		words := strings.Fields(input.Rest)
		switch input.Word {
		case "rule":
			err = q.readRule(calendars, strings.Split(input.Rest, ", "))
		case "since":
			q.item.Since, _, err = calendartest.Instant(words, &date, q.zone)
		case "until":
			q.rule.Until, _, err = calendartest.Instant(words, &date, q.zone)
		case "events":
			for text := range strings.SplitSeq(input.Rest, ";") {
				var e Event
				if e, err = eventOf(strings.Fields(text), &date, q.zone); err != nil {
					return q, err
				}
				q.item.Events = append(q.item.Events, e)
			}
		case "states":
			for text := range strings.SplitSeq(input.Rest, ";") {
				at, rest, err := calendartest.Instant(strings.Fields(text), &date, q.zone)
				if err != nil {
					return q, err
				}
				state := State(0)
				for s := NotStarted; s <= Cancelled; s++ {
					if s.String() == strings.Join(rest, " ") {
						state = s
					}
				}
				if state == 0 {
					return q, fmt.Errorf("there is no state %q", rest)
				}
				q.entries = append(q.entries, Entry{At: at, State: state})
			}
			q.item.Events = FromStates(q.entries)
		case "target":
			q.targets = Targets{}
			for text := range strings.SplitSeq(input.Rest, ", ") {
				key, length, keyed := strings.Cut(text, " ")
				if !keyed {
					key, length = "", text
				}
				if q.targets[key], err = time.ParseDuration(length); err != nil {
					return q, err
				}
			}
		default:
			err = fmt.Errorf("%q is not a line of a case", input.Word)
		}
		if err != nil {
			return q, err
		}
	}
	return q, nil
}

func (q *question) readRule(calendars calendartest.Calendars, options []string) (err error) {
	for _, option := range options {
		switch option {
		case "pause in wall time":
			q.rule.PauseIn = WallTime
		case "reopen resumes":
			q.rule.Reopen = ReopenResumes
		case "reopen resets":
			q.rule.Reopen = ReopenResets
		case "reopen is a new cycle":
			q.rule.Reopen = ReopenNewCycle
		case "first target":
			q.rule.Changed = ChangedFirst
		case "last target":
			q.rule.Changed = ChangedLast
		case "target at stop":
			q.rule.Changed = ChangedAtStop
		case "split target":
			q.rule.Changed = ChangedSplit
		default:
			if q.rule.Calendar, q.zone, err = calendars.Find(option); err != nil {
				return err
			}
		}
	}
	return nil
}

// eventOf reads an instant, signals, and P1 for a key and #3 for an order.
func eventOf(words []string, date *calendar.Date, zone *time.Location) (e Event, err error) {
	e.At, words, err = calendartest.Instant(words, date, zone)
	for _, word := range words {
		if signal, ok := ParseSignal(word); ok {
			e.Signal = signal
		} else if order, ok := strings.CutPrefix(word, "#"); ok {
			if e.Order, err = strconv.ParseInt(order, 10, 64); err != nil {
				return e, err
			}
		} else if strings.HasPrefix(word, "P") {
			e.Target = word
		} else {
			return e, fmt.Errorf("%q is not a signal", word)
		}
	}
	return e, err
}

// answer returns what the file expects, in its own form.
func (q question) answer(t *testing.T, c script.Case) (lines []string) {
	h, err := q.rule.Read(q.item)
	if err != nil {
		return []string{"error: " + err.Error()}
	}
	for i, r := range h.Cycles {
		if problem := addsUp(r); problem != "" {
			t.Errorf("line %d, %s: %s", c.Line, c.Title, problem)
		}
		name := ""
		if len(h.Cycles) > 1 {
			name = fmt.Sprintf("cycle %d ", i+1)
		}
		lines = append(lines, name+shownReading(r))
		for _, v := range r.Intervals() {
			lines = append(lines, "  "+shownInterval(v, q.item.Events))
		}
		if q.targets != nil {
			lines = append(lines, shownDue(r, q.targets))
		}
	}
	for _, p := range h.Problems {
		lines = append(lines, "problem "+p.String())
	}
	if h.Unseen > 0 {
		lines = append(lines, fmt.Sprintf("%d not seen", h.Unseen))
	}
	return lines
}

func shownReading(r Reading) string {
	if r.State == NotStarted {
		return "not started"
	}
	text := fmt.Sprintf("%s, %s: counted %s, paused %s, outside %s", r.State, shownSpan(r.Started, r.Seen), span(r.Counted), span(r.Paused), span(r.Outside))
	if r.Reopened > 0 {
		text += fmt.Sprintf(", reopened %d", r.Reopened)
	}
	if r.Resets > 0 {
		text += fmt.Sprintf(", reset %d after %s", r.Resets, span(r.Dropped))
	}
	return text
}

func shownInterval(v Interval, events []Event) string {
	text := fmt.Sprintf("%s: %s %s since %s", shownSpan(v.From, v.To), v.Kind, span(v.Length()), events[v.Event].Signal)
	if v.Key != "" {
		text += ", " + v.Key
	}
	return text
}

func shownDue(r Reading, targets Targets) string {
	d, err := r.Due(targets)
	if err != nil {
		return "error: " + err.Error()
	}
	key := ""
	if d.Key != "" {
		key = d.Key + " "
	}
	switch d.Outcome {
	case Void:
		return "due " + d.Outcome.String()
	case NoTarget:
		return fmt.Sprintf("due %s%s", key, d.Outcome)
	}
	moves := ""
	if d.Moves {
		moves = " and moving"
	}
	return fmt.Sprintf("due %s%s at %s%s: %s, used %s, left %s", key, span(d.Target), shown(d.At), moves, d.Outcome, d.Share.RatString(), span(d.Left))
}

func shown(at time.Time) string {
	return at.Format("Mon 2006-01-02 ") + shownClock(at)
}

func shownClock(at time.Time) string {
	if at.Second() == 0 && at.Nanosecond() == 0 {
		return at.Format("15:04 MST")
	}
	return at.Format("15:04:05.999999999 MST")
}

// shownSpan leaves the second date out where it is the first.
func shownSpan(from, to time.Time) string {
	if from.Format(time.DateOnly) == to.Format(time.DateOnly) {
		return shown(from) + " to " + shownClock(to)
	}
	return shown(from) + " to " + shown(to)
}

// span shows 1h30m0s as 1h30m.
func span(d time.Duration) string {
	text := d.String()
	if strings.HasSuffix(text, "m0s") {
		text = strings.TrimSuffix(text, "0s")
	}
	if strings.HasSuffix(text, "h0m") {
		text = strings.TrimSuffix(text, "0m")
	}
	return text
}

// addsUp says what does not add up in a reading, and nothing when all does.
func addsUp(r Reading) string {
	if r.State == NotStarted {
		if r.Elapsed() != 0 || len(r.Intervals()) != 0 {
			return "a clock that has not started shows a time"
		}
		return ""
	}
	if r.Elapsed() != r.Seen.Sub(r.Started) {
		return fmt.Sprintf("%s are counted, paused and outside, and it is %s from %s to %s", r.Elapsed(), r.Seen.Sub(r.Started), r.Started, r.Seen)
	}
	sums := map[Kind]time.Duration{}
	at := r.Started
	for _, v := range r.Intervals() {
		if !v.From.Equal(at) || !v.From.Before(v.To) {
			return fmt.Sprintf("an interval from %s to %s follows on %s", v.From, v.To, at)
		}
		sums[v.Kind] += v.Length()
		at = v.To
	}
	if !at.Equal(r.Seen) || sums[TimeCounted] != r.Counted || sums[TimePaused] != r.Paused || sums[TimeOutside] != r.Outside {
		return fmt.Sprintf("the intervals are %v until %s, and the reading is %s", sums, at, shownReading(r))
	}
	return ""
}
