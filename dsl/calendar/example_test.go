package calendar_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
)

// A month in New York, as days and as instants. November has one hour more than its days suggest.
func Example() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	november, err := calendar.ParsePeriod("2026-11")
	if err != nil {
		fmt.Println(err)
		return
	}
	start, end := november.Start(zone), november.End(zone)
	fmt.Println(november.Label(), "has", november.Days(), "days:", november.First(), "to", november.Last())
	fmt.Println(start.Format(time.RFC3339), "until", end.Format(time.RFC3339))
	fmt.Println(end.Sub(start))
	// Output:
	// November 2026 has 30 days: 2026-11-01 to 2026-11-30
	// 2026-11-01T00:00:00-04:00 until 2026-12-01T00:00:00-05:00
	// 721h0m0s
}

// An answer was due within 20 business days of 2 March 2022.
func ExampleCalendar_BusinessDays() {
	received := calendar.Date{Year: 2022, Month: time.March, Day: 2}
	completed := calendar.Date{Year: 2022, Month: time.March, Day: 15}

	federal := calendar.Federal()
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
	holidays, err := calendar.Federal().Holidays(2021)
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

// The President closed agencies on 24 December 2019. That is not a legal public holiday; a contract may say that it counts as one. More such days are in
// testdata/closures.txt.
func ExampleCalendar_With() {
	eve := calendar.Date{Year: 2019, Month: time.December, Day: 24}
	closed, err := calendar.Federal().With([]calendar.Holiday{
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

// A help desk in Washington works with a break at noon, and until noon on Christmas Eve. It has eight working hours to answer.
func ExampleCalendar_WithHours() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	morning := calendar.Shift{From: 8 * time.Hour, To: 12 * time.Hour}
	afternoon := calendar.Shift{From: 13 * time.Hour, To: 17 * time.Hour}
	desk, err := calendar.Federal().WithHours("help desk", calendar.Hours{
		Zone: zone,
		Week: calendar.MondayToFriday(morning, afternoon),
		Special: []calendar.SpecialDay{
			{Date: calendar.Date{Year: 2026, Month: time.December, Day: 24}, Name: "Christmas Eve", Shifts: []calendar.Shift{morning}},
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

// What comes in after hours on a Friday counts from Monday morning, and so do the business days that it has.
func ExampleCalendar_NextOpening() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	office, err := calendar.Federal().WithHours("office", calendar.Hours{
		Zone: zone,
		Week: calendar.MondayToFriday(calendar.Shift{From: 9 * time.Hour, To: 17 * time.Hour}),
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

// All mistakes are told at once, each with what to do.
func ExampleHoursError() {
	morning, late := calendar.Shift{From: 8 * time.Hour, To: 14 * time.Hour}, calendar.Shift{From: 13 * time.Hour, To: 22 * time.Hour}
	_, err := calendar.Weekdays().WithHours("shop", calendar.Hours{
		Zone: time.UTC,
		Week: calendar.Week{
			time.Friday:   {morning, late},
			time.Saturday: {{From: 22 * time.Hour, To: 6 * time.Hour}},
		},
	})
	fmt.Println(err)
	// Output:
	// working hours of Friday: the shifts 08:00-14:00 and 13:00-22:00 overlap; let one end before the other begins
	// working hours of Saturday: the shift 22h0m0s to 6h0m0s ends before it begins; count an end past midnight from the day on which the shift begins: 22:00-06:00 is From 22h and To 30h
}

// A shift is written with the readings of its two ends; what is past midnight belongs to the day on which it began.
func ExampleParseShift() {
	for _, text := range []string{"08:00-17:00", "22:00-06:00", "00:00-24:00", "8-17", "00:00-23:59"} {
		shift, err := calendar.ParseShift(text)
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
	// "8-17" is not a shift: write 08:00-17:00
	// "00:00-23:59" is not a shift: it leaves out the last minute of its day; an end is not within; the end of the day is 24:00
}

// What a report for a calendar year covers of a metric judged by fiscal quarters.
func ExampleCycle_EndingWithin() {
	for _, p := range calendar.FiscalQuarterly.EndingWithin(calendar.Year(2026)) {
		fmt.Println(p, p.First(), p.Last())
	}
	// Output:
	// FY2026-Q2 2026-01-01 2026-03-31
	// FY2026-Q3 2026-04-01 2026-06-30
	// FY2026-Q4 2026-07-01 2026-09-30
	// FY2027-Q1 2026-10-01 2026-12-31
}

// A contract that counts its months from the 16th, and a biweekly pay period.
func ExampleParseCycle() {
	day := calendar.Date{Year: 2026, Month: time.November, Day: 23}
	for _, text := range []string{"month from day 16", "pay period from 2026-01-11", "fiscal year from july", "rolling 12 months"} {
		c, err := calendar.ParseCycle(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		p := c.Containing(day)
		fmt.Println(p.Label(), "is followed by", p.Next().Label())
	}
	// Output:
	// 16 Nov to 15 Dec 2026 is followed by 16 Dec 2026 to 15 Jan 2027
	// PP 2026-11-15 to 2026-11-28 is followed by PP 2026-11-29 to 2026-12-12
	// FY 2027 (Jul 2026 to Jun 2027) is followed by FY 2028 (Jul 2027 to Jun 2028)
	// Dec 2025 to Nov 2026 is followed by Jan to Dec 2026
}

// The agreement began in the middle of October.
func ExamplePeriod_Within() {
	term, err := calendar.ParsePeriod("2026-10-15..2027-10-14")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range calendar.Monthly.EndingWithin(calendar.Quarter(2026, 4)) {
		part, whole := p.Within(term)
		fmt.Println(p, part.Days(), "days, whole:", whole)
	}
	// Output:
	// 2026-10 17 days, whole: false
	// 2026-11 30 days, whole: true
	// 2026-12 31 days, whole: true
}

// Patches are applied on the second Sunday of each month, from two in the morning for four hours. In March two o'clock is skipped.
func ExampleEvent_Windows() {
	events, err := calendar.ParseEvents(`BEGIN:VEVENT
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
func ExampleICalendarError() {
	_, err := calendar.ParseEvents("DTSTART;TZID=Eastern Time:20260111T020000\nDURATION:PT4H\n")
	fmt.Println(err)
	if mistake := new(calendar.ICalendarError); errors.As(err, &mistake) {
		fmt.Println(mistake.Line, mistake.Column, mistake.Advice)
	}
	// Output:
	// line 1, column 14: there is no time zone "Eastern Time"; write America/New_York
	// 1 14 write America/New_York
}

// The billing cycles that a company printed in its contract.
func ExampleBilling() {
	cycles, err := calendar.ParseBilling("2026-01-05, 2026-02-04, 2026-03-06, 2026-04-03")
	if err != nil {
		fmt.Println(err)
		return
	}
	p := cycles.Containing(calendar.Date{Year: 2026, Month: time.February, Day: 14})
	fmt.Println(p.Label())
	fmt.Println(cycles.Next(p).Label())
	// Output:
	// 4 Feb 2026 to 5 Mar 2026
	// 6 Mar 2026 to 2 Apr 2026
}

// Half past two does not exist on the second Sunday of March, and half past one comes twice on the first of November.
func ExampleResolve() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	spring := calendar.Date{Year: 2026, Month: time.March, Day: 8}
	autumn := calendar.Date{Year: 2026, Month: time.November, Day: 1}
	fmt.Println(calendar.Resolve(spring, 2*time.Hour+30*time.Minute, zone).Format(time.RFC3339))
	fmt.Println(calendar.Resolve(autumn, 1*time.Hour+30*time.Minute, zone).Format(time.RFC3339))
	// Output:
	// 2026-03-08T03:30:00-04:00
	// 2026-11-01T01:30:00-04:00
}

// An error that a program can branch on: the name that was meant.
func ExampleUnknownNameError() {
	_, err := calendar.ParseCycle("month from the 16th")
	fmt.Println(err)
	if unknown := new(calendar.UnknownNameError); errors.As(err, &unknown) {
		fmt.Println(unknown.Near)
	}
	// Output:
	// unknown cycle "month from the 16th": did you mean "month from day 16"?
	// [month from day 16]
}

// Text that is not exactly a date says what to write.
func ExampleParseDate() {
	for _, text := range []string{"2026-11-23", "2026-2-3", "2026-02-30", "11/23/2026"} {
		d, err := calendar.ParseDate(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(d, d.Weekday())
	}
	// Output:
	// 2026-11-23 Monday
	// "2026-2-3" is not a date: write 2026-02-03
	// "2026-02-30" is not a date: there is no day 30: February 2026 has days 01 to 28
	// "11/23/2026" is not a date: the year comes first; write year-month-day with four, two and two digits, as in 2026-11-23
}

// A column of tickets: when each was opened and closed, as nanoseconds since 1970.
func ExampleCalendar_WorkingTimes() {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		fmt.Println(err)
		return
	}
	desk, err := calendar.Federal().WithHours("desk", calendar.Hours{
		Zone: zone, Week: calendar.MondayToFriday(calendar.Shift{From: 9 * time.Hour, To: 17 * time.Hour}),
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
