package document

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// walk goes along the source of one scalar and rebuilds its text, noting where each byte
// came from. It follows the YAML parser's rules for folding and escapes; the parser's own
// result is the check that it did so rightly.
type walk struct {
	source  string
	at      int    // the offset reached in source
	text    []byte // the scalar's text so far
	places  []int  // the offset in source of each byte of text
	bad     []int  // offsets of escapes that stand for control characters
	inBlock bool
}

// emit adds a text that came from the place.
func (w *walk) emit(place int, text string) {
	for i := range len(text) {
		w.text = append(w.text, text[i])
		w.places = append(w.places, place)
	}
}

// copyByte adds the source's next byte as it stands.
func (w *walk) copyByte() {
	w.text = append(w.text, w.source[w.at])
	w.places = append(w.places, w.at)
	w.at++
}

// peek is the byte n further on, or 0 beyond the end.
func (w *walk) peek(n int) byte {
	if w.at+n < len(w.source) {
		return w.source[w.at+n]
	}
	return 0
}

func (w *walk) more() bool    { return w.at < len(w.source) }
func (w *walk) atBlank() bool { return w.peek(0) == ' ' || w.peek(0) == '\t' }
func (w *walk) atBreak() bool {
	return w.peek(0) == '\n' || w.peek(0) == '\r' && w.peek(1) == '\n'
}

// skipBreak passes one line end, of one byte or two.
func (w *walk) skipBreak() {
	if w.peek(0) == '\r' {
		w.at++
	}
	w.at++
}

// space deals with a run of blanks and line ends. Blanks alone are text. With line ends
// among them they fold: one line end is a space, more are as many new lines less one, and
// the blanks are gone. What a fold leaves starts where the run starts, so that a span of
// the words before it ends with them.
func (w *walk) space() {
	start, kept := w.at, len(w.text)
	for w.atBlank() {
		w.copyByte()
	}
	if !w.atBreak() {
		return
	}
	w.text, w.places = w.text[:kept], w.places[:kept]
	w.skipBreak()
	w.blankLines()
	if len(w.text) == kept {
		w.emit(start, " ")
		return
	}
	w.places[kept] = start
}

// blankLines passes blanks and line ends, each of which is a new line of text.
func (w *walk) blankLines() {
	for {
		switch {
		case w.atBlank():
			w.at++
		case w.atBreak():
			w.emit(w.at, "\n")
			w.skipBreak()
		default:
			return
		}
	}
}

// plain walks an unquoted scalar of a known size. Where it ends depends on what is around
// it, which is the parser's to know.
func (w *walk) plain(size int) bool {
	for len(w.text) < size && w.more() {
		if w.atBlank() || w.atBreak() {
			w.space()
		} else {
			w.copyByte()
		}
	}
	return len(w.text) == size
}

// single walks a scalar in single quotes, where two of them are one.
func (w *walk) single() bool {
	w.at++
	for w.more() {
		switch {
		case w.atBlank() || w.atBreak():
			w.space()
		case w.peek(0) != '\'':
			w.copyByte()
		case w.peek(1) == '\'':
			w.emit(w.at, "'")
			w.at += 2
		default:
			return true
		}
	}
	return false
}

// double walks a scalar in double quotes.
func (w *walk) double() bool {
	w.at++
	for w.more() {
		switch {
		case w.atBlank() || w.atBreak():
			w.space()
		case w.peek(0) == '"':
			return true
		case w.peek(0) != '\\':
			w.copyByte()
		case !w.escape():
			return false
		}
	}
	return false
}

// escapes are those of one letter.
var escapes = map[byte]string{
	'0': "\x00", 'a': "\a", 'b': "\b", 't': "\t", '\t': "\t", 'n': "\n", 'v': "\v", 'f': "\f", 'r': "\r", 'e': "\x1b",
	' ': " ", '"': `"`, '/': "/", '\\': `\`, 'N': "\u0085", '_': "\u00a0", 'L': "\u2028", 'P': "\u2029",
}

// escape walks a backslash and what belongs to it. Each byte it stands for comes from the
// backslash.
func (w *walk) escape() bool {
	start := w.at
	w.at++
	if w.atBreak() {
		w.skipBreak()
		w.blankLines()
		return true
	}
	letter := w.peek(0)
	w.at++
	text, known := escapes[letter]
	if !known {
		c, ok := w.codePoint(letter)
		if !ok {
			return false
		}
		text = string(c)
	}
	if c, _ := utf8.DecodeRuneInString(text); control(c) {
		w.bad = append(w.bad, start)
	}
	w.emit(start, text)
	return true
}

// codePoint reads the digits after \x, \u or \U. Two \u that are a surrogate pair, as
// JSON writes what is beyond the first 65,536 characters, are one.
func (w *walk) codePoint(letter byte) (rune, bool) {
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[letter]
	if digits == 0 {
		return 0, false
	}
	c, ok := w.hex(0, digits)
	if !ok {
		return 0, false
	}
	w.at += digits
	if letter == 'u' && utf16.IsSurrogate(c) && w.peek(0) == '\\' && w.peek(1) == 'u' {
		if low, ok := w.hex(2, 4); ok {
			c = utf16.DecodeRune(c, low)
			w.at += 6
		}
	}
	return c, utf8.ValidRune(c)
}

func (w *walk) hex(skip, digits int) (rune, bool) {
	from := w.at + skip
	if from+digits > len(w.source) {
		return 0, false
	}
	n, err := strconv.ParseUint(w.source[from:from+digits], 16, 32)
	if err != nil || n > utf8.MaxRune {
		return 0, false
	}
	return rune(n), true
}
