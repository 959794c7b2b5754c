package document

import (
	"strings"
	"unicode/utf8"
)

// lines turns the YAML parser's places (line and column from 1, columns in characters,
// the byte order mark not counted) into byte offsets. Places asked in the order of the
// text cost one pass over it together.
type lines struct {
	text   string
	starts []int // the offset of each line
	line   int   // the last place asked, and its offset
	column int
	offset int
}

func linesOf(text string) lines {
	first := 0
	if strings.HasPrefix(text, bom) {
		first = len(bom)
	}
	starts := []int{first}
	for at := 0; ; {
		next := strings.IndexByte(text[at:], '\n')
		if next < 0 {
			return lines{text: text, starts: starts}
		}
		at += next + 1
		starts = append(starts, at)
	}
}

// at gives the offset of a place; one outside the text is taken to the nearest inside.
func (l *lines) at(line, column int) int {
	if line < 1 {
		return l.starts[0]
	}
	if line > len(l.starts) {
		return len(l.text)
	}
	if line != l.line || column < l.column {
		l.line, l.column, l.offset = line, 1, l.starts[line-1]
	}
	for l.column < column && l.offset < len(l.text) && l.text[l.offset] != '\n' {
		_, size := utf8.DecodeRuneInString(l.text[l.offset:])
		l.offset += size
		l.column++
	}
	return l.offset
}
