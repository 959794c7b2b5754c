package crosscheck

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
)

const day = 24 * time.Hour

// ticket is worked on from one instant until another.
type ticket struct {
	opened, closed time.Time
}

// ticketsOf makes tickets at random, opened in the course of 2026 and closed so much
// later.
func ticketsOf(n int, span time.Duration, zone *time.Location) []ticket {
	random := rand.New(rand.NewPCG(2026, uint64(span)))
	year := time.Date(2026, 1, 1, 0, 0, 0, 0, zone)
	tickets := make([]ticket, n)
	for i := range tickets {
		opened := year.Add(time.Duration(random.Int64N(int64(365 * day))))
		tickets[i] = ticket{opened, opened.Add(span)}
	}
	return tickets
}

// offices are Monday to Friday from 9 to 17 without the federal holidays, here and in
// rickar/cal.
func offices(tb testing.TB, zone *time.Location) (*business.Calendar, *cal.BusinessCalendar) {
	shift := business.Shift{From: 9 * time.Hour, To: 17 * time.Hour}
	ours, err := business.Federal().WithHours("office", business.Hours{Zone: zone, Week: business.MondayToFriday(shift)})
	if err != nil {
		tb.Fatal(err)
	}
	theirs := cal.NewBusinessCalendar()
	theirs.AddHoliday(us.Holidays...)
	theirs.SetWorkHours(9*time.Hour, 17*time.Hour)
	return ours, theirs
}

func newYork(tb testing.TB) *time.Location {
	zone, err := calendar.LoadZone("America/New_York")
	if err != nil {
		tb.Fatal(err)
	}
	return zone
}

// Working time at random is what rickar/cal finds by going from day to day.
func TestWorkingTime(t *testing.T) {
	zone := newYork(t)
	ours, theirs := offices(t, zone)
	for _, span := range []time.Duration{time.Hour, day, 30 * day, 300 * day} {
		for _, k := range ticketsOf(1_000, span, zone) {
			got, err := ours.WorkingTime(k.opened, k.closed)
			if err != nil {
				t.Fatal(err)
			}
			if want := theirs.WorkHoursInRange(k.opened, k.closed); got != want {
				t.Errorf("from %s for %s: here %s, there %s", k.opened, span, got, want)
			}
		}
	}
}

// BenchmarkWorkingTime is the table of docs/performance.md. Each round asks for the time
// between the instants of a million tickets, a tenth of them at a time: as a difference
// of integers, within the working hours of all at once, by Time.Sub, within the working
// hours one by one, and by rickar/cal for as many of them as there is time for. What is
// reported are medians of the ratios within each tenth, since what else the machine does
// falls on all of it alike, and a tenth is often over before the machine turns to
// something else.
func BenchmarkWorkingTime(b *testing.B) {
	zone := newYork(b)
	ours, theirs := offices(b, zone)
	for _, days := range []int{1, 30, 300, 3650} {
		b.Run(fmt.Sprintf("%d days", days), func(b *testing.B) {
			all := ticketsOf(1_000_000, time.Duration(days)*day, zone)
			opened, closed, worked := make([]int64, len(all)), make([]int64, len(all)), make([]time.Duration, len(all))
			for i, k := range all {
				opened[i], closed[i] = k.opened.UnixNano(), k.closed.UnixNano()
			}
			var integer, column, plain, working, walking []float64 // nanoseconds for a ticket, in each tenth
			var sum time.Duration
			tenth := len(all) / 10
			for b.Loop() {
				for at := 0; at < len(all); at += tenth {
					tickets, worked := all[at:at+tenth], worked[at:at+tenth]
					began := time.Now()
					subtract(worked, opened[at:at+tenth], closed[at:at+tenth])
					integer = append(integer, perTicket(began, tickets))
					sum += worked[0]

					began = time.Now()
					if err := ours.WorkingTimes(worked, opened[at:at+tenth], closed[at:at+tenth]); err != nil {
						b.Fatal(err)
					}
					column = append(column, perTicket(began, tickets))
					sum += worked[0]

					began = time.Now()
					for i := range tickets {
						sum += tickets[i].closed.Sub(tickets[i].opened)
					}
					plain = append(plain, perTicket(began, tickets))

					began = time.Now()
					for i := range tickets {
						worked, err := ours.WorkingTime(tickets[i].opened, tickets[i].closed)
						if err != nil {
							b.Fatal(err)
						}
						sum += worked
					}
					working = append(working, perTicket(began, tickets))

					few := tickets[:max(2, 600/days)]
					began = time.Now()
					for i := range few {
						sum += theirs.WorkHoursInRange(few[i].opened, few[i].closed)
					}
					walking = append(walking, perTicket(began, few))
				}
			}
			b.ReportMetric(0, "ns/op") // of a round, which says nothing
			b.ReportMetric(median(column), "ns/ticket")
			b.ReportMetric(ratio(column, integer), "WorkingTimes/int64")
			b.ReportMetric(ratio(working, integer), "WorkingTime/int64")
			b.ReportMetric(ratio(plain, integer), "Sub/int64")
			b.ReportMetric(ratio(working, plain), "WorkingTime/Sub")
			b.ReportMetric(ratio(walking, column), "WorkHoursInRange/WorkingTimes")
			b.ReportMetric(ratio(walking, working), "WorkHoursInRange/WorkingTime")
			if sum == 0 {
				b.Fatal("nothing was summed")
			}
		})
	}
}

// subtract is the plain difference of two columns.
//
//go:noinline
func subtract(dst []time.Duration, from, to []int64) {
	from, to = from[:len(dst)], to[:len(dst)]
	for i := range dst {
		dst[i] = time.Duration(to[i] - from[i])
	}
}

// perTicket is the nanoseconds since some time for each ticket.
func perTicket(began time.Time, tickets []ticket) float64 {
	return float64(time.Since(began).Nanoseconds()) / float64(len(tickets))
}

// ratio is the median of the ratios within each round.
func ratio(of, to []float64) float64 {
	ratios := make([]float64, len(of))
	for i := range of {
		ratios[i] = of[i] / to[i]
	}
	return median(ratios)
}

func median(of []float64) float64 {
	return slices.Sorted(slices.Values(of))[len(of)/2]
}
