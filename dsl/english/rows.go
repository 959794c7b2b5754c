package english

import (
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
)

// scope is what a condition or value is asked of: a row, or a group.
type scope struct {
	noun  noun          // of a row
	group *ast.Grouping // when not nil: a group of it
}

func (w *writer) scope() scope {
	if len(w.scopes) == 0 {
		return scope{noun: noun{one: "row", many: "rows"}}
	}
	return w.scopes[len(w.scopes)-1]
}

// inRow reports whether there is a current row.
func (w *writer) inRow() bool { return len(w.scopes) > 0 && w.scope().group == nil }

// within says something of each row or group of a source.
func (w *writer) within(of ast.Source, say func()) {
	s := scope{noun: w.tableNoun(of.Table), group: of.Each}
	w.scopes = append(w.scopes, s)
	say()
	w.scopes = w.scopes[:len(w.scopes)-1]
}

func (w *writer) tableNoun(i int) noun {
	if i >= len(w.tables) {
		return noun{one: "row", many: "rows"}
	}
	return nounOf(w.tables[i].Name)
}

// population returns the rows or groups of a source that satisfy conditions, after a word
// such as "all" or "the". That word is left out when none is needed.
func (w *writer) population(of ast.Source, where []ast.Node, article string) phrase {
	if of.Each != nil {
		return w.groups(of, where)
	}
	head := w.rows(of)
	w.spend(len(head))
	if len(where) == 0 {
		if strings.HasPrefix(head, "those ") {
			article = strings.TrimPrefix(article, "the ")
		}
		return phrase{text: article + head, bare: true}
	}
	if article == "all " {
		article = "the "
	}
	if strings.HasPrefix(head, "those ") {
		article = ""
	}
	relative := w.relative(of, where)
	return phrase{text: article + head + " " + relative.text, open: relative.open, list: relative.list}
}

// rows returns all rows of a source: "tickets", "tickets of that agency".
func (w *writer) rows(of ast.Source) string {
	head := w.tableNoun(of.Table).many
	if of.Of == nil {
		return head
	}
	head += " of " + w.that(of.Of)
	if len(of.Of.Where) > 0 {
		return "those " + head
	}
	return head
}

// relative says which rows are meant: "that are late and whose level is …", or "for which
// …".
func (w *writer) relative(of ast.Source, where []ast.Node) (p phrase) {
	w.within(of, func() {
		var nodes []ast.Node
		for _, n := range where {
			nodes = append(nodes, flat(n, true)...)
		}
		conditions := w.gathered(true, nodes)
		if len(conditions) > 3 {
			p = phrase{text: "for which " + w.listed(true, w.asItems(conditions)).text, open: true, list: true}
			return
		}
		var parts []string
		for i, one := range conditions {
			part, last := w.which(one), i == len(conditions)-1
			if part.list && len(conditions) > 1 {
				part.text, part.list = strings.Replace(part.text, "for which ", "for which (", 1)+")", false
			}
			parts = append(parts, part.text)
			p.open, p.list = p.open || part.open, last && part.list
		}
		p.text = joinAnd(parts)
	})
	return p
}

// which returns one condition that rows satisfy.
func (w *writer) which(one gathered) phrase {
	s := one.simple
	switch {
	case one.node != nil:
		c := w.clause(one.node)
		return phrase{text: "for which " + c.text, open: true, list: c.list || c.open}
	case s.row:
		return phrase{text: "that " + s.says(true)}
	case s.field:
		text := "whose " + strings.TrimPrefix(s.subject.text, "the ") + " " + s.says(s.subject.many)
		return phrase{text: text, open: len(s.more) > 0 || s.open, list: s.open}
	}
	c := w.said(s)
	return phrase{text: "for which " + c.text, open: true, list: c.open}
}
