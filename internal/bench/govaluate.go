package main

import (
	"fmt"

	"github.com/casbin/govaluate"
)

// govaluateCriterion is the criterion as govaluate has it; all of its numbers are
// float64, which hold these exactly.
const govaluateCriterion = `Priority != 'low' && Resolved - Opened <= 259200 && Amount >= 10000`

// boxed are the values of a record as govaluate asks for them, without a conversion and
// without a map.
type boxed struct{ priority, opened, resolved, amount any }

// Get is what govaluate asks for a value.
func (b *boxed) Get(name string) (any, error) {
	switch name {
	case "Priority":
		return b.priority, nil
	case "Opened":
		return b.opened, nil
	case "Resolved":
		return b.resolved, nil
	case "Amount":
		return b.amount, nil
	}
	return nil, fmt.Errorf("no parameter %s", name)
}

// govaluateJudge asks a parsed expression, with parameters of our own type: its other
// way, Evaluate over a map, goes the same way with a look-up more.
func govaluateJudge(r *records) ([]judge, error) {
	expression, err := govaluate.NewEvaluableExpression(govaluateCriterion)
	if err != nil {
		return nil, err
	}
	all := make([]boxed, r.len())
	for i := range all {
		all[i] = boxed{priorities[r.priority[i]], float64(r.opened[i]), float64(r.resolved[i]), float64(r.amount[i])}
	}
	return []judge{{"govaluate", func(v verdicts) error {
		for i := range v {
			out, err := expression.Eval(&all[i])
			if err != nil {
				return err
			}
			holds, ok := out.(bool)
			if !ok {
				return fmt.Errorf("govaluate gives %T", out)
			}
			v[i] = holds
		}
		return nil
	}}}, nil
}
