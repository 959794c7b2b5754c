package framework

import "strings"

// Formula is how a measure is computed, as an expression of the language over rows of
// what it counts. It is made of what the catalog states, the statistic, the population,
// the limit for each item, and never of the source's sentence.
type Formula struct {
	Table  string // the name of the table: "commercial_invoices"
	At     string // the field by which a row belongs to a period: "received"
	Fields string // the fields of its rows, as an agreement declares them: "received: date, done: date?"
	Text   string // "share(commercial_invoices, known(.done) and calendar_days(.received, .done) <= 25 calendar days)"

	Calendar string // the calendar by which Text counts working time; empty when it counts none

	// Complete reports whether the expression says what makes an item count. Otherwise
	// only the definition says it, in words, and a field of the table stands for it.
	Complete bool

	Proposed bool   // the catalog does not state enough: the parties have to confirm the expression
	Doubt    string // what it leaves open; may be empty
}

// Formula returns the measure's formula over a table that is named for its population. It
// is not ok when the source names no statistic or no population. Of a measure with cases
// it is that of the first.
func (m *Measure) Formula() (f Formula, ok bool) {
	if m.Statistic == "" || m.Population == "" || m.Quarantine != "" {
		return Formula{}, false
	}
	c := Case{Measure: m, Target: m.Target, ItemLimits: m.ItemLimits}
	if len(m.Tiers) > 0 {
		c = m.caseOf(m.Tiers[0])
	}
	table := strings.ReplaceAll(m.Population, " ", "_")
	if table[0] >= '0' && table[0] <= '9' {
		table = "form_" + table
	}
	return c.Formula(table), true
}

// Formula returns the formula of the case over a table of that name.
func (c Case) Formula(table string) Formula {
	if c.Measure == nil {
		return Formula{}
	}
	return recordsFor(c.Measure, c.Target, c.ItemLimits).formula(table)
}

// Formula returns how a share counts the items that keep the limit, over a table of that
// name. It is not ok when the language cannot say it, or the limit is about something
// else.
func (l Limit) Formula(table string) (f Formula, ok bool) {
	r, ok := withinLimitRecords(l)
	if !ok {
		return Formula{}, false
	}
	return r.formula(table), true
}
