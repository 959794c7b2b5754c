package dsl

import (
	"context"

	"github.com/concord-sla/concord/dsl/internal/eval"
	"github.com/concord-sla/concord/internal/contexts"
)

// Together explains several expressions, each over its own data, in as few passes over
// rows as can be: the first that is asked takes those of the others that read the same
// rows along. Rows are the same when the tables are, and when the same slice of
// Data.Rows selects them, or none does; what else is in the data may differ.
//
// Each has the value, the steps and the error that it has by itself. The zero value is
// ready; a Together is used by one goroutine.
type Together struct {
	Traced bool // keep what ran for [Together.Trace]; set before Add

	runs   []*eval.Bound
	shared int // how many of them know each other
	tracer tracer
}

// Asked is one of the expressions of a [Together].
type Asked struct {
	together *Together
	program  *Program
	run      *eval.Bound
	done     bool
	found    Explanation
	err      error
}

// Add takes an expression in. All are to be added before the first is explained: one
// that comes later has passes of its own. The error is that of [Program.Explain] for
// data that does not fit.
func (t *Together) Add(p *Program, data Data) (*Asked, error) {
	if p == nil || p.checked == nil {
		return nil, errNotCompiled()
	}
	run, err := p.bindWhole(data)
	if err != nil {
		return nil, err
	}
	t.runs = append(t.runs, run)
	if t.Traced {
		t.tracer.follow(p, run)
	}
	return &Asked{together: t, program: p, run: run}, nil
}

// Explain is what [Program.Explain] gives. Asked again, it says the same.
func (a *Asked) Explain(ctx context.Context) (Explanation, error) {
	if a == nil || a.program == nil {
		return Explanation{}, errNotCompiled()
	}
	if err := contexts.Check(ctx); err != nil {
		return Explanation{}, a.program.ended(err)
	}
	if t := a.together; t.shared < len(t.runs) {
		eval.Together(t.runs[t.shared:])
		t.shared = len(t.runs)
	}
	if !a.done {
		a.found, a.err = a.program.explain(ctx, a.run)
		a.done = true
	}
	return a.found, a.err
}

// Trace is what ran so far, as [Program.Trace] tells it; nothing when it is not Traced.
func (t *Together) Trace() Trace { return t.tracer.trace }

// ExplainAll explains several expressions over the same data, in their order, as
// [Together] does. An error is that of the first expression that has one.
func ExplainAll(ctx context.Context, data Data, programs ...*Program) ([]Explanation, error) {
	var t Together
	all := make([]*Asked, len(programs))
	for i, p := range programs {
		if err := p.usable(ctx); err != nil {
			return nil, err
		}
		a, err := t.Add(p, data)
		if err != nil {
			return nil, err
		}
		all[i] = a
	}
	found := make([]Explanation, len(all))
	for i, a := range all {
		var err error
		if found[i], err = a.Explain(ctx); err != nil {
			return nil, err
		}
	}
	return found, nil
}
