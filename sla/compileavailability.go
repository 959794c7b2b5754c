package sla

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/table"
)

func (c *compiler) availabilities() {
	for _, a := range c.a.Availabilities {
		path := "availability." + a.Name
		c.named(path, a.Name, "availability")
		pa := &planAvailability{Availability: a, made: a.table()}
		before := len(c.found)
		c.outages(path, pa)
		c.agreedTime(path, pa)
		if len(c.found) == before {
			c.measurable(path, pa)
		}
		c.plan.outages = append(c.plan.outages, pa)
		c.plan.derived = append(c.plan.derived, pa)
	}
}

// outages checks what is read of each outage.
func (c *compiler) outages(path string, pa *planAvailability) {
	if !c.need(path, "over", pa.Over, "name the table of outages: over: outages") {
		return
	}
	var known bool
	if pa.schema, known = c.log(path, pa.Over); !known {
		return
	}
	of := c.aboutRows(path, pa.Over)
	if c.need(path, "from", pa.From, "say when an outage began: from: .started") {
		pa.from = of("from", pa.From, table.Instant)
	}
	if c.need(path, "to", pa.To, "say when an outage ended: to: .ended") {
		pa.to = of("to", pa.To, table.Instant)
	}
	pa.service = of("service", pa.Service, table.Text, table.Enum)
	pa.component = of("component", pa.Component, table.Text, table.Enum)
	pa.loss = of("loss", pa.Loss, table.Percent)
	pa.doubt = of("unknown", pa.Unknown, table.Boolean)
	for i, name := range pa.Services {
		at := fmt.Sprintf("%s.services[%d]", path, i)
		switch {
		case name == "":
			c.report(at, diag.BadValue, "the service has no name", "write the name that its outages have")
		case slices.Contains(pa.Services[:i], name):
			c.report(at, diag.DuplicateKey, fmt.Sprintf("the service %s is named twice", name), "remove one of them")
		}
	}
	if pa.Service == "" && len(pa.Services) > 1 {
		c.report(path, diag.MissingKey, "it is not said of which of the services an outage was", "write service: .service")
	}
}

// agreedTime checks what time counts, and how.
func (c *compiler) agreedTime(path string, pa *planAvailability) {
	pa.rule = outage.Rule{Calendar: c.hours(path, pa.Calendar), Components: pa.MadeOf.of(), Rounding: pa.Count.Rounding, Grid: pa.Count.Every,
		Failed: pa.Count.Failed, Of: pa.Count.Of, Excluded: pa.Excluded}
	switch {
	case !pa.MadeOf.empty() && pa.Component == "":
		c.report(path, diag.MissingKey, "it is not said of which component an outage was", "write component: .component")
	case pa.MadeOf.empty() && pa.Component != "":
		c.report(path+".component", diag.MissingKey, "it is not said what the service is made of", "write made of: {series: [web, database]}, or leave component out")
	}
	if !pa.MadeOf.empty() {
		c.component(path+".made of", pa.MadeOf)
	}
	if pa.Minimum != "" {
		minimum, ok := parseDuration(pa.Minimum)
		if !ok {
			c.report(path+".minimum", diag.BadValue, fmt.Sprintf("%q is not how long the shortest outage that counts is", pa.Minimum), "write a duration: 5min")
		}
		pa.rule.Minimum = minimum
	}
	pa.rule.Notices = c.notices(path+".notice", pa.Notices, pa.rule.Calendar, pa.Exclude)
	for i, x := range pa.Exclude {
		pa.exclude = append(pa.exclude, c.excludedOutages(fmt.Sprintf("%s.exclude[%d]", path, i), x, pa))
	}
}

// excludedOutages checks an exclusion from an availability. Its rows are outages.
func (c *compiler) excludedOutages(path string, x Exclusion, pa *planAvailability) planExclusion {
	px := c.exclusion(path, x)
	if x.Table != "" && x.Table != pa.Over {
		c.report(path+".table", diag.UnknownReference, fmt.Sprintf("the availability is of the outages in %s", pa.Over), "leave table out")
	}
	if px.Rows != "" && pa.schema.Name != "" {
		px.rows = c.aboutRows(path, pa.Over)("rows", px.Rows, table.Boolean)
	}
	return px
}

// component checks that every part is one thing: a name, or parts.
func (c *compiler) component(path string, part Component) {
	if btoi(part.Name != "")+btoi(len(part.Series) > 0)+btoi(len(part.Parallel) > 0) != 1 {
		c.report(path, diag.BadValue, "a component is a name, or parts in series, or parts in parallel", "write the name, or at least one part")
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
func (c *compiler) measurable(path string, pa *planAvailability) {
	from := c.a.Effective.From
	if !from.Valid() {
		return // has been told
	}
	at := from.In(c.plan.zone)
	if _, err := pa.rule.Measure(outage.Record{Span: outage.Span{From: at, To: at.Add(time.Hour)}}); err != nil {
		if inner := errors.Unwrap(err); inner != nil {
			err = inner // what it is about stands beside it
		}
		c.report(path+".count", diag.BadValue, "the availability cannot be measured: "+err.Error(), "")
	}
}

// of is the component as package outage has it.
func (c Component) of() outage.Component {
	parts := func(list []Component) []outage.Component {
		all := make([]outage.Component, len(list))
		for i, part := range list {
			all[i] = part.of()
		}
		return all
	}
	switch {
	case len(c.Series) > 0:
		return outage.Series(parts(c.Series)...)
	case len(c.Parallel) > 0:
		return outage.Parallel(parts(c.Parallel)...)
	case c.Name != "":
		return outage.One(c.Name)
	}
	return outage.Component{}
}
