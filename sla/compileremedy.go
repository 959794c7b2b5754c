package sla

import (
	"context"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
)

func (c *compiler) remedies() {
	for i, r := range c.a.Remedies {
		path := "remedies." + r.Name
		c.need(path, "name", r.Name, "give the remedy a name")
		if slices.ContainsFunc(c.a.Remedies[:i], func(o Remedy) bool { return o.Name == r.Name }) {
			c.report(path, diag.DuplicateKey, fmt.Sprintf("the remedy %s is named twice", r.Name), "remove one of them")
		}
		c.remedy(path, r)
	}
}

func (c *compiler) remedy(path string, r Remedy) {
	pr := &planRemedy{Remedy: r}
	env := dsl.Env{Queries: queries(), Subjects: c.subjects(), Inputs: c.inputFields(), Result: kinds.Boolean}
	pr.when = c.program(path, "when", r.When, env, "write a condition over verdicts: missed(payment_timeliness)")
	if pr.when != nil {
		pr.asked = pr.when.Questions()
		if len(pr.asked) == 0 {
			c.report(path+".when", diag.BadValue, "the condition asks about no metric, so there is no period to judge it for", "write for example missed(payment_timeliness)")
		}
		for _, q := range pr.asked {
			pr.subjects = append(pr.subjects, q.Subject)
		}
	}
	if len(r.Then) == 0 && r.Credit == nil {
		c.report(path, diag.MissingKey, fmt.Sprintf("the remedy %s does nothing", r.Name), "write then: with an action, or credit:")
	}
	for i, a := range r.Then {
		at := fmt.Sprintf("%s.then[%d]", path, i)
		if len(a.By) == 0 || a.Kind == 0 {
			c.report(at, diag.BadValue, "the action does not say what is done, or by whom", "write notify qsmo, or corrective action plan from provider")
		}
		for _, who := range a.By {
			c.party(at, who)
		}
		if a.Within != "" {
			c.span(at, a.Within)
		}
	}
	if r.Credit != nil {
		pr.credit = c.credit(path+".credit", *r.Credit)
		pr.subjects = append(pr.subjects, r.Credit.Metric)
	}
	c.onePeriod(path, pr.subjects)
	c.plan.remedies = append(c.plan.remedies, pr)
}

// onePeriod checks that the metrics that a remedy asks about are judged over the
// same periods. A yearly miss would otherwise still be asked about in every month
// after it, and be paid for twelve times.
func (c *compiler) onePeriod(path string, subjects []string) {
	var first *Metric
	for _, name := range subjects {
		i := slices.IndexFunc(c.a.Metrics, func(m Metric) bool { return m.Name == name })
		if i < 0 {
			continue
		}
		m := &c.a.Metrics[i]
		if first != nil && first.Period != 0 && m.Period != 0 && m.Period != first.Period {
			c.report(path, diag.BadValue, fmt.Sprintf("%s is judged each %s and %s each %s", first.Name, cycleText(first.Period), m.Name, cycleText(m.Period)),
				"write a remedy for each of the two")
			return
		}
		first = m
	}
}

// subjects are the metrics with the kinds of their values, as far as they are known.
func (c *compiler) subjects() []kinds.Field {
	fields := make([]kinds.Field, len(c.plan.metrics))
	for i, m := range c.plan.metrics {
		fields[i].Name = m.Name
		if m.measure != nil {
			fields[i].Type = m.measure.Type()
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
func (c *compiler) credit(path string, credit Credit) *planCredit {
	pc := &planCredit{}
	var measure *dsl.Program
	if i := slices.IndexFunc(c.plan.metrics, func(m *planMetric) bool { return m.Name == credit.Metric }); i >= 0 {
		measure = c.plan.metrics[i].measure
	} else {
		c.report(path+".metric", diag.UnknownReference, fmt.Sprintf("there is no metric %q for the credit to look at", credit.Metric), diag.DidYouMean(credit.Metric, c.metricNames()))
	}
	env := dsl.Env{Inputs: c.inputFields(), Result: kinds.Money}
	pc.of = c.program(path, "of", credit.Of, env, "write what the credit is a part of: of: monthly_fee")
	if len(credit.Tiers) == 0 {
		c.report(path+".tiers", diag.MissingKey, "the credit has no tiers", "write tiers: with - {when: value < 99%, credit: 10%}")
	}
	for i, t := range credit.Tiers {
		at := fmt.Sprintf("%s.tiers[%d]", path, i)
		pt := planTier{Tier: t}
		if measure != nil {
			pt.when = c.program(at, "when", t.When, c.targetEnv(measure.Type()), "write a condition on value: value < 99%")
		}
		pt.credit = c.percent(at+".credit", t.Credit)
		pc.tiers = append(pc.tiers, pt)
	}
	if credit.Cap != "" {
		v := c.percent(path+".cap", credit.Cap)
		pc.cap = &v
	}
	return pc
}

// percent reads a constant percent from 0 to 100.
func (c *compiler) percent(path, text string) dsl.Value {
	p, err := dsl.CompileSnippet(c.a.origin.text(path, text), dsl.Env{})
	switch {
	case err != nil:
		c.found = append(c.found, diag.From(err)...)
		return dsl.Value{}
	case p.Type().Kind != kinds.Percent:
		c.report(path, diag.ResultKind, fmt.Sprintf("%s is not a percent", text), "write the percent sign: 10%")
		return dsl.Value{}
	}
	v, err := p.Evaluate(context.Background(), dsl.Data{})
	if r, ok := v.Rat(); err != nil || !ok || r.Sign() < 0 || r.Cmp(hundredPercent) > 0 {
		c.report(path, diag.BadValue, fmt.Sprintf("%s is not a part of the whole", text), "write a percent from 0% to 100%")
	}
	return v
}
