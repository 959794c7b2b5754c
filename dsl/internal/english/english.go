// Package english puts a checked tree into plain English: a phrase for a measure,
// a statement for a condition, a sentence for a measure with its target.
//
// It is right before it is short. No condition, name or figure of the tree is left
// out, and brackets and lists show what belongs together wherever words alone would
// not. A tree that is too long to be read as a sentence is cut, and says so.
package english

import (
	"strings"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Names are what a tree speaks of by number, and what metrics are called.
type Names struct {
	Tables []kinds.Schema
	Rows   string                   // the table of whose rows the tree is a condition; else ""
	Title  func(name string) string // of a metric; nil, or an answer of "", keeps its name
}

// Longest is the most bytes that an answer has.
const Longest = 64 << 10

// wordsFor bounds the work: about how many bytes are written before what is left
// of the tree becomes an ellipsis.
const wordsFor = 40 << 10

const cutNote = " … (the rest is left out: it is too long for a sentence)"

// writer puts one tree into words.
type writer struct {
	Names
	scopes []scope
	fields map[string]bool // the words of all fields of the tree
	spent  int
	cut    bool
	lists  int // how many lists with letters are open
}

func newWriter(root ast.Node, names Names) *writer {
	w := &writer{Names: names, fields: map[string]bool{}}
	seen := 0
	ast.Walk(root, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok {
			w.fields[words(f.Name)] = true
		}
		seen++
		return seen < 1<<16
	})
	for i, t := range names.Tables {
		if names.Rows != "" && t.Name == names.Rows {
			w.scopes = append(w.scopes, scope{noun: nounOf(names.Tables[i].Name)})
		}
	}
	return w
}

// Of is a tree in words: a noun phrase for a value, a statement for a condition,
// without a capital or a full stop.
func Of(root ast.Node, names Names) string {
	w := newWriter(root, names)
	return w.bounded(w.whole(root))
}

func (w *writer) whole(n ast.Node) string {
	if n.Type().Kind == kinds.Boolean {
		return w.statement(n)
	}
	p := w.noun(n)
	if a, ok := n.(*ast.Aggregate); ok && a.Function == "share" {
		return p.text + ", in percent"
	}
	return p.text
}

// statement is a condition that stands by itself, so that a conjunction of two
// needs no "both".
func (w *writer) statement(n ast.Node) string {
	if l, ok := n.(*ast.Logic); ok && l.And {
		if items := w.items(l); len(items) == 2 {
			return inner(items[0]) + ", and " + inner(items[1])
		} else {
			return w.listed(true, items).text
		}
	}
	return w.clause(n).text
}

// Criterion is the sentence for a measure and the target that its value has to
// satisfy; input is the name by which the target speaks of the value.
func Criterion(measure ast.Node, measured Names, target ast.Node, judged Names, input string) string {
	m, t := newWriter(measure, measured), newWriter(target, judged)
	text, ok := t.joined(m, measure, target, input)
	if !ok {
		value := m.whole(measure)
		if measure.Type().Kind == kinds.Boolean {
			value = "whether " + value
		}
		text = "the " + words(input) + " is " + value + ". " + capital(t.statement(target))
	}
	t.cut = t.cut || m.cut
	return capital(t.bounded(text)) + "."
}

// bounded is a text of at most Longest bytes, which says so when it is not whole.
func (w *writer) bounded(text string) string {
	if most := Longest - len(cutNote) - 1; len(text) > most {
		for !utf8.RuneStart(text[most]) {
			most--
		}
		text, w.cut = text[:most], true
	}
	if w.cut {
		return text + cutNote
	}
	return text
}

// spend counts what is about to be written, and reports whether there is room.
func (w *writer) spend(bytes int) bool {
	if w.spent > wordsFor {
		w.cut = true
		return false
	}
	w.spent += bytes
	return true
}

func capital(text string) string {
	first := len(text) - len(strings.TrimLeft(text, "("))
	if first == len(text) || text[first] < 'a' || text[first] > 'z' {
		return text
	}
	return text[:first] + strings.ToUpper(text[first:first+1]) + text[first+1:]
}
