// Package align holds the metrics of an agreement against the published measures that
// they claim to follow.
//
// [Align] gives one [Finding] for each claim. It compares metric and measure on every
// [Axis]: unit, direction and criterion, precision, statistic, the limit for each item,
// calendar and hours, period, exclusions, population, reporting and parties. What can be
// decided is decided for all values there can be, and a value for which only one of the
// two holds is run through the evaluator before it is shown. What cannot be decided is
// said to be unknown, and never taken for aligned.
//
// docs/alignment.md has the rule of each axis.
package align
