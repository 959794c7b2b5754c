package dsl

import (
	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/internal/exec"
)

// boundsOf returns the bounds of an aggregate with undecided rows, as described at
// [Explanation].
func boundsOf(a *ast.Aggregate, t exec.Result) (least, greatest Value) {
	if t.Undecided == 0 || t.Beyond > 0 || t.Value.Missing == ast.None {
		return Value{}, Value{}
	}
	most := t.True + t.Open + t.MayTrue + t.MayEither
	switch a.Function {
	case "count":
		return valueOf(a, countOf(t.True), ""), valueOf(a, countOf(most), "")
	case "share":
		sure := t.True + t.False + t.Open // rows that belong
		if sure == 0 {
			return Value{}, Value{}
		}
		return valueOf(a, shareOf(t.True, sure+t.MayFalse+t.MayEither), ""), valueOf(a, shareOf(most, sure+t.MayTrue+t.MayEither), "")
	}
	return Value{}, Value{}
}

func countOf(n int) ast.Value { return ast.Value{Num: exact.Int(int64(n))} }

func shareOf(n, of int) ast.Value {
	q, _ := exact.Int(int64(n)).Mul(exact.Int(100)).Quo(exact.Int(int64(of)))
	return ast.Value{Num: q}
}
