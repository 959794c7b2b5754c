// Package diag holds the one diagnostic that every stage of Concord reports: reading a
// document, checking an expression, reading records, aligning with a framework.
//
// A [Diagnostic] says what is wrong, where, and what to write instead. Finding is
// separate from showing: [Diagnostic.Error] is one line, [Diagnostic.Screen] is the
// excerpt with the caret, and a program that wants neither reads the fields. A stage
// reports everything it found as one [List], in the order of the text, so that an author
// mends a document in one go.
//
// A package declares the codes of what it finds, and lists them by a function Codes. Each
// code has a page, docs/diagnostics/<code>.md, for the person who got the message.
//
// A caller that branches does so by class or by code, never by text:
//
//	if errors.Is(err, diag.ErrType) { … }
//	var d *diag.Diagnostic
//	if errors.As(err, &d) && d.Code == codes.UnitMismatch { … }
package diag
