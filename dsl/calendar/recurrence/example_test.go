package recurrence_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/recurrence"
	"github.com/concord-sla/concord/dsl/diag"
)

// Patches are applied on the second Sunday of each month, from two in the morning for
// four hours. In March two o'clock is skipped.
func ExampleEvent_Windows() {
	events, err := recurrence.ParseEvents(`BEGIN:VEVENT
SUMMARY:Patches
DTSTART;TZID=America/New_York:20260111T020000
DURATION:PT4H
RRULE:FREQ=MONTHLY;BYDAY=2SU
END:VEVENT
`)
	if err != nil {
		fmt.Println(err)
		return
	}
	quarter := calendar.Quarter(2026, 1)
	for _, e := range events {
		for w := range e.Windows(quarter.Start(e.Zone()), quarter.End(e.Zone())) {
			fmt.Println(e.Summary(), w.Start.Format(time.RFC3339), w.End.Format(time.RFC3339))
		}
	}
	// Output:
	// Patches 2026-01-11T02:00:00-05:00 2026-01-11T06:00:00-05:00
	// Patches 2026-02-08T02:00:00-05:00 2026-02-08T06:00:00-05:00
	// Patches 2026-03-08T03:00:00-04:00 2026-03-08T07:00:00-04:00
}

// What would change when an event is, and is not understood, is an error with its place.
func ExampleParseEvents_mistake() {
	_, err := recurrence.ParseEvents("DTSTART;TZID=Eastern Time:20260111T020000\nDURATION:PT4H\n")
	fmt.Println(err)
	if mistake := new(diag.Diagnostic); errors.As(err, &mistake) {
		fmt.Println(mistake.Position(), mistake.Advice)
	}
	// Output:
	// event:1:14: error [bad-event]: there is no time zone "Eastern Time"; did you mean America/New_York?
	// event:1:14 did you mean America/New_York?
}
