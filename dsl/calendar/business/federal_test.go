package business

import (
	"strconv"
	"strings"
	"testing"

	"github.com/concord-sla/concord/internal/script"
)

// What was published, against what is computed. A line is a year, or a day on which a
// holiday was observed.
func TestPublishedHolidays(t *testing.T) {
	federal := Federal()
	observed := func(year int) []Holiday {
		holidays, err := federal.Holidays(year)
		if err != nil {
			t.Fatal(err)
		}
		return holidays
	}
	script.Lines(t, "published.txt", func(question string) string {
		if len(question) > len("2027") {
			d := mustDate(t, question)
			for _, h := range observed(d.Year) {
				if h.Date == d {
					return h.Name
				}
			}
			return "none"
		}
		year, err := strconv.Atoi(question)
		if err != nil {
			t.Fatal(err)
		}
		var days []string
		for _, h := range append(observed(year-1), observed(year)...) {
			own := h.Date
			if !h.Actual.IsZero() {
				own = h.Actual
			}
			if own.Year == year {
				days = append(days, h.Date.String())
			}
		}
		return strings.Join(days, " ")
	})
}

// The days that a President's order closed are business days until an agreement says that
// they are not.
func TestClosuresByOrder(t *testing.T) {
	var closures []Holiday
	script.Lines(t, "closures.txt", func(question string) string {
		date, order, _ := strings.Cut(question, " ")
		d := mustDate(t, date)
		closures = append(closures, Holiday{Date: d, Name: "Closing of executive departments and agencies", Rule: order})
		closed, err := Federal().With(closures)
		if err != nil {
			return script.Failed(err)
		}
		answer := d.Weekday().String()[:3]
		if open, err := Federal().IsBusinessDay(d); err == nil && open {
			answer += ", a business day"
		}
		if open, err := closed.IsBusinessDay(d); err == nil && !open {
			answer += "; closed"
		}
		return answer
	})
	if len(closures) < 11 {
		t.Errorf("there are %d closures", len(closures))
	}
}
