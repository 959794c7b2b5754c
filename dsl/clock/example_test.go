package clock_test

import (
	"fmt"
	"time"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/clock"
)

// A ticket waited for its user over a weekend, and had a day of working hours.
func Example() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	desk, err := business.Federal().WithHours("service desk", business.Hours{
		Zone: zone,
		Week: business.MondayToFriday(business.Shift{From: 9 * time.Hour, To: 17 * time.Hour}),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	at := func(day, hour int) time.Time { return time.Date(2026, time.March, day, hour, 0, 0, 0, zone) }
	ticket := clock.Item{Events: []clock.Event{
		{At: at(6, 15), Signal: clock.Start, Target: "high"}, // a Friday
		{At: at(6, 16), Signal: clock.Pause},
		{At: at(9, 10), Signal: clock.Resume},
		{At: at(9, 14), Signal: clock.Stop},
	}}
	history, err := clock.Rule{Calendar: desk}.Read(ticket)
	if err != nil {
		fmt.Println(err)
		return
	}
	reading := history.Last()
	fmt.Println(reading.State, "with", reading.Counted, "counted,", reading.Paused, "paused,", reading.Outside, "outside hours")
	for _, i := range reading.Intervals() {
		fmt.Println(i.From.Format("Mon 15:04"), "to", i.To.Format("Mon 15:04"), i.Kind, i.Length())
	}
	due, err := reading.Due(clock.Targets{"high": 8 * time.Hour})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(due.Outcome, "by", due.Left, "of", due.Target, "due", due.At.Format("Mon 15:04"))
	// Output:
	// stopped with 5h0m0s counted, 2h0m0s paused, 63h0m0s outside hours
	// Fri 15:00 to Fri 16:00 counted 1h0m0s
	// Fri 16:00 to Fri 17:00 paused 1h0m0s
	// Fri 17:00 to Mon 09:00 outside hours 63h0m0s
	// Mon 09:00 to Mon 10:00 paused 1h0m0s
	// Mon 10:00 to Mon 14:00 counted 4h0m0s
	// met by 3h0m0s of 8h0m0s due Mon 17:00
}

// A clock that is open when the period ends is looked at then. What was not right in its
// events is reported.
func ExampleRule_Read() {
	at := func(hour int) time.Time { return time.Date(2026, time.March, 31, hour, 0, 0, 0, time.UTC) }
	rule := clock.Rule{Until: calendar.Month(2026, time.March).End(time.UTC)}
	history, err := rule.Read(clock.Item{Events: []clock.Event{
		{At: at(18), Signal: clock.Start},
		{At: at(19), Signal: clock.Resume},
		{At: at(20), Signal: clock.Pause},
		{At: at(26), Signal: clock.Stop}, // in April
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	reading := history.Last()
	fmt.Println(reading.State, reading.Counted, "counted,", reading.Paused, "paused,", history.Unseen, "event not seen")
	for _, p := range history.Problems {
		fmt.Println(p.Diagnostic())
	}
	// Output:
	// paused 2h0m0s counted, 4h0m0s paused, 1 event not seen
	// events[1]: warning [resume-without-pause]: resume at 2026-03-31T19:00:00Z: the clock is resumed and was running; it goes on running; leave the resume out, or add the pause before it
}

// A ticket became critical on the way: half of four hours was used, so half of one is
// left.
func ExampleReading_Due() {
	at := func(hour int) time.Time { return time.Date(2026, time.March, 2, hour, 0, 0, 0, time.UTC) }
	rule := clock.Rule{Changed: clock.ChangedSplit}
	history, err := rule.Read(clock.Item{Events: []clock.Event{
		{At: at(10), Signal: clock.Start, Target: "high"},
		{At: at(12), Target: "critical"},
		{At: at(13), Signal: clock.Stop},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	due, err := history.Last().Due(clock.Targets{"critical": time.Hour, "high": 4 * time.Hour})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(due.Outcome, "at", due.At.Format("15:04"), "with", due.Share, "used")
	// Output:
	// breached at 12:30 with 3/2 used
}

// Most logs say in what state an item was. The changes between them are the events.
func ExampleFromStates() {
	at := func(hour int) time.Time { return time.Date(2026, time.March, 2, hour, 0, 0, 0, time.UTC) }
	events := clock.FromStates([]clock.Entry{
		{At: at(9), State: clock.Running},
		{At: at(10), State: clock.Running},
		{At: at(11), State: clock.Paused},
		{At: at(12), State: clock.Stopped},
		{At: at(13), State: clock.Running},
	})
	for _, e := range events {
		fmt.Println(e.At.Format("15:04"), e.Signal)
	}
	// Output:
	// 09:00 start
	// 10:00 none
	// 11:00 pause
	// 12:00 stop
	// 13:00 start
}
