package scan

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/concord-sla/concord/internal/prose"
)

// JSONObject walks the members of an object in valid JSON, which encoding/json has
// checked, and says where each stands. There is no decoding: a value becomes a Go value
// when the field's kind is known, and digits stay digits.
type JSONObject struct {
	Text []byte
	At   int // of the brace or comma before the next member
}

// Next goes to the next member, if there is one.
func (o *JSONObject) Next() bool {
	o.At = SkipSpace(o.Text, o.At)
	if o.Text[o.At] == '}' {
		return false
	}
	o.At = SkipSpace(o.Text, o.At+1)
	return o.Text[o.At] == '"'
}

// Member returns where the key, with its quotation marks, and the value stand.
func (o *JSONObject) Member() (key, value Span) {
	key = Span{o.At, stringEnd(o.Text, o.At)}
	start := SkipSpace(o.Text, SkipSpace(o.Text, key.End)+1)
	value = Span{start, valueEnd(o.Text, start)}
	o.At = value.End
	return key, value
}

func SkipSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r' || text[at] == '\n') {
		at++
	}
	return at
}

// stringEnd returns the offset after the string that begins at an offset.
func stringEnd(text []byte, at int) int {
	for at++; text[at] != '"'; at++ {
		if text[at] == '\\' {
			at++
		}
	}
	return at + 1
}

// valueEnd returns the offset after the value that begins at an offset.
func valueEnd(text []byte, at int) int {
	for depth := 0; ; {
		switch text[at] {
		case '"':
			at = stringEnd(text, at)
		case '{', '[':
			depth++
			at++
		case '}', ']':
			depth--
			at++
		case ',', ':', ' ', '\t', '\r', '\n':
			at++
		default: // a number, true, false or null
			for at < len(text) && !endsLiteral(text[at]) {
				at++
			}
		}
		if depth == 0 {
			return at
		}
	}
}

func endsLiteral(c byte) bool {
	switch c {
	case ',', ']', '}', ' ', '\t', '\r', '\n':
		return true
	}
	return false
}

// Unescape returns the text of a valid JSON string without its quotation marks. Half of a
// surrogate pair is a fault; encoding/json would put U+FFFD in its place and say nothing.
func Unescape(text string) (string, *Fault) {
	if strings.IndexByte(text, '\\') < 0 {
		return text, nil
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' {
			out = append(out, text[i])
			continue
		}
		i++
		switch text[i] {
		case 'b':
			out = append(out, '\b')
		case 'f':
			out = append(out, '\f')
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'u':
			r := hex4(text[i+1:])
			i += 4
			if utf16.IsSurrogate(r) {
				low := rune(0)
				if len(text) > i+6 && text[i+1] == '\\' && text[i+2] == 'u' {
					low = hex4(text[i+3:])
				}
				if r = utf16.DecodeRune(r, low); r == utf8.RuneError {
					return "", &Fault{prose.Quote(text) + " has half of a surrogate pair", `write both halves, or the character itself`}
				}
				i += 6
			}
			out = utf8.AppendRune(out, r)
		default: // " \ /
			out = append(out, text[i])
		}
	}
	return string(out), nil
}

// hex4 returns the number of the four hexadecimal digits at the beginning of a text.
func hex4(text string) rune {
	n, _ := strconv.ParseUint(text[:4], 16, 16)
	return rune(n)
}
