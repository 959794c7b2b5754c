package dsl

import (
	"errors"
	"fmt"

	"github.com/concord-sla/concord/dsl/ast"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/internal/exec"
)

// Work estimates how many steps an evaluation over tables of so many rows takes, before
// it runs: for every aggregate, the rows that it reads times the nodes of what is asked
// of each. Evaluate refuses data for which that is more than Limits.Work, and ends when
// rows are looked at more often than that.
func (p *Program) Work(rows func(table string) int64) int64 {
	p = p.compiled()
	total := int64(ast.Own(p.checked.Root))
	ast.Walk(p.checked.Root, func(n ast.Node) bool {
		if l, ok := n.(*ast.Lookup); ok { // its keys are gone through once
			total = saturated(total, rows(l.Of), 1)
		}
		a, ok := n.(*ast.Aggregate)
		if !ok {
			return true
		}
		each := int64(1)
		for _, asked := range ast.Children(a) {
			each += int64(ast.Own(asked))
		}
		total = saturated(total, rows(p.env.Tables[a.Table].Name), each)
		return true
	})
	if p.env.Rows != "" {
		total = saturated(total, rows(p.env.Rows), int64(ast.Own(p.checked.Root)))
	}
	return total
}

// saturated returns total + rows * each, at most the greatest number there is.
func saturated(total, rows, each int64) int64 {
	const most = 1<<63 - 1
	if rows > 0 && each > (most-total)/rows {
		return most
	}
	return total + max(rows, 0)*each
}

func (p *Program) mostWork() int64 {
	if p.env.Limits.Work > 0 {
		return p.env.Limits.Work
	}
	return defaultWork
}

// affordable refuses data that would take more steps than the limit.
func (p *Program) affordable(data Data) error {
	most := p.mostWork()
	if p.own > 0 && p.own <= most {
		return nil
	}
	work := p.Work(func(name string) int64 {
		if rows, selected := data.Rows[name]; selected {
			return int64(len(rows))
		}
		return int64(data.Tables[name].Rows())
	})
	if work > most {
		return p.tooMuch(fmt.Sprintf("evaluating %s would take some %d steps, the limit is %d", p.name(), work, most))
	}
	return nil
}

func (p *Program) tooMuch(summary string) error {
	return p.at(diag.Diagnostic{Severity: diag.Error, Code: codes.TooLarge, Class: codes.Class(codes.TooLarge), Summary: summary, Advice: "evaluate over fewer rows, ask less of each, or raise Limits.Work"})
}

// ended words the error that ended a run.
func (p *Program) ended(err error) error {
	if errors.Is(err, exec.ErrWork) {
		return p.tooMuch(fmt.Sprintf("evaluating %s looked at rows more than %d times", p.name(), p.mostWork()))
	}
	return fmt.Errorf("evaluating %s: %w", p.name(), err)
}
