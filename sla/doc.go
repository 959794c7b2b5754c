// Package sla is the service level agreement: what the parties promise, how it is
// measured, and what follows when it is missed.
//
// Start with three calls. [CompileFile] reads an agreement from a document, checks it and
// gives a [Plan]. [Plan.Read] reads the records of its tables from a folder and gives
// [Data]. [Plan.Evaluate] judges them for a reporting period and gives a [Result]: for
// every metric and each of its periods a [Verdict], the exact value, how it came about,
// what became of every row, and which remedies and credits follow. [Result.Metric],
// [Result.Remedy] and [Result.Owed] look things up in it.
//
// An [Agreement] is a value: [Parse] reads one from a text, and a program may build one.
// [Agreement.Compile] checks it, and only the plan that it returns can be evaluated.
//
// [Plan.Select] returns the rows behind an outcome, and [Plan.Trace] says how an
// evaluation read them. [Plan.Terms] has the checked parts of the agreement, for packages
// that ask about it.
//
// What it promises:
//
//   - No data is never met. An empty table, a missing cell, a row that could not be read
//     or a sample that is too small leave a metric not measured (or what the agreement
//     says of it), with the reason.
//   - Every row of every table is accounted for, and the counts add up.
//   - Evaluation is a pure function: a past period can always be judged again.
//   - Nothing is rounded on the way to a verdict unless the agreement says so.
//
// What it leaves to others: package sla/review looks for contradictions and for terms
// without effect before there are records; package sla/live keeps an outcome up to date
// while records arrive; package framework/align gives the measures that a metric claims
// to follow (Metric.Aligns, plain text here) their meaning; package report writes pages.
// docs/agreement.md describes the document, docs/semantics.md how a verdict is reached.
package sla
