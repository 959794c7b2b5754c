package rollup

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
)

// count decides of every target how it counts.
func (b *resultSet) count(in Input) {
	for _, a := range b.agreements {
		for _, m := range a.metrics {
			for _, o := range m.outcomes {
				o.counted, o.why = o.classify(in.Period)
			}
		}
	}
}

func (o *judgedTarget) classify(over calendar.Period) (Counted, string) {
	switch {
	case !over.Contains(o.Period.Last()):
		return NotCounted, "its period does not end in " + over.Label()
	case slices.ContainsFunc(o.metric.Aligns, sharesTargetsMet):
		return NotCounted, "it is the share of targets met itself"
	case o.Verdict == sla.NotApplicable:
		return NotCounted, withReason("not applicable", o.Reason)
	case o.dispute != "":
		return CountedOpen, fmt.Sprintf("%s, and disputed: %s", o.verdictText(), o.dispute)
	case o.Verdict == sla.Met, o.Verdict == sla.AtRisk:
		return CountedYes, ""
	case o.Verdict == sla.Missed:
		return CountedNo, o.verdictText()
	}
	return CountedOpen, withReason("not measured", o.Reason)
}

func withReason(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}

func sharesTargetsMet(claim string) bool {
	return slices.ContainsFunc(areas[:], func(a areaMeasures) bool { return a.targets == claim })
}

// targets returns the targets of all agreements.
func (b *resultSet) targets() []Item {
	var items []Item
	for _, a := range b.agreements {
		items = append(items, a.items()...)
	}
	return items
}

func (a *agreementResults) items() []Item {
	var items []Item
	for _, m := range a.metrics {
		for _, o := range m.outcomes {
			items = append(items, a.item(m, o, o.counted, o.why))
		}
	}
	return items
}

func (a *agreementResults) item(m *metricResults, o *judgedTarget, counted Counted, why string) Item {
	return Item{Agreement: a.name, Subject: m.name, Title: m.title, Period: o.Period, Counted: counted, Why: why}
}
