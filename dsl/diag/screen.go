package diag

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// excerptWidth is how many characters of a line an excerpt shows at most; a longer line
// is cut around the caret and the cut is marked with "…".
const excerptWidth = 120

// Screen returns the diagnostic as a person reads it: the one line of place and summary,
// the line of source, and a caret under the part it is about with the advice beside it.
//
//	payables.yaml:42:24: error [unit-mismatch]: a share is compared with a plain number
//	   42 |       target: value >= 98
//	      |                        ^^ write 98%, or compare a count with a count
func (d *Diagnostic) Screen() string {
	d = d.orZero()
	var b strings.Builder
	b.WriteString(d.head() + "\n")
	if d.Source == nil {
		if d.Advice != "" {
			fmt.Fprintf(&b, "      | %s\n", shown(d.Advice))
		}
		return b.String()
	}
	line, start := d.Source.line(d.Span.Start)
	from := min(max(d.Span.Start, 0), len(d.Source.Text)) - start
	to := min(max(d.Span.End-start, from), len(line))
	line, from, to = cut(strings.TrimSuffix(line, "\r"), from, to)
	fmt.Fprintf(&b, "%5d | %s\n      | %s%s", d.Position().Line, printable(line), blank(line[:from]), carets(line[from:to]))
	if d.Advice != "" {
		b.WriteString(" " + shown(d.Advice))
	}
	b.WriteString("\n")
	return b.String()
}

// Screen returns every diagnostic of the list as a person reads it.
func (l List) Screen() string {
	var b strings.Builder
	for _, d := range l {
		b.WriteString(d.Screen())
	}
	return b.String()
}

// Screen returns an error as a person reads it: its diagnostics with their lines and
// carets, or its text when it has none. It ends with a line end.
func Screen(err error) string {
	if found := From(err); len(found) > 0 {
		return found.Screen()
	}
	if err == nil {
		return ""
	}
	return err.Error() + "\n"
}

// cut shortens a long line to a window around the marked part.
func cut(line string, from, to int) (string, int, int) {
	from, to = min(from, len(line)), min(to, len(line))
	if utf8.RuneCountInString(line) <= excerptWidth {
		return line, from, to
	}
	start := runesBack(line, from, excerptWidth/3)
	end := runesOn(line, from, excerptWidth*2/3)
	to = min(to, end)
	window, head := line[start:end], ""
	if start > 0 {
		head = "…"
	}
	if end < len(line) {
		window += "…"
	}
	return head + window, from - start + len(head), to - start + len(head)
}

func runesBack(line string, at, n int) int {
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(line[:at])
		at -= size
	}
	return at
}

func runesOn(line string, at, n int) int {
	for ; n > 0 && at < len(line); n-- {
		_, size := utf8.DecodeRuneInString(line[at:])
		at += size
	}
	return at
}

// longestText is the most bytes that are shown of a summary, an advice or a place, each
// of which may repeat a text from outside. Our own are shorter.
const longestText = 4096

// shown is a text as a screen shows it: without what cannot be seen, and cut where it is
// longer than any that was meant to be read.
func shown(text string) string {
	if len(text) > longestText {
		text = strings.ToValidUTF8(text[:longestText], "") + "…"
	}
	return printable(text)
}

// printable replaces what would break a terminal's line, and what a reader cannot see.
func printable(line string) string {
	return strings.Map(func(r rune) rune {
		if r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError || r == '\u2028' || r == '\u2029' || r == '\ufeff') {
			return utf8.RuneError
		}
		return r
	}, line)
}

// blank is white space as wide as the text, tabs kept, so that carets line up.
func blank(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return r
		}
		return ' '
	}, text)
}

func carets(marked string) string {
	return strings.Repeat("^", max(1, utf8.RuneCountInString(marked)))
}
