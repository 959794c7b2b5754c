package calendar

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// ParseDate reads a date written year-month-day with four, two and two digits, as in
// 2026-11-23 (ISO 8601, extended form). Nothing else is a date: no spaces, no other
// order, no time of day. The error says what is wrong with the text and what to write.
func ParseDate(text string) (Date, error) {
	d, err := parseDate(text)
	if err != nil {
		return Date{}, unreadable(BadDate, text, "date", err)
	}
	return d, nil
}

func parseDate(text string) (Date, error) {
	if len(text) != len("2026-11-23") || text[4] != '-' || text[7] != '-' {
		return Date{}, dateShapeError(text)
	}
	y, okY := civil.Digits(text[:4])
	m, okM := civil.Digits(text[5:7])
	d, okD := civil.Digits(text[8:])
	if !okY || !okM || !okD {
		return Date{}, dateShapeError(text)
	}
	return NewDate(y, time.Month(m), d)
}

// dateShapeError names the likeliest mistake in a text that is not shaped like a date.
func dateShapeError(text string) error {
	const write = "write year-month-day with four, two and two digits, as in 2026-11-23"
	if trimmed := strings.TrimSpace(text); trimmed != text && trimmed != "" {
		return errors.New("there are spaces around it; " + write)
	}
	if len(text) > 10 {
		if _, err := parseDate(text[:10]); err == nil {
			return fmt.Errorf("there is something after the day; write %s", text[:10])
		}
	}
	parts := strings.FieldsFunc(text, func(r rune) bool { return r == '-' || r == '/' || r == '.' })
	if len(parts) == 3 {
		// A year in front leaves one reading. A year at the end leaves two (is 4/5/2026
		// in April or in May?), and we do not choose.
		y, okY := civil.Digits(parts[0])
		m, okM := civil.Digits(parts[1])
		d, okD := civil.Digits(parts[2])
		if okY && okM && okD && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 {
			if date, err := NewDate(y, time.Month(m), d); err == nil {
				return fmt.Errorf("write %s", date)
			}
		}
		if okY && okM && okD && len(parts[2]) == 4 {
			return errors.New("the year comes first; " + write)
		}
	}
	return errors.New(write)
}

// String returns the date as [ParseDate] reads it: 2026-11-23. An invalid date is printed
// as it stands, the zero Date as 0000-00-00.
func (d Date) String() string {
	if !d.Valid() {
		return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
	}
	return string(d.append(nil))
}

func (d Date) append(b []byte) []byte {
	b = civil.AppendPadded(b, d.Year, 4)
	b = append(b, '-')
	b = civil.AppendPadded(b, int(d.Month), 2)
	b = append(b, '-')
	return civil.AppendPadded(b, d.Day, 2)
}

// MarshalText returns the date's text, and no text for the zero Date. It fails for a date
// that does not exist.
func (d Date) MarshalText() ([]byte, error) {
	switch {
	case d.IsZero():
		return []byte{}, nil
	case !d.Valid():
		return nil, wrong(BadDate, "write a day of the calendar, or the zero Date", "%s does not exist", d)
	}
	return d.append(nil), nil
}

// UnmarshalText reads what [Date.MarshalText] writes.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
