package sla

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/dsl/table"
)

func (c *compiler) availabilities() {
	for _, a := range c.a.Availabilities {
		path := "availability." + a.Name
		c.named(path, a.Name, "availability")
		pa := &planAvailability{Availability: a, made: a.table(), recurring: map[int][]*calendar.Event{}}
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
	for i, n := range pa.Notices {
		if !exclusionWords.valid(n.Kind) {
			c.report(path+".notice", diag.BadValue, "the notice does not say for which kind of exclusion it is", "write planned, authorized, customer caused, third party, or out of scope")
		}
		if slices.ContainsFunc(pa.Notices[:i], func(o Notice) bool { return o.Kind == n.Kind }) {
			c.report(path+".notice", diag.DuplicateKey, fmt.Sprintf("the notice for %s is given twice", n.Kind), "remove one of them")
		}
		c.notice(fmt.Sprintf("%s.notice.%s", path, n.Kind), n, pa)
	}
	for i, x := range pa.Exclude {
		c.excludedTime(fmt.Sprintf("%s.exclude[%d]", path, i), i, x, pa)
	}
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

func (c *compiler) notice(path string, n Notice, pa *planAvailability) {
	v, err := parseSpan(n.Ahead)
	number, whole := v.Num().Int64()
	needed := outage.Notice{Kind: n.Kind.String(), Calendar: c.plan.calendar, Zone: c.plan.zone}
	switch {
	case err != nil || !whole || number <= 0 || v.Type().Kind == table.CalendarDays:
		c.report(path, diag.BadValue, fmt.Sprintf("%q is not a notice", n.Ahead), "write 3 business days, or a duration: 72h")
	case v.Type().Kind == table.Duration:
		needed.Ahead = time.Duration(number)
	case c.plan.calendar == nil && pa.rule.Calendar == nil:
		c.report(path, diag.BadValue, "business days need a calendar, and none is named", "write calendar: federal")
	default:
		needed.BusinessDays = number
	}
	pa.rule.Notices = append(pa.rule.Notices, needed)
}

func (c *compiler) excludedTime(path string, i int, x ExcludedTime, pa *planAvailability) {
	if !exclusionWords.valid(x.Kind) {
		c.report(path, diag.MissingKey, "the excluded time does not say of what kind it is", "write kind: planned, authorized, customer caused, third party, or out of scope")
	}
	c.need(path, "because", x.Because, "write the reason in a few words")
	c.need(path, "authority", x.Authority, "name the clause or rule that allows it")
	window := !x.From.IsZero() || !x.To.IsZero()
	switch {
	case window && x.Recurs != "":
		c.report(path, diag.BadValue, "excluded time has either a window or one that recurs", "write window: {from: …, to: …}, or recurs: and an event as iCalendar text")
	case window:
		c.window(path+".window", x.From, x.To)
	case x.Recurs == "":
		c.report(path, diag.MissingKey, "the excluded time does not say when it is", "write window: {from: …, to: …}, or recurs: and an event as iCalendar text")
	default:
		events, err := calendar.ParseEvents(x.Recurs)
		if err != nil {
			var first *calendar.ICalendarError
			summary, advice := err.Error(), "write an event of iCalendar"
			if errors.As(err, &first) {
				summary, advice = fmt.Sprintf("line %d, column %d of the event: %s", first.Line, first.Column, first.Problem), first.Advice
			}
			c.report(path+".recurs", diag.BadValue, summary, advice)
		}
		pa.recurring[i] = events
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
