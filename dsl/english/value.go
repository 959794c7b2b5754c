package english

import (
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// noun returns a value as a noun phrase.
func (w *writer) noun(n ast.Node) phrase {
	if !w.spend(16) {
		return elided
	}
	if n.Type().Kind == kinds.Boolean {
		if c, ok := n.(*ast.Const); ok {
			return phrase{text: constant(c), bare: true}
		}
		return phrase{text: "whether " + w.clause(n).text, open: true}
	}
	switch n := n.(type) {
	case *ast.Const:
		text := constant(n)
		w.spend(len(text))
		return phrase{text: text, bare: true}
	case *ast.Field:
		return w.field(n)
	case *ast.Input:
		return w.input(n)
	case *ast.Variable:
		return variable(n.Name)
	case *ast.Key:
		return w.key(n)
	case *ast.Lookup:
		return w.lookup(n)
	case *ast.Query:
		return w.asked(n)
	case *ast.Negate:
		return phrase{text: "minus " + term(w.noun(n.X)), list: true}
	case *ast.Arithmetic:
		return w.arithmetic(n)
	case *ast.Conditional:
		return w.choice(n, w.noun)
	case *ast.Coalesce:
		return w.otherwise(n, w.noun)
	case *ast.Let:
		return w.let(n, w.noun)
	case *ast.Call:
		return w.call(n)
	case *ast.Aggregate:
		return w.aggregate(n)
	}
	return elided
}

// field returns a field of the current row: "the amount", "the paid date".
func (w *writer) field(f *ast.Field) phrase {
	text := words(f.Name)
	w.spend(len(text))
	if !saysWhen(f.Name) {
		switch f.T.Kind {
		case kinds.Date:
			return phrase{text: "the " + text + " date", bare: true}
		case kinds.Instant:
			return phrase{text: "the " + text + " time", bare: true}
		}
	}
	return phrase{text: "the " + text, bare: true, many: plural(text)}
}

// input returns a value that the caller supplies. It says so where a field has the same
// name.
func (w *writer) input(in *ast.Input) phrase {
	text := words(in.Name)
	w.spend(len(text))
	if w.fields[text] {
		return phrase{text: "the input " + text, bare: true}
	}
	return phrase{text: "the " + text, bare: true, many: plural(text)}
}

func variable(name string) phrase { return phrase{text: "‘" + words(name) + "’", bare: true} }

// end returns one end of a span of time: "from accepted to paid".
func (w *writer) end(n ast.Node) string {
	if f, ok := n.(*ast.Field); ok && happened(f.Name) {
		w.spend(len(f.Name))
		return words(f.Name)
	}
	return inner(w.noun(n))
}

// between returns the time from one moment to another.
func (w *writer) between(what string, from, to ast.Node) phrase {
	return phrase{text: what + " from " + w.end(from) + " to " + w.end(to), many: strings.HasSuffix(what, "days")}
}

// arithmetic returns a formula in words. Sums and differences are read from left to
// right, and so are products; all else is in brackets.
func (w *writer) arithmetic(a *ast.Arithmetic) phrase {
	l, r := a.L.Type().Kind, a.R.Type().Kind
	switch {
	case a.Op == '-' && l == kinds.Instant && r == kinds.Instant:
		return w.between("the time", a.R, a.L)
	case a.Op == '-' && l == kinds.Date && r == kinds.Date:
		return w.between("the calendar days", a.R, a.L)
	case a.Op == '+' && (l == kinds.Instant || l == kinds.Date):
		return phrase{text: term(w.noun(a.R)) + " after " + w.end(a.L), list: true}
	case a.Op == '+' && r == kinds.Instant:
		return phrase{text: term(w.noun(a.L)) + " after " + w.end(a.R), list: true}
	case a.Op == '-' && (l == kinds.Instant || l == kinds.Date):
		return phrase{text: term(w.noun(a.R)) + " before " + w.end(a.L), list: true}
	case a.Percent && l == kinds.Percent:
		return phrase{text: term(w.noun(a.L)) + " of " + term(w.noun(a.R)), list: true}
	case a.Percent:
		return phrase{text: term(w.noun(a.R)) + " of " + term(w.noun(a.L)), list: true}
	}
	operands, signs := []ast.Node{a.R}, []byte{a.Op}
	left := a.L
	for {
		below, ok := left.(*ast.Arithmetic)
		if !ok || !together(below, a) {
			break
		}
		operands, signs, left = append(operands, below.R), append(signs, below.Op), below.L
	}
	var b strings.Builder
	b.WriteString(term(w.noun(left)))
	for i := len(operands) - 1; i >= 0; i-- {
		b.WriteString(" " + signWords[signs[i]] + " " + term(w.noun(operands[i])))
		if w.cut {
			break
		}
	}
	return phrase{text: b.String(), list: true}
}

var signWords = map[byte]string{'+': "plus", '-': "minus", '*': "times", '/': "divided by"}

// together reports whether a formula on the left of another needs no brackets: sums and
// differences of one kind, and products.
func together(left, a *ast.Arithmetic) bool {
	sums := (a.Op == '+' || a.Op == '-') && (left.Op == '+' || left.Op == '-')
	k := a.T.Kind
	return !a.Percent && !left.Percent && (sums && k == left.T.Kind && k != kinds.Instant && k != kinds.Date && k != kinds.Duration && k != kinds.CalendarDays ||
		a.Op == '*' && left.Op == '*')
}

// choice returns one of two values or conditions. A ladder of them is one list.
func (w *writer) choice(c *ast.Conditional, say func(ast.Node) phrase) phrase {
	w.lists++
	defer func() { w.lists-- }()
	statement := c.T.Kind == kinds.Boolean
	var b strings.Builder
	for w.spend(40) {
		if statement {
			b.WriteString("if " + ended(w.clause(c.If)) + ", then " + ended(say(c.Then)))
		} else {
			b.WriteString(ended(say(c.Then)) + " if " + ended(w.clause(c.If)))
		}
		next, ok := c.Else.(*ast.Conditional)
		if !ok {
			break
		}
		b.WriteString("; otherwise ")
		c = next
	}
	if w.cut {
		b.WriteString("…")
	} else {
		b.WriteString("; and otherwise " + ended(say(c.Else)))
	}
	return phrase{text: b.String(), open: true, list: true}
}

// otherwise returns a value with what stands for it where it is missing.
func (w *writer) otherwise(c *ast.Coalesce, say func(ast.Node) phrase) phrase {
	rest := []ast.Node{c.Otherwise}
	x := c.X
	for {
		below, ok := x.(*ast.Coalesce)
		if !ok {
			break
		}
		rest, x = append(rest, below.Otherwise), below.X
	}
	first := say(x)
	var b strings.Builder
	b.WriteString(term(first) + " (")
	for i := len(rest) - 1; i >= 0 && !w.cut; i-- {
		where := "where not known"
		if i < len(rest)-1 {
			where = "where that is not known either"
			b.WriteString("; ")
		}
		switch c, constant := rest[i].(*ast.Const); {
		case !w.spend(40):
			b.WriteString("…")
		case c != nil && constant && c.T.Kind == kinds.Boolean:
			b.WriteString(where + ", it counts as " + strconv.FormatBool(c.Value.Bool))
		case c == nil && rest[i].Type().Kind == kinds.Boolean:
			b.WriteString(where + ", " + inner(say(rest[i])))
		default:
			b.WriteString("or " + inner(say(rest[i])) + " " + where)
		}
	}
	b.WriteString(")")
	return phrase{text: b.String(), bare: first.bare, many: first.many}
}

// let returns a value or condition with the names it uses behind it.
func (w *writer) let(l *ast.Let, say func(ast.Node) phrase) phrase {
	var names []*ast.Let
	body := ast.Node(l)
	for {
		next, ok := body.(*ast.Let)
		if !ok {
			break
		}
		w.spend(40)
		names, body = append(names, next), next.Body
	}
	said := say(body)
	var b strings.Builder
	b.WriteString(ended(said))
	for i, name := range names {
		if i > 0 {
			b.WriteString("; and")
		} else {
			b.WriteString(",")
		}
		b.WriteString(" where " + variable(name.Name).text + " is " + ended(w.noun(name.Value)))
		if w.cut {
			break
		}
	}
	return phrase{text: b.String(), open: true, list: true, many: said.many}
}
