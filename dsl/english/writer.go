package english

import (
	"strings"
	"unicode/utf8"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// names are the tables of an expression, and what metrics are called.
type names struct {
	tables []kinds.Schema
	rows   string                   // the table of whose rows the tree is a condition; else ""
	title  func(name string) string // of a metric; nil, or an answer of "", keeps its name
}

// longest is the most bytes that an answer has.
const longest = 64 << 10

// wordsFor bounds the work: about how many bytes are written before what is left of the
// tree becomes an ellipsis.
const wordsFor = 40 << 10

const cutNote = " … (the rest is left out: it is too long for a sentence)"

// writer puts one tree into words.
type writer struct {
	names
	scopes []scope
	fields map[string]bool // the words of all fields of the tree
	spent  int
	cut    bool
	lists  int // how many lists with letters are open
}

func newWriter(root ast.Node, of names) *writer {
	w := &writer{names: of, fields: map[string]bool{}}
	seen := 0
	ast.Walk(root, func(n ast.Node) bool {
		if f, ok := n.(*ast.Field); ok {
			w.fields[words(f.Name)] = true
		}
		seen++
		return seen < 1<<16
	})
	for _, t := range of.tables {
		if of.rows != "" && t.Name == of.rows {
			w.scopes = append(w.scopes, scope{noun: nounOf(t.Name)})
		}
	}
	return w
}

// expression returns the words for a tree: a statement for a condition, a noun phrase for
// a value.
func (w *writer) expression(n ast.Node) string {
	if n.Type().Kind == kinds.Boolean {
		return w.statement(n)
	}
	p := w.noun(n)
	if a, ok := n.(*ast.Aggregate); ok && a.Function == "share" {
		return p.text + ", in percent"
	}
	return p.text
}

// statement returns a condition that stands by itself, so that a conjunction of two needs
// no "both".
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

// bounded returns a text of at most longest bytes, which says so when it was cut.
func (w *writer) bounded(text string) string {
	if most := longest - len(cutNote) - 1; len(text) > most {
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
