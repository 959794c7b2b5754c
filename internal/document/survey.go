package document

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/codes"
)

const (
	bom = "\ufeff"

	// maxUnfit is how many unfit characters are listed before the text is taken for
	// something other than text.
	maxUnfit = 10

	// maxMarks bounds the memory the YAML parser may take. A comma or a colon makes two
	// nodes at most (in "{a,b}"), so a text within it has fewer than twice as many; a
	// document within MaxNodes has far fewer marks than this.
	maxMarks = 2 * MaxNodes
)

// survey looks at the raw bytes before the YAML parser does, so that what would cost
// memory or time is refused for the price of a scan. It sets r.text and reports whether
// that is fit to be parsed.
func (r *reader) survey() bool {
	text := r.source.Text
	switch {
	case len(text) > MaxText:
		r.add(codes.TooLong, 0, 0, fmt.Sprintf("the file has %.1f MiB of text, the limit is %d MiB", float64(len(text))/(1<<20), MaxText>>20),
			"records belong in tables beside the agreement, not in it")
		return false
	case strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff"):
		r.add(codes.DocumentSyntax, 0, 0, "the file is saved as UTF-16", "save it as UTF-8")
		return false
	}
	if !r.replaceUnfit() {
		return false
	}
	if at, more := tooManyMarks(r.text); more {
		r.add(codes.TooLarge, at, at+1, fmt.Sprintf("there are more than %d commas, colons and list marks up to here", maxMarks),
			"records belong in tables beside the agreement, not in it")
		return false
	}
	return true
}

// replaceUnfit reports the characters that no document may hold and puts others of the
// same number of bytes in their place, so that the rest can be read and every offset
// stays right.
func (r *reader) replaceUnfit() bool {
	source := r.source.Text
	r.text = source
	var fit []byte // the text with replacements, once there is one
	for i, found := 0, 0; i < len(source); {
		c, size := rune(source[i]), 1
		if c >= utf8.RuneSelf {
			c, size = utf8.DecodeRuneInString(source[i:])
		}
		summary, advice := unfit(source, i, c, size)
		if summary == "" {
			i += size
			continue
		}
		if found++; found > maxUnfit {
			r.add(codes.DocumentSyntax, i, i+size, "more characters like these: this is not read as a text", "open the file in a text editor and save it as UTF-8")
			return false
		}
		r.add(codes.DocumentSyntax, i, i+size, summary, advice)
		if fit == nil {
			fit = []byte(source)
		}
		for end := i + size; i < end; i++ {
			fit[i] = '_'
			if c == '\r' {
				fit[i] = '\n'
			}
		}
	}
	if fit != nil {
		r.text = string(fit)
	}
	return true
}

// unfit says what is wrong with the character at an offset, or nothing.
func unfit(text string, at int, c rune, size int) (summary, advice string) {
	switch {
	case c >= ' ' && c < 0x7f || c == '\n' || c == '\t':
		return "", ""
	case c == '\r':
		if strings.HasPrefix(text[at:], "\r\n") {
			return "", ""
		}
		return "a carriage return without a line feed", "save the file with Windows or Unix line ends"
	case c == utf8.RuneError && size == 1:
		return fmt.Sprintf("a byte that is not UTF-8 text (0x%02X)", text[at]), "save the file as UTF-8"
	case c == 0:
		return "a NUL byte", "this may be no text file, or one saved as UTF-16; save it as UTF-8"
	case control(c):
		return fmt.Sprintf("a control character (U+%04X)", c), "delete it"
	case c == '\u2028' || c == '\u2029':
		return fmt.Sprintf("an invisible line separator (U+%04X)", c), "write an ordinary line end"
	case c == '\ufeff' && at > 0:
		return "an invisible byte order mark in the middle of the text (U+FEFF)", "delete it"
	}
	return "", ""
}

// control reports whether c is a control character that has no place in a text.
func control(c rune) bool {
	return c < ' ' && c != '\n' && c != '\t' && c != '\r' || c >= 0x7f && c < 0xa0
}

// tooManyMarks counts the characters that can make a node and gives the place where there
// are too many of them.
func tooManyMarks(text string) (at int, more bool) {
	marks := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ',', ':', '[', '{':
			marks++
		case '-', '?':
			if i+1 == len(text) || text[i+1] <= ' ' {
				marks++
			}
		}
		if marks > maxMarks {
			return i, true
		}
	}
	return 0, false
}
