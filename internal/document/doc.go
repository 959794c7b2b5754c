// Package document reads the text of an agreement, YAML or JSON, into a small neutral
// tree in which every key and every scalar knows where it stands.
//
// [Parse] is the one way in. It gives a [Node] and the list of what was wrong. The tree
// has four kinds of node and no types beyond them: a scalar keeps its text exactly as
// written (99.50 stays "99.50"), and what the text means is for the caller to say. Each
// scalar carries a [diag.Snippet] that maps each byte of its text to the byte of the file
// it came from, through quotes, escapes, folded lines and block scalars, so that a
// mistake inside an expression inside a value is shown with its line, column and caret in
// the author's file.
//
// The package accepts a part of YAML: what a reviewer can read from top to bottom.
// Anchors, aliases, merge keys, tags, several documents in a file, keys that are not
// words, and duplicate keys are refused with the place and the advice; the tree around
// them is still returned, with the author's characters as the text of an alias and "_" in
// the place of a character that no text may hold. Aliases are never expanded. Text that
// is too long, too deep or too large is refused at a bounded cost; see [MaxText],
// [MaxDepth] and [MaxNodes].
//
// Which keys a document must have, and whether its top is a map, is left to the caller.
// Parse does not panic.
package document
