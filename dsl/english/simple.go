package english

import (
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// simple is a condition that says one thing of a subject: a verb and what follows it. The
// subject of a boolean field is the current row.
type simple struct {
	subject phrase
	row     bool   // the subject is the current row
	field   bool   // the subject is a field of the current row
	verb    string // "be", "was", or a verb such as "contain"
	not     bool
	rest    string
	open    bool     // of the rest
	noted   bool     // the rest ends with a note on it
	more    []simple // others of the same subject
	word    string   // what joins it to the one before
}

// says returns the verb with what follows it, for one or many.
func (s simple) says(many bool) string {
	text := s.verbFor(many) + " " + s.rest
	for _, m := range s.more {
		switch {
		case m.verb == "was": // of a metric, which is named once
			text += "," + m.word + "it " + m.verbFor(false) + " " + m.rest
		case m.verb == "be" && m.not == s.not:
			not := ""
			if m.not {
				not = "not "
			}
			text += m.word + not + m.rest
		default:
			text += m.word + m.verbFor(many) + " " + m.rest
		}
	}
	return text
}

func (s simple) verbFor(many bool) string {
	verb, not := map[bool]string{false: "is", true: "are"}[many], ""
	switch s.verb {
	case "be":
	case "was":
		verb = "was"
	default:
		if s.not {
			return map[bool]string{false: "does", true: "do"}[many] + " not " + s.verb
		}
		if verb = s.verb; !many {
			verb = map[bool]string{false: s.verb + "s", true: "has"}[s.verb == "have"]
		}
	}
	if s.not {
		not = " not"
	}
	return verb + not
}

// joins reports whether another condition can share the subject. Nothing follows what is
// open at its end.
func (s simple) joins(next simple) bool {
	return s.subject.text == next.subject.text && s.row == next.row && !s.open && !s.noted && s.verb == next.verb
}

// with returns a condition and another one of the same subject.
func (s simple) with(word string, next simple) simple {
	next.word = word
	s.more = append(s.more, next)
	s.open, s.noted = next.open, next.noted
	return s
}

// said returns the condition as a statement.
func (w *writer) said(s simple) phrase {
	subject := s.subject.text
	if s.row {
		s.subject.many, subject = false, "the "+w.scope().noun.one
	} else if s.subject.list && s.subject.open {
		subject = bracketed(s.subject)
	} else if s.subject.open {
		subject += ","
	}
	return phrase{text: subject + " " + s.says(s.subject.many), open: s.open, list: len(s.more) > 0}
}

// simple returns a condition as one, if it is so.
func (w *writer) simple(n ast.Node) (simple, bool) {
	switch n := n.(type) {
	case *ast.Not:
		s, ok := w.simple(n.X)
		if !ok || s.not || s.noted {
			return simple{}, false
		}
		s.not = true
		return s, true
	case *ast.Field:
		if !w.inRow() {
			break
		}
		w.spend(len(n.Name))
		text := words(n.Name)
		if what, ok := has(n.Name); ok {
			return simple{row: true, verb: "have", rest: what}, true
		}
		return simple{row: true, verb: "be", rest: strings.TrimPrefix(text, "is ")}, true
	case *ast.Coalesce:
		c, ok := n.Otherwise.(*ast.Const)
		if _, field := n.X.(*ast.Field); !ok || !field || !w.inRow() || n.T.Kind != kinds.Boolean {
			break
		}
		s, _ := w.simple(n.X)
		s.rest, s.noted = s.rest+" (where not known, it counts as "+constant(c)+")", true
		return s, true
	case *ast.Input:
		w.spend(len(n.Name))
		return w.isTrue(phrase{text: "the input " + words(n.Name), bare: true}), true
	case *ast.Variable:
		return w.isTrue(variable(n.Name)), true
	case *ast.Key:
		return w.isTrue(w.key(n)), true
	case *ast.Lookup:
		return w.isTrue(w.lookup(n)), true
	case *ast.Query:
		return w.verdict(n), true
	case *ast.Comparison:
		if n.L.Type().Kind == kinds.Boolean {
			return simple{}, false
		}
		if s, ok := w.missedOften(n); ok {
			return s, true
		}
		if _, ok := w.share(n); ok {
			return simple{}, false
		}
		_, left := n.L.(*ast.Const)
		if _, right := n.R.(*ast.Const); left && !right {
			return w.comparison(n.R, n.Op.Mirrored(), n.L), true
		}
		return w.comparison(n.L, n.Op, n.R), true
	case *ast.TextTest:
		s := w.about(n.L)
		s.verb, s.rest = map[string]string{"contains": "contain", "startsWith": "start", "endsWith": "end"}[n.Op], inner(w.noun(n.R))
		if n.Op != "contains" {
			s.rest = "with " + s.rest
		}
		return s, true
	case *ast.In:
		s := w.about(n.X)
		if n.X.Type().Kind == kinds.Boolean {
			s.subject = phrase{text: "whether " + bracketed(w.clause(n.X))}
		}
		s.rest = w.oneOf(n.Values)
		return s, true
	case *ast.Call:
		return w.callHolds(n)
	}
	return simple{}, false
}

func (w *writer) isTrue(p phrase) simple { return simple{subject: p, verb: "be", rest: "true"} }

// about returns a condition on a value of which nothing has been said yet.
func (w *writer) about(n ast.Node) simple {
	_, field := n.(*ast.Field)
	return simple{subject: w.noun(n), verb: "be", field: field && w.inRow()}
}

func (w *writer) oneOf(values []*ast.Const) string {
	if len(values) == 1 {
		return constant(values[0])
	}
	var b strings.Builder
	b.WriteString("one of ")
	for i, v := range values {
		text := constant(v)
		if !w.spend(len(text)) {
			b.WriteString("…")
			break
		}
		switch {
		case i == 0:
		case i == len(values)-1:
			b.WriteString(" and ")
		default:
			b.WriteString(", ")
		}
		b.WriteString(text)
	}
	return b.String()
}

// comparison says how a value stands to another.
func (w *writer) comparison(subject ast.Node, op ast.Op, other ast.Node) simple {
	s := w.about(subject)
	right := w.noun(other)
	s.rest, s.open = right.text, right.open
	if right.list {
		s.rest, s.open = bracketed(right), false
	}
	relation := relations(subject.Type())[op]
	if s.not = op == ast.NotEqual; s.not || op == ast.Equal {
		relation = ""
		if !right.bare || strings.HasPrefix(right.text, "the ") {
			relation = "the same as "
		}
	}
	s.rest = relation + s.rest
	return s
}

func relations(t kinds.Type) map[ast.Op]string {
	switch {
	case t.Kind == kinds.Date:
		return map[ast.Op]string{ast.Less: "before ", ast.LessOrEqual: "on or before ", ast.Greater: "after ", ast.GreaterOrEqual: "on or after "}
	case t.Kind == kinds.Instant:
		return map[ast.Op]string{ast.Less: "before ", ast.LessOrEqual: "at or before ", ast.Greater: "after ", ast.GreaterOrEqual: "at or after "}
	case t.Ordered:
		return map[ast.Op]string{ast.Less: "below ", ast.LessOrEqual: "at most ", ast.Greater: "above ", ast.GreaterOrEqual: "at least "}
	}
	return map[ast.Op]string{ast.Less: "less than ", ast.LessOrEqual: "at most ", ast.Greater: "more than ", ast.GreaterOrEqual: "at least "}
}
