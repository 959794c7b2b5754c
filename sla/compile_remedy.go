package sla

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

func (c *compiler) remedies() {
	c.plan.conditions = dsl.Env{Queries: queries(), Subjects: c.subjects(), Inputs: c.inputFields(), Result: kinds.Boolean}
	for i, r := range c.a.Remedies {
		path := "remedies." + r.Name
		c.need(path, "name", r.Name, "give the remedy a name")
		if slices.ContainsFunc(c.a.Remedies[:i], func(o Remedy) bool { return o.Name == r.Name }) {
			c.report(path, codes.DuplicateKey, fmt.Sprintf("the remedy %s is named twice", r.Name), "remove one of them")
		}
		c.remedy(path, r)
	}
}

func (c *compiler) remedy(path string, r Remedy) {
	pr := &CheckedRemedy{Remedy: r}
	pr.When = c.program(path, "when", r.When, c.plan.conditions, "write a condition over verdicts: missed(payment_timeliness)")
	if pr.When != nil {
		asked := pr.When.Questions()
		if len(asked) == 0 {
			c.report(path+".when", codes.BadValue, "the condition asks about no metric, so there is no period to judge it for", "write for example missed(payment_timeliness)")
		}
		for _, q := range asked {
			pr.Metrics = append(pr.Metrics, q.Subject)
		}
	}
	if len(r.Then) == 0 && r.Credit == nil {
		c.report(path, codes.MissingKey, fmt.Sprintf("the remedy %s does nothing", r.Name), "write then: with an action, or credit:")
	}
	for i, a := range r.Then {
		at := fmt.Sprintf("%s.then[%d]", path, i)
		if len(a.By) == 0 || !isAction(a.Kind) {
			c.report(at, codes.BadValue, "the action does not say what is done, or by whom", "write notify qsmo, or corrective action plan from provider")
		}
		for _, who := range a.By {
			c.party(at, who)
		}
		if a.Within != "" {
			c.span(at, a.Within)
		}
	}
	if r.Credit != nil {
		c.credit(path+".credit", pr)
		pr.Metrics = append(pr.Metrics, r.Credit.Metric)
	}
	c.onePeriod(path, pr.Metrics)
	c.plan.remedies = append(c.plan.remedies, pr)
}

// onePeriod checks that the metrics that a remedy asks about are judged over the same
// periods. A yearly miss would otherwise still be asked about in every month after it,
// and be paid for twelve times.
func (c *compiler) onePeriod(path string, subjects []string) {
	var first *Metric
	for _, name := range subjects {
		i := slices.IndexFunc(c.a.Metrics, func(m Metric) bool { return m.Name == name })
		if i < 0 {
			continue
		}
		m := &c.a.Metrics[i]
		if first != nil && first.Period != 0 && m.Period != 0 && m.Period != first.Period {
			c.report(path, codes.BadValue, fmt.Sprintf("%s is judged each %s and %s each %s", first.Name, cycleText(first.Period), m.Name, cycleText(m.Period)),
				"write a remedy for each of the two")
			return
		}
		first = m
	}
}

// subjects returns the metrics with the kinds of their values, as far as they are known.
func (c *compiler) subjects() []kinds.Field {
	fields := make([]kinds.Field, len(c.plan.metrics))
	for i, m := range c.plan.metrics {
		fields[i].Name = m.Name
		if m.Measure != nil {
			fields[i].Type = m.Measure.Type()
		}
	}
	return fields
}

func (c *compiler) metricNames() []string {
	names := make([]string, len(c.a.Metrics))
	for i, m := range c.a.Metrics {
		names[i] = m.Name
	}
	return names
}

// credit checks the money, the tiers and the cap.
func (c *compiler) credit(path string, pr *CheckedRemedy) {
	credit := *pr.Credit
	var measure *dsl.Program
	if i := slices.IndexFunc(c.plan.metrics, func(m *CheckedMetric) bool { return m.Name == credit.Metric }); i >= 0 {
		measure = c.plan.metrics[i].Measure
	} else {
		c.report(path+".metric", codes.UnknownReference, fmt.Sprintf("there is no metric %q for the credit to look at", credit.Metric), diag.DidYouMean(credit.Metric, c.metricNames()))
	}
	env := dsl.Env{Inputs: c.inputFields(), Result: kinds.Money}
	pr.Of = c.program(path, "of", credit.Of, env, "write what the credit is a part of: of: monthly_fee")
	if len(credit.Tiers) == 0 {
		c.report(path+".tiers", codes.MissingKey, "the credit has no tiers", "write tiers: with - {when: value < 99%, credit: 10%}")
	}
	for i, t := range credit.Tiers {
		at := fmt.Sprintf("%s.tiers[%d]", path, i)
		var when *dsl.Program
		if measure != nil {
			when = c.program(at, "when", t.When, c.targetEnv(measure.Type()), "write a condition on value: value < 99%")
		}
		pr.Tiers, pr.Parts = append(pr.Tiers, when), append(pr.Parts, c.percent(at+".credit", t.Credit))
	}
	if credit.Cap != "" {
		v := c.percent(path+".cap", credit.Cap)
		pr.Cap = &v
	}
}

var hundredPercent = big.NewRat(100, 1)

// percent reads a constant percent from 0 to 100.
func (c *compiler) percent(path, text string) dsl.Value {
	p, err := dsl.CompileSnippet(c.a.origin.text(path, text), dsl.Env{})
	switch {
	case err != nil:
		c.problems = append(c.problems, diag.From(err)...)
		return dsl.Value{}
	case p.Type().Kind != kinds.Percent:
		c.report(path, codes.ResultKind, fmt.Sprintf("%s is not a percent", text), "write the percent sign: 10%")
		return dsl.Value{}
	}
	v, err := constant(p)
	if r, ok := v.Rat(); err != nil || !ok || r.Sign() < 0 || r.Cmp(hundredPercent) > 0 {
		c.report(path, codes.BadValue, fmt.Sprintf("%s is not a part of the whole", text), "write a percent from 0% to 100%")
	}
	return v
}
