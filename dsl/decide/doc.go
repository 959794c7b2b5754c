// Package decide answers questions about criteria without records: is one at least as
// strong as another, can it ever hold, can it ever fail.
//
// Start with [Compare], which relates the criteria of an agreement and of a framework's
// measure over all values that there can be. A criterion over one value is turned into
// the exact set of values for which it holds; relations are then questions about sets.
// Every answer that rests on a value shows one, and that value has been run through the
// real evaluator before it is returned.
//
// [Nearest] says how far a value is from satisfying a criterion, or from failing it.
//
// A [Region] asks about criteria over any number of inputs, each with its values: whether
// one always holds, never, or wherever another does; whether two mean the same, or
// exclude each other; whether the tiers of a table divide the values, with the shortest
// edit that mends a gap or an overlap; whether more of an input never turns a criterion
// false; and between which bounds an expression lies.
//
// A criterion holds where the evaluator says that it is true. Where it has no value,
// because something is missing, it does not hold.
//
// What it cannot decide it says: the answer is Unknown or Undecided, with the reason, and
// never a guess. docs/prover.md says what is decided and how to read a witness.
package decide
