package eval

import (
	"math"
	"strings"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/column"
	"github.com/concord-sla/concord/internal/exact"
)

// condition is a closure for a node whose value is a boolean.
func (b *Bound) condition(n tree.Node) conditionFunc {
	switch n := n.(type) {
	case *tree.Const:
		v := truthOf(n.Value.Bool)
		return func(*frame) truth { return v }
	case *tree.Field:
		return b.booleanField(n)
	case *tree.Not:
		x := b.condition(n.X)
		return func(f *frame) truth {
			switch t := x(f); t {
			case isTrue:
				return isFalse
			case isFalse:
				return isTrue
			default:
				return t
			}
		}
	case *tree.Logic:
		return b.logic(n)
	case *tree.Comparison:
		return b.comparison(n)
	case *tree.In:
		return b.in(n)
	case *tree.TextTest:
		return b.textTest(n)
	case *tree.Call:
		if n.Calendar != nil {
			return b.calendarTest(n)
		}
		if n.Function == "known" {
			x := b.value(n.Args[0])
			return func(f *frame) truth {
				before := f.why
				v := x(f)
				f.why = before
				return truthOf(v.Missing == tree.None)
			}
		}
	case *tree.Conditional:
		cond, then, otherwise := b.condition(n.If), b.condition(n.Then), b.condition(n.Else)
		return func(f *frame) truth {
			switch t := cond(f); t {
			case isTrue:
				return then(f)
			case isFalse:
				return otherwise(f)
			default:
				return t
			}
		}
	case *tree.Coalesce:
		x, otherwise := b.condition(n.X), b.condition(n.Otherwise)
		return func(f *frame) truth {
			before := f.why
			if t := x(f); t <= isTrue {
				return t
			}
			f.why = before
			return otherwise(f)
		}
	case *tree.Let:
		set, body := b.bindSlot(n), b.condition(n.Body)
		return func(f *frame) truth {
			set(f)
			return body(f)
		}
	case *tree.Aggregate:
		tally := b.aggregate(n)
		return func(f *frame) truth { return truthOfValue(tally(f).Value) }
	case *tree.Input:
		v := truthOfValue(b.data.Inputs[n.Index])
		name := n.Name
		return func(f *frame) truth {
			if v > isTrue {
				f.note("no value was given for " + name)
			}
			return v
		}
	case *tree.Variable:
		read := b.variable(n)
		return func(f *frame) truth { return truthOfValue(*read(f)) }
	case *tree.Query, *tree.Lookup, *tree.Key:
		held := b.held(n)
		return func(f *frame) truth { return truthOfValue(held(f)) }
	}
	return func(*frame) truth { return missing(tree.NotSupplied) }
}

func truthOfValue(v tree.Value) truth {
	if v.Missing != tree.None {
		return missing(v.Missing)
	}
	return truthOf(v.Bool)
}

func (b *Bound) booleanField(n *tree.Field) conditionFunc {
	c := b.data.Tables[n.Table].Column(n.Column)
	return func(f *frame) truth {
		if c.IsMissing(f.row) {
			return missing(tree.Cell)
		}
		return truthOf(c.Bool(f.row))
	}
}

// logic is Kleene's: false decides a conjunction and true a disjunction, even
// beside a missing value.
func (b *Bound) logic(n *tree.Logic) conditionFunc {
	left, right := b.condition(n.L), b.condition(n.R)
	decides := isTrue
	if n.And {
		decides = isFalse
	}
	return func(f *frame) truth {
		noted := f.why != ""
		x := left(f)
		if x == decides {
			return x
		}
		y := right(f)
		if y == decides && !noted && f.why != "" {
			f.why = "" // what is missing beside it is of no interest
		}
		if y == decides || x <= isTrue {
			return y
		}
		return x
	}
}

func (b *Bound) comparison(n *tree.Comparison) conditionFunc {
	switch k := n.L.Type().Kind; {
	case k == table.Boolean:
		return b.compareConditions(n)
	case (k == table.Text || k == table.Enum) && (n.Op == tree.Equal || n.Op == tree.NotEqual):
		return b.compareTexts(n)
	}
	if fast := b.compareFieldConst(n); fast != nil {
		return fast
	}
	return b.compareQuantities(n)
}

// compareQuantities compares numbers of any size.
func (b *Bound) compareQuantities(n *tree.Comparison) conditionFunc {
	left, right, holds := b.quantity(n.L), b.quantity(n.R), holdsFor(n.Op)
	return func(f *frame) truth {
		x, y, m := both(f, left, right)
		if m != tree.None {
			return missing(m)
		}
		return truthOf(holds(x.Cmp(y)))
	}
}

// holdsFor tells from an ordering (-1, 0, 1) whether a comparison holds.
func holdsFor(op tree.Op) func(order int) bool {
	switch op {
	case tree.Equal:
		return func(o int) bool { return o == 0 }
	case tree.NotEqual:
		return func(o int) bool { return o != 0 }
	case tree.Less:
		return func(o int) bool { return o < 0 }
	case tree.LessOrEqual:
		return func(o int) bool { return o <= 0 }
	case tree.Greater:
		return func(o int) bool { return o > 0 }
	}
	return func(o int) bool { return o >= 0 }
}

// compareFieldConst compares the stored whole numbers of a column, or the difference
// of those of two columns, with a constant brought to their scale; nil when the constant
// does not fit there.
func (b *Bound) compareFieldConst(n *tree.Comparison) conditionFunc {
	con, constant := n.R.(*tree.Const)
	if !constant {
		return nil
	}
	if difference, ok := n.L.(*tree.Arithmetic); ok && difference.Op == '-' && n.L.Type().Kind == table.Duration {
		return b.compareDifference(n, difference, con)
	}
	c := b.wholeNumbers(n.L)
	if c == nil {
		return nil
	}
	limit, whole := con.Value.Num.Mul(exact.Int(pow10(c.Scale))).Int64()
	if !whole {
		return nil
	}
	low, width, outside := accepted(n.Op, limit)
	ints := c.Ints
	if c.Missing == nil {
		return func(f *frame) truth { return truthOf((uint64(ints[f.row]-low) <= width) != outside) }
	}
	return func(f *frame) truth {
		if c.IsMissing(f.row) {
			return missing(tree.Cell)
		}
		return truthOf((uint64(ints[f.row]-low) <= width) != outside)
	}
}

// wholeNumbers is the column of a field that stores whole numbers of one scale; nil
// when the node is another.
func (b *Bound) wholeNumbers(n tree.Node) *column.Column {
	field, ok := n.(*tree.Field)
	if !ok || field.T.Ordered {
		return nil
	}
	c := b.data.Tables[field.Table].Column(field.Column)
	if c.Wide != nil || c.Storage != column.Integers && c.Storage != column.Decimals {
		return nil
	}
	return c
}

// compareDifference compares the time between two instants of a row with a constant.
// Where it is longer than an int64 can hold it is computed in the general way.
func (b *Bound) compareDifference(n *tree.Comparison, difference *tree.Arithmetic, con *tree.Const) conditionFunc {
	x, y := b.wholeNumbers(difference.L), b.wholeNumbers(difference.R)
	limit, whole := con.Value.Num.Int64()
	if x == nil || y == nil || x.Scale != 0 || y.Scale != 0 || !whole {
		return nil
	}
	low, width, outside := accepted(n.Op, limit)
	general := b.compareQuantities(n)
	return func(f *frame) truth {
		if x.IsMissing(f.row) || y.IsMissing(f.row) {
			return missing(tree.Cell)
		}
		to, from := x.Ints[f.row], y.Ints[f.row]
		d := to - from
		if (to^from)&(to^d) < 0 {
			return general(f)
		}
		return truthOf((uint64(d-low) <= width) != outside)
	}
}

// accepted is the whole numbers that stand in a relation to a limit: those from low to
// low+width, or those outside of them.
func accepted(op tree.Op, limit int64) (low int64, width uint64, outside bool) {
	switch op {
	case tree.Equal, tree.NotEqual:
		return limit, 0, op == tree.NotEqual
	case tree.LessOrEqual, tree.Greater:
		return math.MinInt64, uint64(limit - math.MinInt64), op == tree.Greater
	}
	return limit, uint64(math.MaxInt64 - limit), op == tree.Less
}

func pow10(places uint8) int64 {
	p := int64(1)
	for range places {
		p *= 10
	}
	return p
}

func (b *Bound) compareConditions(n *tree.Comparison) conditionFunc {
	left, right, equal := b.condition(n.L), b.condition(n.R), n.Op == tree.Equal
	return func(f *frame) truth {
		x, y := left(f), right(f)
		switch {
		case x > isTrue:
			return x
		case y > isTrue:
			return y
		}
		return truthOf((x == y) == equal)
	}
}

func (b *Bound) compareTexts(n *tree.Comparison) conditionFunc {
	equal := n.Op == tree.Equal
	if field, ok := n.L.(*tree.Field); ok {
		if con, ok := n.R.(*tree.Const); ok {
			return codeTest(b.data.Tables[field.Table].Column(field.Column), []string{con.Value.Text}, equal)
		}
	}
	left, right := b.text(n.L), b.text(n.R)
	return func(f *frame) truth {
		x, y, m := both(f, left, right)
		if m != tree.None {
			return missing(m)
		}
		return truthOf((x == y) == equal)
	}
}

// codeTest asks whether a row's text is one of a list, by dictionary codes.
func codeTest(c *column.Column, texts []string, want bool) conditionFunc {
	in := make([]bool, len(c.Dictionary))
	for _, t := range texts {
		if code, ok := c.Code(t); ok {
			in[code] = true
		}
	}
	return func(f *frame) truth {
		if c.IsMissing(f.row) {
			return missing(tree.Cell)
		}
		return truthOf(in[c.Codes[f.row]] == want)
	}
}

func (b *Bound) in(n *tree.In) conditionFunc {
	if k := n.X.Type().Kind; k == table.Text || k == table.Enum {
		texts := make([]string, len(n.Values))
		for i, v := range n.Values {
			texts[i] = v.Value.Text
		}
		if field, ok := n.X.(*tree.Field); ok {
			return codeTest(b.data.Tables[field.Table].Column(field.Column), texts, true)
		}
		x := b.text(n.X)
		return func(f *frame) truth {
			v, m := x(f)
			if m != tree.None {
				return missing(m)
			}
			for _, t := range texts {
				if t == v {
					return isTrue
				}
			}
			return isFalse
		}
	}
	x := b.value(n.X)
	boolean := n.X.Type().Kind == table.Boolean
	return func(f *frame) truth {
		v := x(f)
		if v.Missing != tree.None {
			return missing(v.Missing)
		}
		for _, con := range n.Values {
			if boolean && con.Value.Bool == v.Bool || !boolean && con.Value.Num.Cmp(v.Num) == 0 {
				return isTrue
			}
		}
		return isFalse
	}
}

func (b *Bound) textTest(n *tree.TextTest) conditionFunc {
	left, right := b.text(n.L), b.text(n.R)
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[n.Op]
	return func(f *frame) truth {
		x, y, m := both(f, left, right)
		if m != tree.None {
			return missing(m)
		}
		return truthOf(test(x, y))
	}
}

// text is a closure for a node whose value is a text.
func (b *Bound) text(n tree.Node) textFunc {
	switch n := n.(type) {
	case *tree.Const:
		v := n.Value.Text
		return func(*frame) (string, tree.Missing) { return v, tree.None }
	case *tree.Field:
		c := b.data.Tables[n.Table].Column(n.Column)
		return func(f *frame) (string, tree.Missing) {
			if c.IsMissing(f.row) {
				return "", tree.Cell
			}
			return c.Text(f.row), tree.None
		}
	case *tree.Input:
		v := b.data.Inputs[n.Index]
		name := n.Name
		return func(f *frame) (string, tree.Missing) {
			if v.Missing != tree.None {
				f.note("no value was given for " + name)
			}
			return v.Text, v.Missing
		}
	case *tree.Variable:
		read := b.variable(n)
		return func(f *frame) (string, tree.Missing) {
			v := read(f)
			return v.Text, v.Missing
		}
	case *tree.Conditional:
		cond, then, otherwise := b.condition(n.If), b.text(n.Then), b.text(n.Else)
		return func(f *frame) (string, tree.Missing) {
			switch t := cond(f); t {
			case isTrue:
				return then(f)
			case isFalse:
				return otherwise(f)
			default:
				return "", t.reason()
			}
		}
	case *tree.Coalesce:
		x, otherwise := b.text(n.X), b.text(n.Otherwise)
		return func(f *frame) (string, tree.Missing) {
			before := f.why
			if v, m := x(f); m == tree.None {
				return v, m
			}
			f.why = before
			return otherwise(f)
		}
	case *tree.Let:
		set, body := b.bindSlot(n), b.text(n.Body)
		return func(f *frame) (string, tree.Missing) {
			set(f)
			return body(f)
		}
	case *tree.Aggregate:
		tally := b.aggregate(n)
		return func(f *frame) (string, tree.Missing) {
			t := tally(f)
			return t.Value.Text, t.Value.Missing
		}
	case *tree.Query, *tree.Lookup, *tree.Key:
		held := b.held(n)
		return func(f *frame) (string, tree.Missing) {
			v := held(f)
			return v.Text, v.Missing
		}
	case *tree.Call:
		return b.textCall(n)
	}
	return func(*frame) (string, tree.Missing) { return "", tree.NotSupplied }
}
