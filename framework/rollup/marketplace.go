package rollup

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

// Contribution says to which measure of the Performance Management Framework a metric
// contributes, and why. The framework measures a marketplace, so a contribution is no
// target.
type Contribution struct {
	Agreement string
	Metric    string
	Measure   string // "PMF.ITM.RES"
	Name      string
	Dimension string // "it modernization"
	Why       string
}

// contributions returns those of every metric: what it claims itself, the availability
// targets, and that all targets tell whether the provider meets its agreement.
func (b *resultSet) contributions() []Contribution {
	var tags []Contribution
	for _, a := range b.agreements {
		last := a.versions[len(a.versions)-1]
		for _, m := range last.plan.Terms().Metrics {
			why := map[string]string{meetingSLAs: "every target says whether the provider meets its agreement"}
			order := []string{meetingSLAs}
			if available := b.aboutAvailability(last, m); available != "" {
				order, why[meetingAvailability] = append(order, meetingAvailability), available
			}
			for _, claim := range m.Aligns {
				if why[claim] == "" {
					order = append(order, claim)
				}
				why[claim] = "the metric claims it"
			}
			for _, ref := range order {
				if entries := b.entries(ref); len(entries) > 0 && entries[0].Release.Scope == framework.MarketplaceScope {
					tags = append(tags, Contribution{a.name, m.Name, ref, entries[0].Name, entries[0].Dimension, why[ref]})
				}
			}
		}
	}
	return tags
}

// aboutAvailability returns why a metric's target is one of availability; "" when it is
// none.
func (b *resultSet) aboutAvailability(v *agreementVersion, m sla.CheckedMetric) string {
	if table := availabilityOf(v.agreement, m); table != nil {
		return "it reads the availability " + table.Name
	}
	for _, claim := range m.Aligns {
		switch entries := b.entries(claim); {
		case len(entries) == 0:
		case claim == meetingAvailability:
			return "the metric claims it"
		case entries[0].Type == "availability":
			return fmt.Sprintf("it claims %s, %s", claim, entries[0].Name)
		}
	}
	return ""
}

func availabilityOf(a sla.Agreement, m sla.CheckedMetric) *sla.Availability {
	for i := range a.Availabilities {
		if slices.Contains(m.Measure.Tables(), a.Availabilities[i].Name) {
			return &a.Availabilities[i]
		}
	}
	return nil
}

// providers returns the providers, each counted by whether it meets its agreements.
func (b *resultSet) providers(figure *framework.Figure) []Item {
	var items []Item
	for _, a := range b.agreements {
		var share Share
		for _, item := range a.items() {
			share.add(item.Counted)
		}
		counted, why := share.meets(figure)
		if why != "" {
			why = a.name + ": " + why
		}
		items = combine(items, Item{Subject: cmp.Or(a.provider, a.name), Counted: counted, Why: why})
	}
	return items
}

// meets returns whether an agreement is met: by the figure, or without one when every
// target is.
func (s Share) meets(figure *framework.Figure) (Counted, string) {
	targets := s.String() + " targets met"
	switch {
	case s.Of() == 0:
		return NotCounted, "no target was judged"
	case figure != nil:
		switch s.Against(*figure) {
		case sla.Met:
			return CountedYes, ""
		case sla.Missed:
			return CountedNo, fmt.Sprintf("%s, and not %s", targets, figure)
		}
		return CountedOpen, targets + ", the others are open"
	case s.No > 0:
		return CountedNo, targets
	case s.Open > 0:
		return CountedOpen, targets + ", the others are open"
	}
	return CountedYes, ""
}

// combine adds an item to those of the same subject, which counts as its worst item does.
func combine(items []Item, next Item) []Item {
	worst := map[Counted]int{CountedNo: 3, CountedOpen: 2, CountedYes: 1}
	for i := range items {
		item := &items[i]
		if item.Subject != next.Subject || item.Agreement != next.Agreement {
			continue
		}
		if worst[next.Counted] > worst[item.Counted] {
			*item = next
		}
		return items
	}
	return append(items, next)
}

// solutions returns the services with targets of availability, each counted by whether it
// meets them. An agreement without services is one solution.
func (b *resultSet) solutions() []Item {
	var items []Item
	for _, a := range b.agreements {
		for _, m := range a.metrics {
			for _, o := range m.outcomes {
				if b.aboutAvailability(o.version, o.metric) == "" || o.counted == NotCounted {
					continue
				}
				item := Item{Agreement: a.name, Subject: cmp.Or(o.metric.Service, a.name), Counted: o.counted, Why: withReason(m.name+" in "+o.Period.Label(), o.why)}
				for _, s := range o.version.agreement.Services {
					if s.Key == o.metric.Service {
						item.Title = s.Title
					}
				}
				if more := o.excludesMore(); item.Counted == CountedYes && more != "" {
					item.Counted, item.Why = CountedOpen, fmt.Sprintf("%s in %s: met, but %s", m.name, o.Period.Label(), more)
				}
				items = combine(items, item)
			}
		}
	}
	for i := range items {
		if items[i].Counted == CountedYes {
			items[i].Why = ""
		}
	}
	return items
}

// excludesMore returns what was left out of an availability that the framework does not
// leave out: it knows planned and authorized interruptions. What is out of scope is no
// interruption of the solution.
func (o *judgedTarget) excludesMore() string {
	more := func(kind outage.Kind) bool { return kind == outage.CustomerCaused || kind == outage.ThirdParty }
	for _, account := range o.Rows {
		for _, x := range account.Excluded {
			if x.Rows > 0 && more(x.Exclusion.Kind) {
				return fmt.Sprintf("it leaves out what is %s", x.Exclusion.Kind)
			}
		}
	}
	zone := o.version.plan.Terms().Zone
	start, end := o.Period.Start(zone), o.Period.End(zone)
	for _, x := range o.metric.Exclude {
		if more(x.Kind) && x.Rows == nil && x.From.Before(end) && start.Before(x.To) {
			return fmt.Sprintf("it leaves out what is %s", x.Kind)
		}
	}
	if table := availabilityOf(o.version.agreement, o.metric); table != nil {
		for _, x := range table.Exclude {
			if more(x.Kind) && (x.Recurs != "" || x.From.Before(end) && start.Before(x.To)) {
				return fmt.Sprintf("it leaves out what is %s", x.Kind)
			}
		}
	}
	return ""
}
