package outage_test

import (
	"fmt"
	"time"
	_ "time/tzdata"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/outage"
)

// A month of a service with a web server and two databases of which one is enough, and
// maintenance that was announced in time.
func Example() {
	at := func(day, hour, minute int) time.Time {
		return time.Date(2026, time.March, day, hour, minute, 0, 0, time.UTC)
	}
	rule := outage.Rule{
		Components: outage.Series(outage.One("web"), outage.Parallel(outage.One("left"), outage.One("right"))),
		Minimum:    5 * time.Minute,
		Notices:    []outage.Notice{{Kind: "maintenance", LeadTime: 48 * time.Hour}},
	}
	march := calendar.Month(2026, time.March)
	result, err := rule.Measure(outage.Record{
		Span: outage.Span{From: march.Start(time.UTC), To: march.End(time.UTC)},
		Outages: []outage.Outage{
			{Component: "web", From: at(3, 10, 0), To: at(3, 10, 4)},
			{Component: "web", From: at(9, 10, 0), To: at(9, 12, 30)},
			{Component: "left", From: at(20, 8, 0), To: at(20, 9, 0)},
			{Component: "right", From: at(20, 8, 45), To: at(20, 10, 0)},
		},
		Exclusions: []outage.Exclusion{
			{From: at(9, 10, 0), To: at(9, 12, 0), Kind: "maintenance", Announced: at(6, 9, 0)},
			{From: at(20, 8, 0), To: at(20, 10, 0), Kind: "maintenance", Announced: at(19, 9, 0)},
		},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, i := range result.Intervals {
		fmt.Println("down", i.From.Format("Jan _2 15:04"), "to", i.To.Format("15:04"))
	}
	for _, r := range result.Refused {
		fmt.Println("exclusion", r.Exclusion+1, r.Code, "-", r.Needed)
	}
	fmt.Println(result.Agreed, "agreed,", result.Excluded, "excluded")
	fmt.Println("available", result.Availability())
	// Output:
	// down Mar  9 12:00 to 12:30
	// down Mar 20 08:45 to 09:00
	// exclusion 2 exclusion-announced-late - it needs 48h0m0s and had 23h0m0s
	// 744h0m0s agreed, 2h0m0s excluded
	// available 2965/2968
}

// A monitor writes a line when something changes, and every ten minutes otherwise. After
// that it is not known whether the service was up.
func ExampleHold_Outages() {
	at := func(minute int) time.Time { return time.Date(2026, time.March, 2, 10, minute, 0, 0, time.UTC) }
	observed := outage.Hold{Longest: 10 * time.Minute, Until: at(40)}.Outages([]outage.Check{
		{At: at(0), Status: outage.Up},
		{At: at(7), Status: outage.Down},
		{At: at(9), Status: outage.Degraded, Weight: outage.Weight{Num: 1, Den: 4}},
		{At: at(12), Status: outage.Up},
		{At: at(30), Status: outage.Up},
	})
	for _, o := range observed.Outages {
		what := "down " + o.Weight.String()
		if o.Unknown {
			what = "unknown"
		}
		fmt.Println(o.From.Format("15:04"), "to", o.To.Format("15:04"), what)
	}
	// Output:
	// 10:07 to 10:09 down 1
	// 10:09 to 10:12 down 1/4
	// 10:22 to 10:30 unknown
}

// Seven seconds are a minute, none, five or ten, by the words of the agreement.
func ExampleRounding() {
	noon := time.Date(2026, time.March, 2, 12, 0, 0, 0, time.UTC)
	record := outage.Record{
		Span:    outage.Span{From: noon.Add(-time.Hour), To: noon.Add(time.Hour)},
		Outages: []outage.Outage{{From: noon.Add(-3 * time.Second), To: noon.Add(4 * time.Second)}},
	}
	for _, r := range []outage.Rounding{outage.Exact, outage.StartedMinutes, outage.FullMinutes, outage.SlicesAny, outage.SlicesAll} {
		result, err := outage.Rule{Rounding: r}.Measure(record)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(r, "-", time.Duration(result.Down.Num().Int64()), result.Availability())
	}
	// Output:
	// exact - 7s 7193/7200
	// started minutes - 1m0s 119/120
	// full minutes - 0s 1/1
	// slices, any - 10m0s 11/12
	// slices, all - 0s 1/1
}
