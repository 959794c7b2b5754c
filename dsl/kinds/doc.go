// Package kinds says what sort of thing a value is: its kind, its unit, and whether it
// may be missing; and which fields the rows of a table have.
//
// A [Type] is a [Kind] with what belongs to it, such as the currency of money. [Of],
// [MoneyIn], [EnumOf] and [DurationIn] make one, and [ParseType] reads it as an agreement
// writes it: text, instant?, money USD, enum(high, low). A [Schema] names a table and its
// fields, each a [Field] with a name and a type.
//
// The kinds are declared and not guessed: "1" is text in a field of text and a number in
// a field of numbers.
package kinds
