package english

import (
	"fmt"
	"strconv"
	"strings"
)

// phrase is a piece of a sentence, and what those around have to know of it.
type phrase struct {
	text string
	bare bool // a word or a figure: it needs no brackets in a formula
	open bool // what follows could be taken for a part of it
	list bool // it is a formula or a choice: it needs brackets inside of another phrase
	many bool // it takes a plural verb
}

// elided stands for what there was no room for.
var elided = phrase{text: "…", bare: true}

// inner returns a phrase with brackets where what follows could be taken for a part of
// it.
func inner(p phrase) string {
	if p.open || p.list {
		return bracketed(p)
	}
	return p.text
}

// term returns a phrase as a part of a formula.
func term(p phrase) string {
	if p.bare {
		return p.text
	}
	return bracketed(p)
}

// ended returns a phrase with brackets where its end would not be seen otherwise.
func ended(p phrase) string {
	if p.open {
		return bracketed(p)
	}
	return p.text
}

func bracketed(p phrase) string { return "(" + p.text + ")" }

// joinAnd returns "a, b and c".
func joinAnd(texts []string) string {
	last := len(texts) - 1
	if last < 1 {
		return strings.Join(texts, "")
	}
	return strings.Join(texts[:last], ", ") + " and " + texts[last]
}

// listed returns conditions of which all hold, or at least one.
func (w *writer) listed(all bool, items []phrase) phrase {
	switch {
	case len(items) == 1:
		return items[0]
	case len(items) == 2 && all:
		return phrase{text: "both " + inner(items[0]) + " and " + inner(items[1]), list: true}
	case len(items) == 2:
		return phrase{text: "either " + inner(items[0]) + " or " + inner(items[1]) + ", or both", list: true}
	}
	head, last := "all of these hold: ", "and "
	if !all {
		head, last = "at least one of these holds: ", "or "
	}
	var b strings.Builder
	b.WriteString(head)
	for i, item := range items {
		if i > 0 {
			b.WriteString("; ")
		}
		if i == len(items)-1 {
			b.WriteString(last)
		}
		text := item.text
		if item.list {
			text = bracketed(item)
		}
		b.WriteString(letter(i, w.lists) + " " + text)
	}
	return phrase{text: b.String(), open: true, list: true}
}

// letter marks an item of a list; lists inside of lists have other marks.
func letter(i, depth int) string {
	switch {
	case depth == 0 && i < 26:
		return fmt.Sprintf("(%c)", 'a'+i)
	case depth == 1 && i < len(romans):
		return "(" + romans[i] + ")"
	}
	return "(" + strconv.Itoa(i+1) + ")"
}

var romans = []string{"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"}
