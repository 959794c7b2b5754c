package report

import "strings"

// escaped is a text for Markdown, on one line, without meaning to it: what CommonMark and
// the tables of GitHub give a meaning stands behind a backslash.
func escaped(text string) string {
	text = oneLine(text)
	var b strings.Builder
	for i, r := range text {
		switch r {
		case '\\', '`', '*', '_', '[', ']', '<', '|', '~', '#', '&', '$':
			b.WriteByte('\\')
		case '-', '+', '=', '>': // would begin a list or a quotation, or underline a heading
			if i == 0 {
				b.WriteByte('\\')
			}
		case '.', ')': // would begin a numbered list
			end := i+1 == len(text) || text[i+1] == ' '
			if i > 0 && end && strings.Trim(text[:i], "0123456789") == "" {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// codeSpan is an expression for Markdown: a code span with a fence longer than any in it.
// In a table the bar between cells is escaped too, which the table takes away again
// before the span is read.
func codeSpan(text string, inTable bool) string {
	text = oneLine(text)
	if text == "" {
		return ""
	}
	longest, run := 0, 0
	for _, r := range text {
		if r == '`' {
			run++
			longest = max(longest, run)
		} else {
			run = 0
		}
	}
	fence := strings.Repeat("`", longest+1)
	if strings.HasPrefix(text, "`") || strings.HasSuffix(text, "`") {
		text = " " + text + " "
	}
	if inTable {
		text = strings.ReplaceAll(text, "|", `\|`)
	}
	return fence + text + fence
}
