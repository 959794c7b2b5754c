package dsl

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/eval"
)

// Bounds are the least and the greatest value that a share or count can have, over
// all that its undecided rows may turn out to be. Each of them is taken by itself:
// one whose condition is not known may count or not, and one of which it is not
// known whether it belongs may be left out. Rows that hang together can have less
// room than that, never more. Rows that are decided stay so, by known and ?? as well.
//
// The zero Bounds are none: nothing is undecided; or every row might be left out,
// which leaves a share without a value; or a row would be undecided with every
// cell there, because of a division by zero.
type Bounds struct {
	Least, Most Value
	Known       bool // whether there are any
}

// boundsOf are the bounds of an aggregate with undecided rows.
func boundsOf(a *ast.Aggregate, t eval.Tally) Bounds {
	if t.Undecided == 0 || t.Beyond > 0 || t.Value.Missing == ast.None {
		return Bounds{}
	}
	most := t.True + t.Open + t.MayTrue + t.MayEither
	switch a.Function {
	case "count":
		return Bounds{Least: valueOf(a, countOf(t.True), ""), Most: valueOf(a, countOf(most), ""), Known: true}
	case "share":
		sure := t.True + t.False + t.Open // rows that belong
		if sure == 0 {
			return Bounds{}
		}
		return Bounds{
			Least: valueOf(a, shareOf(t.True, sure+t.MayFalse+t.MayEither), ""),
			Most:  valueOf(a, shareOf(most, sure+t.MayTrue+t.MayEither), ""),
			Known: true,
		}
	}
	return Bounds{}
}

func countOf(n int) ast.Value { return ast.Value{Num: exact.Int(int64(n))} }

func shareOf(n, of int) ast.Value {
	q, _ := exact.Int(int64(n)).Mul(exact.Int(100)).Quo(exact.Int(int64(of)))
	return ast.Value{Num: q}
}
