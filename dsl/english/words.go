package english

import (
	"slices"
	"strings"
)

// words returns a name as words: paid_on is "paid on". Different names stay different.
func words(name string) string {
	if strings.HasPrefix(name, "_") || strings.HasSuffix(name, "_") || strings.Contains(name, "__") {
		return name
	}
	return strings.ReplaceAll(name, "_", " ")
}

// noun is what the rows of a table are called.
type noun struct{ one, many string }

// nounOf returns the noun of a table: "ticket" and "tickets". A name that is no plural
// speaks of its rows.
func nounOf(name string) noun {
	many := words(name)
	if plural(many) && len(many) > 2 {
		return noun{one: singular(many), many: many}
	}
	return noun{one: "row", many: "rows of " + many}
}

// plural reports whether words take a plural verb.
func plural(text string) bool {
	last := text[strings.LastIndexByte(text, ' ')+1:]
	if before, _, ok := cutLast(text); ok && happened(last) { // the days taken
		return plural(before)
	}
	if len(last) < 3 || !strings.HasSuffix(last, "s") {
		return last == "people" || last == "children"
	}
	for _, end := range []string{"ss", "us", "is"} {
		if strings.HasSuffix(last, end) {
			return false
		}
	}
	return last != "news"
}

// cutLast removes the last word.
func cutLast(text string) (before, last string, ok bool) {
	i := strings.LastIndexByte(text, ' ')
	if i < 0 {
		return "", text, false
	}
	return text[:i], text[i+1:], true
}

var singulars = []struct{ end, with string }{
	{"people", "person"}, {"children", "child"}, {"series", "series"}, {"species", "species"}, {"ies", "y"},
	{"sses", "ss"}, {"shes", "sh"}, {"ches", "ch"}, {"xes", "x"}, {"zzes", "zz"}, {"statuses", "status"}, {"s", ""},
}

func singular(text string) string {
	for _, s := range singulars {
		if stem, ok := strings.CutSuffix(text, s.end); ok {
			return stem + s.with
		}
	}
	return text
}

func pluralOf(text string) string {
	switch {
	case strings.HasSuffix(text, "y") && len(text) > 1 && !strings.ContainsRune("aeiou", rune(text[len(text)-2])):
		return text[:len(text)-1] + "ies"
	case strings.HasSuffix(text, "s"), strings.HasSuffix(text, "x"), strings.HasSuffix(text, "ch"), strings.HasSuffix(text, "sh"):
		return text + "es"
	}
	return text + "s"
}

// irregular are past participles that do not end in -ed.
var irregular = []string{"begun", "born", "bought", "brought", "built", "done", "found", "given", "held", "kept", "known", "left", "lost", "made",
	"met", "paid", "put", "run", "seen", "sent", "set", "shown", "sold", "taken", "told", "withdrawn", "won", "written"}

// happened reports whether a name says what was done, as accepted, paid or last_seen do,
// so that it can stand for when.
func happened(name string) bool {
	text := words(name)
	last := text[strings.LastIndexByte(text, ' ')+1:]
	return strings.HasSuffix(last, "ed") && len(last) > 3 || slices.Contains(irregular, last)
}

// momentNouns are last words of names that already say that a time is meant.
var momentNouns = []string{"date", "day", "time", "instant", "moment", "timestamp", "deadline", "start", "end", "month", "year"}

func saysWhen(name string) bool {
	text := strings.ToLower(words(name))
	return slices.Contains(momentNouns, text[strings.LastIndexByte(text, ' ')+1:])
}

// has removes the verb of a name such as has_receipt.
func has(name string) (what string, ok bool) { return strings.CutPrefix(words(name), "has ") }
