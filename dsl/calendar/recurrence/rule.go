package recurrence

import (
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/internal/civil"
)

// recurrence is the part of an RRULE of RFC 5545 (section 3.3.10) that chooses days:
// every so many days, weeks, months or years, some days of each. The time of day is
// always that of the first occurrence.
type recurrence struct {
	every      frequency
	interval   int64
	count      int64 // 0 when it does not say
	until      int64 // in seconds since 1970, itself included
	ends       bool  // whether until holds
	days       []ordinalDay
	monthDays  []int // negative from the end
	months     []time.Month
	positions  []int // in the set of an interval's days, negative from the end
	weekStarts time.Weekday
}

type frequency uint8

const (
	daily frequency = iota + 1
	weekly
	monthly
	yearly
)

// ordinalDay is a weekday, or the nth of the month or year; negative from the end.
type ordinalDay struct {
	nth int // 0 for every one
	day time.Weekday
}

// from fills in what the first occurrence decides when the rule does not: its weekday,
// its day of the month, its month.
func (r *recurrence) from(first calendar.Date) {
	if len(r.days) > 0 || len(r.monthDays) > 0 {
		return
	}
	switch r.every {
	case weekly:
		r.days = []ordinalDay{{day: first.Weekday()}}
	case yearly:
		if len(r.months) == 0 {
			r.months = []time.Month{first.Month}
		}
		r.monthDays = []int{first.Day}
	case monthly:
		r.monthDays = []int{first.Day}
	}
}

// each yields the rule's days from the first through another, in order. It may leave out
// days before the day since. Its cost is that of the intervals in between; when the rule
// counts its occurrences, of those from the first on.
func (r *recurrence) each(first, since, through int64, yield func(day int64) bool) {
	interval := r.intervalOf(first)
	if skipped := r.intervalOf(since) - interval; r.count == 0 && skipped > 0 {
		interval += skipped / r.interval * r.interval
	}
	through = min(through, civil.LastNumber)
	var buffer [366]int64
	for n := int64(0); ; interval += r.interval {
		begins, ends := r.bounds(interval)
		if begins > through {
			return
		}
		for _, day := range r.chosen(buffer[:0], begins, ends) {
			switch {
			case day < first:
				continue
			case day > through || !yield(day):
				return
			}
			if n++; n == r.count {
				return
			}
		}
	}
}

// intervalOf numbers the days, weeks, months or years.
func (r *recurrence) intervalOf(day int64) int64 {
	switch r.every {
	case daily:
		return day
	case weekly:
		return civil.FloorDiv(day-r.aWeekStart(), 7)
	case monthly:
		d := calendar.DateOfNumber(day)
		return int64(civil.MonthNumber(d.Year, d.Month))
	}
	return int64(calendar.DateOfNumber(day).Year)
}

// bounds returns the first and the last day of a day, week, month or year. Beyond the
// last date they are those of no date, after all others.
func (r *recurrence) bounds(interval int64) (begins, ends int64) {
	const never = civil.LastNumber + 1
	switch r.every {
	case daily:
		return interval, interval
	case weekly:
		begins = r.aWeekStart() + 7*interval
		return begins, begins + 6
	case monthly:
		if interval >= (civil.LastYear+1)*12 {
			return never, never
		}
		y, m := civil.YearAndMonth(int(interval))
		return calendar.Date{Year: y, Month: m, Day: 1}.Number(), calendar.Date{Year: y, Month: m, Day: civil.DaysIn(y, m)}.Number()
	}
	if interval > civil.LastYear {
		return never, never
	}
	return calendar.Date{Year: int(interval), Month: time.January, Day: 1}.Number(), calendar.Date{Year: int(interval), Month: time.December, Day: 31}.Number()
}

func (r *recurrence) aWeekStart() int64 {
	return civil.Monday + civil.FloorMod(int64(r.weekStarts)-1, 7)
}

// chosen appends those of an interval's days that the rule chooses.
func (r *recurrence) chosen(set []int64, begins, ends int64) []int64 {
	for day := max(begins, civil.FirstNumber); day <= min(ends, civil.LastNumber); day++ {
		if r.chooses(calendar.DateOfNumber(day)) {
			set = append(set, day)
		}
	}
	if len(r.positions) == 0 {
		return set
	}
	var some []int64
	for i, day := range set {
		if slices.Contains(r.positions, i+1) || slices.Contains(r.positions, i-len(set)) {
			some = append(some, day)
		}
	}
	return some
}

// chooses applies BYMONTH, BYMONTHDAY and BYDAY. On the level of days, what the standard
// calls expanding and limiting come to the same: a day must be among all that are listed.
func (r *recurrence) chooses(d calendar.Date) bool {
	if len(r.months) > 0 && !slices.Contains(r.months, d.Month) {
		return false
	}
	length := civil.DaysIn(d.Year, d.Month)
	if len(r.monthDays) > 0 && !slices.Contains(r.monthDays, d.Day) && !slices.Contains(r.monthDays, d.Day-length-1) {
		return false
	}
	if len(r.days) == 0 {
		return true
	}
	day := d.Day
	if r.every == yearly && len(r.months) == 0 {
		// The nth of the year.
		january := calendar.Date{Year: d.Year, Month: time.January, Day: 1}.Number()
		day = int(d.Number()-january) + 1
		length = int(calendar.Date{Year: d.Year, Month: time.December, Day: 31}.Number()-january) + 1
	}
	weekday, nth, fromEnd := d.Weekday(), (day-1)/7+1, -((length-day)/7 + 1)
	return slices.ContainsFunc(r.days, func(o ordinalDay) bool {
		return o.day == weekday && (o.nth == 0 || o.nth == nth || o.nth == fromEnd)
	})
}
