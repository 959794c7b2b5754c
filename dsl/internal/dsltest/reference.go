// Package dsltest is what the tests of the language share: scenes and the corpus of
// testdata, random programs over random tables, and a [Reference] that computes what an
// expression means from its definition. Only tests use it.
package dsltest

import (
	"math/big"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/kinds"
)

// Reference computes a checked tree from the definitions of docs/language.md, as plainly
// and slowly as they read: over math/big.Rat, row by row, remembering nothing. It shares
// the tree with the evaluator and nothing else.
type Reference struct {
	Tables []ReferenceTable
	inputs []Plain
}

// ReferenceTable is a table as the reference holds it.
type ReferenceTable struct {
	Schema kinds.Schema
	Rows   [][]Plain
}

// Plain is a value, or none. Numbers are in the units of the tree: nanoseconds for
// durations and instants, days since 1970 for dates.
type Plain struct {
	Missing bool
	Truth   bool
	Text    string
	Number  *big.Rat
}

var nothing = Plain{Missing: true}

func truthOf(b bool) Plain      { return Plain{Truth: b} }
func numberOf(r *big.Rat) Plain { return Plain{Number: r} }
func wholeOf(n int64) Plain     { return numberOf(new(big.Rat).SetInt64(n)) }
func rat(op func(z, a, b *big.Rat) *big.Rat, a, b Plain) Plain {
	return numberOf(op(new(big.Rat), a.Number, b.Number))
}

// Scope is what an expression may see besides tables and inputs: the row at hand, and the
// names that let gave.
type Scope struct {
	Row    []Plain
	names  map[int]Plain
	groups map[*ast.Grouping]oracleGroup
}

// oracleGroup is rows of one group, and the values of the keys that they share.
type oracleGroup struct {
	rows [][]Plain
	keys []Plain
}

func (s Scope) on(row []Plain) Scope { return Scope{row, s.names, s.groups} }

func (s Scope) in(g *ast.Grouping, group oracleGroup) Scope {
	groups := map[*ast.Grouping]oracleGroup{g: group}
	for k, old := range s.groups {
		if k != g {
			groups[k] = old
		}
	}
	return Scope{nil, s.names, groups}
}

func (s Scope) with(slot int, v Plain) Scope {
	names := map[int]Plain{slot: v}
	for k, old := range s.names {
		if k != slot {
			names[k] = old
		}
	}
	return Scope{s.Row, names, s.groups}
}

func (o *Reference) Eval(n ast.Node, s Scope) Plain {
	switch n := n.(type) {
	case *ast.Const:
		return Plain{Truth: n.Value.Bool, Text: n.Value.Text, Number: n.Value.Num.Rat()}
	case *ast.Field:
		return s.Row[n.Column]
	case *ast.Input:
		return o.inputs[n.Index]
	case *ast.Variable:
		return s.names[n.Slot]
	case *ast.Let:
		return o.Eval(n.Body, s.with(n.Slot, o.Eval(n.Value, s)))
	case *ast.Coalesce:
		if v := o.Eval(n.X, s); !v.Missing {
			return v
		}
		return o.Eval(n.Otherwise, s)
	case *ast.Conditional:
		switch c := o.Eval(n.If, s); {
		case c.Missing:
			return nothing
		case c.Truth:
			return o.Eval(n.Then, s)
		}
		return o.Eval(n.Else, s)
	case *ast.Logic:
		return kleene(n.And, o.Eval(n.L, s), o.Eval(n.R, s))
	case *ast.Aggregate:
		return o.aggregate(n, s)
	case *ast.Key:
		return s.groups[n.Grouping].keys[n.Index]
	case *ast.Lookup:
		return o.lookup(n, o.Eval(n.Key, s))
	case *ast.Call:
		if n.Function == "known" {
			return truthOf(!o.Eval(n.Args[0], s).Missing)
		}
	}
	// All else has no value when one of its parts has none.
	var parts []Plain
	for _, child := range ast.Children(n) {
		v := o.Eval(child, s)
		if v.Missing {
			return nothing
		}
		parts = append(parts, v)
	}
	return strict(n, parts)
}

// kleene is and, or of conditions that may have no value.
func kleene(and bool, a, b Plain) Plain {
	for _, v := range []Plain{a, b} {
		if !v.Missing && v.Truth != and {
			return v // false decides and, true decides or
		}
	}
	if a.Missing || b.Missing {
		return nothing
	}
	return truthOf(and)
}

// strict is what needs all its parts.
func strict(n ast.Node, v []Plain) Plain {
	switch n := n.(type) {
	case *ast.Not:
		return truthOf(!v[0].Truth)
	case *ast.Negate:
		return numberOf(new(big.Rat).Neg(v[0].Number))
	case *ast.TextTest:
		return truthOf(map[string]bool{"contains": strings.Contains(v[0].Text, v[1].Text), "startsWith": strings.HasPrefix(v[0].Text, v[1].Text),
			"endsWith": strings.HasSuffix(v[0].Text, v[1].Text)}[n.Op])
	case *ast.In:
		for _, c := range n.Values {
			if same(n.X.Type().Kind, v[0], Plain{Truth: c.Value.Bool, Text: c.Value.Text, Number: c.Value.Num.Rat()}) {
				return truthOf(true)
			}
		}
		return truthOf(false)
	case *ast.Comparison:
		k := n.L.Type().Kind
		if n.Op == ast.Equal || n.Op == ast.NotEqual {
			return truthOf(same(k, v[0], v[1]) == (n.Op == ast.Equal))
		}
		order := compare(n.L.Type(), v[0], v[1])
		return truthOf(map[ast.Op]bool{ast.Less: order < 0, ast.LessOrEqual: order <= 0, ast.Greater: order > 0, ast.GreaterOrEqual: order >= 0}[n.Op])
	case *ast.Arithmetic:
		return arithmetic(n, v[0], v[1])
	case *ast.Call:
		return call(n, v)
	}
	panic("the oracle does not know a node")
}

// compare orders two values of a type: -1, 0 or 1.
func compare(t kinds.Type, a, b Plain) int {
	if !t.Ordered {
		return a.Number.Cmp(b.Number)
	}
	place := func(v Plain) (at int) {
		for i, step := range t.Values {
			if step == v.Text {
				at = i
			}
		}
		return at
	}
	return place(a) - place(b)
}

func same(k kinds.Kind, a, b Plain) bool {
	switch k {
	case kinds.Boolean:
		return a.Truth == b.Truth
	case kinds.Text, kinds.Enum:
		return a.Text == b.Text
	}
	return a.Number.Cmp(b.Number) == 0
}

func arithmetic(n *ast.Arithmetic, a, b Plain) (v Plain) {
	switch n.Op {
	case '+':
		v = rat((*big.Rat).Add, a, b)
	case '-':
		v = rat((*big.Rat).Sub, a, b)
	case '*':
		v = rat((*big.Rat).Mul, a, b)
		// a percent of something that is not a percent or a ratio
		l, r := n.L.Type().Kind, n.R.Type().Kind
		if (l == kinds.Percent || r == kinds.Percent) && l != kinds.Ratio && r != kinds.Ratio {
			v = rat((*big.Rat).Quo, v, wholeOf(100))
		}
	default:
		if b.Number.Sign() == 0 {
			return nothing
		}
		v = rat((*big.Rat).Quo, a, b)
	}
	if n.T.Kind == kinds.Date && !v.Number.IsInt() {
		return nothing
	}
	return v
}

func call(n *ast.Call, v []Plain) Plain {
	switch n.Function {
	case "percent":
		return rat((*big.Rat).Mul, v[0], wholeOf(100))
	case "ratio":
		return rat((*big.Rat).Quo, v[0], wholeOf(100))
	case "abs":
		return numberOf(new(big.Rat).Abs(v[0].Number))
	case "round":
		return rounded(v[0].Number, v[1].Number.Num().Int64(), v[2].Text)
	case "date":
		return dayOf(n.Args[0], v[0])
	case "least", "greatest":
		best := v[0]
		for _, other := range v[1:] {
			if order := other.Number.Cmp(best.Number); order < 0 && n.Function == "least" || order > 0 && n.Function == "greatest" {
				best = other
			}
		}
		return best
	case "working_time", "add_working_time", "next_opening", "is_open":
		return byHours(n.Function, v)
	case "add_months":
		return addMonths(dayOf(n.Args[0], v[0]).Number.Num().Int64(), v[1].Number)
	case "add_business_days":
		return addBusinessDays(n.Args[0], v)
	case "month_start", "month_end", "weekday", "is_business_day", "roll_forward", "roll_back":
		return ofDay(n.Function, dayOf(n.Args[0], v[0]).Number.Num().Int64())
	}
	from, to := dayOf(n.Args[0], v[0]).Number.Num().Int64(), dayOf(n.Args[1], v[1]).Number.Num().Int64()
	if n.Function == "calendar_days" {
		return wholeOf(to - from)
	}
	sign := int64(1)
	if to < from {
		from, to, sign = to, from, -1
	}
	days := int64(0)
	for day := from + 1; day <= to; day++ {
		if weekdayOf(day) < 5 {
			days++
		}
	}
	return wholeOf(sign * days)
}

// weekdayOf is 0 for a Monday; 1970-01-01 was a Thursday.
func weekdayOf(day int64) int64 { return (day%7 + 7 + 3) % 7 }

// dayOf is the day, in UTC, of a date or an instant.
func dayOf(n ast.Node, v Plain) Plain {
	if n.Type().Kind == kinds.Date {
		return v
	}
	return numberOf(floor(new(big.Rat).Quo(v.Number, new(big.Rat).SetInt64(24*3600*1e9))))
}

func floor(r *big.Rat) *big.Rat {
	q := new(big.Int).Div(r.Num(), r.Denom()) // Euclidean, and the denominator is positive
	return new(big.Rat).SetInt(q)
}

// rounded tries the two neighbours on the grid.
func rounded(r *big.Rat, places int64, rule string) Plain {
	unit := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(places), nil))
	below := new(big.Rat).Mul(floor(new(big.Rat).Quo(r, unit)), unit)
	if below.Cmp(r) == 0 {
		return numberOf(below)
	}
	above := new(big.Rat).Add(below, unit)
	middle := new(big.Rat).Quo(new(big.Rat).Add(below, above), big.NewRat(2, 1))
	away, towards := above, below
	if r.Sign() < 0 {
		away, towards = below, above
	}
	nearest := func(tie *big.Rat) *big.Rat {
		switch r.Cmp(middle) {
		case -1:
			return below
		case 1:
			return above
		}
		return tie
	}
	switch rule {
	case "up":
		return numberOf(away)
	case "down":
		return numberOf(towards)
	case "ceiling":
		return numberOf(above)
	case "floor":
		return numberOf(below)
	case "half up":
		return numberOf(nearest(away))
	case "half down":
		return numberOf(nearest(towards))
	}
	even := below
	if new(big.Rat).Quo(below, unit).Num().Bit(0) == 1 {
		even = above
	}
	return numberOf(nearest(even))
}
