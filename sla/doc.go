// Package sla is the service level agreement: what the parties promise, how it is
// measured, and what follows when it is missed.
//
// Three steps, three types. [Parse] (or [ParseFile]) reads an [Agreement] from a document
// and reports every mistake at its place; an Agreement may as well be built in Go.
// [Agreement.Compile] checks it and gives a [Plan]; only a Plan can be evaluated.
// [Plan.Evaluate] judges records for a reporting period and gives a [Result]: for every
// metric and each of its periods a [Verdict], the exact value, how it came about, what
// became of every row, and which remedies and credits follow.
//
// [Plan.Trace] tells what an evaluation did, and [Plan.Select] which rows are behind an
// outcome. While records arrive and are corrected, package sla/live keeps the outcome of
// a metric in the current period.
//
// [Plan.Terms] has the checked parts of an agreement, for whoever asks about it: package
// sla/review tells before there are records what contradicts itself, never takes effect,
// or can hardly be what was meant.
//
// What it promises:
//
//   - No data is never met. An empty table, a missing cell, a row that could not
//     be read or a sample that is too small leave a metric not measured (or what
//     the agreement says of it), with the reason.
//   - Every row of every table is accounted for, and the counts add up.
//   - Evaluation is a pure function: a past period can always be judged again.
//   - Nothing is rounded on the way to a verdict unless the agreement says so.
//
// The names of measures that a metric claims to follow (Metric.Aligns) are plain text
// here; package framework gives them their meaning. docs/agreement.md describes the
// document, docs/semantics.md how a verdict is reached, docs/prover.md what a review
// asks.
package sla
