// Package shapes reads from a program of package [dsl] what kind of measure it is: which
// statistic of which rows, what it asks of each row, and which conditions decide what it
// asks. It reads the checked tree, so that two ways to write one measure have one shape:
//
//	share(invoices, .late)
//	percent(count(invoices, .late) / count(invoices))
//	let late = filter(invoices, .late); percent(count(late) / count(invoices))
//
// Start with [Of].
package shapes

import (
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/syntax"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Shape is what kind of measure an expression is: which statistic of which rows, and what
// it asks of each. The zero Shape is that of an expression that is none of these.
type Shape struct {
	// Statistic is the language's word: "share", "mean", "percentile", …. A quotient of
	// sums is a "weighted share" when both add up the same of the same rows and the first
	// has a further condition, and a "quotient" otherwise; a sum over a count is a
	// "mean".
	Statistic  string
	Rank       dsl.Value // of a percentile, or of a mean of a part: a number; else missing
	Table      string    // whose rows it reads
	Groups     string    // "min" or "max" when it is the least, or the greatest, of groups of rows
	Complement bool      // the value is 100% less the statistic
	Rounded    bool      // the expression rounds it
	// OtherDivisor is that a quotient is not one of rows of the same table: it is divided
	// by an input or a figure, or by what another table has.
	OtherDivisor bool
	Filters      string // the conditions of filter as the author wrote them; empty when every row counts
	// Where is the conditions of filter as one expression over inputs, as an Item has
	// them; nil when there are none, or when they depend on more than the row.
	Where *dsl.Program
	Asked string     // what is asked of each row as the author wrote it
	Of    kinds.Kind // the kind of what is added up or ranked: of a sum, a mean, a percentile, a quotient of sums; else the zero Kind
	Item  *Item      // what is asked of each row, to reason about; nil when it depends on more than the row
}

// Of returns the shape of a program.
func Of(p *dsl.Program) Shape {
	r := shaper{program: p, env: p.Env(), text: p.Snippet().Text, slots: map[int]ast.Node{}, steps: mostSteps}
	s := r.shape(p.Tree())
	if s.Statistic == "" {
		return Shape{}
	}
	return s
}

// shaper reads the shape of one program.
type shaper struct {
	program *dsl.Program
	env     dsl.Env
	text    string           // of the program
	slots   map[int]ast.Node // the values of let
	steps   int              // what is left of mostSteps
}

// mostSteps bounds the nodes that are looked at: names of names unfold to many.
const mostSteps = 20_000

// behind returns a node without the names that let gave.
func (r *shaper) behind(n ast.Node) ast.Node {
	for {
		switch own := n.(type) {
		case *ast.Let:
			r.slots[own.Slot] = own.Value
			n = own.Body
		case *ast.Variable:
			n = r.slots[own.Slot]
		default:
			return n
		}
	}
}

func (r *shaper) shape(n ast.Node) Shape {
	switch n := r.behind(n).(type) {
	case *ast.Aggregate:
		return r.aggregate(n)
	case *ast.Coalesce: // a figure that holds when there are no rows is no other statistic
		if _, ok := r.behind(n.Otherwise).(*ast.Const); ok {
			return r.shape(n.X)
		}
	case *ast.Call:
		switch n.Function {
		case "percent", "ratio":
			return r.shape(n.Args[0])
		case "round":
			s := r.shape(n.Args[0])
			s.Rounded = true
			return s
		}
	case *ast.Arithmetic:
		switch n.Op {
		case '-':
			if c, ok := r.behind(n.L).(*ast.Const); ok && isOne(c) {
				s := r.shape(n.R)
				s.Complement = !s.Complement
				return s
			}
		case '/':
			return r.quotient(n)
		}
	}
	return Shape{}
}

// isOne reports whether a constant is 100%, or 1 of a ratio.
func isOne(c *ast.Const) bool {
	n, ok := c.Value.Num.Int64()
	return ok && (c.T.String() == "percent" && n == 100 || c.T.String() == "ratio" && n == 1)
}

func (r *shaper) aggregate(a *ast.Aggregate) Shape {
	if a.Each != nil {
		return r.groups(a)
	}
	s := Shape{Statistic: a.Function, Table: r.env.Tables[a.Table].Name, Rank: dsl.NoValue(a.T, "the statistic has no rank")}
	if a.Rank.Sign() != 0 {
		s.Rank = dsl.NewExact(kinds.Of(kinds.Number), a.Rank)
	}
	s.Filters, s.Where = r.texts(a.Where), r.where(a.Where)
	if a.Item != nil {
		s.Asked, s.Item = r.written(a.Item), r.item(a.Item)
		s.Of = kindOf(a)
	}
	return s
}

// kindOf returns the kind of what an aggregate adds up or ranks.
func kindOf(a *ast.Aggregate) kinds.Kind {
	if a.Item == nil || a.Item.Type().Kind == kinds.Boolean {
		return 0
	}
	return a.Item.Type().Kind
}

// groups returns the least or the greatest of the groups' own values.
func (r *shaper) groups(a *ast.Aggregate) Shape {
	if a.Function != "min" && a.Function != "max" || a.Item == nil || len(a.Where) > 0 {
		return Shape{}
	}
	inner, ok := r.behind(a.Item).(*ast.Aggregate)
	if !ok || inner.Each != nil || inner.Of != a.Each {
		return Shape{}
	}
	s := r.aggregate(inner)
	where := append(a.Each.Where[:len(a.Each.Where):len(a.Each.Where)], inner.Where...)
	s.Groups, s.Filters, s.Where = a.Function, r.texts(where), r.where(where)
	return s
}

// quotient returns one aggregate over another.
func (r *shaper) quotient(n *ast.Arithmetic) Shape {
	above, ok := r.behind(n.L).(*ast.Aggregate)
	if !ok || above.Each != nil || above.Of != nil {
		return Shape{}
	}
	s := Shape{Statistic: "quotient", Table: r.env.Tables[above.Table].Name, Filters: r.texts(above.Where), Where: r.where(above.Where), Rank: dsl.NoValue(n.T, "the statistic has no rank")}
	s.Of = kindOf(above)
	below, ok := r.behind(n.R).(*ast.Aggregate)
	if !ok || below.Table != above.Table || below.Each != nil || below.Of != nil {
		s.OtherDivisor = true
		return s
	}
	// What the first asks beside the second is what makes a row count.
	further, same := r.beyond(above.Where, below.Where)
	switch {
	case !same:
	case above.Function == "count" && below.Function == "count" && below.Item == nil:
		if above.Item != nil {
			further = append(further, above.Item)
		}
		if len(further) > 0 {
			s.Statistic = "share"
			s.Filters, s.Where, s.Asked, s.Item = r.texts(below.Where), r.where(below.Where), r.texts(further), r.item(further...)
		}
	case above.Function == "sum" && below.Function == "count" && below.Item == nil && len(further) == 0:
		s.Statistic = "mean"
		s.Asked, s.Item = r.written(above.Item), r.item(above.Item)
	case above.Function == "sum" && below.Function == "sum" && len(further) > 0 && r.key(above.Item) == r.key(below.Item):
		s.Statistic = "weighted share"
		s.Filters, s.Where, s.Asked, s.Item = r.texts(below.Where), r.where(below.Where), r.texts(further), r.item(further...)
	}
	return s
}

// beyond returns the conditions of the first list that are not in the second, which has
// to be its beginning.
func (r *shaper) beyond(first, second []ast.Node) ([]ast.Node, bool) {
	if len(first) < len(second) {
		return nil, false
	}
	for i, c := range second {
		if r.key(c) != r.key(first[i]) {
			return nil, false
		}
	}
	return first[len(second):len(first):len(first)], true
}

// written returns the author's text of a node, on one line and without comments.
func (r *shaper) written(n ast.Node) string {
	span := n.Span()
	return strings.Join(strings.Fields(syntax.WithoutComments(r.text[span.Start:span.End])), " ")
}

func (r *shaper) texts(all []ast.Node) string {
	parts := make([]string, len(all))
	for i, n := range all {
		parts[i] = r.written(n)
		if l, ok := n.(*ast.Logic); ok && !l.And && len(all) > 1 {
			parts[i] = "(" + parts[i] + ")"
		}
	}
	return strings.Join(parts, " and ")
}
