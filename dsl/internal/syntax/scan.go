package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// scanner reads the text of one expression into tokens.
type scanner struct {
	snippet  diag.Snippet
	limits   Limits
	runes    []rune
	offsets  []int // byte offset of each rune, and of the end
	pos      int
	tokens   []token
	remarks  []remark // the comments, for who writes the text again
	opened   []int    // indexes of the brackets that are still open
	problems diag.List
}

// longestName is the most characters of a name.
const longestName = 100

// maxProblems bounds how many mistakes of one text are reported.
const maxProblems = 50

func newScanner(snippet diag.Snippet, limits Limits) *scanner {
	s := &scanner{snippet: snippet, limits: limits.orDefaults()}
	if n := len(snippet.Text); n > s.limits.Bytes {
		s.report(codes.TooLong, 0, 0, fmt.Sprintf("the expression has %d bytes, the limit is %d", n, s.limits.Bytes),
			"split it: give parts of it a metric of their own")
		return s
	}
	for i, r := range snippet.Text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(snippet.Text[i:]); size == 1 {
				s.problems = append(s.problems, snippet.At(diag.Diagnostic{Severity: diag.Error, Code: codes.Syntax, Class: codes.Class(codes.Syntax),
					Summary: "the text is not UTF-8", Advice: "save the file as UTF-8"}, diag.Span{Start: i, End: i + 1}))
				s.runes = nil
				return s
			}
		}
		s.runes = append(s.runes, r)
		s.offsets = append(s.offsets, i)
	}
	s.offsets = append(s.offsets, len(snippet.Text))
	return s
}

// scan reads all tokens. Mistakes are collected; the tokens are only good for parsing
// when there were none.
func (s *scanner) scan() {
	for len(s.problems) < maxProblems && s.next() {
		if len(s.tokens) > s.limits.Tokens {
			s.report(codes.TooLarge, s.pos-1, s.pos, fmt.Sprintf("the expression has more than %d words and signs", s.limits.Tokens),
				"split it: give parts of it a metric of their own")
			return
		}
	}
	for _, i := range s.opened {
		t := s.tokens[i]
		s.report(codes.Syntax, t.start, t.end, fmt.Sprintf("%s is not closed", t.word), "add the matching "+partnerOf[t.word])
	}
}

// next reads one token, or passes over white space or a comment; false at the end.
func (s *scanner) next() bool {
	r := s.peek(0)
	switch {
	case s.pos >= len(s.runes):
		return false
	case r == ' ' || r == '\t' || r == '\n' || r == '\r':
		s.pos++
	case r == '/' && (s.peek(1) == '/' || s.peek(1) == '*'):
		s.comment()
	case r == '"' || r == '\'':
		s.text(r)
	case isDigit(r):
		s.number()
	case isLetter(r):
		start := s.pos
		for isLetter(s.peek(0)) || isDigit(s.peek(0)) {
			s.pos++
		}
		if s.pos-start > longestName {
			s.report(codes.TooLong, start, s.pos, fmt.Sprintf("a name has %d characters, the limit is %d", s.pos-start, longestName), "choose a shorter one")
		}
		s.add(name, start)
	default:
		s.sign()
	}
	return true
}

func (s *scanner) comment() {
	start := s.pos
	if s.peek(1) == '/' {
		for s.pos < len(s.runes) && s.runes[s.pos] != '\n' {
			s.pos++
		}
		s.remarks = append(s.remarks, remark{start: start, end: s.pos, before: len(s.tokens)})
		return
	}
	for s.pos += 2; s.pos < len(s.runes); s.pos++ {
		if s.runes[s.pos] == '*' && s.peek(1) == '/' {
			s.pos += 2
			s.remarks = append(s.remarks, remark{start: start, end: s.pos, before: len(s.tokens)})
			return
		}
	}
	s.report(codes.Syntax, start, start+2, "the comment is not closed", "end it with */")
}

func (s *scanner) text(quote rune) {
	start := s.pos
	for s.pos++; s.pos < len(s.runes); s.pos++ {
		switch s.runes[s.pos] {
		case '\\':
			s.pos++
		case quote:
			s.pos++
			s.add(text, start)
			return
		case '\n':
			s.report(codes.Syntax, start, s.pos, "the text is not closed on its line", "end it with "+string(quote))
			return
		}
	}
	s.pos = len(s.runes)
	s.report(codes.Syntax, start, s.pos, "the text is not closed", "end it with "+string(quote))
}

// signs are the operators of the language, longest first.
var signs = []string{"==", "!=", "<=", ">=", "&&", "||", "??", "<", ">", "+", "-", "*", "/", "!", "?", ":", ",", ";", "|", ".", "#", "="}

// refusedSigns are operators of expr, or of other languages, that this language does not
// have, with what to write.
var refusedSigns = []struct{ sign, summary, advice string }{
	{"===", "=== is not an operator here", "write =="},
	{"<>", "<> is not an operator here", "write !="},
	{"=<", "=< is not an operator here", "write <="},
	{"=>", "=> is not an operator here", "write >="},
	{"**", "there is no power operator", "write the product out: x * x"},
	{"^", "there is no power operator", "write the product out: x * x"},
	{"...", "there is no such operator", "write two comparisons: x >= 1 and x <= 5"},
	{"..", "there are no ranges", "write two comparisons: x >= 1 and x <= 5"},
	{"?.", "?. is not an operator here", "write . and say what a missing value means with ??"},
	{"::", "there are no modules", "write the function's name alone"},
	{"%", "% belongs to a number, as in 99.5%; there is no remainder operator", "write the share in percent with share(rows, condition)"},
	{"&", "& is not an operator here", "write and"},
	{"`", "a text stands between quotes", `write "…"`},
	{"$", "$ is not part of a number", "write the currency's code after the amount: 500 USD"},
	{"@", "@ is not part of the language", "write instant(\"2026-10-01T00:00:00Z\") or date(\"2026-10-01\")"},
}

// lookAlikes are characters that an editor or a person puts where a sign was meant.
var lookAlikes = map[rune]string{
	'≥': ">=", '≤': "<=", '≠': "!=", '×': "*", '÷': "/", '−': "-", '–': "-", '—': "-", '“': `"`, '”': `"`, '„': `"`, '‘': "'", '’': "'",
	'٪': "%", '％': "%", '，': ",", '；': ";", '（': "(", '）': ")", '∧': "and", '∨': "or", '¬': "not", '…': "the rest of the expression",
	'€': "the currency's code after the amount: 500 EUR", '£': "the currency's code after the amount: 500 GBP",
}

func (s *scanner) sign() {
	r, rest := s.peek(0), s.rest(3)
	if strings.ContainsRune("([{", r) || strings.ContainsRune(")]}", r) {
		s.bracket(r)
		return
	}
	if r == '.' && isDigit(s.peek(1)) {
		start := s.pos
		for s.pos++; isDigit(s.peek(0)); s.pos++ {
		}
		s.report(codes.NumberLiteral, start, s.pos, "a number starts with a digit", "write 0"+Shorten(string(s.runes[start:s.pos])))
		return
	}
	for _, refused := range refusedSigns {
		if strings.HasPrefix(rest, refused.sign) {
			n := utf8.RuneCountInString(refused.sign)
			if refused.sign == "&" && strings.HasPrefix(rest, "&&") {
				break
			}
			s.report(codes.NotInLanguage, s.pos, s.pos+n, refused.summary, refused.advice)
			s.pos += n
			return
		}
	}
	for _, sign := range signs {
		if strings.HasPrefix(rest, sign) {
			start := s.pos
			s.pos += len(sign)
			if sign == "=" && !s.inLet() {
				s.report(codes.NotInLanguage, start, s.pos, "a single = compares nothing", "write ==")
				return
			}
			s.add(operator, start)
			return
		}
	}
	s.strange(r)
}

func (s *scanner) strange(r rune) {
	start := s.pos
	s.pos++
	what := fmt.Sprintf("%q", r)
	if !unicode.IsPrint(r) {
		what = fmt.Sprintf("%U", r)
	}
	switch {
	case lookAlikes[r] != "":
		s.report(codes.Syntax, start, s.pos, what+" is not a sign of the language", "write "+lookAlikes[r])
	case unicode.IsSpace(r):
		s.report(codes.Syntax, start, s.pos, what+" is a space that is not a plain one", "write an ordinary space")
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		for unicode.IsLetter(s.peek(0)) || unicode.IsDigit(s.peek(0)) {
			s.pos++
		}
		s.report(codes.Syntax, start, s.pos, fmt.Sprintf("names and numbers are written in plain letters and digits, %s is neither", what),
			"write a to z, A to Z, 0 to 9 and _")
	default:
		s.report(codes.Syntax, start, s.pos, what+" is not a sign of the language", "")
	}
}

var partnerOf = map[string]string{"(": ")", "[": "]", "{": "}"}

func (s *scanner) bracket(r rune) {
	start := s.pos
	s.pos++
	if partnerOf[string(r)] != "" {
		s.opened = append(s.opened, len(s.tokens))
		s.add(open, start)
		if len(s.opened) == s.limits.Depth+1 {
			s.report(codes.TooDeep, start, s.pos, fmt.Sprintf("brackets are nested more than %d deep", s.limits.Depth), "name the inner part with let")
			s.pos, s.opened = len(s.runes), nil
		}
		return
	}
	if len(s.opened) == 0 {
		s.report(codes.Syntax, start, s.pos, fmt.Sprintf("%c closes nothing", r), "remove it, or open it earlier")
		return
	}
	i := s.opened[len(s.opened)-1]
	s.opened = s.opened[:len(s.opened)-1]
	if want := partnerOf[s.tokens[i].word]; want != string(r) {
		s.report(codes.Syntax, start, s.pos, fmt.Sprintf("%c stands where the %s of line %d, column %d is to be closed",
			r, s.tokens[i].word, s.position(s.tokens[i].start).Line, s.position(s.tokens[i].start).Column), "write "+want)
		return
	}
	s.tokens[i].partner = len(s.tokens)
	s.add(closing, start)
	s.tokens[len(s.tokens)-1].partner = i
}

func (s *scanner) add(k kind, start int) {
	s.tokens = append(s.tokens, token{kind: k, start: start, end: s.pos, word: string(s.runes[start:s.pos]), partner: -1})
}

func (s *scanner) inLet() bool {
	n := len(s.tokens)
	return n >= 2 && s.tokens[n-1].kind == name && s.tokens[n-2].word == "let"
}

func (s *scanner) peek(ahead int) rune {
	if s.pos+ahead < len(s.runes) {
		return s.runes[s.pos+ahead]
	}
	return 0
}

func (s *scanner) rest(n int) string {
	return string(s.runes[s.pos:min(s.pos+n, len(s.runes))])
}

func (s *scanner) report(code diag.Code, start, end int, summary, advice string) {
	if len(s.problems) >= maxProblems {
		return
	}
	s.problems = append(s.problems, s.snippet.At(diag.Diagnostic{Severity: diag.Error, Code: code, Class: codes.Class(code), Summary: summary, Advice: advice}, s.span(start, end)))
}

// span returns a range of characters as a range of bytes of the snippet.
func (s *scanner) span(start, end int) diag.Span {
	at := func(i int) int {
		if len(s.offsets) == 0 {
			return 0
		}
		return s.offsets[min(max(i, 0), len(s.offsets)-1)]
	}
	return diag.Span{Start: at(start), End: at(end)}
}

func (s *scanner) position(i int) diag.Position {
	d := s.snippet.At(diag.Diagnostic{}, s.span(i, i))
	return d.Position()
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '_'
}

// keywords cannot name anything.
var keywords = map[string]bool{
	"and": true, "or": true, "not": true, "in": true, "let": true, "if": true, "else": true, "true": true, "false": true, "nil": true,
	"matches": true, "contains": true, "startsWith": true, "endsWith": true,
}

// Keyword reports whether the word has a meaning of its own in the language, so that no
// table, field or metric can bear it.
func Keyword(word string) bool { return keywords[word] }
