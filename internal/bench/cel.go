//go:build rivals

package main

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// celCriterion is the criterion as cel-go has it, over whole seconds and cents: its
// timestamps and durations take longer.
const celCriterion = `priority != "low" && resolved - opened <= 259200 && amount >= 10000`

// celRecord is a record in CEL's own values, so that none is converted while the
// criterion runs.
type celRecord struct{ priority, opened, resolved, amount ref.Val }

// ResolveName is what CEL asks for a variable.
func (c *celRecord) ResolveName(name string) (any, bool) {
	switch name {
	case "priority":
		return c.priority, true
	case "opened":
		return c.opened, true
	case "resolved":
		return c.resolved, true
	case "amount":
		return c.amount, true
	}
	return nil, false
}

// Parent is there because CEL asks for it.
func (c *celRecord) Parent() cel.Activation { return nil }

// celJudges asks a checked and optimized program in its two ways: of variables that we
// look up ourselves, and of a map of Go values.
func celJudges(r *records) ([]judge, error) {
	env, err := cel.NewEnv(
		cel.Variable("priority", cel.StringType), cel.Variable("opened", cel.IntType), cel.Variable("resolved", cel.IntType),
		cel.Variable("amount", cel.IntType), cel.Variable("customer", cel.StringType),
	)
	if err != nil {
		return nil, err
	}
	checked, issues := env.Compile(celCriterion)
	if issues.Err() != nil {
		return nil, issues.Err()
	}
	program, err := env.Program(checked, cel.EvalOptions(cel.OptOptimize))
	if err != nil {
		return nil, err
	}
	own, maps := make([]any, r.len()), make([]any, r.len())
	for i := range r.len() {
		own[i] = &celRecord{types.String(priorities[r.priority[i]]), types.Int(r.opened[i]), types.Int(r.resolved[i]), types.Int(r.amount[i])}
		maps[i] = map[string]any{
			"priority": priorities[r.priority[i]], "opened": r.opened[i], "resolved": r.resolved[i], "amount": r.amount[i], "customer": customerName(r.customer[i]),
		}
	}
	return []judge{
		{"cel-go, variables of our own", celJudge(program, own)},
		{"cel-go, values in a map", celJudge(program, maps)},
	}, nil
}

func celJudge(program cel.Program, vars []any) func(v verdicts) error {
	return func(v verdicts) error {
		for i := range v {
			out, _, err := program.Eval(vars[i])
			if err != nil {
				return err
			}
			v[i] = out == types.True
		}
		return nil
	}
}
