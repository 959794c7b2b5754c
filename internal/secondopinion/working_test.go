package secondopinion

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/us"

	"github.com/concord-sla/concord/dsl/calendar"
)

const day = 24 * time.Hour

// ticket is worked on from one instant until another.
type ticket struct {
	opened, closed time.Time
}

// ticketsOf makes tickets at random, opened in the course of 2026 and closed so much later.
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

// offices are Monday to Friday from 9 to 17 without the federal holidays, here and in rickar/cal.
func offices(tb testing.TB, zone *time.Location) (*calendar.Calendar, *cal.BusinessCalendar) {
	shift := calendar.Shift{From: 9 * time.Hour, To: 17 * time.Hour}
	ours, err := calendar.Federal().WithHours("office", calendar.Hours{Zone: zone, Week: calendar.MondayToFriday(shift)})
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

// BenchmarkWorkingTime is the table of docs/performance.md. Each round sums the time between the instants of a million tickets: as a difference of integers, by Time.Sub,
// within the working hours, and by rickar/cal for as many of them as there is time for. What is reported are medians over the rounds of the ratios within each, since
// what else the machine does falls on all of a round alike.
func BenchmarkWorkingTime(b *testing.B) {
	zone := newYork(b)
	ours, theirs := offices(b, zone)
	for _, days := range []int{1, 30, 300, 3650} {
		b.Run(fmt.Sprintf("%d days", days), func(b *testing.B) {
			tickets := ticketsOf(1_000_000, time.Duration(days)*day, zone)
			few := tickets[:max(10, 6_000/days)]
			numbers := make([][2]int64, len(tickets))
			for i, k := range tickets {
				numbers[i] = [2]int64{k.opened.UnixNano(), k.closed.UnixNano()}
			}
			var integer, plain, working, walking []float64 // nanoseconds for a ticket, in each round
			var sum time.Duration
			for b.Loop() {
				began := time.Now()
				for i := range numbers {
					sum += time.Duration(numbers[i][1] - numbers[i][0])
				}
				integer = append(integer, perTicket(began, tickets))

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

				began = time.Now()
				for i := range few {
					sum += theirs.WorkHoursInRange(few[i].opened, few[i].closed)
				}
				walking = append(walking, perTicket(began, few))
			}
			b.ReportMetric(0, "ns/op") // of a round, which says nothing
			b.ReportMetric(ratio(plain, integer), "Sub/int64")
			b.ReportMetric(ratio(working, integer), "WorkingTime/int64")
			b.ReportMetric(ratio(working, plain), "WorkingTime/Sub")
			b.ReportMetric(ratio(walking, working), "WorkHoursInRange/WorkingTime")
			if sum == 0 {
				b.Fatal("nothing was summed")
			}
		})
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
