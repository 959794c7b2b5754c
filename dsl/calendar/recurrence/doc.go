// Package recurrence finds when recurring events take place, such as windows of
// maintenance, by the rules of iCalendar (RFC 5545).
//
// [ParseEvents] reads an [Event] from iCalendar text, and [Event.Windows] are its times
// within a span. A window begins at a reading of the clocks of its zone, which becomes an
// instant by [calendar.Resolve]. Only the rules that maintenance windows need are
// understood; text with others is a diagnostic of the code [BadEvent] with its place.
package recurrence
