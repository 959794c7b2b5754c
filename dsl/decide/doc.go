// Package decide answers questions about criteria without records: is one at
// least as strong as another, can it ever hold, can it ever fail.
//
// Start with [Compare], which relates the criteria of an agreement and of a
// framework's measure over all values that there can be. A criterion over one
// value is turned into the exact set of values for which it holds; relations are
// then questions about sets. Every answer that rests on a value shows one, and
// that value has been run through the real evaluator before it is returned.
//
// [Nearest] says how far a value is from satisfying a criterion, or from failing it.
//
// What it cannot decide it says: the answer is Unknown, with the reason.
package decide
