// Package form describes what may stand in a document as a table of keys, and reads a
// document into Go values by that table.
//
// A [Form] says what may stand at one place and how it becomes a Go value: [Text],
// [WholeNumber], [Date], one of some words ([OneOf]), a list ([ListOf]), a map from the
// author's own names ([MapOf]), or an object with known keys ([ObjectOf]). An object is a
// list of [Key] values, one for each key: its name, whether it is required, what it
// means, an example, and the form of its value with the field that it fills. To add a key
// to a document is to add one Key to its object.
//
// Everything else is made from the table: [Form.Read] reads a value and reports keys that
// are not known, keys that are missing and values of another shape, and [Form.Shape] is
// the table without the Go types, for documentation and schemas to walk.
package form
