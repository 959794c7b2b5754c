package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// Review asks of a whole agreement what can be asked before there is a single record:
// which terms contradict each other, which can never take effect, and which ask for
// something else than their authors can have meant. [sla.Agreement.Compile] refuses what
// cannot be evaluated; what Review finds can be evaluated, but somebody should look at
// it.
//
// All findings are reported at once, in the order of the document. An Error is a promise
// that cannot be kept, a Warning is for someone to look at, a Note is worth knowing. What
// rests on a value shows one, which the evaluator has confirmed. What is not decided,
// because it needs records or more steps than are taken, is reported as
// [codes.NotDecided] for that term. The same plan has the same findings.
func Review(ctx context.Context, p *sla.Plan) diag.List {
	r := newReviewer(p)
	for _, check := range checks() {
		check(r, ctx)
	}
	return r.findings.Sorted()
}

// check is one question about an agreement; each has a file of its own.
type check func(*reviewer, context.Context)

// checks returns all of them. Their order decides nothing but which of two reasons for
// not having decided a term is reported.
func checks() []check {
	return []check{
		(*reviewer).targets,
		(*reviewer).conditionalTargets,
		(*reviewer).levelsWithInputs,
		(*reviewer).levelsWhileNew,
		(*reviewer).samples,
		(*reviewer).budgets,
		(*reviewer).deadStates,
		(*reviewer).totalExclusions,
		(*reviewer).sameMeasure,
		(*reviewer).longerPeriods,
		(*reviewer).clockPriorities,
		(*reviewer).metricPriorities,
		(*reviewer).responses,
		(*reviewer).serviceTiers,
		(*reviewer).credits,
		(*reviewer).paidTwice,
		(*reviewer).ladders,
		(*reviewer).uncovered,
		(*reviewer).exceptions,
	}
}

// reviewer is a review while it goes on.
type reviewer struct {
	plan           *sla.Plan
	terms          sla.Terms
	metrics        []*sla.CheckedMetric // these and the following are the terms' own
	remedies       []*sla.CheckedRemedy
	clocks         []*sla.CheckedClock
	availabilities []*sla.CheckedAvailability

	findings    diag.List
	undecidedAt map[string]bool             // the paths of which it was reported that something is not decided
	settled     map[*sla.CheckedMetric]bool // whose target needs no further question: nothing satisfies it, or only the best value
	shapes      map[*sla.CheckedMetric]shape
	compared    int // how many terms were held against each other
}

func newReviewer(p *sla.Plan) *reviewer {
	t := p.Terms()
	return &reviewer{
		plan: p, terms: t, metrics: pointers(t.Metrics), remedies: pointers(t.Remedies), clocks: pointers(t.Clocks), availabilities: pointers(t.Availabilities),
		undecidedAt: map[string]bool{}, settled: map[*sla.CheckedMetric]bool{}, shapes: map[*sla.CheckedMetric]shape{},
	}
}

func pointers[T any](list []T) []*T {
	all := make([]*T, len(list))
	for i := range list {
		all[i] = &list[i]
	}
	return all
}

// metric returns the metric of that name; nil when there is none.
func (r *reviewer) metric(name string) *sla.CheckedMetric {
	for _, m := range r.metrics {
		if m.Name == name {
			return m
		}
	}
	return nil
}

// computed reports whether a table is one that the agreement computes.
func (r *reviewer) computed(table string) bool {
	return !slices.ContainsFunc(r.terms.Agreement.Tables, func(t sla.Table) bool { return t.Name == table })
}

// valueName is what conditions on a metric's value call it.
const valueName = "value"

// notMeasured returns the value of a metric where there is none.
func notMeasured(m *sla.CheckedMetric) dsl.Value {
	return dsl.NoValue(m.Measure.Type(), "it was not measured")
}

// join returns the path of what stands below another path of the agreement.
func join(path, key string) string { return path + "." + key }

// The work of a review is bounded: so many steps of a proof, and so many comparisons of
// two terms. There is no time in it, so that every machine has the same findings.
const (
	mostSteps    = 100_000
	mostCompared = 2_000
)

// report adds a finding about what stands at a path of the agreement.
func (r *reviewer) report(severity diag.Severity, code diag.Code, path, summary, advice string) {
	class := codes.Class(code)
	if class == nil { // a code of this package
		class = diag.ErrDocument
	}
	r.findings = append(r.findings, r.plan.At(path, diag.Diagnostic{Severity: severity, Code: code, Class: class, Summary: summary, Advice: advice}))
}

// shortened returns a term as a finding shows it: on one line, and cut where it is long.
func shortened(text string) string {
	const most = 80
	line := []rune(strings.Join(strings.Fields(text), " "))
	if len(line) > most {
		return string(line[:most-1]) + "…"
	}
	return string(line)
}

// undecided says that something about a term is not decided, once for each term.
func (r *reviewer) undecided(path, question, reason string) {
	if r.undecidedAt[path] {
		return
	}
	r.undecidedAt[path] = true
	r.report(diag.Warning, codes.NotDecided, path, fmt.Sprintf("it is not decided %s: %s", question, reason), "look at it yourself, or write it as comparisons of value with figures")
}

// proved reports whether something was proved of values that there are. What was neither
// proved nor refuted, and is not only a matter of what records say, is reported as not
// decided.
func (r *reviewer) proved(p decide.Proof, path, question string) bool {
	if p.Outcome == decide.Undecided && !p.Possible {
		r.undecided(path, question, p.Reason)
	}
	return p.Outcome == decide.Proved && !p.Vacuous
}

// compare counts a comparison of two terms, the second of which stands at a path. Past
// the most that a review makes, it is false, and that is reported of the term.
func (r *reviewer) compare(path string) bool {
	r.compared++
	if r.compared > mostCompared {
		r.undecided(path, "how it stands to the others of its kind", fmt.Sprintf("the agreement has more than %d pairs of them", mostCompared))
		return false
	}
	return true
}

// anywhere returns all values that there can be.
func (r *reviewer) anywhere() decide.Region { return decide.Region{Budget: mostSteps} }

// eachLevels visits the levels of every metric, and those that it has while its service
// is new, each with the path under which they stand.
func (r *reviewer) eachLevels(visit func(path string, m *sla.CheckedMetric)) {
	for _, m := range r.metrics {
		path := "metrics." + m.Name
		visit(path, m)
		if m.WhileNew != nil {
			visit(path+".stabilization", m.WhileNew)
		}
	}
}

// region returns the values that a metric's levels are asked of: those that its measure
// can have, on the grid of its decimal places when the rounded value is judged. Inputs
// have the values of their kinds.
func (r *reviewer) region(m *sla.CheckedMetric) decide.Region {
	region := r.anywhere()
	region.Domains = map[string]decide.Domain{valueName: r.domain(m)}
	return region
}
