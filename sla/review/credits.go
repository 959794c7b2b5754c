package review

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/sla"
)

// credits asks of every credit whether its tiers divide the values that miss the target,
// whether worse service earns less, and whether its cap can bind.
func (r *reviewer) credits(ctx context.Context) {
	for _, pr := range r.remedies {
		if pr.Credit == nil {
			continue
		}
		c := r.creditOf(pr)
		c.divided(ctx)
		c.reached(ctx)
		c.met(ctx)
		c.falls(ctx)
		c.idleCap()
	}
}

// reviewedCredit is a credit while it is reviewed. Its tiers are asked in the order of
// the document, and the first that holds counts.
type reviewedCredit struct {
	*reviewer
	path   string
	remedy *sla.CheckedRemedy
	m      *sla.CheckedMetric
	tiers  []*dsl.Program
	every  decide.Region // all values that the metric is judged by
	missed decide.Region // those that miss the target
	unpaid []bool        // tiers that hold for no value that misses the target
}

func (r *reviewer) creditOf(pr *sla.CheckedRemedy) *reviewedCredit {
	c := &reviewedCredit{reviewer: r, path: "remedies." + pr.Name + ".credit", remedy: pr, m: r.metric(pr.Credit.Metric)}
	c.tiers = slices.Clone(pr.Tiers)
	c.every = r.region(c.m)
	c.missed = r.region(c.m)
	c.missed.Where = c.condition("not (" + c.m.Target.Text() + "\n)")
	c.unpaid = make([]bool, len(c.tiers))
	return c
}

// condition compiles a condition with the names of the metric's levels; nil when it is
// longer than the language allows.
func (c *reviewedCredit) condition(text string) *dsl.Program {
	p, err := dsl.Compile(text, c.m.Levels)
	if err != nil {
		return nil
	}
	return p
}

// either returns that one of some tiers holds.
func (c *reviewedCredit) either(tiers []*dsl.Program) string {
	texts := make([]string, len(tiers))
	for i, t := range tiers {
		texts[i] = "(" + t.Text() + "\n)"
	}
	return strings.Join(texts, " or ")
}

func (c *reviewedCredit) tierPath(i int, key string) string {
	return join(c.path, tierKey(i)) + "." + key
}

// atTier tells about a tier, at the bound that the edit changes when there is one.
func (c *reviewedCredit) atTier(i int, code diag.Code, summary, advice string, e *decide.Edit) {
	if e == nil || e.Tier != i {
		c.report(diag.Warning, code, c.tierPath(i, "when"), summary, advice)
		return
	}
	d := diag.Diagnostic{Severity: diag.Warning, Code: code, Class: diag.ErrDocument, Summary: summary, Advice: fmt.Sprintf("write %q instead of %q", e.New, e.Old)}
	c.findings = append(c.findings, c.tiers[i].Snippet().At(d, e.Span))
}

// first returns the first tier that holds for a witness's values, or -1.
func (c *reviewedCredit) first(ctx context.Context, w *decide.Witness) int {
	return slices.IndexFunc(c.tiers, func(t *dsl.Program) bool {
		v, err := t.Evaluate(ctx, dsl.Data{Inputs: w.Values()})
		holds, ok := v.Bool()
		return err == nil && ok && holds
	})
}

// where returns the values of a finding, with one of them as an example when they are
// many.
func where(f decide.Finding) string {
	if such := shownValue(f.Witness); f.Values != valueName+" = "+such {
		return f.Values + ", such as " + such
	}
	return f.Values
}

// shownValue returns the metric's value in a witness, as an author would write it.
func shownValue(w *decide.Witness) string {
	v, ok := w.Values()[valueName]
	if !ok {
		return w.String()
	}
	if len(w.Inputs) == 1 {
		return v.Exact()
	}
	return w.String()
}
