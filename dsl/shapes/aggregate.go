package shapes

import (
	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/ast"
)

// Aggregate describes an expression that is one aggregate of records.
type Aggregate struct {
	Function string // "share", "percentile", …
	Table    string // whose rows, or groups of them
	Field    string // the field that is aggregated, when it is one as it stands
	Groups   bool   // whether it reads groups of rows
}

// AggregateOf describes a program that is one aggregate of records; ok is false for any
// other program.
func AggregateOf(p *dsl.Program) (a Aggregate, ok bool) {
	n := ast.OnlyAggregate(p.Tree())
	if n == nil {
		return Aggregate{}, false
	}
	a = Aggregate{Function: n.Function, Table: p.Env().Tables[n.Table].Name, Groups: n.Each != nil}
	if f, is := n.Item.(*ast.Field); is && n.Each == nil {
		a.Field = f.Name
	}
	return a, true
}

// RowsIndependent reports whether a program about one row (Env.Rows) asks nothing that
// depends on other rows, of its table or another: the answer for a row is then always the
// same.
func RowsIndependent(p *dsl.Program) bool {
	independent := p.Env().Rows != ""
	ast.Walk(p.Tree(), func(n ast.Node) bool {
		switch n.(type) {
		case *ast.Aggregate, *ast.Lookup:
			independent = false
		}
		return independent
	})
	return independent
}
