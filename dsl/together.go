package dsl

import (
	"context"

	"github.com/concord-sla/concord/dsl/internal/exec"
	"github.com/concord-sla/concord/dsl/trace"
	"github.com/concord-sla/concord/internal/contexts"
)

// Together explains several expressions, each over its own data, in as few passes over
// rows as possible: when one is explained, the others that read the same rows are
// computed in the same pass. Two expressions read the same rows when their tables are the
// same and the same slice of Data.Rows selects them, or none does; the rest of the data
// may differ.
//
// Each has the value, the steps and the error that it has by itself. The zero value is
// ready; a Together is used by one goroutine.
type Together struct {
	Trace *trace.Trace // when not nil, what runs is appended to it; set before Add

	runs   []*exec.Bound
	shared int // how many of them know each other
	tracer tracer
}

// Add adds an expression, and returns a function that explains it as [Program.Explain]
// does; called again, it returns the same. Add all expressions before the first is
// explained: one that is added later has passes of its own. The error is that of
// [Program.Explain] for data that does not fit.
func (t *Together) Add(p *Program, data Data) (explain func(context.Context) (Explanation, error), err error) {
	if p == nil || p.checked == nil {
		return nil, errNotCompiled()
	}
	run, err := p.bindTables(data)
	if err != nil {
		return nil, err
	}
	t.runs = append(t.runs, run)
	if t.Trace != nil {
		t.tracer.trace = t.Trace
		t.tracer.follow(p, run)
	}
	var explanation Explanation
	done := false
	return func(ctx context.Context) (Explanation, error) {
		if err := contexts.Check(ctx); err != nil {
			return Explanation{}, p.ended(err)
		}
		if t.shared < len(t.runs) {
			exec.Together(t.runs[t.shared:])
			t.shared = len(t.runs)
		}
		if !done {
			explanation, err = p.explain(ctx, run)
			done = true
		}
		return explanation, err
	}, nil
}
