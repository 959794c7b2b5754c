package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
)

// uncovered asks of every metric whether something follows when it is missed, and when it
// is below its minimum.
func (r *reviewer) uncovered(ctx context.Context) {
	if len(r.remedies) == 0 {
		return
	}
	for _, m := range r.metrics {
		path := "metrics." + m.Name
		var rules []*dsl.Program
		for _, pr := range r.remedies {
			if slices.Contains(metricsOf(pr), m.Name) {
				rules = append(rules, pr.When)
			}
		}
		if len(rules) == 0 {
			r.report(diag.Note, UncoveredCase, path, "nothing follows when it is missed: no remedy asks about it", "write a remedy, such as when missed("+m.Name+") then notify provider")
			continue
		}
		if m.Minimum != nil {
			if case_, open := r.open(ctx, "below_minimum("+m.Name+")", path, rules); open {
				r.report(diag.Warning, UncoveredCase, join(path, "minimum"), "nothing need follow from a value below the minimum: no remedy's condition holds"+case_,
					"write a remedy for it: when below_minimum("+m.Name+") then escalate to …")
				continue
			}
		}
		if case_, open := r.open(ctx, "missed("+m.Name+")", path, rules); open {
			r.report(diag.Note, UncoveredCase, join(path, "target"), "nothing need follow from a miss: no remedy's condition holds"+case_,
				"write a remedy for every miss, if one is meant")
		}
	}
}

// open reports whether a verdict may come without any of some rules, and a case in which
// it does.
func (r *reviewer) open(ctx context.Context, verdict, path string, rules []*dsl.Program) (found string, open bool) {
	texts := make([]string, len(rules))
	for i, rule := range rules {
		texts[i] = "(" + rule.Text() + "\n)"
	}
	asked, err := dsl.Compile(verdict, r.terms.Conditions)
	if err != nil {
		return "", false
	}
	some, err := dsl.Compile(strings.Join(texts, " or "), r.terms.Conditions)
	if err != nil {
		return "", false
	}
	region := r.possibleAnswers(anyNumber, asked, some)
	if region == nil {
		return "", false
	}
	p := region.Implies(ctx, asked, some)
	if !possibly(p) {
		r.proved(p, path, "whether something follows from every miss")
		return "", false
	}
	return r.caseOf(p.Witness, some), true
}

// caseOf returns the answers to the questions of some rules in a witness, in words.
func (r *reviewer) caseOf(w *decide.Witness, rules *dsl.Program) string {
	var parts []string
	for _, a := range w.Assumed {
		for _, q := range rules.Questions() {
			text := fmt.Sprintf("%s(%s)", q.Name, q.Subject)
			if q.Periods > 0 {
				text = fmt.Sprintf("%s(%s, %d)", q.Name, q.Subject, q.Periods)
			}
			if text == a.Name && !slices.Contains(parts, a.String()) {
				parts = append(parts, a.String())
			}
		}
	}
	if len(parts) == 0 {
		return ""
	}
	return " where " + strings.Join(parts, ", ")
}
