package dsl

import (
	"context"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/exec"
	"github.com/concord-sla/concord/dsl/trace"
)

// Trace evaluates, and says what ran: which columns were read, in which passes, and what
// was computed row by row and why. The value is that of [Program.Evaluate].
func (p *Program) Trace(ctx context.Context, data Data) (Value, trace.Trace, error) {
	if err := p.usable(ctx); err != nil {
		return Value{}, nil, err
	}
	run, err := p.bindTables(data)
	if err != nil {
		return Value{}, nil, err
	}
	var passes trace.Trace
	t := tracer{trace: &passes}
	t.follow(p, run)
	raw, err := run.Run(ctx)
	if err != nil {
		return Value{}, passes, p.ended(err)
	}
	return valueOf(p.checked.Root, raw, run.Why()), passes, nil
}

// tracer writes down what ran.
type tracer struct {
	trace *trace.Trace
	again map[*ast.Aggregate]int // where the aggregate's pass stands
	whose map[*exec.Bound]*Program
}

// follow writes down what a run of a program does.
func (t *tracer) follow(p *Program, run *exec.Bound) {
	if t.whose == nil {
		t.whose = map[*exec.Bound]*Program{}
	}
	t.whose[run] = p
	run.Observe(func(r exec.Pass) { t.ran(p, r) })
}

// ran writes down a pass of a program. One that is repeated for each group stands once.
func (t *tracer) ran(p *Program, r exec.Pass) {
	if at, seen := t.again[r.Of[0]]; seen && !r.Columns {
		(*t.trace)[at].Times++
		(*t.trace)[at].Rows += r.Rows
		return
	}
	if t.again == nil {
		t.again = map[*ast.Aggregate]int{}
	}
	t.again[r.Of[0]] = len(*t.trace)
	*t.trace = append(*t.trace, t.pass(p, r))
}

func (t *tracer) pass(p *Program, r exec.Pass) trace.Pass {
	schema := p.env.Tables[r.Table]
	pass := trace.Pass{Table: schema.Name, Rows: r.Rows, Times: 1, OverColumns: r.Columns, Computed: r.Computed, Why: r.Why}
	read := make([]bool, len(schema.Fields))
	add := func(p *Program, a *ast.Aggregate) {
		at := a.Span()
		pass.Aggregates = append(pass.Aggregates, p.snippet.Text[at.Start:at.End])
		for _, asked := range ast.Children(a) {
			ast.Walk(asked, func(n ast.Node) bool {
				if f, ok := n.(*ast.Field); ok && f.Table == r.Table {
					read[f.Column] = true
				}
				return true
			})
		}
	}
	for _, a := range r.Of {
		add(p, a)
	}
	for _, m := range r.Shared {
		add(t.whose[m.By], m.Of)
	}
	for i, f := range schema.Fields {
		if read[i] {
			pass.Columns = append(pass.Columns, f.Name)
		}
	}
	return pass
}
