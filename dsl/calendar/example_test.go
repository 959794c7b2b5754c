package calendar_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
)

// A month in New York, as days and as instants. November has one hour more than its days
// suggest.
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
		common, complete := p.Within(term)
		fmt.Println(p, common.Days(), "days, complete:", complete)
	}
	// Output:
	// 2026-10 17 days, complete: false
	// 2026-11 30 days, complete: true
	// 2026-12 31 days, complete: true
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

// Half past two does not exist on the second Sunday of March, and half past one comes
// twice on the first of November.
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
func ExampleParseCycle_unknown() {
	_, err := calendar.ParseCycle("month from the 16th")
	fmt.Println(err)
	if unknown := new(diag.Diagnostic); errors.As(err, &unknown) && unknown.Code == calendar.UnknownCycle {
		fmt.Println(unknown.Advice)
	}
	// Output:
	// concord: error [unknown-cycle]: there is no cycle "month from the 16th"; did you mean month from day 16?
	// did you mean month from day 16?
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
	// concord: error [bad-date]: "2026-2-3" is not a date; write 2026-02-03
	// concord: error [bad-date]: "2026-02-30" is not a date; there is no day 30: February 2026 has days 01 to 28
	// concord: error [bad-date]: "11/23/2026" is not a date; the year comes first; write year-month-day with four, two and two digits, as in 2026-11-23
}
