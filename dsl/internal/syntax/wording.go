package syntax

import (
	"errors"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/expr-lang/expr/file"
)

// syntaxError puts what expr says into the author's words.
func (t *Tree) syntaxError(err error) *diag.Diagnostic {
	tokens := t.scanner.tokens
	last := tokens[len(tokens)-1]
	var e *file.Error
	if !errors.As(err, &e) {
		return t.complain(codes.Syntax, tokens[0].start, last.end, err.Error(), "write the expression more simply")
	}
	at := e.From - t.shift
	if at >= last.end || strings.HasSuffix(e.Message, "token EOF") || strings.Contains(e.Message, "end of expression") {
		return t.complain(codes.Syntax, last.start, last.end, "the expression ends too early", "something is missing after "+Shorten(last.word))
	}
	i := slices.IndexFunc(tokens, func(tok token) bool { return tok.end > at })
	tok := tokens[i]
	switch {
	case tok.kind == text && tok.start < at:
		return t.complain(codes.Syntax, tok.start, tok.end, "the text has a character after \\ that means nothing there", `write \\ for a backslash, and a quotation mark inside the other kind: 'a "b"'`)
	case t.tooMany(i):
		return t.complain(codes.ArgumentCount, tok.start, tok.end, "this is one argument too many", "look at how the function is written")
	case (tok.word == "." || tok.word == "#") && !strings.Contains(e.Message, "name"):
		return t.complain(codes.FieldOutsideRows, tok.start, tok.end, "there is no row at hand here",
			"a field with a leading point, and #, stand in what count, share, filter and their like ask of each row")
	}
	return t.complain(codes.Syntax, tok.start, tok.end, Shorten(tok.word)+" is not expected here", t.syntaxAdvice(i, e.Message))
}

func (t *Tree) complain(code diag.Code, start, end int, summary, advice string) *diag.Diagnostic {
	return t.Snippet.At(diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice}, t.scanner.span(start, end))
}

// tooMany reports whether a token follows the last comma that expr allows in a masked
// call.
func (t *Tree) tooMany(i int) bool {
	tokens := t.scanner.tokens
	if i == 0 || tokens[i-1].word != "," || tokens[i].kind == closing {
		return false
	}
	open := i - 1
	for open >= 0 && (tokens[open].partner < 0 || tokens[open].partner < i) {
		open--
	}
	if open < 1 || t.calls[tokens[open-1].start] == "" {
		return false
	}
	arguments, most := 1+t.commas(open, i), 2
	if open > 1 && tokens[open-2].word == "|" {
		arguments++
	}
	if t.shape(open-1, len(tokens[open-1].word)) == "sortBy" {
		most = 3
	}
	return arguments > most
}

func (t *Tree) syntaxAdvice(i int, message string) string {
	tokens := t.scanner.tokens
	word, before := tokens[i].word, ""
	if i > 0 {
		before = tokens[i-1].word
	}
	operand := func(k kind) bool { return k == name || k == number || k == text }
	switch {
	case strings.Contains(message, "cannot be mixed"):
		return "put ?? and what belongs to it in parentheses"
	case strings.Contains(message, "wrap predicate"):
		return "put the steps in braces: { let x = …; x > 1 }"
	case slices.Contains(shouted, word):
		return "write " + strings.ToLower(word) + " in small letters"
	case slices.Contains(shouted, before):
		return "write " + strings.ToLower(before) + " in small letters"
	case word == "is":
		return "write == to compare"
	case word == "between":
		return "write x >= 1 and x <= 5"
	case word == "then":
		return "write if condition { a } else { b }, or condition ? a : b"
	case keywords[word]:
		return word + " is a word of the language and names nothing"
	case word == ")" && before == "(":
		return "something is missing between the parentheses"
	case word == ")" && before == ",":
		return "something is missing after the comma"
	case i > 0 && operand(tokens[i].kind) && (operand(tokens[i-1].kind) || tokens[i-1].kind == closing):
		return "an operator or a comma is missing before it"
	case tokens[i].kind == operator && i > 0 && tokens[i-1].kind == operator:
		return "a value is missing between " + before + " and " + word
	}
	return "look at what stands before it"
}

var shouted = []string{"AND", "OR", "NOT", "IN"}

// Shorten keeps a long text from filling a diagnostic.
func Shorten(word string) string {
	const most = 40
	if r := []rune(word); len(r) > most {
		return string(r[:most]) + "…"
	}
	return word
}
