package business

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
	"github.com/concord-sla/concord/internal/prose"
)

// Shift is a span of working time, between two readings of the wall clock: From is
// within, To is not. Both are counted from 00:00 on that wall, on the day on which the
// shift begins, in whole minutes: 8*time.Hour to 17*time.Hour is eight in the morning
// until five in the afternoon, whatever daylight saving time does in between.
//
// A shift may end at midnight, which is 24 hours, or on the next day: 22*time.Hour to
// 30*time.Hour is ten in the evening until six. It belongs to the day on which it begins.
// To is after From and, past midnight, before the reading at which the shift began; a
// whole day is 0 to 24*time.Hour.
type Shift struct {
	From, To time.Duration
}

const wholeDay = 24 * time.Hour // on a wall clock; elapsed days differ

// ParseShift reads a shift written as two readings of a 24-hour clock, as in 08:00-17:00.
// An end at midnight is 24:00, and an end that is earlier than the beginning is on the
// next day: 22:00-06:00. Nothing else is a shift, so that there is one way to write each.
// The error says what to write.
func ParseShift(text string) (Shift, error) {
	s, err := parseShift(text)
	if err != nil {
		return Shift{}, badShift(prose.Quote(text)+" is not a shift", err.Error())
	}
	return s, nil
}

// errShiftShape says that a text does not look like a shift; shiftShapeError says it
// better.
var errShiftShape = errors.New("write two readings of a 24-hour clock, as in 08:00-17:00")

func parseShift(text string) (Shift, error) {
	if len(text) != len("08:00-17:00") || text[5] != '-' {
		return Shift{}, shiftShapeError(text)
	}
	from, okFrom := reading(text[:5])
	to, okTo := reading(text[6:])
	switch {
	case !okFrom || !okTo:
		return Shift{}, shiftShapeError(text)
	case from == wholeDay:
		return Shift{}, errors.New("no day has work from 24:00; a shift of the next day begins at 00:00")
	case to == 0:
		return Shift{}, fmt.Errorf("midnight at the end is 24:00; write %s-24:00", text[:5])
	case to == from:
		return Shift{}, errors.New("it ends when it begins; write 00:00-24:00 for a whole day, and two shifts for another 24 hours")
	case to < from:
		to += wholeDay
	}
	s := Shift{from, to}
	if problem, advice := s.wrong(); problem != "" {
		return Shift{}, fmt.Errorf("it %s; %s", problem, advice)
	}
	return s, nil
}

// reading reads a time of day from 00:00 to 24:00.
func reading(text string) (time.Duration, bool) {
	if len(text) != len("08:00") || text[2] != ':' {
		return 0, false
	}
	h, okH := civil.Digits(text[:2])
	m, okM := civil.Digits(text[3:])
	clock := time.Duration(h)*time.Hour + time.Duration(m)*time.Minute
	return clock, okH && okM && m < 60 && clock <= wholeDay
}

// shiftShapeError offers what was probably meant: other dashes, spaces around them, one
// digit for the hour, or hours without minutes.
func shiftShapeError(text string) error {
	const longest = 32
	if len(text) > longest {
		return errShiftShape
	}
	plain := strings.NewReplacer("–", "-", "—", "-", "to", "-", " ", "").Replace(text)
	from, to, _ := strings.Cut(plain, "-")
	meant := fullReading(from) + "-" + fullReading(to)
	if meant == text {
		return errShiftShape
	}
	if s, err := parseShift(meant); err == nil && s.To-s.From <= wholeDay/2 { // 9 to 5 is no night
		return fmt.Errorf("write %s", s)
	}
	return errShiftShape
}

// fullReading writes 8 and 8:00 as 08:00, and leaves anything else as it is.
func fullReading(text string) string {
	hour, minute, found := strings.Cut(text, ":")
	if !found {
		minute = "00"
	}
	if len(hour) == 1 {
		hour = "0" + hour
	}
	return hour + ":" + minute
}

// String returns the shift as [ParseShift] reads it, as in 22:00-06:00. An invalid shift
// is printed as it stands.
func (s Shift) String() string {
	if !s.possible() {
		return fmt.Sprintf("%s to %s", s.From, s.To)
	}
	to := s.To
	if to > wholeDay {
		to -= wholeDay
	}
	return clockText(s.From) + "-" + clockText(to)
}

func clockText(reading time.Duration) string {
	b := civil.AppendPadded(nil, int(reading/time.Hour), 2)
	b = append(b, ':')
	return string(civil.AppendPadded(b, int(reading%time.Hour/time.Minute), 2))
}

// MarshalText returns the shift's text. It fails for an invalid shift.
func (s Shift) MarshalText() ([]byte, error) {
	if problem, advice := s.wrong(); problem != "" {
		return nil, badShift(fmt.Sprintf("the shift %s cannot be written: it %s", s, problem), advice)
	}
	return []byte(s.String()), nil
}

// UnmarshalText reads what [Shift.MarshalText] writes.
func (s *Shift) UnmarshalText(text []byte) error {
	parsed, err := ParseShift(string(text))
	if err != nil {
		return err
	}
	*s = parsed
	return nil
}

func (s Shift) possible() bool {
	problem, _ := s.wrong()
	return problem == ""
}

// wrong says what is wrong with the shift, as what follows "it", and what to do; both are
// empty when nothing is.
func (s Shift) wrong() (problem, advice string) {
	const past = "count an end past midnight from the day on which the shift begins: 22:00-06:00 is From 22h and To 30h"
	switch {
	case s.From < 0 || s.From >= wholeDay:
		return fmt.Sprintf("begins %s after midnight, which is not on its day", s.From), "begin at 00:00 to 23:59"
	case s.To == s.From:
		return "ends when it begins", "leave it out, or write 00:00-24:00 for a whole day"
	case s.To < s.From:
		return "ends before it begins", past
	case s.From%time.Minute != 0 || s.To%time.Minute != 0:
		return "does not begin and end on whole minutes", "take the next minute; an end is not within, so 17:00 leaves nothing out"
	case s.To-s.From > wholeDay || s.To-s.From == wholeDay && s.From != 0:
		return "lasts until it would begin again, or longer", "give each day its own shift"
	case s.To == wholeDay-time.Minute:
		return "leaves out the last minute of its day", "an end is not within; the end of the day is 24:00"
	}
	return "", ""
}
