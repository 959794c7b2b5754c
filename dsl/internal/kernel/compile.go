package kernel

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// compiler turns subexpressions into computations over batches. Those that say the same
// are one.
type compiler struct {
	source          *Source
	lets            map[int]*let // by slot
	varies          map[ast.Node]bool
	numbers         map[string]*number
	conditions      map[string]*condition
	texts           map[string]*codes
	countNumbers    int
	countConditions int
	calendars       []*business.Calendar
	computed        []string // what is computed, in words
}

func newCompiler(s *Source) *compiler {
	return &compiler{source: s, numbers: map[string]*number{}, conditions: map[string]*condition{}, texts: map[string]*codes{}}
}

// number is a subexpression whose values are whole numbers of 64 bits, in a unit.
type number struct {
	id     int
	text   string // says what it is, in terms of its subexpressions' names, and is the same for the same
	bounds        // of the values that are there
	unit
	constant bool
	lost     bool        // some may be missing
	zero     bool        // where one is missing, the number is 0
	minus    *[2]*number // x - y of which it is the difference
	window   *window     // of a difference: the comparison that may be made together with the next one
	steps    *steps      // of a function of one day: what it can give
	compute  func(w *worker, r *numbers) ([]int64, []uint64)
}

// condition is a subexpression that holds or not, or is not known.
type condition struct {
	id      int
	text    string
	uses    int // how many subexpressions and aggregates ask for it
	compute func(w *worker, r *truths) (is, lost []uint64)
	among   func(w *worker, r *truths, rows []uint64) (is, lost []uint64) // for some rows only; nil when that saves nothing
}

// A subexpression's name is short however much it is made of.
func (n *number) name() string    { return named("n%d", n.id) }
func (c *condition) name() string { return named("c%d", c.id) }
func (x *codes) name() string {
	if strings.HasPrefix(x.text, ".") {
		return x.text
	}
	return named("t%d", x.id)
}

// newNumber gives a number its place, or returns the number that says the same.
func (c *compiler) newNumber(n number) *number {
	if same := c.numbers[n.text]; same != nil {
		return same
	}
	n.id = c.countNumbers
	c.countNumbers++
	c.numbers[n.text] = &n
	c.computed = append(c.computed, n.name()+" = "+n.text)
	return &n
}

func (c *compiler) newCondition(text string, compute func(w *worker, r *truths) (is, lost []uint64)) *condition {
	if same := c.conditions[text]; same != nil {
		same.uses++
		return same
	}
	n := &condition{id: c.countConditions, text: text, uses: 1, compute: compute}
	c.countConditions++
	c.conditions[text] = n
	c.computed = append(c.computed, n.name()+" = "+text)
	return n
}

// A let names a subexpression of what is asked of a row. It is compiled where it is used
// first.
type let struct {
	value     ast.Node
	number    *number
	fraction  *fraction
	condition *condition
	codes     *codes
}

// begin forgets the names of another aggregate.
func (c *compiler) begin() {
	c.lets, c.varies = map[int]*let{}, map[ast.Node]bool{}
}

// depends reports whether a subexpression depends on the row.
func (c *compiler) depends(n ast.Node) bool {
	known, seen := c.varies[n]
	if seen {
		return known
	}
	dependent := false
	switch n := n.(type) {
	case *ast.Field, *ast.Key:
		dependent = true
	case *ast.Variable:
		named := c.lets[n.Slot]
		dependent = named != nil && c.depends(named.value)
	case *ast.Aggregate: // goes over its own rows
	case *ast.Let:
		c.lets[n.Slot] = &let{value: n.Value}
		dependent = c.depends(n.Value) || c.depends(n.Body)
	default:
		for _, child := range ast.Children(n) {
			dependent = c.depends(child) || dependent
		}
	}
	c.varies[n] = dependent
	return dependent
}

// constant computes a subexpression that does not depend on the row. One without a value
// needs a reason, which is left to the evaluation row by row.
func (c *compiler) constant(n ast.Node) (ast.Value, error) {
	if c.usesLet(n) {
		return ast.Value{}, slow("a name that does not depend on the row")
	}
	v := c.source.Constant(n)
	if v.Missing != ast.None {
		return v, slow("a part without a value")
	}
	return v, nil
}

// usesLet reports whether a subexpression uses a name that was given within what is asked
// of a row, which nobody has computed.
func (c *compiler) usesLet(n ast.Node) bool {
	depends := false
	ast.Walk(n, func(n ast.Node) bool {
		if v, ok := n.(*ast.Variable); ok && c.lets[v.Slot] != nil {
			depends = true
		}
		_, own := n.(*ast.Aggregate)
		return !depends && !own
	})
	return depends
}

// column returns the column of a field.
func (c *compiler) column(f *ast.Field) (*column.Column, error) {
	if f.Table != c.source.Index {
		return nil, slow("a field of another table")
	}
	return column.Of(c.source.Table)[f.Column], nil
}

func isText(t kinds.Type) bool { return t.Kind == kinds.Text || t.Kind == kinds.Enum }

// named returns a text for a computation.
func named(format string, args ...any) string { return fmt.Sprintf(format, args...) }
