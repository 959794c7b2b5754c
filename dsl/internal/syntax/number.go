package syntax

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
)

// units maps every way to write a unit to its canonical name. Currencies are recognised
// by their form.
var units = map[string]string{
	"%": "%", "percent": "%",
	"ns": "ns", "us": "us", "ms": "ms",
	"s": "s", "sec": "s", "second": "s", "seconds": "s",
	"min": "min", "minute": "min", "minutes": "min",
	"h": "h", "hour": "h", "hours": "h",
	"business day": "business days", "business days": "business days",
	"calendar day": "calendar days", "calendar days": "calendar days",
}

// unclearUnits are words that people write and that do not say enough.
var unclearUnits = map[string]string{
	"day": "say which: 24h, 1 calendar day or 1 business day", "days": "say which: 24h, calendar days or business days",
	"d": "say which: 24h, 1 calendar day or 1 business day", "m": "write min for minutes", "mins": "write min", "hr": "write h", "hrs": "write h",
	"secs": "write s", "week": "write 7 calendar days or 5 business days", "weeks": "write calendar days or business days",
	"month": "a month has no fixed length: let the metric's period be a month", "months": "a month has no fixed length: let the metric's period be a month",
	"year": "a year has no fixed length: let the metric's period be a year", "years": "a year has no fixed length: let the metric's period be a year",
	"working day": "write business days", "working days": "write business days", "work day": "write business days", "work days": "write business days",
	"business hour": "write h, over a calendar's working time", "business hours": "write h, over a calendar's working time",
	"dollar": "write the currency's code: USD", "dollars": "write the currency's code: USD", "pct": "write %", "percentage": "write %",
}

// number reads a decimal and the unit that belongs to it.
func (s *scanner) number() {
	start := s.pos
	digits, ok := s.decimal()
	if !ok {
		return
	}
	unit, ok := s.unit(start)
	if !ok {
		return
	}
	s.add(number, start)
	s.tokens[len(s.tokens)-1].literal = Literal{Digits: digits, Unit: unit, Span: s.span(start, s.pos)}
	if unit == "%" && s.operandFollows() {
		s.report(codes.NotInLanguage, start, s.pos, "% belongs to the number before it; there is no remainder operator", "put an operator after the percent")
	}
}

// decimal reads digits, single underscores between them, and a point between digits.
func (s *scanner) decimal() (digits string, ok bool) {
	start := s.pos
	for isDigit(s.peek(0)) || s.peek(0) == '_' || (s.peek(0) == '.' && isDigit(s.peek(1))) {
		s.pos++
	}
	written := string(s.runes[start:s.pos])
	bad := func(summary, advice string) (string, bool) {
		for isLetter(s.peek(0)) || isDigit(s.peek(0)) {
			s.pos++
		}
		s.report(codes.NumberLiteral, start, s.pos, summary, advice)
		return "", false
	}
	next := s.peek(0)
	switch {
	case strings.Contains(written, "__") || strings.HasSuffix(written, "_") || strings.Contains(written, "_.") || strings.Contains(written, "._"):
		return bad("an underscore stands between two digits of a number", "write 1_000")
	case strings.Count(written, ".") > 1:
		return bad("a number has one decimal point", "write 1000.50, and a date as date(\"2026-10-01\")")
	case next == '.' && s.peek(1) != '.':
		s.pos++
		return bad("a decimal point stands between two digits", "write "+Shorten(written)+" or "+Shorten(written)+".0")
	case written == "0" && (next == 'x' || next == 'X' || next == 'o' || next == 'b' && isDigit(s.peek(1))):
		return bad("numbers are written in decimal", "write the decimal digits")
	case (next == 'e' || next == 'E') && (isDigit(s.peek(1)) || (s.peek(1) == '-' || s.peek(1) == '+') && isDigit(s.peek(2))):
		if s.pos++; !isDigit(s.peek(0)) {
			s.pos++
		}
		return bad("numbers are written without an exponent", "write all the digits: 1_000_000")
	}
	return strings.ReplaceAll(written, "_", ""), true
}

// unit reads the unit after a number: directly behind it, or behind spaces when the word
// is one.
func (s *scanner) unit(start int) (canonical string, ok bool) {
	behind := s.pos
	for s.peek(0) == ' ' || s.peek(0) == '\t' {
		s.pos++
	}
	if s.peek(0) == '%' {
		s.pos++
		return "%", true
	}
	wordStart := s.pos
	word := s.word()
	if word == "" || s.pos > behind && wordStart > behind && keywords[word] {
		s.pos = behind
		return "", true
	}
	end := s.pos
	if pair := word + " " + s.secondWord(); units[pair] != "" || unclearUnits[pair] != "" {
		word, end = pair, s.pos
	}
	s.pos = end
	if canonical, known := units[word]; known {
		return canonical, true
	}
	if isCurrency(word) {
		return word, true
	}
	if advice := unclearUnits[word]; advice != "" {
		s.report(codes.UnknownUnit, start, s.pos, fmt.Sprintf("%q is not a unit of the language", word), advice)
		return "", false
	}
	if wordStart == behind {
		s.report(codes.UnknownUnit, start, s.pos, fmt.Sprintf("%q is not a unit", Shorten(word)), unitAdvice(word))
		return "", false
	}
	s.pos = behind // a word that is no unit, after a space: the parser will say what it thinks of it
	return "", true
}

func unitAdvice(word string) string {
	names := []string{"ms", "s", "min", "h", "minutes", "seconds", "hours", "percent", "business days", "calendar days", "USD"}
	if near := diag.Near(word, names); near != "" {
		return "did you mean " + near + "?"
	}
	return "known units: %, ms, s, min, h, business days, calendar days, and currencies such as USD"
}

func (s *scanner) word() string {
	start := s.pos
	for isLetter(s.peek(0)) || isDigit(s.peek(0)) && s.pos > start {
		s.pos++
	}
	return string(s.runes[start:s.pos])
}

// secondWord reads past one run of spaces and the word behind it.
func (s *scanner) secondWord() string {
	for s.peek(0) == ' ' || s.peek(0) == '\t' {
		s.pos++
	}
	return s.word()
}

// operandFollows reports whether an operand starts right behind, as in 10 % 3.
func (s *scanner) operandFollows() bool {
	i := s.pos
	for i < len(s.runes) && (s.runes[i] == ' ' || s.runes[i] == '\t') {
		i++
	}
	if i >= len(s.runes) {
		return false
	}
	j := i
	for j < len(s.runes) && (isLetter(s.runes[j]) || isDigit(s.runes[j])) {
		j++
	}
	return s.runes[i] == '(' || j > i && !keywords[strings.ToLower(string(s.runes[i:j]))]
}

func isCurrency(word string) bool {
	return len(word) == 3 && word != "AND" && word != "NOT" && strings.ToUpper(word) == word && strings.Trim(word, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
