package syntax

import (
	"strings"

	"github.com/expr-lang/expr/ast"
)

// piece is a token as it is to be written, with the comments before it.
type piece struct {
	word    string
	role    role
	level   level // of an infix operator
	tight   bool  // it stands directly behind the piece before it, because it would mean something else otherwise
	partner int   // of a bracket: the index of the one it matches; else -1
	before  []note
}

// role is what a piece is to those beside it.
type role uint8

const (
	operand    role = iota
	sign            // a sign before an operand: - or +
	word            // not, let, if, else
	infix           // between two operands
	colon           // that of a map or a slice, not of ? :
	point           // before the name of a field
	hash            // the current value
	comma           // between arguments
	semicolon       // between steps
	opening         // a bracket
	closingOne      // its partner
	end             // behind the last token
)

// level is how tightly an infix operator binds, from what binds least. It only decides
// where lines break.
type level uint8

const (
	choice level = iota // ? : and what is no operator of two sides
	pipe
	disjunction
	conjunction
	comparison
	addition
	multiplication
	coalescence
	tightest
)

var levels = map[string]level{
	"|": pipe, "or": disjunction, "and": conjunction,
	"==": comparison, "!=": comparison, "<": comparison, "<=": comparison, ">": comparison, ">=": comparison, "in": comparison,
	"matches": comparison, "contains": comparison, "startsWith": comparison, "endsWith": comparison,
	"+": addition, "-": addition, "*": multiplication, "/": multiplication, "??": coalescence,
	"?": choice, ":": choice, "=": choice,
}

// note is a comment between two pieces.
type note struct {
	text string
	line bool // it goes to the end of its line
	own  bool // it has lines of its own
}

// ends reports whether nothing may follow the comment on its line.
func (n note) ends() bool { return n.line || n.own }

// pieces returns the tokens of the tree in canonical spelling and what ends them. Tokens
// that mean nothing are left out: a comma before a closing bracket, a semicolon at the
// end, the braces around what is asked of a row when one step stands in them.
func (t *Tree) pieces() []piece {
	tokens := t.scanner.tokens
	texts, needless := t.fromTree()
	index := make([]int, len(tokens)) // of each token's piece
	pieces := make([]piece, 0, len(tokens)+1)
	var before []note
	remarks := t.scanner.remarks
	for i, tok := range tokens {
		for len(remarks) > 0 && remarks[0].before <= i {
			before, remarks = append(before, t.note(remarks[0])), remarks[1:]
		}
		if needless[i] {
			continue
		}
		index[i] = len(pieces)
		p := piece{word: tok.spelled(), partner: -1, before: before}
		before = nil
		if value, ok := texts[tok.start]; ok && tok.kind == text {
			p.word = quoted(value)
		}
		if tok.partner >= 0 && tok.partner < i {
			p.partner = index[tok.partner]
			pieces[p.partner].partner = len(pieces)
		}
		t.place(&p, i, pieces)
		pieces = append(pieces, p)
	}
	for _, r := range remarks {
		before = append(before, t.note(r))
	}
	return settle(append(pieces, piece{role: end, partner: -1, before: before}))
}

// note returns a comment with the lines around it.
func (t *Tree) note(r remark) note {
	runes := t.scanner.runes
	text := strings.ReplaceAll(string(runes[r.start:r.end]), "\r\n", "\n")
	n := note{text: strings.TrimRight(text, " \t\r"), line: runes[r.start+1] == '/'}
	n.own = t.lineBreak(r.start-1, -1) && (n.line || t.lineBreak(r.end, 1))
	return n
}

// lineBreak reports whether a line ends between a character and the next one in a
// direction that is no white space.
func (t *Tree) lineBreak(at, step int) bool {
	for ; at >= 0 && at < len(t.scanner.runes); at += step {
		switch t.scanner.runes[at] {
		case '\n':
			return true
		case ' ', '\t', '\r':
		default:
			return false
		}
	}
	return true
}

// fromTree returns what only expr's tree knows: the values of the texts between quotes,
// by the character at which they start, and with the tokens that mean nothing the braces
// that do.
func (t *Tree) fromTree() (texts map[int]string, needless map[int]bool) {
	tokens := t.scanner.tokens
	texts, needless = map[int]string{}, map[int]bool{}
	if last := len(tokens) - 1; tokens[last].word == ";" {
		needless[last] = true
	}
	for i := 1; i < len(tokens); i++ {
		if tokens[i].kind == closing && tokens[i-1].word == "," {
			needless[i-1] = true
		}
	}
	t.visit(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.StringNode:
			if t.Quoted(n) {
				texts[t.start(n)] = n.Value
			}
		case *ast.PredicateNode:
			if i := t.token(t.start(n)); i >= 0 && t.oneStep(i) {
				needless[i], needless[tokens[i].partner] = true, true
			}
		}
	})
	return texts, needless
}

// oneStep reports whether braces stand at a token around an expression that reads the
// same without them: one without further steps, and none that begins with a brace of its
// own.
func (t *Tree) oneStep(brace int) bool {
	tokens := t.scanner.tokens
	if tokens[brace].word != "{" || tokens[brace+1].word == "{" {
		return false
	}
	for i := brace + 1; i < tokens[brace].partner; i++ {
		if tokens[i].word == ";" {
			return false
		}
		if tokens[i].kind == open {
			i = tokens[i].partner
		}
	}
	return true
}

// place says what a piece is, from the token and the pieces before it.
func (t *Tree) place(p *piece, i int, before []piece) {
	tokens := t.scanner.tokens
	tok, last := tokens[i], piece{role: semicolon}
	if len(before) > 0 {
		last = before[len(before)-1]
	}
	joined := i > 0 && tokens[i-1].end == tok.start
	valued := last.role == operand || last.role == hash || last.role == closingOne // an operand ends before it
	switch tok.kind {
	case number:
		p.role, p.tight = operand, last.role == hash
	case text:
		p.role = operand
		if p.tight = joined && last.role == operand && strings.EqualFold(last.word, "b"); p.tight {
			p.word = tok.word
		}
	case open:
		p.role = opening
		p.tight = tok.word == "[" && valued || tok.word == "(" && tokens[max(i-1, 0)].kind == name && last.role == operand
	case closing:
		p.role = closingOne
	case name:
		field, pointer := last.role == point, last.role == hash && (joined || !keywords[tok.word])
		p.role, p.tight = operand, field || pointer
		if p.tight || !keywords[tok.word] || tok.word == "true" || tok.word == "false" || tok.word == "nil" {
			return
		}
		switch p.level = levels[tok.word]; {
		case tok.word == "not" && valued:
			p.role, p.level = infix, comparison
		case p.level != choice:
			p.role = infix
		default:
			p.role = word
		}
	case operator:
		switch p.role, p.level = infix, levels[p.word]; {
		case tok.word == ",":
			p.role = comma
		case tok.word == ";":
			p.role = semicolon
		case tok.word == "#":
			p.role = hash
		case tok.word == ".":
			p.role, p.tight = point, valued && tokens[max(i-1, 0)].kind != number
		case tok.word == "!":
			p.role = word
		case (tok.word == "-" || tok.word == "+") && !valued:
			p.role = sign
		}
	}
}
