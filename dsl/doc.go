// Package dsl is the language of measurable criteria: expressions over records with kinds
// and units, evaluated exactly.
//
//	share(incidents, .resolved - .opened <= 4h) >= 95%
//
// Start with [Compile], which reads and checks a text against an [Env] (the tables and
// inputs it may name) and reports every mistake at once with its place; then
// [Program.Evaluate] over [Data], or [Program.Explain] to learn how the value came about.
//
// What it promises:
//
//   - Exact. Numbers are decimals of any length from the text to the result; quotients
//     are kept as fractions; nothing is rounded unless round(x, places, rule) says so. No
//     binary floating point takes part.
//   - Unit-checked. A percent is not compared with a plain number, dollars are not added
//     to euros, and hours are not compared with business days: each is an error that says
//     what to write.
//   - Three-valued. A missing value is neither zero nor false, and an aggregate of no
//     rows is no data. A condition that cannot be decided has no value, and says why.
//   - Deterministic and bounded. There is no clock, no randomness, no loop; the length,
//     nesting and unfolded size of a text are limited, and a context stops a run.
//
// What is done with a program beside its evaluation has packages of its own:
//
//   - dsl/format writes a text in the one form in which it is reviewed and compared.
//   - dsl/english puts a criterion into plain English.
//   - dsl/shapes reads which statistic of which rows a measure is.
//   - dsl/decide answers questions about criteria without records.
//
// The parser of github.com/expr-lang/expr reads the grammar; the checked tree, its
// meaning and its evaluation are Concord's own. docs/language.md describes the language
// for those who write it.
package dsl
