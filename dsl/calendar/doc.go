// Package calendar knows civil dates, time zones, the periods that an agreement is judged by, which days are business days, when there is work on them, and when what
// recurs takes place.
//
// Start with these names:
//
//   - [ParsePeriod] (or [Month], [Quarter], [FiscalQuarter], [FiscalYear], [Year], [Span]) makes a [Period]: November 2026, the first quarter of
//     fiscal year 2026, or any run of days. A period is made of civil dates; [Period.Start] and [Period.End] give its instants in a zone.
//   - [ParseCycle] (or [Monthly], [WeekFrom], [MonthFrom], [PayPeriodFrom], [FiscalYearFrom], [RollingMonths], ...) makes a [Cycle], which says how the calendar is
//     divided into periods; [Cycle.Containing] finds the one in which a date lies. A [Billing] is a list of periods that follow no rule.
//   - [ParseDate] makes a [Date], a day as it is printed on a wall calendar, without a zone.
//   - [Federal] makes a [Calendar], which counts business days: [Calendar.BusinessDays] and [Calendar.AddBusinessDays].
//   - [Calendar.WithHours] gives one working hours, so that it also measures working time: [Calendar.WorkingTime] and [Calendar.AddWorkingTime].
//   - [ParseEvents] reads an [Event] from iCalendar text; [Event.Windows] are the times of maintenance that comes back.
//
// # What it promises
//
// Calendar words mean the calendar. A month is not 30 days and a day is not 24 hours: November 2026 in New York is 721 hours long, and the package
// says so. Only elapsed time is a [time.Duration].
//
// A reading on a wall clock becomes an instant by one rule, [Resolve], on every machine. The standard library's time.Date leaves open what it does
// with a reading that daylight saving time skips or repeats; RFC 5545 section 3.3.5 does not, and is followed here.
//
// Nothing is guessed. Text that is not exactly a date, a period or a cycle is an error that says what to write; iCalendar text that says more than is understood here is
// an [ICalendarError] with its place. A calendar asked about a year whose holidays it
// does not know answers with a [RangeError]. Names that nobody knows are an [UnknownNameError] with the nearest names that somebody does.
//
// Values are immutable, comparable with == where they are small ([Date], [Period], [Cycle]), and safe to share between goroutines. Nothing here reads
// the clock: "today" is always the caller's argument.
//
// # Invalid values
//
// The zero [Date], [Period] and [Cycle] are invalid, and stand for "none". Arithmetic that leaves the years 1 to 9999 gives the zero value, so does
// a constructor such as [Month] given a month 13, and every method of a zero value answers with another zero: a zero period has no days, contains no date,
// and starts at the zero [time.Time]. Test with IsZero where the argument came from outside.
//
// # Zones
//
// A zone is a [time.Location]; a nil one means UTC. [LoadZone] finds it by its IANA name and refuses the names that mean something else on each machine.
// A program that may run where there is no zone database (a minimal container, Windows) should import the standard library's time/tzdata for its
// effect; this package does not, so as not to add its size to everyone's program.
//
// # Working time
//
// [Hours] are shifts for each weekday, and for special days, on the clocks of a zone. A shift belongs to the day on which it begins, also when it goes on past
// midnight: whether that day is a holiday decides whether it is worked, all of it or nothing. Its ends are readings that become instants by [Resolve], and its
// working time is what passes between them. So a night shift from 22:00 to 06:00 has 7 or 9 hours when clocks change, and work around the clock is elapsed time. A date
// that the zone skips altogether has no working time, although it is counted as a business day like any other.
//
// Two things are counted, and an agreement should say which it means. Working time passes only while there is work: [Calendar.AddWorkingTime] finds when four hours of
// it have. Business days are whole days: [Calendar.AddBusinessDays] counts dates, and [Calendar.AddBusinessDaysAt] keeps the clock time. For what came in after hours,
// [Calendar.NextOpening] is the instant from which it counts, and [Calendar.BusinessDayAt] the day.
//
// # What it leaves to others
//
// Clocks that pause are in package clock, and availability in package outage. Of recurring events only what maintenance windows need is here. Not here are the holidays of anyone but the federal government of the
// United States; [Calendar.With] adds days to [Weekdays] or [Federal] from a caller's own data.
package calendar
