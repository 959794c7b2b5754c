package framework

import (
	"fmt"
	"strings"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework/internal/words"
)

// refOf is the name of the measure in a claim, without the case and without spaces.
func refOf(claim string) string {
	ref, _, _ := strings.Cut(claim, ",")
	return strings.Join(strings.Fields(ref), "")
}

// claimed are the measures that a claim names, and the case that it adds behind a comma.
func (c *Catalog) claimed(claim string) (entries []*Measure, when string) {
	_, when, _ = strings.Cut(claim, ",")
	return c.entries(refOf(claim)), strings.Join(strings.Fields(when), " ")
}

// tier is the case that a claim names; nil when it names none.
func (m *Measure) tier(when string) (t *TargetTier, known bool) {
	if when == "" {
		return nil, true
	}
	for i := range m.Tiers {
		if m.Tiers[i].When == when {
			return &m.Tiers[i], true
		}
	}
	return nil, false
}

// wrongCase is the finding of a claim whose case the measure does not have.
func (f Finding) wrongCase(claim string, m *Measure) Finding {
	f.Alignment, f.Severity, f.Code = decide.Unknown, diag.Error, diag.UnknownMeasure
	_, when, _ := strings.Cut(claim, ",")
	f.Summary = fmt.Sprintf("%s has no case %s", m.Ref(), words.Quoted(strings.TrimSpace(when)))
	if len(m.Tiers) == 0 {
		f.Advice = "claim " + m.Ref() + "; it has one figure for all cases"
		return f
	}
	cases := make([]string, len(m.Tiers))
	for i, t := range m.Tiers {
		cases[i] = t.When
	}
	f.Advice = diag.DidYouMean(strings.TrimSpace(when), cases)
	if f.Advice == "" {
		f.Advice = "its cases are " + strings.Join(cases, "; ")
	}
	return f
}

// caseFigure is the one figure that a measure states: its target, or that of the case
// that a claim names, or that of its cases when all of them have the same.
func (m *Measure) caseFigure(tier *TargetTier) (*Figure, string) {
	switch {
	case tier != nil && tier.Target == nil:
		return nil, fmt.Sprintf("%s states no figure for %s", m.Ref(), tier.When)
	case tier != nil:
		return tier.Target, ""
	case m.Target != nil:
		return m.Target, ""
	}
	figures := m.Figures()
	for _, f := range figures {
		if f != figures[0] {
			return nil, fmt.Sprintf("%s has different figures for different cases: name one behind a comma, such as %q", m.Ref(), m.Ref()+", "+m.Tiers[0].When)
		}
	}
	if len(figures) == 0 {
		return nil, fmt.Sprintf("%s states no figure", m.Ref())
	}
	return &figures[0], ""
}

// caseLimits are the limits for each item: those of the case, or of all cases.
func (m *Measure) caseLimits(tier *TargetTier) []Limit {
	if tier != nil && len(tier.ItemLimits) > 0 {
		return tier.ItemLimits
	}
	limits := m.ItemLimits
	if tier == nil {
		for _, t := range m.Tiers {
			limits = append(limits[:len(limits):len(limits)], t.ItemLimits...)
		}
	}
	return limits
}
