// Package business says which days are business days, and which hours are working time.
//
// [Federal] makes a [Calendar] with the holidays of the federal government of the United
// States, [Weekdays] one without holidays, and [Calendar.With] adds days of a caller's
// own. A calendar counts business days: [Calendar.BusinessDays] and
// [Calendar.AddBusinessDays]. [Calendar.WithHours] gives it working hours, so that it
// also measures working time: [Calendar.WorkingTime] and [Calendar.AddWorkingTime].
//
// # Working time
//
// [Hours] are shifts for each weekday, and for special days, on the clocks of a zone. A
// shift belongs to the day on which it begins, also when it goes on past midnight:
// whether that day is a holiday decides whether all of it is worked or nothing. Its ends
// are readings that become instants by [calendar.Resolve], and its working time is what
// passes between them. So a night shift from 22:00 to 06:00 has 7 or 9 hours when clocks
// change, and work around the clock is elapsed time. A date that the zone skips
// altogether has no working time, although it is counted as a business day like any
// other.
//
// Two things are counted, and an agreement should say which it means. Working time passes
// only while there is work: [Calendar.AddWorkingTime] finds when four hours of it have.
// Business days are whole days: [Calendar.AddBusinessDays] counts dates, and
// [Calendar.AddBusinessDaysAt] keeps the clock time. For what came in after hours,
// [Calendar.NextOpening] is the instant from which it counts, and
// [Calendar.BusinessDayAt] the day.
//
// A calendar asked about a year whose holidays it does not know answers with a diagnostic
// of the code [UnknownYear]. Values are immutable and safe to share between goroutines.
package business
