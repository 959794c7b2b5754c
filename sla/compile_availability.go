package sla

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
)

func (c *compiler) availabilities() {
	for _, a := range c.a.Availabilities {
		path := "availability." + a.Name
		c.named(path, a.Name, "availability")
		pa := &CheckedAvailability{Availability: a, Table: a.table()}
		before := len(c.problems)
		c.outages(path, pa)
		c.agreedTime(path, pa)
		if len(c.problems) == before {
			c.measurable(path, pa)
		}
		c.plan.availabilities = append(c.plan.availabilities, pa)
		c.plan.computed = append(c.plan.computed, pa)
	}
}

// outages checks what is read of each outage.
func (c *compiler) outages(path string, pa *CheckedAvailability) {
	if !c.need(path, "over", pa.Over, "name the table of outages: over: outages") {
		return
	}
	var known bool
	if pa.log, known = c.log(path, pa.Over); !known {
		return
	}
	of := c.aboutRows(path, pa.Over)
	if pa.checks() {
		c.checks(path, pa, of)
	} else {
		if c.need(path, "from", pa.Availability.From, "say when an outage began: from: .started; or, of checks, when: and state:") {
			pa.From = of("from", pa.Availability.From, kinds.Instant)
		}
		if c.need(path, "to", pa.Availability.To, "say when an outage ended: to: .ended") {
			pa.To = of("to", pa.Availability.To, kinds.Instant)
		}
		pa.Unknown = of("unknown", pa.Availability.Unknown, kinds.Boolean)
		for _, one := range []struct{ key, text string }{{"order", pa.Availability.Order}, {"holds", pa.Holds}} {
			if one.text != "" {
				c.report(path+"."+one.key, codes.BadValue, one.key+" is of checks, and these are outages", "leave it out, or write when: and state: instead of from: and to:")
			}
		}
	}
	pa.Service = of("service", pa.Availability.Service, kinds.Text, kinds.Enum)
	pa.Component = of("component", pa.Availability.Component, kinds.Text, kinds.Enum)
	pa.Loss = of("loss", pa.Availability.Loss, kinds.Percent)
	for i, name := range pa.Services {
		at := fmt.Sprintf("%s.services[%d]", path, i)
		switch {
		case name == "":
			c.report(at, codes.BadValue, "the service has no name", "write the name that its outages have")
		case slices.Contains(pa.Services[:i], name):
			c.report(at, codes.DuplicateKey, fmt.Sprintf("the service %s is named twice", name), "remove one of them")
		}
	}
	if pa.Availability.Service == "" && len(pa.Services) > 1 {
		c.report(path, codes.MissingKey, "it is not said of which of the services an outage was", "write service: .service")
	}
}

// checks checks what is read of each check of a monitor.
func (c *compiler) checks(path string, pa *CheckedAvailability, of func(key, text string, allowed ...kinds.Kind) *dsl.Program) {
	if c.need(path, "when", pa.Availability.When, "say when a check was made: when: .checked") {
		pa.When = of("when", pa.Availability.When, kinds.Instant)
	}
	pa.Order = of("order", pa.Availability.Order, kinds.Count, kinds.Number)
	s := pa.Availability
	if s.Up == "" || s.Down == "" {
		c.report(path+".state", codes.MissingKey, "the states do not say when a check found the service up, or down", "write state: {up: …, down: …}, each with a condition on a row")
	}
	pa.Up, pa.Down, pa.Degraded = of("state.up", s.Up, kinds.Boolean), of("state.down", s.Down, kinds.Boolean), of("state.degraded", s.Degraded, kinds.Boolean)
	if pa.Holds != "" {
		longest, ok := parseDuration(pa.Holds)
		if !ok || longest <= 0 {
			c.report(path+".holds", codes.BadValue, fmt.Sprintf("%q is not how long what a check found holds", pa.Holds), "write a duration: 15min")
		}
		pa.Longest = longest
	}
	for _, one := range []struct{ key, text, advice string }{
		{"from", pa.Availability.From, "leave it out: a state holds from its check until the next"},
		{"to", pa.Availability.To, "leave it out: a state holds from its check until the next"},
		{"unknown", pa.Availability.Unknown, "leave it out: what follows a check for which no state holds is unknown"},
	} {
		if one.text != "" {
			c.report(path+"."+one.key, codes.BadValue, one.key+" is of outages, and these are checks", one.advice)
		}
	}
	if pa.Availability.Loss != "" && s.Degraded == "" {
		c.report(path+".loss", codes.MissingKey, "it is not said when a check found the service degraded", "write degraded: and a condition below state, or leave loss out")
	}
	for i, x := range pa.Availability.Exclude {
		if x.Rows != "" {
			c.report(fmt.Sprintf("%s.exclude[%d].rows", path, i), codes.BadValue, "the rows are checks, and have no time that could be left out", "write a window, or one that recurs")
		}
	}
}

// agreedTime checks what time counts, and how.
func (c *compiler) agreedTime(path string, pa *CheckedAvailability) {
	pa.Rule = outage.Rule{Calendar: c.hours(path, pa.Calendar), Components: pa.MadeOf, Rounding: pa.Rounding, Grid: pa.Every,
		Failed: pa.Failed, Of: pa.Of, Excluded: pa.Excluded, Unknown: pa.UnknownTime}
	switch {
	case !madeOfNothing(pa.MadeOf) && pa.Availability.Component == "":
		c.report(path, codes.MissingKey, "it is not said of which component an outage was", "write component: .component")
	case madeOfNothing(pa.MadeOf) && pa.Availability.Component != "":
		c.report(path+".component", codes.MissingKey, "it is not said what the service is made of", "write made of: {series: [web, database]}, or leave component out")
	}
	if !madeOfNothing(pa.MadeOf) {
		c.component(path+".made of", pa.MadeOf)
	}
	if pa.Minimum != "" {
		minimum, ok := parseDuration(pa.Minimum)
		if !ok {
			c.report(path+".minimum", codes.BadValue, fmt.Sprintf("%q is not how long the shortest outage that counts is", pa.Minimum), "write a duration: 5min")
		}
		pa.Rule.Minimum = minimum
	}
	pa.Rule.Notices = c.notices(path+".notice", pa.Notices, pa.Rule.Calendar, pa.Availability.Exclude)
	for i, x := range pa.Availability.Exclude {
		pa.Exclude = append(pa.Exclude, c.excludedOutages(fmt.Sprintf("%s.exclude[%d]", path, i), x, pa))
	}
}

// excludedOutages checks an exclusion from an availability. Its rows are outages.
func (c *compiler) excludedOutages(path string, x Exclusion, pa *CheckedAvailability) CheckedExclusion {
	px := c.exclusion(path, x)
	if x.Table != "" && x.Table != pa.Over {
		c.report(path+".table", codes.UnknownReference, fmt.Sprintf("the availability is of the outages in %s", pa.Over), "leave table out")
	}
	if px.Exclusion.Rows != "" && pa.log.Name != "" {
		px.Rows = c.aboutRows(path, pa.Over)("rows", px.Exclusion.Rows, kinds.Boolean)
	}
	return px
}

// component checks that every part is one thing: a name, or parts.
func (c *compiler) component(path string, part outage.Component) {
	if btoi(part.Name != "")+btoi(len(part.Series) > 0)+btoi(len(part.Parallel) > 0) != 1 {
		c.report(path, codes.BadValue, "a component is a name, or parts in series, or parts in parallel", "write the name, or at least one part")
	}
	for i, inner := range part.Series {
		c.component(fmt.Sprintf("%s.series[%d]", path, i), inner)
	}
	for i, inner := range part.Parallel {
		c.component(fmt.Sprintf("%s.parallel[%d]", path, i), inner)
	}
}

// measurable asks the rule itself whether it can be: how it measures an hour without
// outages.
func (c *compiler) measurable(path string, pa *CheckedAvailability) {
	from := c.a.Effective.From
	if !from.Valid() {
		return // is reported elsewhere
	}
	at := from.In(c.plan.zone)
	if _, err := pa.Rule.Measure(outage.Record{Span: outage.Span{From: at, To: at.Add(time.Hour)}}); err != nil {
		if inner := errors.Unwrap(err); inner != nil {
			err = inner // what it is about stands beside it
		}
		c.report(path+".count", codes.BadValue, "the availability cannot be measured: "+diag.Brief(err), "")
	}
}
