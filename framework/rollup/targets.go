package rollup

import (
	"fmt"
	"slices"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/sla"
)

// count says of every target how it counts.
func (b *rollBook) count(in Input) {
	for _, a := range b.agreements {
		for _, m := range a.metrics {
			for _, o := range m.outcomes {
				o.as, o.why = o.counted(in.Period)
			}
		}
	}
}

func (o *rollOutcome) counted(over calendar.Period) (Counted, string) {
	switch {
	case !over.Contains(o.Period.Last()):
		return NotCounted, "its period does not end in " + over.Label()
	case slices.ContainsFunc(o.metric.Aligns, sharesTargetsMet):
		return NotCounted, "it is the share of targets met itself"
	case o.Verdict == sla.NotApplicable:
		return NotCounted, reasoned("not applicable", o.Reason)
	case o.dispute != "":
		return CountedOpen, fmt.Sprintf("%s, and disputed: %s", o.said(), o.dispute)
	case o.Verdict == sla.Met, o.Verdict == sla.AtRisk:
		return CountedYes, ""
	case o.Verdict == sla.Missed:
		return CountedNo, o.said()
	}
	return CountedOpen, reasoned("not measured", o.Reason)
}

func reasoned(what, why string) string {
	if why == "" {
		return what
	}
	return what + ": " + why
}

func sharesTargetsMet(claim string) bool {
	return slices.ContainsFunc(metaAreas[:], func(a metaArea) bool { return a.targets == claim })
}

// targets are the targets of all agreements.
func (b *rollBook) targets() []Item {
	var items []Item
	for _, a := range b.agreements {
		items = append(items, a.items()...)
	}
	return items
}

func (a *rollAgreement) items() []Item {
	var items []Item
	for _, m := range a.metrics {
		for _, o := range m.outcomes {
			items = append(items, a.item(m, o, o.as, o.why))
		}
	}
	return items
}

func (a *rollAgreement) item(m *rollMetric, o *rollOutcome, as Counted, why string) Item {
	return Item{Agreement: a.name, Subject: m.name, Title: m.title, Period: o.Period, As: as, Why: why}
}
