package main

import "github.com/concord-sla/concord/framework"

// parameters are the lines whose target is no figure for a period's value: a rule, a
// rate, or two things in one. Each is put into the project's words by hand, by the facts'
// key. What a reader may compute with stays; no figure is made up.
var parameters = map[string]func(*framework.Measure){
	"PPA.RECEIPT": func(m *framework.Measure) {
		addNote(m, "a rule for when a clock starts, not a target: the seventh calendar day after delivery stands in the definition")
	},
	"PPA.INTEREST": func(m *framework.Measure) {
		m.TargetText = "the rate in force when the obligation accrues"
		addNote(m, "a parameter of a payment, not a target; the rate is published for each half year")
		addNote(m, "the unit is percent a year")
	},
	"FEDRAMP.TRIG.UVC": func(m *framework.Measure) {
		m.TargetText = "below the greater of 20 percent growth over the baseline and 10 items"
		addNote(m, "the greater of a share of a baseline and a count is no single figure")
	},
	"FEDRAMP.TRIG.NOTICE": func(m *framework.Measure) {
		limit := func(op framework.Op, value string) []framework.Limit {
			return []framework.Limit{{Op: op, Value: value, Unit: framework.Day}}
		}
		m.Tiers = []framework.TargetTier{
			{When: "planned change, before it", ItemLimits: limit(framework.AtLeast, "30")},
			{When: "emergency change, after it", ItemLimits: limit(framework.AtMost, "5")},
		}
		m.Direction = framework.DirectionNotStated
		addNote(m, "two measures in one: notice ahead of a planned change, and notice after an emergency one")
	},
}
