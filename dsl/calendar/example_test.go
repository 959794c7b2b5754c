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

// The President closed agencies on 24 December 2019. That is not a legal public holiday; a contract may say that it counts as one.
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
	_, err := calendar.ParseCycle("monthly")
	fmt.Println(err)
	if unknown := new(calendar.UnknownNameError); errors.As(err, &unknown) {
		fmt.Println(unknown.Near)
	}
	// Output:
	// unknown cycle "monthly": did you mean "month"? (write one of month, quarter, fiscal quarter, fiscal year, year)
	// [month]
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
