package sla

import (
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/prose"
)

// formatVersion is what an agreement's document names as its format.
const formatVersion = "v1"

// agreementForm is the table of a document's keys: those of the top here, those of the
// things below it in the files keys_*.go. Reading, the messages about keys, and the
// tables of docs/agreement.md are made from it. A new key is an entry here and the field
// that it fills.
var agreementForm = form.ObjectOf("an agreement", []form.Key[Agreement]{
	{
		Name: "concord", Required: true, Example: formatVersion,
		Meaning: "the format of the document",
		Value:   formatForm,
		Missing: func(*Agreement) (summary, advice string) { return noFormat, beginWithFormat },
	},
	{
		Name: "agreement", Required: true, Example: "payables-operations",
		Meaning: "a short name, for files and programs",
		Value:   form.In(nameForm, func(a *Agreement) *string { return &a.Name }),
	},
	{
		Name: "title", Required: true, Example: "Accounts payable operations",
		Meaning: "the title as it stands on the paper",
		Value:   form.In(form.Text, func(a *Agreement) *string { return &a.Title }),
	},
	{
		Name: "version", Required: true, Example: "3",
		Meaning: "the number of the version, from 1",
		Value:   form.In(form.WholeNumber, func(a *Agreement) *int { return &a.Version }),
	},
	{
		Name: "status", Required: true, Example: "in review",
		Meaning: "how far the agreement has come",
		Value:   form.In(statusWords.form(), func(a *Agreement) *Status { return &a.Status }),
	},
	{
		Name: "supersedes", Example: "version 2",
		Meaning: "the version or agreement that this one replaces",
		Value:   form.In(form.Text, func(a *Agreement) *string { return &a.Supersedes }),
	},
	{
		Name: "provider agreement", Example: "EX-2026-0042",
		Meaning: "the number of the agreement under which the provider works",
		Value:   form.In(form.Text, func(a *Agreement) *string { return &a.ProviderAgreement }),
	},
	{
		Name: "effective", Required: true, Example: "{from: 2026-10-01, to: 2027-09-30}",
		Meaning: "the term of the agreement",
		Value:   form.In(termForm, func(a *Agreement) *Term { return &a.Effective }),
	},
	{
		Name: "zone", Required: true, Example: "America/New_York",
		Meaning: "the IANA zone whose days, months and years count",
		Value:   zoneForm,
	},
	{
		Name: "calendar", Example: "federal",
		Meaning: "the calendar of business days and working time: `federal` (Monday to Friday without the holidays of 5 U.S.C. 6103), `weekdays`, or one of `calendars`",
		Value:   form.In(nameForm, func(a *Agreement) *string { return &a.Calendar }),
	},
	{
		Name: "billing cycles", Example: "[2026-10-17, 2026-11-15, 2026-12-18]",
		Meaning: "the first day of each billing cycle, and the first day after the last; for metrics whose period is a `billing cycle`",
		Value:   form.In(form.ListOf(form.Date), func(a *Agreement) *[]calendar.Date { return &a.BillingCycles }),
	},
	{
		Name:    "calendars",
		Meaning: "calendars of the agreement's own",
		Value:   form.In(calendarsForm, func(a *Agreement) *[]Calendar { return &a.Calendars }),
	},
	{
		Name: "parties", Required: true,
		Meaning: "the sides of the agreement: `customer` and `provider` are required, `qsmo` is usual",
		Value:   form.In(partiesForm, func(a *Agreement) *[]Party { return &a.Parties }),
	},
	{
		Name: "stakeholders", Example: "{Office of Inspector General: reads the yearly report}",
		Meaning: "others whom the agreement concerns, and why",
		Value:   form.In(stakeholdersForm, func(a *Agreement) *[]Stakeholder { return &a.Stakeholders }),
	},
	{
		Name:    "services",
		Meaning: "what is provided",
		Value:   form.In(servicesForm, func(a *Agreement) *[]Service { return &a.Services }),
	},
	{
		Name: "tables", Required: true,
		Meaning: "the records that metrics are computed from",
		Value:   form.In(tablesForm, func(a *Agreement) *[]Table { return &a.Tables }),
	},
	{
		Name:    "clocks",
		Meaning: "how much time each item of a log took, without pauses, in working hours",
		Value:   form.In(clocksForm, func(a *Agreement) *[]Clock { return &a.Clocks }),
	},
	{
		Name:    "availability",
		Meaning: "how much of the agreed time services were up, from their outages or from checks",
		Value:   form.In(availabilitiesForm, func(a *Agreement) *[]Availability { return &a.Availabilities }),
	},
	{
		Name: "inputs", Example: "{monthly_fee: money USD}",
		Meaning: "single figures, such as a fee",
		Value:   form.In(inputsForm, func(a *Agreement) *[]Input { return &a.Inputs }),
	},
	{
		Name: "metrics", Required: true,
		Meaning: "what is measured, and held against a target",
		Value:   form.In(metricsForm, func(a *Agreement) *[]Metric { return &a.Metrics }),
	},
	{
		Name:    "remedies",
		Meaning: "what follows from a miss",
		Value:   form.In(remediesForm, func(a *Agreement) *[]Remedy { return &a.Remedies }),
	},
})

const (
	noFormat        = "the document does not name its format"
	beginWithFormat = "begin with concord: " + formatVersion
)

// formatForm reads the format of the document and accepts the one that is known.
var formatForm = form.New(form.Shape{Kind: form.Word, Words: []string{formatVersion}}, func(r *form.Reader, n *document.Node, _ *Agreement) {
	var format string
	form.Text.Read(r, n, &format)
	switch {
	case n.Kind != document.Scalar || format == formatVersion:
	case format == "":
		r.Bad(n, noFormat, beginWithFormat)
	default:
		r.Bad(n, "the format "+prose.Clip(format)+" is not known", "write concord: "+formatVersion)
	}
})

// zoneForm reads the agreement's zone. It stands before everything with a day that begins
// in the zone.
var zoneForm = form.New(form.Shape{Kind: form.Scalar, Noun: "time zone"}, func(r *form.Reader, n *document.Node, a *Agreement) {
	form.Text.Read(r, n, &a.Zone)
	if zone, err := calendar.LoadZone(n.Text); err == nil { // the checks report one that is not known
		r.Zone = zone
	}
})

var termForm = form.ObjectOf("a term", []form.Key[Term]{
	{
		Name: "from", Required: true, Example: "2026-10-01",
		Meaning: "the first day on which it holds",
		Value:   form.In(form.Date, func(t *Term) *calendar.Date { return &t.From }),
	},
	{
		Name: "to", Example: "2027-09-30",
		Meaning: "the last day on which it holds; without it, it holds until it is replaced",
		Value:   form.In(form.Date, func(t *Term) *calendar.Date { return &t.To }),
	},
})
