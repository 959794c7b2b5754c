// Package ast is the checked tree of an expression: immutable, typed, with the author's
// span at every node. Evaluation, explanation and proof read it, and whoever wants
// another reading of a criterion, such as a query of a database, does so as well.
//
// dsl.Program.Tree returns a tree. [Walk] visits its nodes, [Children] returns those
// directly below one, and a type switch over [Node] tells what each is.
//
// The nodes are not yet stable: they may change until the first release that says
// otherwise. A tree must not be changed by those who read it.
//
// Two choices shape it. A chain of filters and maps over a table is folded into the
// aggregate that ends it, as a list of conditions on a row and one item per row, so that
// there are no lists at run time and every aggregate is one pass over columns. And
// nothing in the tree depends on records: it can be bound to any number of tables.
package ast

import (
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Node is a checked expression that has a value.
type Node interface {
	Type() kinds.Type
	Span() diag.Span
	Size() int // nodes of the subtree, shared ones counted each time
}

// Meta is what every node has.
type Meta struct {
	T     kinds.Type
	At    diag.Span
	Nodes int
}

// Type returns the kind and unit of the value.
func (m Meta) Type() kinds.Type { return m.T }

// Span returns the author's text for the node.
func (m Meta) Span() diag.Span { return m.At }

// Size returns the number of nodes of the subtree.
func (m Meta) Size() int { return m.Nodes }

// Missing says why there is no value; None when there is one.
type Missing uint8

const (
	None           Missing = iota
	Cell                   // a cell of the records is empty or could not be read
	NoRows                 // an aggregate over no rows
	DivisionByZero         // a quotient whose divisor is zero
	TooLarge               // a number grew past the bound
	OutOfCalendar          // a date outside the calendar's years
	NotSupplied            // an input that the caller did not give
	NoHistory              // a question about periods for which there is no result
	NoEntry                // the table in which a key is looked up has no row with it, or more than one
)

// Value is a value or the reason why there is none. Which field holds it follows from the
// type beside it: Bool for booleans, Text for text and enumerations, Num for all else
// (instants and durations in nanoseconds, dates in days since 1970).
type Value struct {
	Num     exact.Num
	Text    string
	Bool    bool
	Missing Missing
}

// Const is a value that stands in the text.
type Const struct {
	Meta
	Value   Value
	Untyped bool // a number without a unit, which takes the kind of what it meets
}

// Field is a field of the current row.
type Field struct {
	Meta
	Table, Column int
	Name          string
}

// Input is a named value that the caller supplies.
type Input struct {
	Meta
	Index int
	Name  string
}

// Variable is the value that a [Let] names.
type Variable struct {
	Meta
	Slot int
	Name string
}

// Query asks about the results of a metric: missed(x), misses(x, 6), previous(x).
type Query struct {
	Meta
	Index   int // into the environment's queries
	Name    string
	Subject string
	Periods int // how far it looks back; 0 when it does not take a number
}

// Lookup is the value of a field in the one row of a table whose key column has the value
// of Key.
type Lookup struct {
	Meta
	Table              int
	KeyColumn, Column  int
	Of, KeyName, Field string // the names of the table and its fields
	KeyType            kinds.Type
	Key                Node
}

// Not is the three-valued negation.
type Not struct {
	Meta
	X Node
}

// Negate is a number with the other sign.
type Negate struct {
	Meta
	X Node
}

// Logic is a three-valued conjunction (And) or disjunction.
type Logic struct {
	Meta
	And  bool
	L, R Node
}

// Comparison compares two values of one kind.
type Comparison struct {
	Meta
	Op   Op
	L, R Node
}

// Op is a comparison's operator.
type Op uint8

const (
	_ Op = iota
	Equal
	NotEqual
	Less
	LessOrEqual
	Greater
	GreaterOrEqual
)

// Mirrored returns the operator with its sides exchanged: a < b is b > a.
func (o Op) Mirrored() Op {
	switch o {
	case Less:
		return Greater
	case LessOrEqual:
		return GreaterOrEqual
	case Greater:
		return Less
	case GreaterOrEqual:
		return LessOrEqual
	}
	return o
}

// String returns the operator's sign.
func (o Op) String() string {
	return [...]string{"", "==", "!=", "<", "<=", ">", ">="}[o]
}

// Arithmetic is the sum, difference, product or quotient of two numbers. The result is
// that of the operation on the stored numbers, divided by a hundred where a percent was
// multiplied with a quantity.
type Arithmetic struct {
	Meta
	Op      byte // '+', '-', '*', '/'
	Percent bool // divide the product by a hundred
	L, R    Node
}

// TextTest is contains, startsWith or endsWith.
type TextTest struct {
	Meta
	Op   string
	L, R Node
}

// In reports whether a value is one of a list of constants.
type In struct {
	Meta
	X      Node
	Values []*Const
}

// Conditional is one of two values.
type Conditional struct {
	Meta
	If, Then, Else Node
}

// Coalesce is X, or Otherwise where X is missing.
type Coalesce struct {
	Meta
	X, Otherwise Node
}

// Let names a value for the body.
type Let struct {
	Meta
	Slot  int
	Name  string
	Value Node
	Body  Node
}

// Call is the call of a function of single values.
type Call struct {
	Meta
	Function string
	Args     []Node
	Calendar *business.Calendar // of functions that count by one
}

// Aggregate is one value from the rows of a table, or from groups of them, that satisfy
// all conditions.
type Aggregate struct {
	Meta
	Function string
	ID       int // numbers the aggregates of one tree
	Source
	Where []Node // conditions on a row or group, in order
	Item  Node   // what is aggregated per row or group; nil for counting them
	Order Node   // of first and last: what puts the rows in order
	Rank  exact.Num
}

// Source is what an aggregate reads: the rows of a table, those of the group at hand, or
// groups.
type Source struct {
	Table int
	Of    *Grouping // when not nil: only the rows of the group that is current in this grouping
	Each  *Grouping // when not nil: not rows, but the groups of this grouping
}

// Grouping puts the rows of a source that satisfy conditions into groups, by the values
// of keys.
type Grouping struct {
	ID     int // numbers the groupings of one tree
	Source     // Each is nil
	Where  []Node
	Keys   []Node
	Inner  []int // the ids of the aggregates that are computed anew for each group
}

// Key is the value that the rows of the current group share.
type Key struct {
	Meta
	Grouping *Grouping
	Index    int
	Name     string
}

// Children returns the nodes directly below, in the order of the text.
func Children(n Node) []Node {
	switch n := n.(type) {
	case *Not:
		return []Node{n.X}
	case *Negate:
		return []Node{n.X}
	case *Logic:
		return []Node{n.L, n.R}
	case *Comparison:
		return []Node{n.L, n.R}
	case *Arithmetic:
		return []Node{n.L, n.R}
	case *TextTest:
		return []Node{n.L, n.R}
	case *In:
		return []Node{n.X}
	case *Conditional:
		return []Node{n.If, n.Then, n.Else}
	case *Coalesce:
		return []Node{n.X, n.Otherwise}
	case *Let:
		return []Node{n.Value, n.Body}
	case *Call:
		return n.Args
	case *Lookup:
		return []Node{n.Key}
	case *Aggregate:
		var all []Node
		if n.Each != nil {
			all = append(append(all, n.Each.Where...), n.Each.Keys...)
		}
		all = append(all, n.Where...)
		for _, last := range []Node{n.Order, n.Item} {
			if last != nil {
				all = append(all, last)
			}
		}
		return all
	}
	return nil
}

// Walk visits a node and all below it, each before its children; when visit returns
// false, the nodes below are left out.
func Walk(n Node, visit func(Node) bool) {
	if !visit(n) {
		return
	}
	switch n := n.(type) { // the most frequent ones, without a list of their children
	case *Const, *Input, *Field:
	case *Not:
		Walk(n.X, visit)
	case *Logic:
		Walk(n.L, visit)
		Walk(n.R, visit)
	case *Comparison:
		Walk(n.L, visit)
		Walk(n.R, visit)
	case *Arithmetic:
		Walk(n.L, visit)
		Walk(n.R, visit)
	default:
		for _, child := range Children(n) {
			Walk(child, visit)
		}
	}
}

// Own returns the number of nodes of a subtree that are evaluated each time the subtree
// is: an aggregate counts as one node, because it reads its rows separately, and only
// once.
func Own(n Node) int {
	if _, ok := n.(*Aggregate); ok {
		return 1
	}
	own := 1
	for _, child := range Children(n) {
		own += Own(child)
	}
	return own
}

// OnlyAggregate returns the aggregate that is the complete expression, directly or
// through a name defined with let; nil when the expression computes something from an
// aggregate, or from several.
func OnlyAggregate(root Node) *Aggregate {
	named := map[int]Node{}
	for {
		switch n := root.(type) {
		case *Let:
			named[n.Slot], root = n.Value, n.Body
		case *Variable:
			root = named[n.Slot]
		case *Aggregate:
			return n
		default:
			return nil
		}
	}
}
