package syntax

import (
	"fmt"
	"strings"
	"unicode"
)

// spelled returns the canonical spelling of a number with its unit: the digits that the
// author wrote, an integer part of five digits or more in groups of three, and the unit
// by its canonical name.
func (l Literal) spelled() string {
	whole, fraction, point := strings.Cut(l.Digits, ".")
	if len(whole) >= 5 {
		groups := ""
		for len(whole) > 3 {
			groups = "_" + whole[len(whole)-3:] + groups
			whole = whole[:len(whole)-3]
		}
		whole += groups
	}
	if point {
		whole += "." + fraction
	}
	switch {
	case l.Unit == "%" || l.Unit != "" && strings.ToLower(l.Unit) == l.Unit && !strings.Contains(l.Unit, " "):
		return whole + l.Unit
	case l.Unit == "":
		return whole
	case l.Digits == "1":
		return whole + " " + strings.TrimSuffix(l.Unit, "s")
	}
	return whole + " " + l.Unit
}

// spelled returns the token as its author wrote it, a number in canonical spelling.
func (t token) spelled() string {
	if t.kind == number {
		return t.literal.spelled()
	}
	return plainWord(t.word)
}

// plainWord returns an operator as the word for it, where there is one.
func plainWord(sign string) string {
	switch sign {
	case "&&":
		return "and"
	case "||":
		return "or"
	case "!":
		return "not"
	}
	return sign
}

// quoted returns the canonical spelling of a text: between double quotes, or between
// single ones when it holds a double quote and no single one. A character that cannot be
// seen is written as an escape.
func quoted(value string) string {
	quote := '"'
	if strings.Contains(value, `"`) && !strings.Contains(value, "'") {
		quote = '\''
	}
	var out strings.Builder
	out.WriteRune(quote)
	for _, r := range value {
		switch {
		case r == quote || r == '\\':
			out.WriteRune('\\')
			out.WriteRune(r)
		case r == '\n':
			out.WriteString(`\n`)
		case r == '\r':
			out.WriteString(`\r`)
		case r == '\t':
			out.WriteString(`\t`)
		case unicode.IsPrint(r):
			out.WriteRune(r)
		case r <= 0xffff:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			fmt.Fprintf(&out, `\U%08x`, r)
		}
	}
	out.WriteRune(quote)
	return out.String()
}
