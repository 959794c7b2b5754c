package sla

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

var remediesForm = form.MapOf("names", remedyForm, func(name string) Remedy { return Remedy{Name: name} })

// remedyForm reads a remedy from a rule in one text, or from keys.
var remedyForm = form.EitherOf(ruleForm, form.ObjectOf("a remedy", []form.Key[Remedy]{
	{
		Name: "when", Required: true, Example: "missed(payment_timeliness)",
		Meaning: "the condition over results and inputs under which it follows",
		Value:   form.In(conditionForm, func(r *Remedy) *string { return &r.When }),
	},
	{
		Name: "then", Example: "[notify qsmo, escalate to customer.executive sponsor within 2 business days]",
		Meaning: "what is to be done",
		Value:   form.In(form.ListOf(actionForm), func(r *Remedy) *[]Action { return &r.Then }),
	},
	{
		Name: "credit", Example: "{metric: payment_timeliness, of: monthly_fee, tiers: [{when: value < 95%, credit: 10%}], cap: 10%}",
		Meaning: "what is to be paid; a remedy has `then`, or `credit`, or both",
		Value: form.In(creditForm, func(r *Remedy) *Credit {
			r.Credit = &Credit{}
			return r.Credit
		}),
	},
}))

var creditForm = form.ObjectOf("a credit", []form.Key[Credit]{
	{
		Name: "metric", Required: true, Example: "payment_timeliness",
		Meaning: "the metric whose value the tiers look at",
		Value:   form.In(nameForm, func(c *Credit) *string { return &c.Metric }),
	},
	{
		Name: "of", Required: true, Example: "monthly_fee",
		Meaning: "the money of which the credit is a share, from inputs",
		Value:   form.In(expressionForm, func(c *Credit) *string { return &c.Of }),
	},
	{
		Name: "tiers", Required: true, Example: "[{when: value >= 95% and value < 98%, credit: 5%}, {when: value < 95%, credit: 10%}]",
		Meaning: "bands of values, of which the first whose condition holds counts",
		Value:   form.In(form.ListOf(tierForm), func(c *Credit) *[]Tier { return &c.Tiers }),
	},
	{
		Name: "cap", Example: "10%",
		Meaning: "the most that is paid for a period",
		Value:   form.In(percentForm, func(c *Credit) *string { return &c.Cap }),
	},
})

var tierForm = form.ObjectOf("a tier", []form.Key[Tier]{
	{
		Name: "when", Required: true, Example: "value < 95%",
		Meaning: "the condition on the metric's value",
		Value:   form.In(conditionForm, func(t *Tier) *string { return &t.When }),
	},
	{
		Name: "credit", Required: true, Example: "10%",
		Meaning: "the share of the money that is paid",
		Value:   form.In(percentForm, func(t *Tier) *string { return &t.Credit }),
	},
})

// ruleForm reads a remedy that is written as one text. Its condition and its actions are
// known to the reader by the paths that they would have as keys.
var ruleForm = form.New(form.Shape{Kind: form.Scalar, Noun: "rule"}, func(r *form.Reader, n *document.Node, into *Remedy) {
	parts, mistakes := cutRule(n.Snippet)
	if r.Mistakes = append(r.Mistakes, mistakes...); len(mistakes) > 0 {
		return
	}
	parts.when.Path = n.Path + ".when"
	r.Texts = append(r.Texts, parts.when)
	into.When = parts.when.Text
	for i, text := range parts.then {
		text.Path = fmt.Sprintf("%s.then[%d]", n.Path, i)
		r.Texts = append(r.Texts, text)
		into.Then = append(into.Then, readAction(r, text))
	}
})

// actionForm reads "notify qsmo within 2 business days".
var actionForm = form.New(form.Shape{Kind: form.Scalar, Noun: "action"}, func(r *form.Reader, n *document.Node, into *Action) {
	var text string
	if form.Text.Read(r, n, &text); n.Kind == document.Scalar {
		*into = readAction(r, n.Snippet)
	}
})

// readAction reads an action, the zero action if it cannot be read.
func readAction(r *form.Reader, text diag.Snippet) Action {
	a, err := parseAction(text.Text)
	for _, m := range diag.From(err) {
		r.Mistakes = append(r.Mistakes, text.At(*m, diag.Span{End: len(text.Text)}))
	}
	return a
}
