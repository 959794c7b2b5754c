package framework

import (
	"fmt"
	"strings"
)

// Formula is how a measure is computed, as an expression of the language over rows of
// what it counts. It is made of what the catalog states, the statistic, the population,
// the limit for each item, and never of the source's sentence.
type Formula struct {
	Table  string // the population as a name: "commercial_invoices"
	Fields string // the fields of its rows, as an agreement declares them: "received: date, done: date?"
	Text   string // "share(commercial_invoices, known(.done) and calendar_days(.received, .done) <= 25 calendar days)"

	// Whole reports whether the expression says what makes an item count. Else that stands
	// in words only, in the definition, and the field counted is whatever they say.
	Whole bool
}

// Formula gives the measure's formula; ok is false when the source names no statistic or
// no population. Of a measure with cases it is that of the first.
func (m *Measure) Formula() (f Formula, ok bool) {
	if m.Statistic == "" || m.Population == "" || m.Quarantine != "" {
		return Formula{}, false
	}
	target := m.Target
	var tier *TargetTier
	if len(m.Tiers) > 0 {
		tier = &m.Tiers[0]
		target = tier.Target
	}
	r := recordsFor(m, target, m.caseLimits(tier))
	f.Table = strings.ReplaceAll(m.Population, " ", "_")
	if f.Table[0] >= '0' && f.Table[0] <= '9' {
		f.Table = "form_" + f.Table
	}
	f.Fields, f.Text = r.fields, fmt.Sprintf(r.proposal(), f.Table)
	f.Whole = !strings.Contains(f.Text, ".counted") && !strings.Contains(f.Text, ".met")
	return f, true
}
