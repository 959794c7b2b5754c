// Package syntax turns the text of an expression into expr's syntax tree, without letting
// expr see what it cannot represent.
//
// Three steps, each in its file: scan reads the text into tokens under limits, so that no
// text from a stranger reaches a recursive parser unbounded; mask writes the text again
// with every number literal, unit and aggregate name replaced by something of the same
// number of characters that expr can parse, so that every position stays the author's;
// parse calls expr and puts its errors into the author's words. The exact text of a
// literal is kept beside the tree.
//
// The way back, from the tokens and comments to a text in canonical form, begins in
// Canonical.
package syntax
