package dsl

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/internal/eval"
)

// Trace is what an evaluation did: every going over the rows of a table, in the
// order in which they ran.
type Trace []Pass

// Pass is one going over the rows of a table for one or more aggregates.
type Pass struct {
	Aggregates  []string // the author's text of each
	Table       string
	Columns     []string // the fields that were read
	Rows        int      // of the table, that count
	Times       int      // how often: more than once for an aggregate that is computed anew for each group
	OverColumns bool     // in batches of columns; else row by row
	Computed    []string // over columns: what was computed for each batch, each part once
	Why         string   // row by row: why
}

// Trace evaluates, and tells what ran: which columns were read, in which passes, and
// what went row by row and why. The value is that of [Program.Evaluate].
func (p *Program) Trace(ctx context.Context, data Data) (Value, Trace, error) {
	if err := p.usable(ctx); err != nil {
		return Value{}, nil, err
	}
	run, err := p.bindWhole(data)
	if err != nil {
		return Value{}, nil, err
	}
	t := tracer{}
	t.follow(p, run)
	raw, err := run.Run(ctx)
	if err != nil {
		return Value{}, t.trace, p.ended(err)
	}
	return valueOf(p.checked.Root, raw, run.Why()), t.trace, nil
}

// tracer writes down what ran.
type tracer struct {
	trace Trace
	again map[*ast.Aggregate]int // where the aggregate's going over rows stands
	whose map[*eval.Bound]*Program
}

// follow writes down what a run of a program does.
func (t *tracer) follow(p *Program, run *eval.Bound) {
	if t.whose == nil {
		t.whose = map[*eval.Bound]*Program{}
	}
	t.whose[run] = p
	run.Tell(func(r eval.Ran) { t.ran(p, r) })
}

// ran takes a going over rows by a program. One that is computed anew for each group
// stands once.
func (t *tracer) ran(p *Program, r eval.Ran) {
	if at, seen := t.again[r.Of[0]]; seen && !r.Columns {
		t.trace[at].Times++
		t.trace[at].Rows += r.Rows
		return
	}
	if t.again == nil {
		t.again = map[*ast.Aggregate]int{}
	}
	t.again[r.Of[0]] = len(t.trace)
	t.trace = append(t.trace, t.pass(p, r))
}

func (t *tracer) pass(p *Program, r eval.Ran) Pass {
	schema := p.env.Tables[r.Table]
	pass := Pass{Table: schema.Name, Rows: r.Rows, Times: 1, OverColumns: r.Columns, Computed: r.Computed, Why: r.Why}
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
	for _, m := range r.Mates {
		add(t.whose[m.By], m.Of)
	}
	for i, f := range schema.Fields {
		if read[i] {
			pass.Columns = append(pass.Columns, f.Name)
		}
	}
	return pass
}

// String is the trace as text, for a person.
func (t Trace) String() string {
	var text strings.Builder
	for i, p := range t {
		way := "row by row"
		if p.OverColumns {
			way = "over columns"
		}
		fmt.Fprintf(&text, "%d. %d rows of %s, %s", i+1, p.Rows, p.Table, way)
		if p.Times > 1 {
			fmt.Fprintf(&text, ", in %d goes", p.Times)
		}
		if p.Why != "" {
			fmt.Fprintf(&text, ": %s", p.Why)
		}
		text.WriteString("\n")
		if len(p.Columns) > 0 {
			fmt.Fprintf(&text, "   reads %s\n", strings.Join(p.Columns, ", "))
		}
		for _, a := range p.Aggregates {
			fmt.Fprintf(&text, "   for %s\n", strings.Join(strings.Fields(a), " "))
		}
		for _, c := range slices.Compact(slices.Clone(p.Computed)) {
			fmt.Fprintf(&text, "   %s\n", c)
		}
	}
	return text.String()
}
