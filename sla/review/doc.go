// Package review asks of a whole agreement what can be asked before there is a single
// record: which terms contradict each other, which can never take effect, which ask for
// something else than their authors can have meant, and the most that its credits can
// cost.
//
// Two functions answer for a [sla.Plan]. [Review] gives findings, each at its place in
// the document; [GreatestCredit] gives an [Exposure]. Both rest on [sla.Plan.Terms] and
// the proofs of package decide, and promise that the same plan has the same answer on
// every machine: their work is bounded by steps and not by time.
//
// docs/prover.md lists what a review asks, docs/credits.md tells more of credits.
package review
