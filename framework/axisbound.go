package framework

import (
	"context"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
)

// upperBound is the greatest length for which a condition over value holds, when it holds
// for that and for every shorter one: in whole days, or nanoseconds.
func (a aligner) upperBound(p *dsl.Program, kind kinds.Kind) (int64, bool) {
	t := kinds.Of(kind).Optional()
	value, err := dsl.Compile("value", dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: t}}})
	if err != nil {
		return 0, false
	}
	ctx, domains := context.Background(), map[string]decide.Domain{"value": lengthDomain(kind)}
	most := decide.Region{Domains: domains, Where: p}.Bounds(ctx, value).Most
	if most.Value.Missing() || most.Reached == nil || !most.Exact {
		return 0, false
	}
	n, whole := most.Value.Num().Int64()
	within, err := a.criterionOf("value <= "+most.Value.Exact(), t)
	if err != nil || !whole {
		return 0, false
	}
	return n, decide.Region{Domains: domains}.Implies(ctx, within, p).Outcome == decide.Proved
}
