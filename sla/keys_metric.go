package sla

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/prose"
)

// defaultPlaces is how many decimal places of a metric's value are shown when the
// agreement does not say.
const defaultPlaces = 2

var metricsForm = form.MapOf("names", metricForm, func(name string) Metric { return Metric{Name: name, Places: defaultPlaces} })

var metricForm = form.ObjectOf("a metric", []form.Key[Metric]{
	{
		Name: "title", Required: true, Example: "Commercial invoices paid in time",
		Meaning: "what the metric is called in reports",
		Value:   form.In(form.Text, func(m *Metric) *string { return &m.Title }),
	},
	{
		Name: "service", Example: "payables",
		Meaning: "the service that it is about",
		Value:   form.In(nameForm, func(m *Metric) *string { return &m.Service }),
	},
	{
		Name: "responsible", Example: "provider.program manager",
		Meaning: "who answers for it",
		Value:   form.In(holderForm, func(m *Metric) *string { return &m.Responsible }),
	},
	{
		Name: "aligns", Example: "FFM.030.070.0033",
		Meaning: "the measures of the framework that it claims to follow; one id or a list",
		Value:   form.In(form.ListOf(form.TextOf("id")), func(m *Metric) *[]string { return &m.Aligns }),
	},
	{
		Name: "measure", Required: true, Example: "share(invoices, known(.paid) and calendar_days(.accepted, .paid) <= 25 calendar days)",
		Meaning: "how the value is computed, in [the language](language.md)",
		Value:   form.In(expressionForm, func(m *Metric) *string { return &m.Measure }),
	},
	{
		Name: "target", Required: true, Example: "value >= 98%",
		Meaning: "the expected level: a condition on `value`",
		Value:   form.In(conditionForm, func(m *Metric) *string { return &m.Target }),
	},
	{
		Name: "minimum", Example: "value >= 95%",
		Meaning: "the lowest level that is tolerated; a miss below it is marked so",
		Value:   form.In(conditionForm, func(m *Metric) *string { return &m.Minimum }),
	},
	{
		Name: "warn", Example: "value < 98.5%",
		Meaning: "met, but close: the verdict is then \"at risk\"",
		Value:   form.In(conditionForm, func(m *Metric) *string { return &m.Warn }),
	},
	{
		Name: "stabilization", Example: "{for: 90 calendar days, target: value >= 90%}",
		Meaning: "other levels while the service is new, instead of all three of the metric's own",
		Value:   form.In(stabilizationForm, func(m *Metric) *Stabilization { return &m.Stabilization }),
	},
	{
		Name: "period", Required: true, Example: "month, due 10 calendar days after",
		Meaning: "`week`, `month`, `quarter`, `fiscal quarter`, `fiscal year` or `year`, or one that begins elsewhere, such as `month from day 16`, `pay period from 2026-01-11`, `fiscal year from july`, `rolling 12 months` or `billing cycle`; and when the figure is due",
		Value:   periodForm,
	},
	{
		Name: "sample", Example: "at least 30",
		Meaning: "the fewest rows from which a verdict is reached",
		Value:   form.In(sampleForm, func(m *Metric) *int { return &m.Sample }),
	},
	{
		Name: "no data", Required: true, Example: "not measured",
		Meaning: "what a period without rows means",
		Value:   form.In(noDataWords.form(), func(m *Metric) *Verdict { return &m.NoData }),
	},
	{
		Name: "places", Example: "1",
		Meaning: fmt.Sprintf("how many decimal places are shown, %d when it does not say", defaultPlaces),
		Value:   form.In(form.WholeNumber, func(m *Metric) *int { return &m.Places }),
	},
	{
		Name: "compare", Example: "rounded",
		Meaning: "whether the exact value (the default) or the rounded one is held against the target",
		Value:   form.In(compareWords.form(), func(m *Metric) *bool { return &m.Rounded }),
	},
	{
		Name:    "exclude",
		Meaning: "rows or windows of time that do not count",
		Value:   form.In(exclusionsForm, func(m *Metric) *[]Exclusion { return &m.Exclude }),
	},
	{
		Name: "notice", Example: "{planned: 3 business days}",
		Meaning: "how long before its beginning excluded time of a kind has to be announced",
		Value:   form.In(noticesForm, func(m *Metric) *map[outage.Kind]string { return &m.Notices }),
	},
	{
		Name: "dispute", Example: "in writing within 15 calendar days of the report",
		Meaning: "how a figure is disputed",
		Value:   form.In(form.Text, func(m *Metric) *string { return &m.Dispute }),
	},
})

var compareWords = words[bool]{{"exact", false}, {"rounded", true}}

var stabilizationForm = form.ObjectOf("a stabilization", []form.Key[Stabilization]{
	{
		Name: "for", Required: true, Example: "90 calendar days",
		Meaning: "how long they hold, from the day on which the service begins to operate",
		Value:   form.In(form.TextOf("number of calendar days"), func(s *Stabilization) *string { return &s.For }),
	},
	{
		Name: "target", Required: true, Example: "value >= 90%",
		Meaning: "the expected level",
		Value:   form.In(conditionForm, func(s *Stabilization) *string { return &s.Target }),
	},
	{
		Name: "minimum", Example: "value >= 80%",
		Meaning: "the lowest level that is tolerated",
		Value:   form.In(conditionForm, func(s *Stabilization) *string { return &s.Minimum }),
	},
	{
		Name: "warn", Example: "value < 92%",
		Meaning: "met, but close",
		Value:   form.In(conditionForm, func(s *Stabilization) *string { return &s.Warn }),
	},
})

// periodForm reads "month" or "month, due 10 calendar days after".
var periodForm = form.New(form.Shape{Kind: form.Scalar, Noun: "period"}, func(r *form.Reader, n *document.Node, m *Metric) {
	var text string
	if form.Text.Read(r, n, &text); text == "" {
		return // it has been reported, or is empty: the period is then missing
	}
	cycle, due, hasDue := strings.Cut(text, ",")
	c, err := calendar.ParseCycle(strings.TrimSpace(cycle))
	if strings.TrimSpace(cycle) == billingCycle {
		c, err = calendar.Once, nil
	}
	if err != nil {
		summary, advice := unknownName(err)
		r.Bad(n, summary, advice)
		return
	}
	m.Period = c
	if !hasDue {
		return
	}
	days, ok := strings.CutPrefix(strings.TrimSpace(due), "due ")
	days, after := strings.CutSuffix(days, " after")
	if !ok || !after {
		r.Bad(n, prose.Quote(strings.TrimSpace(due))+" does not say when the figure is due", "write month, due 10 calendar days after")
		return
	}
	m.Due = days
})

// sampleForm reads "at least 30".
var sampleForm = form.New(form.Shape{Kind: form.Scalar, Noun: "number of rows"}, func(r *form.Reader, n *document.Node, into *int) {
	count, err := strconv.Atoi(strings.TrimPrefix(n.Text, "at least "))
	if n.Kind != document.Scalar || err != nil || count < 0 {
		r.Bad(n, "a sample is a number of rows", "write sample: at least 30")
		return
	}
	*into = count
})
