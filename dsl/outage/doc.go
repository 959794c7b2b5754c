// Package outage measures availability: how much of the agreed time a service was up,
// from its outages.
//
// Start with three names:
//
//   - An [Outage] is a time in which a component was down or, with a [Weight], degraded.
//     Checks of a monitor become outages by [Hold.Outages].
//   - A [Rule] says what counts: the service hours, how components make up the service,
//     the shortest outage that counts, how lengths are rounded, and what is done with
//     excluded time. [Rule.Measure] applies it to a [Record] of a [Span] of time: its
//     outages and its [Exclusion]s.
//   - A [Result] has the agreed, the excluded and the lost time, and
//     [Result.Availability] as an exact fraction; and the intervals and exclusions that
//     it comes from.
//
// # In which order
//
// First the outages of each component become one line of time, in which what overlaps
// counts once, at the highest weight. The lines are joined: components in series are down
// when any is, components in parallel when all are. Then runs that are shorter than the
// minimum are left out. A run is as long as it was, also where the span, the hours or an
// exclusion cut it: an outage does not become short because a month ended in it. Then
// what lies within the span, within the service hours and not in an exclusion is counted,
// and rounded.
//
// # What it promises
//
// The numbers are exact: time is counted in nanoseconds, and shares are fractions.
// Nothing is a float64.
//
// Times over adjoining spans add up, when lengths are not rounded to minutes: by [Exact]
// wherever the cut is, by slices and probes where the cut is at one.
//
// Nothing is repaired in silence and nothing that is missing passes: an outage without an
// end lasts until the span ends, one without a beginning has lasted since the span began,
// and time of which nothing is known is down unless the rule says that it is up or does
// not count. Each is a [Problem], whose code is stable. An exclusion without its ends, or
// announced later than was agreed, excludes nothing, and is among [Result.Refused].
//
// The cost grows with n log n of the outages and, by slices and probes, with how many of
// those there are in them.
package outage
