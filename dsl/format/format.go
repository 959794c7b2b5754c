// Package format writes expressions of package [dsl] in their canonical form, in which
// they are reviewed and compared: two texts that differ in their white space, their lines
// or the spelling of their words and units become one. It needs no environment: a
// measure, a target and a condition on a row are formatted alike, whatever they name.
//
// The form:
//
//   - One space around operators and after commas, none inside parentheses and brackets;
//     "and", "or" and "not" as words; a minus stands at its value.
//   - Numbers with the digits of their author, in groups of three from five digits on:
//     10_000. Units in one spelling: 99.5%, 4h, 30min, 500 USD, 1 business day.
//   - Texts between double quotes, or between single ones when they hold double quotes
//     and no single one. What cannot be seen is an escape.
//   - Parentheses are the author's. Braces around what is asked of a row go when one step
//     stands in them; so do a comma before a closing bracket and a semicolon at the end.
//   - One line when 88 characters suffice, but each step of a let on a line of its own. A
//     longer text breaks before "|", "or", "and", "?" and ":", those that bind least
//     first; then calls open, an argument on each line, indented by four. A comparison or
//     calculation breaks before its operators unless exactly one of its operands has
//     brackets, which then open.
//   - Every comment stays, in its order. What stands behind // ends its line, and a
//     comment that had a line of its own has one. One that ends its line goes before an
//     operator and behind a comma.
//
// What was formatted is formatted again to the same bytes, without a line break at the
// end. The meaning is the author's in every environment: the text that was written is
// read again and compared. docs/format.md shows the form.
package format

import (
	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/check"
	"github.com/concord-sla/concord/dsl/internal/syntax"
)

// Expression returns an expression in canonical form.
//
// The error is a [diag.List] of the mistakes that keep the text from being read, as of
// [dsl.Compile]; whether names are known and kinds fit is not asked. A text whose form
// would be longer than an expression may be is refused with [diag.ErrLimit].
func Expression(text string) (string, error) {
	return Snippet(diag.TextSnippet("expression", text), dsl.Limits{})
}

// Snippet is [Expression] for a text that stands in a document, where its mistakes are
// placed, and under the limits with which it will be compiled.
func Snippet(snippet diag.Snippet, limits dsl.Limits) (string, error) {
	text, found := syntax.Canonical(snippet, syntax.Limits{Bytes: limits.Bytes, Tokens: limits.Tokens, Depth: limits.Depth}, check.Env{}.Single)
	return text, found.Err()
}

// IndexWord returns the byte offset of the first place where a word stands by itself in a
// text of the language, outside of quotes, comments and brackets, or -1. A text that goes
// on in another form, such as a rule behind its condition, is cut there.
func IndexWord(text, word string) int { return syntax.IndexWord(text, word) }

// WithoutComments returns an expression without its comments, for showing it to those for
// whom they were not written. A text that cannot be read is returned as it is.
func WithoutComments(text string) string { return syntax.WithoutComments(text) }
