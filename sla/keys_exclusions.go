package sla

import (
	"time"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/document/form"
	"github.com/concord-sla/concord/internal/prose"
)

// exclusionsForm is the form of what a metric or an availability leaves out.
var exclusionsForm = form.ListOf(exclusionForm)

var exclusionForm = form.ObjectOf("an exclusion", []form.Key[Exclusion]{
	{
		Name: "kind", Required: true, Example: "out of scope",
		Meaning: "why it does not count",
		Value:   form.In(exclusionWords.form(), func(x *Exclusion) *outage.Kind { return &x.Kind }),
	},
	{
		Name: "rows", Example: ".improper",
		Meaning: "the rows that are left out. Of an availability they are outages, and all their time is excluded",
		Value:   form.In(conditionForm, func(x *Exclusion) *string { return &x.Rows }),
	},
	{
		Name: "table", Example: "invoices",
		Meaning: "whose rows they are, of a measure that reads several tables",
		Value:   form.In(nameForm, func(x *Exclusion) *string { return &x.Table }),
	},
	{
		Name: "window", Example: "{from: 2026-12-24, to: 2026-12-24}",
		Meaning: "a time that is left out",
		Value: windowForm(true,
			func(x *Exclusion) *time.Time { return &x.From },
			func(x *Exclusion) *time.Time { return &x.To }),
	},
	{
		Name: "recurs", Example: `"DTSTART;TZID=America/New_York:20261004T020000\nDURATION:PT4H\nRRULE:FREQ=MONTHLY;BYDAY=1SU"`,
		Meaning: "windows that are left out, as an event in the text of iCalendar ([RFC 5545](https://www.rfc-editor.org/rfc/rfc5545)); one that has none within the agreement's term is a mistake",
		Value:   form.In(form.TextOf("iCalendar text"), func(x *Exclusion) *string { return &x.Recurs }),
	},
	{
		Name: "because", Required: true, Example: "returned to the vendor",
		Meaning: "the reason in a few words",
		Value:   form.In(form.Text, func(x *Exclusion) *string { return &x.Because }),
	},
	{
		Name: "authority", Required: true, Example: "5 CFR 1315.4(c)",
		Meaning: "the clause or rule that allows it",
		Value:   form.In(form.Text, func(x *Exclusion) *string { return &x.Authority }),
	},
	{
		Name: "announced", Example: "2026-12-01T09:00:00-05:00",
		Meaning: "when the window was announced, or the event with all its windows",
		Value:   form.In(form.Instant, func(x *Exclusion) *time.Time { return &x.Announced }),
	},
})

// noticesForm is the form of how long before its beginning a window of a kind has to be
// announced.
var noticesForm = form.New(*noticeList.Shape(), func(r *form.Reader, n *document.Node, into *map[outage.Kind]string) {
	var list []notice
	noticeList.Read(r, n, &list)
	*into = map[outage.Kind]string{}
	for _, one := range list {
		(*into)[one.kind] = one.length
	}
})

// notice is an entry of the notices.
type notice struct {
	kind   outage.Kind
	length string
}

var noticeList = form.KeyedOf("kinds of exclusions",
	form.In(form.TextOf("notice"), func(x *notice) *string { return &x.length }),
	func(r *form.Reader, e document.Entry) (notice, bool) {
		kind, ok := exclusionWords.value(e.Key)
		if !ok {
			r.ReportKey(e, codes.UnknownKey, prose.Quote(e.Key)+" is not a kind of exclusion", exclusionWords.advice(e.Key))
		}
		return notice{kind: kind}, ok
	})
