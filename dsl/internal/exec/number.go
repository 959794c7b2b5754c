package exec

import (
	"math"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/kernel"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/column"
)

var hundred = exact.Int(100)

// number returns a closure for a node whose value is a number: quantities, instants and
// dates.
func (b *Bound) number(n ast.Node) numberFunc {
	switch n := n.(type) {
	case *ast.Const:
		v := n.Value.Num
		return func(*frame) (exact.Num, ast.Missing) { return v, ast.None }
	case *ast.Field:
		return b.numberField(n)
	case *ast.Input:
		v := b.data.Inputs[n.Index]
		name := n.Name
		return func(f *frame) (exact.Num, ast.Missing) {
			if v.Missing != ast.None {
				f.note("no value was given for " + name)
			}
			return v.Num, v.Missing
		}
	case *ast.Variable:
		read := b.variable(n)
		return func(f *frame) (exact.Num, ast.Missing) {
			v := read(f)
			return v.Num, v.Missing
		}
	case *ast.Query, *ast.Lookup, *ast.Key:
		held := b.held(n)
		return func(f *frame) (exact.Num, ast.Missing) {
			v := held(f)
			return v.Num, v.Missing
		}
	case *ast.Negate:
		x := b.number(n.X)
		return func(f *frame) (exact.Num, ast.Missing) {
			v, m := x(f)
			return v.Neg(), m
		}
	case *ast.Arithmetic:
		return onCalendar(n.T.Kind, b.arithmetic(n))
	case *ast.Conditional:
		cond, then, otherwise := b.condition(n.If), b.number(n.Then), b.number(n.Else)
		return func(f *frame) (exact.Num, ast.Missing) {
			switch t := cond(f); t {
			case isTrue:
				return then(f)
			case isFalse:
				return otherwise(f)
			default:
				return exact.Num{}, t.reason()
			}
		}
	case *ast.Coalesce:
		x, otherwise := b.number(n.X), b.number(n.Otherwise)
		return func(f *frame) (exact.Num, ast.Missing) {
			before := f.why
			v, m := x(f)
			if m == ast.None {
				return v, m
			}
			f.why = before // the default answers for it
			return otherwise(f)
		}
	case *ast.Let:
		set, body := b.bindSlot(n), b.number(n.Body)
		return func(f *frame) (exact.Num, ast.Missing) {
			set(f)
			return body(f)
		}
	case *ast.Call:
		return bounded(b.numberCall(n))
	case *ast.Aggregate:
		compute := b.aggregate(n)
		return func(f *frame) (exact.Num, ast.Missing) {
			t := compute(f)
			return t.Value.Num, t.Value.Missing
		}
	}
	return func(*frame) (exact.Num, ast.Missing) { return exact.Num{}, ast.NotSupplied }
}

// bindSlot computes a let's value into its slot, and keeps why there is none for those
// who ask for it.
func (b *Bound) bindSlot(n *ast.Let) func(*frame) {
	value, slot := b.value(n.Value), n.Slot
	return func(f *frame) {
		before := f.why
		f.why = ""
		f.slots[slot] = value(f)
		f.whys[slot], f.why = f.why, before
	}
}

// variable returns a closure for the value of a let.
func (b *Bound) variable(n *ast.Variable) func(*frame) *ast.Value {
	slot := n.Slot
	return func(f *frame) *ast.Value {
		v := &f.slots[slot]
		if v.Missing != ast.None {
			f.note(f.whys[slot])
		}
		return v
	}
}

// bounded refuses a number that grew past the bound of package exact.
func bounded(compute numberFunc) numberFunc {
	return func(f *frame) (exact.Num, ast.Missing) {
		v, m := compute(f)
		if m == ast.None && !v.Valid() {
			return f.refuse(ast.TooLarge, grown)
		}
		return v, m
	}
}

const grown = "a number grew past what is computed"

// onCalendar refuses an instant or date outside the years there are, and a part of a day.
func onCalendar(k kinds.Kind, compute numberFunc) numberFunc {
	if k != kinds.Date && k != kinds.Instant {
		return compute
	}
	return func(f *frame) (exact.Num, ast.Missing) {
		v, m := compute(f)
		if m != ast.None {
			return v, m
		}
		n, integer := v.Int64()
		switch {
		case k == kinds.Date && !integer:
			return f.refuse(ast.OutOfCalendar, "a date and a part of a day make no date")
		case k == kinds.Date && !calendar.DateOfNumber(n).Valid():
			return f.refuse(ast.OutOfCalendar, kernel.ErrDate.Error())
		case k == kinds.Instant && !integer && (v.Cmp(firstInstant) < 0 || v.Cmp(lastInstant) > 0):
			return f.refuse(ast.OutOfCalendar, kernel.ErrInstant.Error())
		}
		return v, ast.None
	}
}

var firstInstant, lastInstant = exact.Int(math.MinInt64), exact.Int(math.MaxInt64)

func (f *frame) refuse(why ast.Missing, note string) (exact.Num, ast.Missing) {
	f.note(note)
	return exact.Num{}, why
}

func (b *Bound) numberField(n *ast.Field) numberFunc {
	c := column.Of(b.data.Tables[n.Table])[n.Column]
	switch {
	case c.Storage == column.Decimals:
		return func(f *frame) (exact.Num, ast.Missing) {
			if c.IsMissing(f.row) {
				return exact.Num{}, ast.Cell
			}
			return c.Num(f.row), ast.None
		}
	case c.Missing == nil:
		ints := c.Ints
		return func(f *frame) (exact.Num, ast.Missing) { return exact.Int(ints[f.row]), ast.None }
	}
	return func(f *frame) (exact.Num, ast.Missing) {
		if c.IsMissing(f.row) {
			return exact.Num{}, ast.Cell
		}
		return exact.Int(c.Ints[f.row]), ast.None
	}
}

func (b *Bound) arithmetic(n *ast.Arithmetic) numberFunc {
	left, right := b.number(n.L), b.number(n.R)
	var op func(x, y exact.Num) exact.Num
	switch n.Op {
	case '+':
		op = exact.Num.Add
	case '-':
		op = exact.Num.Sub
	case '*':
		op = exact.Num.Mul
		if n.Percent {
			op = func(x, y exact.Num) exact.Num {
				q, _ := x.Mul(y).Quo(hundred)
				return q
			}
		}
	default:
		return func(f *frame) (exact.Num, ast.Missing) {
			x, y, m := both(f, left, right)
			if m != ast.None {
				return exact.Num{}, m
			}
			q, ok := x.Quo(y)
			if !ok {
				f.note("a division by zero")
				return exact.Num{}, ast.DivisionByZero
			}
			if !q.Valid() {
				return f.refuse(ast.TooLarge, grown)
			}
			return q, ast.None
		}
	}
	return func(f *frame) (exact.Num, ast.Missing) {
		x, y, m := both(f, left, right)
		if m != ast.None {
			return exact.Num{}, m
		}
		v := op(x, y)
		if !v.Valid() {
			return f.refuse(ast.TooLarge, grown)
		}
		return v, ast.None
	}
}

// numberCall returns a function of single values with a number for a result.
func (b *Bound) numberCall(n *ast.Call) numberFunc {
	switch n.Function {
	case "percent", "ratio":
		x := b.number(n.Args[0])
		if n.Function == "percent" {
			return func(f *frame) (exact.Num, ast.Missing) {
				v, m := x(f)
				return v.Mul(hundred), m
			}
		}
		return func(f *frame) (exact.Num, ast.Missing) {
			v, m := x(f)
			q, _ := v.Quo(hundred)
			return q, m
		}
	case "abs":
		x := b.number(n.Args[0])
		return func(f *frame) (exact.Num, ast.Missing) {
			v, m := x(f)
			return v.Abs(), m
		}
	case "round":
		x := b.number(n.Args[0])
		places, _ := n.Args[1].(*ast.Const).Value.Num.Int64()
		rule, _ := exact.ParseRounding(n.Args[2].(*ast.Const).Value.Text)
		return func(f *frame) (exact.Num, ast.Missing) {
			v, m := x(f)
			return v.Round(int(places), rule), m
		}
	case "date":
		return b.date(n.Args[0])
	case "least", "greatest":
		return b.extremeOf(n)
	}
	if days := b.dateCall(n); days != nil {
		return days
	}
	return func(*frame) (exact.Num, ast.Missing) { return exact.Num{}, ast.NotSupplied }
}

// extremeOf returns the least or the greatest of some values.
func (b *Bound) extremeOf(n *ast.Call) numberFunc {
	values := make([]numberFunc, len(n.Args))
	for i, arg := range n.Args {
		values[i] = b.number(arg)
	}
	want := -1
	if n.Function == "greatest" {
		want = 1
	}
	return func(f *frame) (exact.Num, ast.Missing) {
		best, m := values[0](f)
		for _, value := range values[1:] {
			if m != ast.None {
				break
			}
			var v exact.Num
			if v, m = value(f); m == ast.None && v.Cmp(best) == want {
				best = v
			}
		}
		return best, m
	}
}

// held returns a closure for a node whose value is held as it is, whatever its kind.
func (b *Bound) held(n ast.Node) func(*frame) ast.Value {
	switch n := n.(type) {
	case *ast.Lookup:
		return b.lookup(n)
	case *ast.Key:
		return b.key(n)
	case *ast.Query:
		return func(f *frame) ast.Value {
			v := b.data.Query(n)
			if v.Missing != ast.None {
				f.note("there is no result yet for " + n.Subject)
			}
			return v
		}
	}
	return func(*frame) ast.Value { return ast.Value{Missing: ast.NotSupplied} }
}
