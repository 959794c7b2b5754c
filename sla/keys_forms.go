package sla

import (
	"time"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
)

// Texts of several sorts. All are read alike; the checks say whether they are of their
// sort.
var (
	nameForm       = form.TextOf("name")
	holderForm     = form.TextOf("party or party.role")
	expressionForm = form.TextOf("expression")
	conditionForm  = form.TextOf("condition")
	percentForm    = form.TextOf("percent")
	durationForm   = form.TextOf("duration")
)

// kindForm reads the kind of a field or an input: "instant?", "money USD".
var kindForm = form.New(form.Shape{Kind: form.Scalar, Noun: "kind of value"}, func(r *form.Reader, n *document.Node, into *kinds.Type) {
	if n.Kind != document.Scalar {
		r.WrongShape(n, "a kind of value is expected here", "write for example text, instant?, money USD")
		return
	}
	t, err := kinds.ParseType(n.Text)
	for _, m := range diag.From(err) {
		r.Report(n, m.Code, m.Summary, m.Advice)
	}
	*into = t
})

// windowForm returns the form of a time from one day or instant to another. Both are
// needed when it is bounded.
func windowForm[T any](bounded bool, from, to func(*T) *time.Time) form.Form[T] {
	return form.ObjectOf("a span of time", []form.Key[T]{
		{
			Name: "from", Required: bounded, Example: "2026-10-01",
			Meaning: "the first day, or the first instant with its offset",
			Value:   form.In(form.Start, from),
		},
		{
			Name: "to", Required: bounded, Example: "2026-12-26T22:00:00-05:00",
			Meaning: "the last day, or the first instant after it with its offset",
			Value:   form.In(form.End, to),
		},
	})
}

// sourceForm is the form of where records or figures come from.
var sourceForm = form.ObjectOf("a source", []form.Key[Source]{
	{
		Name: "system", Example: "core financials",
		Meaning: "where they are recorded",
		Value:   form.In(form.Text, func(s *Source) *string { return &s.System }),
	},
	{
		Name: "method", Example: "automated report",
		Meaning: "how they are taken",
		Value:   form.In(form.Text, func(s *Source) *string { return &s.Method }),
	},
	{
		Name: "measurer", Example: "provider",
		Meaning: "who takes them",
		Value:   form.In(holderForm, func(s *Source) *string { return &s.Measurer }),
	},
	{
		Name: "licence", Example: "public domain",
		Meaning: "the licence of published records",
		Value:   form.In(form.Text, func(s *Source) *string { return &s.Licence }),
	},
})
