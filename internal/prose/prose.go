// Package prose holds the small pieces that messages are made of, so that every package
// words them alike: a stranger's text in quotation marks, a number with its noun, and the
// known name that a misspelt one is nearest to.
package prose

import (
	"strconv"
	"strings"
)

// LongestShown is the most bytes of a stranger's text that a message repeats.
const LongestShown = 60

// Quote returns a text from outside as a message shows it: in quotation marks, with what
// cannot be printed written as an escape, and cut where it is long.
func Quote(text string) string {
	if len(text) > LongestShown {
		return strconv.Quote(start(text)) + "…"
	}
	return strconv.Quote(text)
}

// Clip returns a text that is cut where it is long, with an ellipsis in place of the
// rest.
func Clip(text string) string {
	if len(text) > LongestShown {
		return start(text) + "…"
	}
	return text
}

// start returns the beginning of a long text, without half a character at its end.
func start(text string) string { return strings.ToValidUTF8(text[:LongestShown], "") }

// Count returns a number with its noun, in the plural where it is not one: "1 row", "2
// rows", "3 remedies". It is for nouns whose plural is regular.
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + Plural(noun)
}

// Plural returns the regular plural of a noun: "rows", "remedies".
func Plural(noun string) string {
	if stem, ok := strings.CutSuffix(noun, "y"); ok && !strings.HasSuffix(stem, "a") {
		return stem + "ies"
	}
	return noun + "s"
}

// List returns texts from outside, each quoted as [Quote] does, with commas between them.
func List(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = Quote(text)
	}
	return strings.Join(quoted, ", ")
}
