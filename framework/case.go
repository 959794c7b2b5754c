package framework

import (
	"fmt"
	"strings"
	"unicode"
)

// Case is a measure as an agreement claims it: the measure as a whole, or one of the
// cases for which it has different figures.
type Case struct {
	Measure    *Measure
	When       string  // the name of the case: "critical"; empty for the measure as a whole
	Target     *Figure // the one figure that it states; nil when it states none, or several
	Why        string  // why there is no one figure
	ItemLimits []Limit // the limits for each item: of the case, or of all cases
}

// SplitClaim returns the id in an agreement's claim, without spaces, and the case that
// stands behind its comma: "TRT.5.050.018, critical".
func SplitClaim(claim string) (id, when string) {
	id, when, _ = strings.Cut(claim, ",")
	return withoutSpaces(id), strings.Join(strings.Fields(when), " ")
}

func withoutSpaces(id string) string {
	if !strings.ContainsFunc(id, unicode.IsSpace) {
		return id
	}
	return strings.Join(strings.Fields(id), "")
}

// Case returns the case of that name, or the measure as a whole for an empty name. It is
// not ok when the measure has no such case.
func (m *Measure) Case(when string) (c Case, ok bool) {
	if when == "" {
		return m.withoutCase(), true
	}
	for _, t := range m.Tiers {
		if t.When == when {
			return m.caseOf(t), true
		}
	}
	return Case{}, false
}

func (m *Measure) caseOf(t TargetTier) Case {
	c := Case{Measure: m, When: t.When, Target: t.Target, ItemLimits: t.ItemLimits}
	if t.Target == nil {
		c.Why = fmt.Sprintf("%s states no figure for %s", m.Ref(), t.When)
	}
	if len(t.ItemLimits) == 0 {
		c.ItemLimits = m.ItemLimits
	}
	return c
}

func (m *Measure) withoutCase() Case {
	c := Case{Measure: m, Target: m.Target, ItemLimits: m.ItemLimits}
	for _, t := range m.Tiers {
		c.ItemLimits = append(c.ItemLimits[:len(c.ItemLimits):len(c.ItemLimits)], t.ItemLimits...)
	}
	figures := m.Figures()
	switch {
	case c.Target != nil:
	case len(figures) == 0:
		c.Why = fmt.Sprintf("%s states no figure", m.Ref())
	default:
		c.Target = &figures[0]
	}
	for _, f := range figures {
		if c.Target != nil && f != *c.Target {
			c.Target = nil
			c.Why = fmt.Sprintf("%s has different figures for different cases: name one behind a comma, such as %q", m.Ref(), m.Ref()+", "+m.Tiers[0].When)
		}
	}
	return c
}
