// Package calendar knows civil dates, time zones, and the periods that an agreement is
// judged by.
//
// Start with these names:
//
//   - [ParsePeriod] (or [Month], [Quarter], [FiscalQuarter], [FiscalYear], [Year],
//     [Span]) makes a [Period]: November 2026, the first quarter of fiscal year 2026, or
//     any run of days. A period is made of civil dates; [Period.Start] and [Period.End]
//     give its instants in a zone.
//   - [ParseCycle] (or [Monthly], [WeekFrom], [MonthFrom], [PayPeriodFrom],
//     [FiscalYearFrom], [RollingMonths], ...) makes a [Cycle], which says how the
//     calendar is divided into periods; [Cycle.Containing] finds the one in which a date
//     lies. A [Billing] is a list of periods that follow no rule.
//   - [ParseDate] makes a [Date], a day as it is printed on a wall calendar, without a
//     zone.
//
// Business days and working time are in package business, windows that recur in package
// recurrence.
//
// # What it promises
//
// Calendar words mean the calendar. A month is not 30 days and a day is not 24 hours:
// November 2026 in New York is 721 hours long, and the package says so. Only elapsed time
// is a [time.Duration].
//
// A reading on a wall clock becomes an instant by one rule, [Resolve], on every machine.
// The standard library's time.Date leaves open what it does with a reading that daylight
// saving time skips or repeats; RFC 5545 section 3.3.5 does not, and is followed here.
//
// Nothing is guessed. Text that is not exactly a date, a period or a cycle is an error
// that says what to write. An unknown name is a [diag.Diagnostic] of the code
// [UnknownZone] or [UnknownCycle] with the nearest known names.
//
// Values are immutable, comparable with == where they are small ([Date], [Period],
// [Cycle]), and safe to share between goroutines. Nothing here reads the clock: "today"
// is always the caller's argument.
//
// # Invalid values
//
// The zero [Date], [Period] and [Cycle] are invalid, and stand for "none". Arithmetic
// that leaves the years 1 to 9999 gives the zero value, so does a constructor such as
// [Month] with a month 13, and every method of a zero value answers with another zero: a
// zero period has no days, contains no date, and starts at the zero [time.Time]. Test
// with IsZero where the argument came from outside.
//
// # Zones
//
// A zone is a [time.Location]; a nil one means UTC. [LoadZone] finds it by its IANA name
// and refuses the names that mean something else on each machine. A program that may run
// where there is no zone database (a minimal container, Windows) should import the
// standard library's time/tzdata for its effect; this package does not, so as not to add
// its size to everyone's program.
package calendar
