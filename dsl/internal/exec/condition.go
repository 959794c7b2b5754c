package exec

import (
	"math"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

// condition returns a closure for a node whose value is a boolean.
func (b *Bound) condition(n ast.Node) conditionFunc {
	switch n := n.(type) {
	case *ast.Const:
		v := truthOf(n.Value.Bool)
		return func(*frame) truth { return v }
	case *ast.Field:
		return b.booleanField(n)
	case *ast.Not:
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
	case *ast.Logic:
		return b.logic(n)
	case *ast.Comparison:
		return b.comparison(n)
	case *ast.In:
		return b.in(n)
	case *ast.TextTest:
		return b.textTest(n)
	case *ast.Call:
		if n.Calendar != nil {
			return b.calendarTest(n)
		}
		if n.Function == "known" {
			x := b.value(n.Args[0])
			return func(f *frame) truth {
				before := f.why
				v := x(f)
				f.why = before
				return truthOf(v.Missing == ast.None)
			}
		}
	case *ast.Conditional:
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
	case *ast.Coalesce:
		x, otherwise := b.condition(n.X), b.condition(n.Otherwise)
		return func(f *frame) truth {
			before := f.why
			if t := x(f); t <= isTrue {
				return t
			}
			f.why = before
			return otherwise(f)
		}
	case *ast.Let:
		set, body := b.bindSlot(n), b.condition(n.Body)
		return func(f *frame) truth {
			set(f)
			return body(f)
		}
	case *ast.Aggregate:
		compute := b.aggregate(n)
		return func(f *frame) truth { return truthOfValue(compute(f).Value) }
	case *ast.Input:
		v := truthOfValue(b.data.Inputs[n.Index])
		name := n.Name
		return func(f *frame) truth {
			if v > isTrue {
				f.note("no value was given for " + name)
			}
			return v
		}
	case *ast.Variable:
		read := b.variable(n)
		return func(f *frame) truth { return truthOfValue(*read(f)) }
	case *ast.Query, *ast.Lookup, *ast.Key:
		held := b.held(n)
		return func(f *frame) truth { return truthOfValue(held(f)) }
	}
	return func(*frame) truth { return missing(ast.NotSupplied) }
}

func truthOfValue(v ast.Value) truth {
	if v.Missing != ast.None {
		return missing(v.Missing)
	}
	return truthOf(v.Bool)
}

func (b *Bound) booleanField(n *ast.Field) conditionFunc {
	c := column.Of(b.data.Tables[n.Table])[n.Column]
	return func(f *frame) truth {
		if c.IsMissing(f.row) {
			return missing(ast.Cell)
		}
		return truthOf(c.Bool(f.row))
	}
}

// logic returns Kleene's: false decides a conjunction and true a disjunction, even beside
// a missing value.
func (b *Bound) logic(n *ast.Logic) conditionFunc {
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

func (b *Bound) comparison(n *ast.Comparison) conditionFunc {
	switch k := n.L.Type().Kind; {
	case k == kinds.Boolean:
		return b.compareConditions(n)
	case (k == kinds.Text || k == kinds.Enum) && (n.Op == ast.Equal || n.Op == ast.NotEqual):
		return b.compareTexts(n)
	}
	if fast := b.compareFieldConst(n); fast != nil {
		return fast
	}
	return b.compareQuantities(n)
}

// compareQuantities compares numbers of any size.
func (b *Bound) compareQuantities(n *ast.Comparison) conditionFunc {
	left, right, holds := b.quantity(n.L), b.quantity(n.R), holdsFor(n.Op)
	return func(f *frame) truth {
		x, y, m := both(f, left, right)
		if m != ast.None {
			return missing(m)
		}
		return truthOf(holds(x.Cmp(y)))
	}
}

// holdsFor reports, from an ordering (-1, 0, 1), whether a comparison holds.
func holdsFor(op ast.Op) func(order int) bool {
	switch op {
	case ast.Equal:
		return func(o int) bool { return o == 0 }
	case ast.NotEqual:
		return func(o int) bool { return o != 0 }
	case ast.Less:
		return func(o int) bool { return o < 0 }
	case ast.LessOrEqual:
		return func(o int) bool { return o <= 0 }
	case ast.Greater:
		return func(o int) bool { return o > 0 }
	}
	return func(o int) bool { return o >= 0 }
}

// compareFieldConst compares the stored whole numbers of a column, or the difference of
// those of two columns, with a constant brought to their scale; nil when the constant
// does not fit there.
func (b *Bound) compareFieldConst(n *ast.Comparison) conditionFunc {
	con, constant := n.R.(*ast.Const)
	if !constant {
		return nil
	}
	if difference, ok := n.L.(*ast.Arithmetic); ok && difference.Op == '-' && n.L.Type().Kind == kinds.Duration {
		return b.compareDifference(n, difference, con)
	}
	c := b.integerColumn(n.L)
	if c == nil {
		return nil
	}
	limit, integer := con.Value.Num.Mul(exact.Int(pow10(c.Scale))).Int64()
	if !integer {
		return nil
	}
	low, width, outside := accepted(n.Op, limit)
	ints := c.Ints
	if c.Missing == nil {
		return func(f *frame) truth { return truthOf((uint64(ints[f.row]-low) <= width) != outside) }
	}
	return func(f *frame) truth {
		if c.IsMissing(f.row) {
			return missing(ast.Cell)
		}
		return truthOf((uint64(ints[f.row]-low) <= width) != outside)
	}
}

// integerColumn returns the column of a field that stores whole numbers of one scale; nil
// when the node is another.
func (b *Bound) integerColumn(n ast.Node) *column.Column {
	field, ok := n.(*ast.Field)
	if !ok || field.T.Ordered {
		return nil
	}
	c := column.Of(b.data.Tables[field.Table])[field.Column]
	if c.Nums != nil || c.Storage != column.Integers && c.Storage != column.Decimals {
		return nil
	}
	return c
}

// compareDifference compares the time between two instants of a row with a constant.
// Where it is longer than an int64 can hold it is computed in the general way.
func (b *Bound) compareDifference(n *ast.Comparison, difference *ast.Arithmetic, con *ast.Const) conditionFunc {
	x, y := b.integerColumn(difference.L), b.integerColumn(difference.R)
	limit, integer := con.Value.Num.Int64()
	if x == nil || y == nil || x.Scale != 0 || y.Scale != 0 || !integer {
		return nil
	}
	low, width, outside := accepted(n.Op, limit)
	general := b.compareQuantities(n)
	return func(f *frame) truth {
		if x.IsMissing(f.row) || y.IsMissing(f.row) {
			return missing(ast.Cell)
		}
		to, from := x.Ints[f.row], y.Ints[f.row]
		d := to - from
		if (to^from)&(to^d) < 0 {
			return general(f)
		}
		return truthOf((uint64(d-low) <= width) != outside)
	}
}

// accepted returns the whole numbers that stand in a relation to a limit: those from low
// to low+width, or those outside of them.
func accepted(op ast.Op, limit int64) (low int64, width uint64, outside bool) {
	switch op {
	case ast.Equal, ast.NotEqual:
		return limit, 0, op == ast.NotEqual
	case ast.LessOrEqual, ast.Greater:
		return math.MinInt64, uint64(limit - math.MinInt64), op == ast.Greater
	}
	return limit, uint64(math.MaxInt64 - limit), op == ast.Less
}

func pow10(places uint8) int64 {
	p := int64(1)
	for range places {
		p *= 10
	}
	return p
}

func (b *Bound) compareConditions(n *ast.Comparison) conditionFunc {
	left, right, equal := b.condition(n.L), b.condition(n.R), n.Op == ast.Equal
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

func (b *Bound) compareTexts(n *ast.Comparison) conditionFunc {
	equal := n.Op == ast.Equal
	if field, ok := n.L.(*ast.Field); ok {
		if con, ok := n.R.(*ast.Const); ok {
			return codeTest(column.Of(b.data.Tables[field.Table])[field.Column], []string{con.Value.Text}, equal)
		}
	}
	left, right := b.text(n.L), b.text(n.R)
	return func(f *frame) truth {
		x, y, m := both(f, left, right)
		if m != ast.None {
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
			return missing(ast.Cell)
		}
		return truthOf(in[c.Codes[f.row]] == want)
	}
}

func (b *Bound) in(n *ast.In) conditionFunc {
	if k := n.X.Type().Kind; k == kinds.Text || k == kinds.Enum {
		texts := make([]string, len(n.Values))
		for i, v := range n.Values {
			texts[i] = v.Value.Text
		}
		if field, ok := n.X.(*ast.Field); ok {
			return codeTest(column.Of(b.data.Tables[field.Table])[field.Column], texts, true)
		}
		x := b.text(n.X)
		return func(f *frame) truth {
			v, m := x(f)
			if m != ast.None {
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
	boolean := n.X.Type().Kind == kinds.Boolean
	return func(f *frame) truth {
		v := x(f)
		if v.Missing != ast.None {
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

func (b *Bound) textTest(n *ast.TextTest) conditionFunc {
	left, right := b.text(n.L), b.text(n.R)
	test := map[string]func(s, part string) bool{"contains": strings.Contains, "startsWith": strings.HasPrefix, "endsWith": strings.HasSuffix}[n.Op]
	return func(f *frame) truth {
		x, y, m := both(f, left, right)
		if m != ast.None {
			return missing(m)
		}
		return truthOf(test(x, y))
	}
}

// text returns a closure for a node whose value is a text.
func (b *Bound) text(n ast.Node) textFunc {
	switch n := n.(type) {
	case *ast.Const:
		v := n.Value.Text
		return func(*frame) (string, ast.Missing) { return v, ast.None }
	case *ast.Field:
		c := column.Of(b.data.Tables[n.Table])[n.Column]
		return func(f *frame) (string, ast.Missing) {
			if c.IsMissing(f.row) {
				return "", ast.Cell
			}
			return c.Text(f.row), ast.None
		}
	case *ast.Input:
		v := b.data.Inputs[n.Index]
		name := n.Name
		return func(f *frame) (string, ast.Missing) {
			if v.Missing != ast.None {
				f.note("no value was given for " + name)
			}
			return v.Text, v.Missing
		}
	case *ast.Variable:
		read := b.variable(n)
		return func(f *frame) (string, ast.Missing) {
			v := read(f)
			return v.Text, v.Missing
		}
	case *ast.Conditional:
		cond, then, otherwise := b.condition(n.If), b.text(n.Then), b.text(n.Else)
		return func(f *frame) (string, ast.Missing) {
			switch t := cond(f); t {
			case isTrue:
				return then(f)
			case isFalse:
				return otherwise(f)
			default:
				return "", t.reason()
			}
		}
	case *ast.Coalesce:
		x, otherwise := b.text(n.X), b.text(n.Otherwise)
		return func(f *frame) (string, ast.Missing) {
			before := f.why
			if v, m := x(f); m == ast.None {
				return v, m
			}
			f.why = before
			return otherwise(f)
		}
	case *ast.Let:
		set, body := b.bindSlot(n), b.text(n.Body)
		return func(f *frame) (string, ast.Missing) {
			set(f)
			return body(f)
		}
	case *ast.Aggregate:
		compute := b.aggregate(n)
		return func(f *frame) (string, ast.Missing) {
			t := compute(f)
			return t.Value.Text, t.Value.Missing
		}
	case *ast.Query, *ast.Lookup, *ast.Key:
		held := b.held(n)
		return func(f *frame) (string, ast.Missing) {
			v := held(f)
			return v.Text, v.Missing
		}
	case *ast.Call:
		return b.textCall(n)
	}
	return func(*frame) (string, ast.Missing) { return "", ast.NotSupplied }
}
