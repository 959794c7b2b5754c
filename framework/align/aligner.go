package align

import (
	"context"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// An aligner holds the metrics of one agreement against a catalog. Many measures have the
// same figure, so each criterion is compiled once, and each calendar compared once.
type aligner struct {
	catalog        *framework.Catalog
	plan           *sla.Plan
	agreement      sla.Agreement
	compiled       map[criterionKey]*dsl.Program
	days           map[*business.Calendar]AxisFinding
	spans          map[int64][2]int64
	availabilities map[string]sla.Availability
	clocks         map[string]sla.Clock
	services       map[string]sla.Service
	parties        map[string]bool
}

func newAligner(c *framework.Catalog, plan *sla.Plan, agreement sla.Agreement) aligner {
	a := aligner{
		catalog: c, plan: plan, agreement: agreement, compiled: map[criterionKey]*dsl.Program{}, days: map[*business.Calendar]AxisFinding{}, spans: map[int64][2]int64{},
		availabilities: map[string]sla.Availability{}, clocks: map[string]sla.Clock{}, services: map[string]sla.Service{}, parties: map[string]bool{},
	}
	for _, v := range a.agreement.Availabilities {
		a.availabilities[v.Name] = v
	}
	for _, v := range a.agreement.Clocks {
		a.clocks[v.Name] = v
	}
	for _, v := range a.agreement.Services {
		a.services[v.Key] = v
	}
	for _, v := range a.agreement.Parties {
		a.parties[v.Key] = true
	}
	return a
}

// criterionKey is what a compiled criterion depends on.
type criterionKey struct {
	text     string
	kind     kinds.Kind
	currency string
	optional bool
}

// compileCriterion compiles a figure's criterion for values of a type.
func (a aligner) compileCriterion(text string, value kinds.Type) (*dsl.Program, error) {
	value.Nullable = false
	return a.compileCondition(text, value)
}

// compileCondition compiles a criterion over one input, value.
func (a aligner) compileCondition(text string, value kinds.Type) (*dsl.Program, error) {
	key := criterionKey{text, value.Kind, value.Currency, value.Nullable}
	if p := a.compiled[key]; p != nil {
		return p, nil
	}
	p, err := dsl.Compile(text, dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: value}}, Result: kinds.Boolean})
	if err == nil {
		a.compiled[key] = p
	}
	return p, err
}

// upperBound returns the greatest length for which a condition over value holds, when it
// holds for that and for every shorter one: in whole days, or nanoseconds.
func (a aligner) upperBound(ctx context.Context, p *dsl.Program, kind kinds.Kind) (int64, bool) {
	t := kinds.Of(kind).Optional()
	value, err := dsl.Compile("value", dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: t}}})
	if err != nil {
		return 0, false
	}
	domains := map[string]decide.Domain{"value": lengthDomain(kind)}
	most := decide.Region{Domains: domains, Where: p}.Bounds(ctx, value).Most
	if most.Value.Missing() || most.Reached == nil || !most.Exact {
		return 0, false
	}
	n, exactly := most.Value.Num().Int64()
	within, err := a.compileCondition("value <= "+most.Value.Exact(), t)
	if err != nil || !exactly {
		return 0, false
	}
	return n, decide.Region{Domains: domains}.Implies(ctx, within, p).Outcome == decide.Proved
}
