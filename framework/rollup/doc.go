// Package rollup computes the framework's measures of measures from the results of one
// agreement or many: of the targets, how many were met; of the performance issues, how
// many were resolved, and how many of them in time; how often targets were changed, and
// for which reason.
//
// [Compute] returns a [Summary]; its [Input] holds what results do not say, such as
// disputes and reasons. A [Share] has bounds: an item that is open, because it was not
// measured or is disputed, may turn out met or not, and is never taken for met. Items
// have no weights, and there is no overall score.
package rollup
