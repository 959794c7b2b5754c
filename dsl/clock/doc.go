// Package clock measures service level clocks: how much time counted between the start
// and the stop of an item, with its pauses, its working hours and its reopenings, and
// whether that met a target.
//
// Start with three names:
//
//   - An [Event] is something that happened to the item, as [Signal]s: started, paused,
//     resumed, stopped, reset or cancelled. A log that says in what state the item was,
//     as most do, becomes events by [FromStates].
//   - A [Rule] says what counts: the working hours, what a pause is measured in, what a
//     reopening does, and when an open clock is looked at. [Rule.Read] reads an [Item]'s
//     events by it. Response and resolution are two rules, each over its own events.
//   - A [Reading] is what the clock shows: its state, and the time that was counted,
//     paused, and outside hours. [Reading.Intervals] says of every interval of time what
//     it was and why, and [Reading.Due] when a target is used up and whether it was met.
//
// # What it promises
//
// Everything adds up, to the nanosecond: counted, paused and outside are together the
// time from [Reading.Started] to [Reading.Seen]. So are the intervals, of which no two
// overlap and between which nothing is missing.
//
// A reading is a pure function of the events and the rule. Events come in any order: they
// are taken by their instants, and at the same instant by [Event.Order]. Nothing here
// reads the time of day: an open clock is read as of the instant [Rule.Until], and events
// at that instant or later are not taken into account.
//
// Nothing is repaired in silence. What does not fit, such as a resume without a pause, is
// a [Problem], whose code is stable and whose diagnostic says how it was read. A reading
// with problems is a reading; whether one may be judged by it is the caller's to say.
//
// # What time is
//
// While the clock runs, time within the hours counts and the rest is outside hours. While
// it is paused, time within the hours is paused and the rest outside hours; by [WallTime]
// all of it is paused. A rule without a calendar counts all time. After a stop that a
// reopening took back, time until the reopening is paused.
//
// The stop of a [Reading] is judged by the time counted and not by the wall: work that
// was due when the shift closed on Friday, and was done on Saturday, has used no more
// time than it had.
//
// The cost grows with the number of events, not with the time between them; only the
// intervals grow with the number of shifts.
package clock
