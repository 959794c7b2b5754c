package syntax

import (
	"fmt"
	"sort"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/parser"
)

// Tree is a parsed expression: expr's tree, and what was masked from it.
type Tree struct {
	Root     ast.Node
	Snippet  diag.Snippet
	literals map[int]Literal // by the character at which they start
	calls    map[int]string  // the author's name of each masked call
	scanner  *scanner
	shift    int // characters that were put before the text for expr
}

// start returns the character of the author's text at which a node stands.
func (t *Tree) start(n ast.Node) int { return n.Location().From - t.shift }

// Parse reads an expression. The tree is nil when there is a diagnostic. A call of a name
// that single does not know is read as one that may look at rows, so that a wrong name is
// reported as such and not as a point in a wrong place. With row, the expression is about
// one row and may name its fields.
func Parse(snippet diag.Snippet, limits Limits, single func(name string) bool, row bool) (*Tree, diag.List) {
	s := newScanner(snippet, limits)
	if len(s.problems) > 0 {
		return nil, s.problems
	}
	s.scan()
	if len(s.problems) > 0 {
		return nil, s.problems.Sorted()
	}
	if len(s.tokens) == 0 {
		s.report(codes.Syntax, 0, 0, "there is no expression", "write a condition or a calculation, for example share(tickets, .met)")
		return nil, s.problems
	}
	t := &Tree{Snippet: snippet, literals: map[int]Literal{}, calls: map[int]string{}, scanner: s}
	masked := t.mask(single)
	if row {
		masked, t.shift = aroundRow+masked+"\n})", utf8.RuneCountInString(aroundRow)
	}
	root, err := parse(masked)
	if err != nil {
		return nil, diag.List{t.syntaxError(err)}
	}
	if row {
		root = root.(*ast.BuiltinNode).Arguments[1].(*ast.PredicateNode).Node
	}
	t.Root = root
	return t, nil
}

// aroundRow opens a call in which expr allows a field with a leading point.
const aroundRow = "sum(_, {"

// parse calls expr with a new parser: a used one has been seen to return wrong trees. The
// configuration is our own and sets no limit of nodes, because the default is a package
// variable of expr's that belongs to the host program. The recover is a last wall; the
// scanner's limits are the first.
func parse(text string) (root ast.Node, err error) {
	defer func() {
		if r := recover(); r != nil {
			root, err = nil, fmt.Errorf("the parser failed: %v", r)
		}
	}()
	tree, err := parser.ParseWithConfig(text, new(conf.Config))
	if err != nil {
		return nil, err
	}
	return tree.Node, nil
}

// mask writes the text again with literals and aggregates hidden, character for character
// of the same length, and remembers what was hidden where.
func (t *Tree) mask(single func(name string) bool) string {
	out := append([]rune(nil), t.scanner.runes...)
	for i, tok := range t.scanner.tokens {
		switch {
		case tok.kind == number:
			t.literals[tok.start] = tok.literal
			fill(out[tok.start:tok.end], "_", ' ') // one letter, so that 98%or x does not become one name
		case tok.kind == name && t.isCall(i) && !keywords[tok.word] && !single(tok.word):
			if as := t.shape(i, len(tok.word)); len(tok.word) >= len(as) {
				t.calls[tok.start] = tok.word
				pad := ' '
				if as == "" {
					pad = '_'
				}
				fill(out[tok.start:tok.end], as, pad)
			}
		}
	}
	return string(out)
}

func fill(out []rune, text string, pad rune) {
	for i := range out {
		out[i] = pad
		if i < len(text) {
			out[i] = rune(text[i])
		}
	}
}

// shape returns the name under which expr parses a call with as many arguments, one of
// which may look at a row with a leading point: expr's sum takes rows and an optional
// predicate, its sortBy a further argument. It is empty when nothing in the call looks at
// a row; any name that expr does not know will do then. The name must not be longer than
// the author's.
func (t *Tree) shape(i, most int) string {
	tokens := t.scanner.tokens
	row, arguments := false, 1
	if i > 0 && tokens[i-1].word == "|" {
		arguments++
	}
	for j := i + 2; j < tokens[i+1].partner; j++ {
		row = row || tokens[j].word == "." || tokens[j].word == "#" || tokens[j].word == "{"
	}
	switch arguments += t.commas(i+1, tokens[i+1].partner); {
	case !row:
		return ""
	case arguments >= 3 && most >= len("sortBy"):
		return "sortBy"
	}
	return "sum"
}

// commas counts those between a bracket and a later token, not those of brackets inside.
func (t *Tree) commas(bracket, end int) (n int) {
	for j := bracket + 1; j < end; j++ {
		switch tok := t.scanner.tokens[j]; {
		case tok.word == ",":
			n++
		case tok.kind == open && tok.partner < end:
			j = tok.partner
		}
	}
	return n
}

func (t *Tree) isCall(i int) bool {
	tokens := t.scanner.tokens
	return i+1 < len(tokens) && tokens[i+1].word == "(" && (i == 0 || tokens[i-1].word != ".")
}

// Literal returns the number that stands where an identifier node was found.
func (t *Tree) Literal(n ast.Node) (Literal, bool) {
	l, ok := t.literals[t.start(n)]
	return l, ok
}

// CallName returns the author's name of a call node.
func (t *Tree) CallName(n ast.Node, parsed string) string {
	if name, ok := t.calls[t.start(n)]; ok {
		return name
	}
	return parsed
}

// Word returns the span of the token that starts at the node's place.
func (t *Tree) Word(n ast.Node) diag.Span {
	start := t.start(n)
	if i := t.token(start); i >= 0 {
		return t.scanner.span(start, t.scanner.tokens[i].end)
	}
	return t.scanner.span(start, max(n.Location().To-t.shift, start+1))
}

// Quoted reports whether a text node stands between quotes, and is not the name of a
// field.
func (t *Tree) Quoted(n ast.Node) bool {
	i := t.token(t.start(n))
	return i < 0 || t.scanner.tokens[i].kind == text
}

// Call returns the span of a call from its name to the closing bracket.
func (t *Tree) Call(n ast.Node) diag.Span {
	i := t.token(t.start(n))
	if i >= 0 && i+1 < len(t.scanner.tokens) && t.scanner.tokens[i+1].partner > i {
		return t.scanner.span(t.start(n), t.scanner.tokens[t.scanner.tokens[i+1].partner].end)
	}
	return t.Word(n)
}

// Bracketed returns the span from the bracket at the node's place to its partner.
func (t *Tree) Bracketed(n ast.Node) diag.Span {
	i := t.token(t.start(n))
	if i >= 0 && t.scanner.tokens[i].partner > i {
		return t.scanner.span(t.start(n), t.scanner.tokens[t.scanner.tokens[i].partner].end)
	}
	return t.Word(n)
}

// Enclose widens a span by the brackets that stand at its ends and have their partner
// inside it: expr drops the brackets of (a + b) * c, and the author's text of the product
// is not "a + b) * c".
func (t *Tree) Enclose(span diag.Span) diag.Span {
	tokens := t.scanner.tokens
	first, last := t.at(span.Start), t.at(span.End)-1
	for {
		switch {
		case first > 0 && tokens[first-1].kind == open && tokens[first-1].partner <= last:
			first--
		case last+1 < len(tokens) && tokens[last+1].kind == closing && tokens[last+1].partner >= first:
			last++
		default:
			if first > last {
				return span
			}
			return t.scanner.span(tokens[first].start, tokens[last].end)
		}
	}
}

// Piped widens the span of a call to its first argument, when that stands before a pipe:
// rows | count().
func (t *Tree) Piped(call, first diag.Span) diag.Span {
	if first.End <= first.Start {
		return call
	}
	return t.Enclose(call.Join(first))
}

// From widens a span to the word that stands before it, if it is that: let and if have no
// place in expr's tree.
func (t *Tree) From(word string, span diag.Span) diag.Span {
	if i := t.at(span.Start); i > 0 && t.scanner.tokens[i-1].word == word {
		span.Start = t.scanner.span(t.scanner.tokens[i-1].start, 0).Start
	}
	return span
}

// at returns the index of the first token that starts at or after an offset of the
// snippet.
func (t *Tree) at(offset int) int {
	return sort.Search(len(t.scanner.tokens), func(i int) bool { return t.scanner.offsets[t.scanner.tokens[i].start] >= offset })
}

// NotAppliesToLeft reports whether a "not" reaches only the left side of the comparison
// behind it without the author having said so with brackets: expr reads `not a == b` as
// `(not a) == b`.
func (t *Tree) NotAppliesToLeft(not, comparison ast.Node) bool {
	depth := 0
	for _, tok := range t.scanner.tokens {
		if tok.start <= t.start(not) || tok.start >= t.start(comparison) {
			continue
		}
		switch tok.kind {
		case open:
			depth++
		case closing:
			depth--
		}
		if depth < 0 {
			return false
		}
	}
	return true
}

// token returns the index of the token that starts at a character, or -1.
func (t *Tree) token(start int) int {
	tokens := t.scanner.tokens
	i := sort.Search(len(tokens), func(i int) bool { return tokens[i].start >= start })
	if i < len(tokens) && tokens[i].start == start {
		return i
	}
	return -1
}
