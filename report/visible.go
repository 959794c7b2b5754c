package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"
)

// visible replaces what a reader cannot see and a terminal or a browser would act on:
// control characters, the marks that turn the direction of writing, and bytes that are no
// text. Line feeds stay.
func visible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t', r == '\r':
			return ' '
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r), r == '\u2028', r == '\u2029', r == '\ufeff':
			return utf8.RuneError
		case r == '\ufffe', r == '\uffff':
			return utf8.RuneError // allowed in UTF-8, not in XML
		}
		return r
	}, text)
}

// written writes a page to w, all of it or with an error.
func written(w io.Writer, page, form string) error {
	if w == nil {
		return fmt.Errorf("writing a status as %s: the writer is nil", form)
	}
	n, err := io.WriteString(w, page)
	if err == nil && n < len(page) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("writing a status as %s: %w", form, err)
	}
	return nil
}

// oneLine is a text without line breaks and without runs of spaces.
func oneLine(text string) string { return strings.Join(strings.Fields(visible(text)), " ") }

// wrap breaks a text into lines of at most so many characters, between words; a longer
// word is broken.
func wrap(text string, width int) []string {
	if width < 1 {
		width = 1
	}
	var lines []string
	line := ""
	flush := func() {
		if line != "" {
			lines = append(lines, line)
			line = ""
		}
	}
	taken := 0 // the size of the line
	for _, word := range strings.Fields(visible(text)) {
		length := size(word)
		if line != "" && length <= width-taken-1 {
			line += " " + word
			taken += 1 + length
			continue
		}
		flush()
		for length > width {
			cut := firstRunes(word, width)
			lines = append(lines, word[:cut])
			length -= size(word[:cut])
			word = word[cut:]
		}
		line, taken = word, length
	}
	flush()
	if lines == nil {
		return []string{""}
	}
	return lines
}

// size is how many characters a text has; marks that combine with the one before take no
// place.
func size(text string) int {
	n := 0
	for _, r := range text {
		if !unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}

// firstRunes is the length in bytes of the first characters.
func firstRunes(text string, n int) int {
	for i := range text {
		if n == 0 {
			return i
		}
		n--
	}
	return len(text)
}
