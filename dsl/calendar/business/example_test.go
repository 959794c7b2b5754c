package business_test

import (
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
)

// An answer was due within 20 business days of 2 March 2022.
func ExampleCalendar_BusinessDays() {
	received := calendar.Date{Year: 2022, Month: time.March, Day: 2}
	completed := calendar.Date{Year: 2022, Month: time.March, Day: 15}

	federal := business.Federal()
	taken, err := federal.BusinessDays(received, completed)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, err := federal.AddBusinessDays(received, 20)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(taken, "business days; it was due on", due)
	// Output:
	// 9 business days; it was due on 2022-03-30
}

// Two New Year's Days were observed in 2021, and none in 2022.
func ExampleCalendar_Holidays() {
	holidays, err := business.Federal().Holidays(2021)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, h := range holidays {
		if h.Actual.IsZero() {
			continue
		}
		fmt.Printf("%s is observed on %s, %s\n", h.Name, h.Date.Weekday(), h.Date)
		fmt.Println("   ", h.Rule)
	}
	// Output:
	// Juneteenth National Independence Day is observed on Friday, 2021-06-18
	//     5 U.S.C. 6103(a); Pub. L. 117-17; 5 U.S.C. 6103(b): for Saturday, the Friday before
	// Independence Day is observed on Monday, 2021-07-05
	//     5 U.S.C. 6103(a); Executive Order 11582: for Sunday, the Monday after
	// Christmas Day is observed on Friday, 2021-12-24
	//     5 U.S.C. 6103(a); 5 U.S.C. 6103(b): for Saturday, the Friday before
	// New Year's Day is observed on Friday, 2021-12-31
	//     5 U.S.C. 6103(a); 5 U.S.C. 6103(b): for Saturday, the Friday before
}

// The President closed agencies on 24 December 2019. That is not a legal public holiday;
// a contract may say that it counts as one. More such days are in testdata/closures.txt.
func ExampleCalendar_With() {
	eve := calendar.Date{Year: 2019, Month: time.December, Day: 24}
	closed, err := business.Federal().With([]business.Holiday{
		{Date: eve, Name: "Christmas Eve", Rule: "Executive Order 13900"},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	before := calendar.Date{Year: 2019, Month: time.December, Day: 23}
	next, err := closed.AddBusinessDays(before, 1)
	fmt.Println(next, err)
	// Output:
	// 2019-12-26 <nil>
}

// A help desk in Washington works with a break at noon, and until noon on Christmas Eve.
// It has eight working hours to answer.
func ExampleCalendar_WithHours() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	morning := business.Shift{From: 8 * time.Hour, To: 12 * time.Hour}
	afternoon := business.Shift{From: 13 * time.Hour, To: 17 * time.Hour}
	desk, err := business.Federal().WithHours("help desk", business.Hours{
		Zone: zone,
		Week: business.MondayToFriday(morning, afternoon),
		Special: []business.SpecialDay{
			{Date: calendar.Date{Year: 2026, Month: time.December, Day: 24}, Name: "Christmas Eve", Shifts: []business.Shift{morning}},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	received := time.Date(2026, time.December, 23, 15, 0, 0, 0, zone) // a Wednesday
	answered := time.Date(2026, time.December, 28, 9, 30, 0, 0, zone)
	taken, err := desk.WorkingTime(received, answered)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, err := desk.AddWorkingTime(received, 8*time.Hour)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("answered after", taken)
	fmt.Println("due", due.Format(time.RFC3339))
	// Output:
	// answered after 7h30m0s
	// due 2026-12-28T10:00:00-05:00
}

// What comes in after hours on a Friday counts from Monday morning, and so do the
// business days that it has.
func ExampleCalendar_NextOpening() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	office, err := business.Federal().WithHours("office", business.Hours{
		Zone: zone,
		Week: business.MondayToFriday(business.Shift{From: 9 * time.Hour, To: 17 * time.Hour}),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	received := time.Date(2026, time.November, 20, 17, 0, 0, 0, zone)
	counts, err := office.NextOpening(received)
	if err != nil {
		fmt.Println(err)
		return
	}
	due, err := office.AddBusinessDaysAt(counts, 2)
	fmt.Println(counts.Format(time.RFC3339))
	fmt.Println(due.Format(time.RFC3339), err)
	// Output:
	// 2026-11-23T09:00:00-05:00
	// 2026-11-25T09:00:00-05:00 <nil>
}

// All mistakes are reported at once, each with what to do.
func ExampleCalendar_WithHours_mistakes() {
	morning, late := business.Shift{From: 8 * time.Hour, To: 14 * time.Hour}, business.Shift{From: 13 * time.Hour, To: 22 * time.Hour}
	_, err := business.Weekdays().WithHours("shop", business.Hours{
		Zone: time.UTC,
		Week: business.Week{
			time.Friday:   {morning, late},
			time.Saturday: {{From: 22 * time.Hour, To: 6 * time.Hour}},
		},
	})
	fmt.Println(err)
	// Output:
	// hours.Friday: error [bad-hours]: the shifts 08:00-14:00 and 13:00-22:00 overlap; let one end before the other begins
	// hours.Saturday: error [bad-hours]: the shift 22h0m0s to 6h0m0s ends before it begins; count an end past midnight from the day on which the shift begins: 22:00-06:00 is From 22h and To 30h
}

// A shift is written with the readings of its two ends; what is past midnight belongs to
// the day on which it began.
func ExampleParseShift() {
	for _, text := range []string{"08:00-17:00", "22:00-06:00", "00:00-24:00", "8-17", "00:00-23:59"} {
		shift, err := business.ParseShift(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(shift, shift.To-shift.From)
	}
	// Output:
	// 08:00-17:00 9h0m0s
	// 22:00-06:00 8h0m0s
	// 00:00-24:00 24h0m0s
	// concord: error [bad-shift]: "8-17" is not a shift; write 08:00-17:00
	// concord: error [bad-shift]: "00:00-23:59" is not a shift; it leaves out the last minute of its day; an end is not within; the end of the day is 24:00
}

// A column of tickets: when each was opened and closed, as nanoseconds since 1970.
func ExampleCalendar_WorkingTimes() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	desk, err := business.Federal().WithHours("desk", business.Hours{
		Zone: zone, Week: business.MondayToFriday(business.Shift{From: 9 * time.Hour, To: 17 * time.Hour}),
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	thursday := time.Date(2026, time.July, 2, 16, 0, 0, 0, zone).UnixNano() // the 3rd is a holiday
	opened := []int64{thursday, thursday}
	closed := []int64{thursday + int64(30*time.Minute), thursday + int64(90*time.Hour)}
	worked := make([]time.Duration, len(opened))
	if err := desk.WorkingTimes(worked, opened, closed); err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(worked)
	// Output: [30m0s 2h0m0s]
}
