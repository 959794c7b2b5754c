package document

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/codes"
)

func (f fault) tooDeep() complaint {
	c := f.here(fmt.Sprintf("maps and lists are inside one another more than %d deep", MaxDepth), "an agreement needs about six levels")
	c.code = codes.TooDeep
	return c
}

func (f fault) tab() complaint {
	c := f.here("a tab is used to indent", "indent with spaces: YAML does not accept tabs")
	c.end = c.start + 1
	return c
}

// firstCharacter is one that a value without quotes cannot begin with.
func (f fault) firstCharacter() complaint {
	_, after := f.lineOf(f.at)
	switch {
	case strings.HasPrefix(after, "\t"):
		return f.tab()
	case after == "" || strings.ContainsAny(after[:1], "-?:,]}"):
		return f.here("something is missing before this", "write the value, or put the whole text in quotes")
	}
	return f.unquoted(f.at, after)
}

// blockText is the | or > of a block of text, with something other than a line end after
// it: mostly a comparison.
func (f fault) blockText() complaint {
	_, after := f.lineOf(f.from)
	if strings.HasPrefix(f.message, "found a tab") {
		return f.tab()
	}
	return f.unquoted(f.from, after)
}

// unquotedMark is a *, & or ! that a value begins with and that is no alias, anchor or
// tag.
func (f fault) unquotedMark() complaint {
	_, after := f.lineOf(f.from)
	return f.unquoted(f.from, after)
}

// unquoted is a value that needs quotes for its first character.
func (f fault) unquoted(at int, value string) complaint {
	value, _, _ = strings.Cut(value, " #")
	if before, _ := f.lineOf(at); strings.Count(before, "[")+strings.Count(before, "{") > strings.Count(before, "]")+strings.Count(before, "}") {
		if end := strings.IndexAny(value, ",]}"); end >= 0 { // inside brackets
			value = value[:end]
		}
	}
	value = strings.TrimSpace(value)
	if value == "" {
		return f.here("a value is missing here", "write the value, or put the whole text in quotes")
	}
	c := f.on(at, needsQuotes(value), "write "+quoted(value))
	c.end = c.start + len(value)
	return c.behind('_', at, at+1)
}

func needsQuotes(value string) string {
	return fmt.Sprintf("a value that begins with %c needs quotes", value[0])
}

// quoted is a text as YAML wants it in quotes.
func quoted(text string) string {
	text = shown(text)
	if !strings.ContainsAny(text, `"\`) {
		return `"` + text + `"`
	}
	return "'" + strings.ReplaceAll(text, "'", "''") + "'"
}

func (f fault) quotedText() complaint {
	switch {
	case strings.Contains(f.message, "unknown escape"):
		c := f.here(`\ begins an escape in double quotes, and this one is not known`, `write \\ for a backslash, or use single quotes`)
		c.end = min(c.start+2, len(f.text))
		return c
	case strings.Contains(f.message, "Unicode") || strings.Contains(f.message, "hexadecimal"):
		return f.here("this is not the code of a character", `write the character itself, or \u and four digits`)
	}
	quote, advice := f.text[f.from:f.from+1], `end the value with "`
	if quote == "'" {
		advice = "end the value with '; write '' for an apostrophe inside it"
	}
	c := f.on(f.from, "this quote is never closed", advice)
	c.end = c.start + 1
	return c
}

// directive is a line that begins with %, which means something to YAML. It goes on as if
// the line were a comment.
func (f fault) directive() complaint {
	before, _ := f.lineOf(f.from)
	start := f.from - len(before)
	c := f.on(start, "a line that begins with % is an instruction to YAML, and this one is not accepted", "delete the line, or put the text in quotes")
	if strings.HasPrefix(f.text[c.start:], "%") {
		return c.behind('#', c.start, c.start+1)
	}
	return c
}

func (f fault) complexKey() complaint {
	c := f.here("a key that begins with ? is not accepted", `write it as key: value; if this is a text that begins with "?", put it in quotes`)
	c.code = codes.DocumentFeature
	return c
}

func (f fault) hash() complaint {
	return f.here("# begins a comment only after a space", `put a space before it, or the whole value in quotes`)
}

// tag is a tag that the parser itself refuses, so that node cannot.
func (f fault) tag() complaint {
	at := f.at
	if i := strings.LastIndex(f.message, " as a !!"); i >= 0 { // "cannot construct !!str `x` as a !!int", without a place
		at = strings.Index(f.text, f.message[i+len(" as a "):])
	}
	if at < 0 || !strings.HasPrefix(f.text[at:], "!") {
		return f.here("a tag (!) is not accepted", `delete it; if this is a text that begins with "!", put it in quotes`)
	}
	c := f.on(at, "", `delete it; if this is a text that begins with "!", put it in quotes`)
	c.code, c.summary = codes.DocumentFeature, fmt.Sprintf("a tag (%s) is not accepted", shown(f.text[c.start:c.end]))
	return c.behind(' ', c.start, c.end)
}
