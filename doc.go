// Package concord is the tour of a library for service level agreements; the code is in
// the packages below it.
//
// An agreement is a document, or Go values of the same types. It flows one way, and every
// stage takes a value and returns a new one:
//
//	document --sla.Parse--> Agreement --Compile--> Plan --Evaluate(data, period)--> Result --report--> page
//	                            |                     |
//	                            |                     +---- review.Review --> what to look at before signing
//	                            |                     |
//	                            +---- align.Align(Plan) ----> Findings
//
// The packages, from the ground up:
//
//   - [github.com/concord-sla/concord/dsl/diag] is the one diagnostic of every stage:
//     what is wrong, where, and what to write instead.
//   - [github.com/concord-sla/concord/dsl/codes] has the codes of mistakes that several
//     packages find; the others stand in the codes.go of the package that finds them.
//   - [github.com/concord-sla/concord/dsl/kinds] and dsl/exact are what values are made
//     of: kinds with units, schemas, and numbers without rounding.
//   - [github.com/concord-sla/concord/dsl/calendar] has civil dates, periods and zones;
//     below it, business has business days, holidays and working time, and recurrence
//     the windows that come back.
//   - [github.com/concord-sla/concord/dsl/clock] reads the events of a ticket as a clock:
//     counted, paused and outside hours, due, met or breached.
//   - [github.com/concord-sla/concord/dsl/outage] makes availability of outages, service
//     hours and exclusions, as an exact fraction.
//   - [github.com/concord-sla/concord/dsl/table] holds records in typed columns, from Go
//     structs, CSV, JSON lines or database rows.
//   - [github.com/concord-sla/concord/dsl] is the language of measurable criteria: exact,
//     unit-checked, three-valued, bounded, explained.
//   - [github.com/concord-sla/concord/dsl/ast] is the checked tree of an expression.
//     dsl/format, dsl/english and dsl/shapes write an expression in canonical form and in
//     plain English, and read what it measures; dsl/trace has what its evaluation did.
//   - [github.com/concord-sla/concord/dsl/decide] answers questions about criteria
//     without records, with a value as witness.
//   - [github.com/concord-sla/concord/sla] is the agreement: parties, services, metrics,
//     targets, exclusions, remedies; checking and evaluating it. On top of it, review
//     asks of it what can be asked before there are records, and live keeps the outcome
//     of a metric while records arrive.
//   - [github.com/concord-sla/concord/framework] has a catalog of real government
//     performance measures. On top of it, align holds an agreement's targets against
//     them, coverage finds what an agreement leaves out, drafts writes a new one,
//     editions compares and changes catalogs, and rollup sums up results in measures of
//     measures.
//   - [github.com/concord-sla/concord/report] turns results into pages for people.
//
// A first program needs sla.CompileFile, Plan.Read, Plan.Evaluate and report.Text; the
// README has one, and examples/quickstart is a longer one over real records.
package concord
