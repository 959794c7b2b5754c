//go:build rivals

package main

import (
	"context"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
)

// opaPolicy is the criterion as OPA has it, over whole seconds and cents.
const opaPolicy = `package sla

met if {
	input.priority != "low"
	input.resolved - input.opened <= 259200
	input.amount >= 10000
}
`

// opaJudges asks a prepared query in its two ways: of parsed values, within one
// transaction, and of Go values.
func opaJudges(r *records) ([]judge, error) {
	ctx := context.Background()
	store := inmem.New()
	query, err := rego.New(rego.Query("data.sla.met"), rego.Module("sla.rego", opaPolicy), rego.Store(store)).PrepareForEval(ctx)
	if err != nil {
		return nil, err
	}
	partial, err := rego.New(rego.Query("data.sla.met"), rego.Module("sla.rego", opaPolicy), rego.Store(store)).PrepareForEval(ctx, rego.WithPartialEval())
	if err != nil {
		return nil, err
	}
	transaction, err := store.NewTransaction(ctx, storage.TransactionParams{})
	if err != nil {
		return nil, err
	}
	plain, parsed := make([]any, r.len()), make([]ast.Value, r.len())
	for i := range r.len() {
		plain[i] = map[string]any{
			"priority": priorities[r.priority[i]], "opened": r.opened[i], "resolved": r.resolved[i], "amount": r.amount[i], "customer": customerName(r.customer[i]),
		}
		if parsed[i], err = ast.InterfaceToValue(plain[i]); err != nil {
			return nil, err
		}
	}
	inParsed := func(i int) []rego.EvalOption {
		return []rego.EvalOption{rego.EvalParsedInput(parsed[i]), rego.EvalTransaction(transaction)}
	}
	return []judge{
		{"OPA, parsed values", opaJudge(ctx, query, inParsed)},
		{"OPA, parsed values, evaluated in part beforehand", opaJudge(ctx, partial, inParsed)},
		{"OPA, Go values", opaJudge(ctx, query, func(i int) []rego.EvalOption { return []rego.EvalOption{rego.EvalInput(plain[i])} })},
	}, nil
}

func opaJudge(ctx context.Context, query rego.PreparedEvalQuery, of func(i int) []rego.EvalOption) func(v verdicts) error {
	return func(v verdicts) error {
		for i := range v {
			out, err := query.Eval(ctx, of(i)...)
			if err != nil {
				return err
			}
			v[i] = out.Allowed()
		}
		return nil
	}
}
