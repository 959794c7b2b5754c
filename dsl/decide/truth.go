package decide

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/exact"
)

// truth is the set of values of the one input for which a condition holds, or why
// that could not be told. Values are not missing: a criterion is not met by a
// value that is not there.
func truth(n tree.Node, input string) (set, error) {
	switch n := n.(type) {
	case *tree.Const:
		if n.Value.Bool {
			return everything, nil
		}
		return nil, nil
	case *tree.Input:
		if n.Name == input {
			return pointSet(exact.Int(1)), nil // a boolean: yes is 1
		}
		return nil, fmt.Errorf("it depends on the input %s", n.Name)
	case *tree.Not:
		s, err := truth(n.X, input)
		return s.complement(), err
	case *tree.Logic:
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
	case *tree.Comparison:
		return comparison(n, input)
	case *tree.In:
		return membership(n, input)
	case *tree.Conditional:
		return conditional(n, input)
	}
	return nil, undecided(n, input)
}

// undecided says why a condition is outside of what is decided: it depends on
// something else than the value, or computes with it.
func undecided(n tree.Node, input string) error {
	other := ""
	tree.Walk(n, func(n tree.Node) bool {
		if in, ok := n.(*tree.Input); ok && in.Name != input {
			other = in.Name
		}
		return other == ""
	})
	if other != "" {
		return fmt.Errorf("it depends on the input %s", other)
	}
	return fmt.Errorf("it computes with the value, and only comparisons with fixed figures are decided")
}

func conditional(n *tree.Conditional, input string) (set, error) {
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

func comparison(n *tree.Comparison, input string) (set, error) {
	op, value, figure := n.Op, n.L, n.R
	if _, ok := value.(*tree.Const); ok {
		op, value, figure = op.Flip(), n.R, n.L
	}
	in, ok := value.(*tree.Input)
	con, constant := figure.(*tree.Const)
	if !ok || !constant || in.Name != input {
		return nil, undecided(n, input)
	}
	switch k := in.Type().Kind; k {
	case table.Text, table.Enum:
		return nil, fmt.Errorf("it compares texts")
	case table.Boolean:
		if op == tree.NotEqual {
			return pointSet(number(!con.Value.Bool)), nil
		}
		return pointSet(number(con.Value.Bool)), nil
	}
	v := con.Value.Num
	switch op {
	case tree.Equal:
		return pointSet(v), nil
	case tree.NotEqual:
		return pointSet(v).complement(), nil
	case tree.Less:
		return between(beforeAll, before(v)), nil
	case tree.LessOrEqual:
		return between(beforeAll, after(v)), nil
	case tree.Greater:
		return between(after(v), afterAll), nil
	}
	return between(before(v), afterAll), nil
}

func membership(n *tree.In, input string) (set, error) {
	in, ok := n.X.(*tree.Input)
	if !ok || in.Name != input || in.Type().Kind == table.Text || in.Type().Kind == table.Enum {
		return nil, fmt.Errorf("it asks whether something else than a number is in a list")
	}
	var s set
	for _, con := range n.Values {
		v := con.Value.Num
		if in.Type().Kind == table.Boolean {
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
