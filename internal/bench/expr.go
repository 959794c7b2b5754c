package main

import (
	"fmt"

	"github.com/expr-lang/expr"
	"github.com/expr-lang/expr/vm"
)

// The criterion as expr has it. Times are whole seconds and amounts whole cents, since
// its numbers are machine words: with time.Time, or a decimal type, it takes several
// times as long.
const exprCriterion = `Priority != "low" && Resolved - Opened <= 259200 && Amount >= 10000`

// exprTicket is a record as expr reads it.
type exprTicket struct {
	Priority string
	Opened   int
	Resolved int
	Amount   int
	Customer string
}

// exprJudges asks expr in its two ways: the fields of a struct, which it reads by
// reflection, and the values in a map, which are boxed beforehand. Both are compiled
// against the types, and run on one virtual machine.
func exprJudges(r *records) ([]judge, error) {
	structs, maps := make([]any, r.len()), make([]any, r.len())
	for i := range r.len() {
		t := &exprTicket{priorities[r.priority[i]], int(r.opened[i]), int(r.resolved[i]), int(r.amount[i]), customerName(r.customer[i])}
		structs[i] = t
		maps[i] = map[string]any{"Priority": t.Priority, "Opened": t.Opened, "Resolved": t.Resolved, "Amount": t.Amount, "Customer": t.Customer}
	}
	fromStruct, err := exprJudge("expr, fields of a struct", structs, &exprTicket{})
	if err != nil {
		return nil, err
	}
	fromMap, err := exprJudge("expr, values in a map", maps, map[string]any{"Priority": "", "Opened": 0, "Resolved": 0, "Amount": 0, "Customer": ""})
	if err != nil {
		return nil, err
	}
	return []judge{fromStruct, fromMap}, nil
}

func exprJudge(name string, envs []any, types any) (judge, error) {
	program, err := expr.Compile(exprCriterion, expr.Env(types), expr.AsBool())
	if err != nil {
		return judge{}, err
	}
	machine := &vm.VM{}
	return judge{name, func(v verdicts) error {
		for i := range v {
			out, err := machine.Run(program, envs[i])
			if err != nil {
				return err
			}
			holds, ok := out.(bool)
			if !ok {
				return fmt.Errorf("expr gives %T", out)
			}
			v[i] = holds
		}
		return nil
	}}, nil
}
