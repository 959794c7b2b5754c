package decide

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/exact"
	"github.com/concord-sla/concord/dsl/kinds"
)

// truth returns the set of values of the one input for which a condition holds, or why
// that could not be decided. Values are not missing: a criterion is not met by a value
// that is not there.
func truth(n ast.Node, input string) (set, error) {
	switch n := n.(type) {
	case *ast.Const:
		if n.Value.Bool {
			return everything, nil
		}
		return nil, nil
	case *ast.Input:
		if n.Name == input {
			return pointSet(exact.Int(1)), nil // a boolean: yes is 1
		}
		return nil, fmt.Errorf("it depends on the input %s", n.Name)
	case *ast.Not:
		s, err := truth(n.X, input)
		return s.complement(), err
	case *ast.Logic:
		l, err := truth(n.L, input)
		if err != nil {
			return nil, err
		}
		r, err := truth(n.R, input)
		if err != nil {
			return nil, err
		}
		if n.And {
			return l.intersect(r), nil
		}
		return l.union(r), nil
	case *ast.Comparison:
		return comparison(n, input)
	case *ast.In:
		return membership(n, input)
	case *ast.Conditional:
		return conditional(n, input)
	}
	return nil, undecided(n, input)
}

// undecided says why a condition is outside of what is decided: it depends on something
// else than the value, or computes with it.
func undecided(n ast.Node, input string) error {
	other := ""
	ast.Walk(n, func(n ast.Node) bool {
		if in, ok := n.(*ast.Input); ok && in.Name != input {
			other = in.Name
		}
		return other == ""
	})
	if other != "" {
		return fmt.Errorf("it depends on the input %s", other)
	}
	return fmt.Errorf("it computes with the value, and only comparisons with fixed figures are decided")
}

func conditional(n *ast.Conditional, input string) (set, error) {
	cond, err := truth(n.If, input)
	if err != nil {
		return nil, err
	}
	then, err := truth(n.Then, input)
	if err != nil {
		return nil, err
	}
	otherwise, err := truth(n.Else, input)
	if err != nil {
		return nil, err
	}
	return cond.intersect(then).union(cond.complement().intersect(otherwise)), nil
}

func comparison(n *ast.Comparison, input string) (set, error) {
	op, value, figure := n.Op, n.L, n.R
	if _, ok := value.(*ast.Const); ok {
		op, value, figure = op.Mirrored(), n.R, n.L
	}
	in, ok := value.(*ast.Input)
	con, constant := figure.(*ast.Const)
	if !ok || !constant || in.Name != input {
		return nil, undecided(n, input)
	}
	switch k := in.Type().Kind; k {
	case kinds.Text, kinds.Enum:
		return nil, fmt.Errorf("it compares texts")
	case kinds.Boolean:
		if op == ast.NotEqual {
			return pointSet(number(!con.Value.Bool)), nil
		}
		return pointSet(number(con.Value.Bool)), nil
	}
	v := con.Value.Num
	switch op {
	case ast.Equal:
		return pointSet(v), nil
	case ast.NotEqual:
		return pointSet(v).complement(), nil
	case ast.Less:
		return between(beforeAll, before(v)), nil
	case ast.LessOrEqual:
		return between(beforeAll, after(v)), nil
	case ast.Greater:
		return between(after(v), afterAll), nil
	}
	return between(before(v), afterAll), nil
}

func membership(n *ast.In, input string) (set, error) {
	in, ok := n.X.(*ast.Input)
	if !ok || in.Name != input || in.Type().Kind == kinds.Text || in.Type().Kind == kinds.Enum {
		return nil, fmt.Errorf("it asks whether something else than a number is in a list")
	}
	var s set
	for _, con := range n.Values {
		v := con.Value.Num
		if in.Type().Kind == kinds.Boolean {
			v = number(con.Value.Bool)
		}
		s = s.union(pointSet(v))
	}
	return s, nil
}

func pointSet(v exact.Num) set { return between(before(v), after(v)) }

func number(b bool) exact.Num {
	if b {
		return exact.Int(1)
	}
	return exact.Int(0)
}
