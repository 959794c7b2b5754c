package calendartest

import (
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
)

// OpenMinutes says of so many minutes from an instant whether there is work in each, by
// walking the shifts as they were given. Without a calendar there always is. It is what
// faster arithmetic is compared with.
func OpenMinutes(t testing.TB, c *business.Calendar, start time.Time, minutes int) []bool {
	t.Helper()
	open := make([]bool, minutes)
	if c == nil {
		for i := range open {
			open[i] = true
		}
		return open
	}
	h, _ := c.Hours()
	first, last := calendar.DateOf(start, h.Zone).AddDays(-2), calendar.DateOf(start, h.Zone).AddDays(int64(minutes)/(24*60)+2)
	for day := first; day.Before(last); day = day.AddDays(1) {
		is, err := c.IsBusinessDay(day)
		if err != nil {
			t.Fatal(err)
		}
		shifts := h.Week[day.Weekday()]
		for _, s := range h.Special {
			if s.Date == day {
				shifts = s.Shifts
			}
		}
		for _, s := range shifts {
			from, to := calendar.Resolve(day, s.From, h.Zone), calendar.Resolve(day, s.To, h.Zone)
			for at := from; is && at.Before(to); at = at.Add(time.Minute) {
				if i := int(at.Sub(start) / time.Minute); !at.Before(start) && i < minutes {
					open[i] = true
				}
			}
		}
	}
	return open
}
