package document

import (
	"fmt"
	"strings"
)

// colon is a ": " where none can be.
func (f fault) colon() complaint {
	before, _ := f.lineOf(f.at)
	key := strings.TrimLeft(before, " -")
	if _, value, second := strings.Cut(key, ": "); second {
		value = strings.TrimSpace(value)
		c := f.here(`a second ": " on this line`, "put the whole value in quotes")
		c.end = c.start + 1
		if value != "" && !strings.ContainsAny(value[:1], `"'[{`) {
			c.advice = "put the whole value in quotes, from " + shown(value) + " on"
			return c.behind('_', f.at, f.at+1)
		}
		return c
	}
	c := f.here("this key is indented as if it went on with the value above it", "start it in the column of the keys it belongs with")
	c.start, c.end = f.at-len(key), f.at
	return c
}

// keyWithoutColon is a line among keys that is none.
func (f fault) keyWithoutColon() complaint {
	before, after := f.lineOf(f.from)
	if i := strings.IndexByte(after, ':'); i > 0 && i+1 < len(after) && !strings.HasPrefix(after, `"`) {
		c := f.on(f.from+i, "a space is missing after this colon", "write "+shown(after[:i]+": "+strings.TrimSpace(after[i+1:])))
		c.end = c.start + 1
		return c
	}
	c := f.on(f.from, "this line has no colon, so it is no key", "write it as key: value; a text that goes on over several lines is indented further than its key")
	c.end = c.start + len(strings.TrimRight(after, " "))
	if strings.TrimSpace(before) == "" && strings.HasPrefix(after, "-") {
		c.advice = `a list item is written with a space after the dash: "- item"`
	}
	return c
}

// listOnKeyLine is "key: - item".
func (f fault) listOnKeyLine() complaint {
	c := f.here("a list cannot begin on the line of its key", `begin it on the next line, each item after "- "; if this is a text that begins with a dash, put it in quotes`)
	c.end = c.start + 1
	return c
}

// misplaced is a line, or the rest of one, that fits nothing.
func (f fault) misplaced() complaint {
	before, after := f.lineOf(f.at)
	before = strings.TrimRight(before, " \t")
	switch {
	case strings.HasSuffix(before, `"`):
		return f.rest("there is text after the closing quote", `put the whole value in one pair of quotes, with \" for a quote inside; or an earlier quote is not closed`)
	case strings.HasSuffix(before, "'"):
		return f.rest("there is text after the closing quote", "put the whole value in one pair of quotes, with '' for an apostrophe inside; or an earlier quote is not closed")
	case strings.HasSuffix(before, "]") || strings.HasSuffix(before, "}"):
		return f.rest("there is text after the closing bracket", "put the whole value in quotes if it is a text")
	case strings.HasPrefix(after, "]") || strings.HasPrefix(after, "}"):
		return f.here("this bracket closes nothing", "delete it, or put the whole value in quotes if it is a text")
	case strings.HasPrefix(value(before), "*") || strings.HasPrefix(value(before), "&"):
		start := f.at - len(value(f.lineBefore()))
		_, after := f.lineOf(start)
		return f.unquoted(start, after)
	case before != "":
		return f.rest("this does not fit here", "put the whole value in quotes if it is a text")
	case strings.HasPrefix(after, "- ") || after == "-":
		return f.rest("a list item stands where a key is expected", "a list is indented under its key, and keys and list items do not mix")
	case strings.Contains(f.message, "'-'"):
		return f.rest(fmt.Sprintf("this line is not part of the list that begins on line %d", f.lineNumber(f.from)),
			`begin it with "- ", or start it in the column of the key above the list`)
	}
	return f.rest("this line is lined up with none of the keys above it", "keys of the same map start in the same column")
}

// value is what follows the last key or dash of the start of a line.
func value(line string) string {
	if i := max(strings.LastIndex(line, ": "), strings.LastIndex(line, "- ")); i >= 0 {
		line = line[i+2:]
	}
	return strings.TrimLeft(line, " ")
}

func (f fault) lineBefore() string {
	before, _ := f.lineOf(f.at)
	return before
}

// rest is a complaint about the rest of the line.
func (f fault) rest(summary, advice string) complaint {
	_, after := f.lineOf(f.at)
	c := f.here(summary, advice)
	c.end = c.start + len(strings.TrimRight(after, " \t"))
	return c
}

// afterEnd is text behind what YAML takes for the whole document.
func (f fault) afterEnd() complaint {
	if before, _ := f.lineOf(f.at); strings.TrimSpace(before) != "" {
		return f.rest("there is text after the end of the document", "delete it, or put the whole value in quotes if it is a text")
	}
	return f.rest("this line is outside the document, which has ended before it", "start it in the column of the first key, or delete it")
}

// brackets is a list in [ ] or a map in { } that does not go on as it should.
func (f fault) brackets() complaint {
	if f.from >= len(f.text) || !strings.ContainsAny(f.text[f.from:f.from+1], "[{") {
		return f.here("a value is missing here", "write the value, or put the whole text in quotes")
	}
	opening, closing := f.text[f.from:f.from+1], "]"
	if opening == "{" {
		closing = "}"
	}
	line := f.lineNumber(f.at)
	if strings.TrimSpace(f.text[min(f.at, len(f.text)):]) != "" && line == f.lineNumber(f.from) {
		return f.here(fmt.Sprintf("a comma or %s is missing before this", closing), "put a text that holds brackets or commas in quotes")
	}
	c := f.on(f.from, fmt.Sprintf("this %s is not closed", opening), fmt.Sprintf("close it with %s, or put the whole value in quotes if it is a text", closing))
	c.end = c.start + 1
	return c
}
