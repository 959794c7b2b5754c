package sla

import (
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/document/form"
)

var (
	excludedWords = words[outage.Treatment]{{"taken out", outage.TakenOut}, {"added back", outage.AddedBack}}
	unknownWords  = words[outage.Unknown]{{"down", outage.UnknownIsDown}, {"up", outage.UnknownIsUp}, {"left out", outage.UnknownIsLeftOut}}
)

var availabilitiesForm = form.MapOf("names", availabilityForm, func(name string) Availability { return Availability{Name: name} })

// availabilityForm has the keys of outages and those of checks; the checks say which of
// them go together.
var availabilityForm = form.ObjectOf("an availability", []form.Key[Availability]{
	{
		Name: "over", Required: true, Example: "outages",
		Meaning: "the table of outages or checks; all of its rows are read, whatever the period",
		Value:   form.In(nameForm, func(a *Availability) *string { return &a.Over }),
	},
	{
		Name: "from", Example: ".started",
		Meaning: "when an outage began; required of outages",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.From }),
	},
	{
		Name: "to", Example: ".ended",
		Meaning: "when an outage ended; required of outages, and a row without an end is down until the period ends",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.To }),
	},
	{
		Name: "when", Example: ".checked",
		Meaning: "when a check was made; required of checks",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.When }),
	},
	{
		Name: "order", Example: ".number",
		Meaning: "a number by which one check comes before another of the same instant",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.Order }),
	},
	{
		Name: "state", Example: `{up: '.status == "up"', down: '.status == "down"'}`,
		Meaning: "what a check found, required of checks; one for which none holds found nothing out",
		Value:   form.In(checkStatesForm, func(a *Availability) *Availability { return a }),
	},
	{
		Name: "holds", Example: "15min",
		Meaning: "how long at most what a check found holds; until the next, however long that is, when it is left out",
		Value:   form.In(durationForm, func(a *Availability) *string { return &a.Holds }),
	},
	{
		Name: "service", Example: ".service",
		Meaning: "of which service an outage or a check was, when there are several",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.Service }),
	},
	{
		Name: "services", Example: "[portal, mail]",
		Meaning: "those that have a row also when no outage is known of them; with one name and without `service` every outage is of that one",
		Value:   form.In(form.ListOf(nameForm), func(a *Availability) *[]string { return &a.Services }),
	},
	{
		Name: "component", Example: ".component",
		Meaning: "of which component an outage or a check was",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.Component }),
	},
	{
		Name: "made of", Example: "{series: [web, {parallel: [left, right]}]}",
		Meaning: "what the service is made of; goes with `component`",
		Value:   form.In(componentForm, func(a *Availability) *outage.Component { return &a.MadeOf }),
	},
	{
		Name: "loss", Example: ".degraded",
		Meaning: "how much of the service was lost, as a percent; a row without it lost all of it",
		Value:   form.In(expressionForm, func(a *Availability) *string { return &a.Loss }),
	},
	{
		Name: "unknown", Example: ".unsure",
		Meaning: "when it is not known whether the service was down",
		Value:   form.In(conditionForm, func(a *Availability) *string { return &a.Unknown }),
	},
	{
		Name: "unknown time", Example: "left out",
		Meaning: "what time counts as of which nothing is known: `down` (the default), `up`, or left out of the agreed time",
		Value:   form.In(unknownWords.form(), func(a *Availability) *outage.Unknown { return &a.UnknownTime }),
	},
	{
		Name: "calendar", Example: "desk",
		Meaning: "the calendar whose hours are the service hours; around the clock when it is left out",
		Value:   form.In(nameForm, func(a *Availability) *string { return &a.Calendar }),
	},
	{
		Name: "minimum", Example: "5min",
		Meaning: "the shortest outage that counts; one of this length does",
		Value:   form.In(durationForm, func(a *Availability) *string { return &a.Minimum }),
	},
	{
		Name: "count", Example: "started minutes",
		Meaning: "`exact` (the default); `started minutes` or `full minutes` of each outage; `any 5min slice`, which is down when any of it is, or `all 5min slice`, when all of it is; `probes 2 of 3 every 1min`, where a failed probe counts until the next when it is among two failed of three",
		Value:   form.In(countingForm, func(a *Availability) *Availability { return a }),
	},
	{
		Name: "excluded", Example: "added back",
		Meaning: "whether excluded time is taken out of the agreed time (the default), or added back, as if the service had been up",
		Value:   form.In(excludedWords.form(), func(a *Availability) *outage.Treatment { return &a.Excluded }),
	},
	{
		Name:    "exclude",
		Meaning: "time that does not count, and outages whose time does not",
		Value:   form.In(exclusionsForm, func(a *Availability) *[]Exclusion { return &a.Exclude }),
	},
	{
		Name: "notice", Example: "{planned: 3 business days}",
		Meaning: "how long before its beginning excluded time of a kind has to be announced",
		Value:   form.In(noticesForm, func(a *Availability) *map[outage.Kind]string { return &a.Notices }),
	},
})

var checkStatesForm = form.ObjectOf("the states of a check", []form.Key[Availability]{
	{
		Name: "up", Required: true, Example: `.status == "up"`,
		Meaning: "when a check found the service up",
		Value:   form.In(conditionForm, func(a *Availability) *string { return &a.Up }),
	},
	{
		Name: "down", Required: true, Example: `.status == "down"`,
		Meaning: "when it found it down",
		Value:   form.In(conditionForm, func(a *Availability) *string { return &a.Down }),
	},
	{
		Name: "degraded", Example: `.status == "slow"`,
		Meaning: "when it found it degraded, with the `loss`",
		Value:   form.In(conditionForm, func(a *Availability) *string { return &a.Degraded }),
	},
})
