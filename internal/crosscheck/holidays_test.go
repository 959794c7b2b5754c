package crosscheck

import (
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
)

// Every day of 1971 to 2050 is a federal holiday here when it is one to rickar/cal, which
// moves holidays from weekends by the same rule.
func TestFederalHolidays(t *testing.T) {
	// What it does not know: Veterans Day was on the fourth Monday of October from 1971
	// to 1977 (Pub. L. 90-363), and the birthday of Martin Luther King, Jr., was no
	// holiday before 1986 (Pub. L. 98-144).
	unknownThere := func(d calendar.Date) bool {
		return d.Year <= 1977 && (d.Month == time.October || d.Month == time.November) || d.Year < 1986 && d.Month == time.January && d.Day >= 15
	}

	federal := business.Federal()
	theirs := cal.NewBusinessCalendar()
	theirs.AddHoliday(us.Holidays...)
	for at := time.Date(1971, 1, 1, 12, 0, 0, 0, time.UTC); at.Year() <= 2050; at = at.AddDate(0, 0, 1) {
		d := calendar.DateOf(at, time.UTC)
		open, err := federal.IsBusinessDay(d)
		if err != nil {
			t.Fatal(err)
		}
		_, observed, holiday := theirs.IsHoliday(at)
		theirOpen := at.Weekday() != time.Saturday && at.Weekday() != time.Sunday && !observed
		if open == theirOpen {
			continue
		}
		if unknownThere(d) {
			continue
		}
		t.Errorf("%s %s: open here is %v, there %v (%v)", d, d.Weekday(), open, theirOpen, holiday)
	}
}
