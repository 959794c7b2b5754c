// Package rollup computes the framework's measures of measures from the results of one
// agreement or many: of the targets, how many were met; of the performance issues, how
// many were resolved, and in time; how often targets were changed, and on whose account.
//
// [Compute] gives a [Summary]. A [Share] has bounds: what is open, because it was not
// measured or is disputed, may turn out either way and is never taken for met. Nothing is
// weighed, and there is no score.
package rollup
