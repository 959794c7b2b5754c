package document

import "strings"

// block walks a block scalar: literal (|), where lines stay lines, or folded (>), where
// they are joined. The parser's text is needed for the indentation: when the author wrote
// it as a number it counts from the parent's, which only the parser knows.
func (w *walk) block(want string) bool {
	w.inBlock = true
	folded, chomp := w.header()
	indent, ok := indentation(w.source[w.at:], want)
	if !ok {
		return false
	}
	var end []int // where the line end before this line is, if there is one
	empty := w.emptyLines(indent)
	afterBlank := false
	for column := w.column(); column == indent && w.more(); column = w.column() {
		blank := w.atBlank()
		switch {
		case folded && len(end) > 0 && !afterBlank && !blank:
			w.join(end[0], empty)
		default:
			w.newLines(end)
			w.newLines(empty)
		}
		afterBlank = blank
		end = w.contentLine()
		empty = w.emptyLines(indent)
	}
	if chomp != '-' {
		w.newLines(end)
	}
	if chomp == '+' {
		w.newLines(empty)
	}
	return true
}

// header passes the line of the indicator and says whether the lines are folded and what
// becomes of the line ends at the end: '-' none stays, '+' all stay, 0 one stays.
func (w *walk) header() (folded bool, chomp byte) {
	folded = w.peek(0) == '>'
	for w.more() && !w.atBreak() {
		if c := w.peek(0); c == '#' {
			break
		} else if c == '-' || c == '+' {
			chomp = c
		}
		w.at++
	}
	for w.more() && !w.atBreak() {
		w.at++
	}
	if w.more() {
		w.skipBreak()
	}
	return folded, chomp
}

// indentation is how many spaces before each line are not text: those before the first
// line that is not empty, less those that the text begins that line with.
func indentation(source, text string) (int, bool) {
	if strings.Trim(text, "\n") == "" {
		return len(source) + 1, true // no line has content, however far in it is
	}
	spaces := leading(source) - leading(text)
	return spaces, spaces >= 0
}

// leading counts the spaces at the start of the first line that has more than spaces.
func leading(text string) int {
	spaces := 0
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case ' ':
			spaces++
		case '\r', '\n':
			spaces = 0
		default:
			return spaces
		}
	}
	return spaces
}

// column counts the bytes from the start of the line.
func (w *walk) column() int { return w.at - 1 - strings.LastIndexByte(w.source[:w.at], '\n') }

// emptyLines passes indentation and the lines that are nothing else, and says where those
// end.
func (w *walk) emptyLines(indent int) (ends []int) {
	for {
		from := w.at
		for w.at-from < indent && w.peek(0) == ' ' {
			w.at++
		}
		if !w.atBreak() {
			if !w.more() && w.at > from { // a last line of spaces counts as one
				ends = append(ends, w.at)
			}
			return ends
		}
		ends = append(ends, w.at)
		w.skipBreak()
	}
}

// contentLine copies the rest of a line and says where its line end is.
func (w *walk) contentLine() (end []int) {
	from := len(w.text)
	for w.more() && !w.atBreak() {
		w.copyByte()
	}
	if w.more() {
		end = []int{w.at}
		w.skipBreak()
	} else if strings.Trim(string(w.text[from:]), " \t") == "" {
		end = []int{w.at} // the parser ends a last line of blanks
	}
	return end
}

func (w *walk) newLines(places []int) {
	for _, place := range places {
		w.emit(place, "\n")
	}
}

// join folds a line end: into a space, or into the new lines of the empty lines after it.
func (w *walk) join(end int, empty []int) {
	if len(empty) == 0 {
		w.emit(end, " ")
		return
	}
	kept := len(w.text)
	w.newLines(empty)
	w.places[kept] = end
}
