package sla

import (
	"context"
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/exact"
)

// Review asks of a whole agreement what can be asked before there is a single record:
// which terms contradict each other, which can never take effect, and which ask for
// something else than their authors can have meant. [Agreement.Compile] refuses what
// cannot be evaluated; what Review finds can be, and somebody should look at it.
//
// All findings are told at once, in the order of the document. An Error is a promise
// that cannot be kept, a Warning is for someone to look at, a Note is worth knowing.
// What rests on a value shows one, which the evaluator has confirmed. What is not
// decided, because it needs records or more steps than are taken, is told as
// [diag.NotDecided] for that term alone. The same plan has the same findings.
func (p *Plan) Review(ctx context.Context) diag.List {
	r := &reviewer{compiler: compiler{a: &p.agreement, plan: p}, ctx: ctx, doubted: map[string]bool{}}
	for _, check := range checks() {
		check(r)
	}
	return r.found.Sorted()
}

// check is one question about an agreement; each has a file of its own.
type check func(*reviewer)

// checks are all of them. Their order decides nothing but which of two reasons for
// not having decided a term is told.
func checks() []check {
	return []check{
		(*reviewer).levelsTogether,
	}
}

// reviewer is a review while it goes on. It compiles what it asks about with the
// names that the agreement's own terms have.
type reviewer struct {
	compiler
	ctx     context.Context
	doubted map[string]bool // the paths of which it was told that something is not decided
}

// tell adds a finding about what stands at a path of the agreement.
func (r *reviewer) tell(severity diag.Severity, code diag.Code, path, summary, advice string) {
	r.found = append(r.found, r.a.origin.at(path, diag.Diagnostic{Severity: severity, Code: code, Summary: summary, Advice: advice}))
}

// doubt says that something about a term is not decided, once for each term.
func (r *reviewer) doubt(path, question, reason string) {
	if r.doubted[path] {
		return
	}
	r.doubted[path] = true
	r.tell(diag.Warning, diag.NotDecided, path, fmt.Sprintf("it is not decided %s: %s", question, reason), "look at it yourself, or write it as comparisons of value with figures")
}

// shown reports whether something was proved of values that there are. What was
// neither proved nor refuted, and is not only a matter of what records say, is told
// as a doubt about the term.
func (r *reviewer) shown(p decide.Proof, path, question string) bool {
	if p.Outcome == decide.Undecided && !p.Possible {
		r.doubt(path, question, p.Reason)
	}
	return p.Outcome == decide.Proved && !p.Vacuous
}

// region is the values that a metric's levels are asked of: those that its measure
// can have, on the grid of its decimal places when the rounded value is judged.
// Inputs have the values of their kinds.
func (r *reviewer) region(m *planMetric) decide.Region {
	return decide.Region{Domains: map[string]decide.Domain{valueName: r.domain(m)}}
}

// domain is what is known of the value that a metric is judged by.
func (r *reviewer) domain(m *planMetric) decide.Domain {
	d := decide.DomainOf(m.measure)
	if m.Rounded {
		step := exact.Scaled(1, uint8(m.Places))
		d.Step = &step
	}
	return d
}

// all is the condition that all of some conditions on a metric's value hold. Each ends
// its line, so that a comment at its end ends, too.
func (r *reviewer) all(m *planMetric, conditions ...*dsl.Program) *dsl.Program {
	var texts []string
	for _, c := range conditions {
		if c != nil {
			texts = append(texts, "("+c.Text()+"\n)")
		}
	}
	if len(texts) == 0 {
		return nil
	}
	p, err := dsl.Compile(strings.Join(texts, " and "), r.levelsEnv(m))
	if err != nil {
		return nil
	}
	return p
}
