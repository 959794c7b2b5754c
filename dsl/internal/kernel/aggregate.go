package kernel

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// spec is an aggregate, compiled: which rows belong, and what is looked at in each.
type spec struct {
	text  string
	where *condition // nil for all rows

	// One of these, or none when the rows are counted.
	item  *condition
	value *number
	texts *codes
	order *number // of first and last, whose value is taken of one row only

	last                           bool // of first and last
	sum, extremes, distinct, ranks bool // what is kept of the values
}

// aggregate compiles an aggregate over rows.
func (c *compiler) aggregate(n *ast.Aggregate) (*spec, error) {
	c.begin()
	where, err := c.conjunction(n.Where)
	if err != nil {
		return nil, err
	}
	s := &spec{text: n.Function, where: where}
	if n.Item == nil {
		return s, nil
	}
	switch kind := n.Item.Type().Kind; {
	case n.Order != nil:
		s.last = n.Function == "last"
		s.order, err = c.quantity(n.Order)
	case n.Function == "distinct" && kind == kinds.Boolean:
		var cond *condition
		if cond, err = c.condition(n.Item); err == nil {
			s.distinct, s.texts = true, c.truthTexts(cond)
		}
	case n.Function == "distinct" && isText(n.Item.Type()):
		s.distinct = true
		s.texts, err = c.codes(n.Item)
	case kind == kinds.Boolean:
		s.item, err = c.condition(n.Item)
	default:
		if s.value, err = c.quantity(n.Item); err != nil {
			return nil, err
		}
		switch {
		case n.Function == "distinct":
			s.distinct = true
		case n.Function == "sum" || n.Function == "mean":
			s.sum = true
		case n.Function == "min" || n.Function == "max":
			s.extremes = true
		default: // a function of the values in order
			s.ranks = true
		}
	}
	if err != nil {
		return nil, err
	}
	return s, nil
}

// conjunction compiles conditions that all have to hold; nil when there is none.
func (c *compiler) conjunction(where []ast.Node) (*condition, error) {
	var all *condition
	for _, n := range where {
		cond, err := c.condition(n)
		if err != nil {
			return nil, err
		}
		if all == nil {
			all = cond
		} else {
			all = c.and(all, cond)
		}
	}
	return all, nil
}

// describe names a subexpression that is not computed here.
func describe(n ast.Node) string {
	switch n := n.(type) {
	case *ast.Call:
		return n.Function
	case *ast.Aggregate:
		return n.Function
	case *ast.Lookup:
		return "lookup"
	case *ast.Key:
		return "the key of a group"
	case *ast.Arithmetic:
		return "arithmetic"
	}
	return "a part that is no field of the row"
}
