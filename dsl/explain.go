package dsl

import (
	"context"
	"fmt"

	"github.com/concord-sla/concord/dsl/internal/eval"
	"github.com/concord-sla/concord/dsl/internal/tree"
	"github.com/concord-sla/concord/dsl/table"
)

// Explanation is how a value came about: the parts of the expression that have a
// value of their own, each before the part that uses it.
type Explanation struct {
	Value Value
	Steps []Step
}

// Step is one part of an expression and its value.
type Step struct {
	Text      string // the author's text
	Value     Value
	Aggregate bool   // whether the counts below are set
	Table     string // of an aggregate: the table it went over
	Rows      int    // rows looked at
	Matched   int    // of them, rows that satisfied the conditions of filter
	Counted   int    // of a share or count with a condition: rows for which it held
	Condition bool   // whether Counted is set
	Undecided int    // rows for which a cell was missing
	Additive  bool   // a count or a sum
}

// Judged is how many rows the value of an aggregate rests on. A sum or a count of
// none is known from all the rows that were looked at; any other aggregate rests on
// the rows that satisfied its conditions.
func (s Step) Judged() int {
	if s.Additive {
		return s.Rows
	}
	return s.Matched
}

// String is the step as a line: the text, the value, and the rows behind it.
func (s Step) String() string {
	line := s.Text + " = " + s.Value.String()
	if s.Value.Missing() {
		line = s.Text + " has no value: " + s.Value.Why()
	}
	switch {
	case !s.Aggregate:
	case s.Condition && s.Matched > 0:
		line += fmt.Sprintf(" (%d of %d rows of %s)", s.Counted, s.Matched, s.Table)
	default:
		line += fmt.Sprintf(" (%d of %d rows of %s)", s.Matched, s.Rows, s.Table)
	}
	return line
}

// Explain evaluates the program and says how its value came about.
func (p *Program) Explain(ctx context.Context, data Data) (Explanation, error) {
	run, err := p.bindWhole(data)
	if err != nil {
		return Explanation{}, err
	}
	raw, err := run.Run(ctx)
	if err != nil {
		return Explanation{}, p.ended(err)
	}
	e := Explanation{Value: p.valueOf(p.checked.Root, raw, run)}
	seen := map[string]bool{}
	var visit func(n tree.Node) error
	visit = func(n tree.Node) error {
		if _, named := n.(*tree.Let); named { // sets the name for the parts below
			if _, err := run.Value(ctx, n); err != nil {
				return p.ended(err)
			}
		}
		for _, child := range parts(n) {
			if err := visit(child); err != nil {
				return err
			}
		}
		text := p.snippet.Text[n.Span().Start:n.Span().End]
		if !worthTelling(n) {
			return nil
		}
		raw, err := run.Value(ctx, n)
		if err != nil {
			return p.ended(err)
		}
		if step := p.step(n, text, raw, run); !seen[step.String()] {
			seen[step.String()] = true
			e.Steps = append(e.Steps, step)
		}
		return nil
	}
	return e, visit(p.checked.Root)
}

// parts are the children that have a value of their own: not those that belong to
// an aggregate's rows.
func parts(n tree.Node) []tree.Node {
	if _, aggregate := n.(*tree.Aggregate); aggregate {
		return nil
	}
	return tree.Children(n)
}

// worthTelling leaves out what the reader sees anyway.
func worthTelling(n tree.Node) bool {
	switch n.(type) {
	case *tree.Const, *tree.Variable, *tree.Let, *tree.Negate:
		return false
	}
	return true
}

func (p *Program) step(n tree.Node, text string, raw tree.Value, run *eval.Bound) Step {
	s := Step{Text: text, Value: p.valueOf(n, raw, run)}
	a, ok := n.(*tree.Aggregate)
	if !ok {
		return s
	}
	t := run.Tally(a)
	s.Additive = a.Function == "count" || a.Function == "sum"
	s.Aggregate, s.Table, s.Rows, s.Matched, s.Undecided = true, p.env.Tables[a.Table].Name, t.Rows, t.Matched, t.Undecided
	if a.Item != nil && a.Item.Type().Kind == table.Boolean {
		s.Condition, s.Counted = true, t.True
	}
	if s.Value.Missing() {
		s.Value.why = t.Why
	}
	return s
}
