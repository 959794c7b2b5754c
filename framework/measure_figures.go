package framework

import (
	"strings"

	"github.com/concord-sla/concord/internal/prose"
)

// Figures returns the measure's figures: the target, or those of its tiers.
func (m *Measure) Figures() []Figure {
	var all []Figure
	if m.Target != nil {
		all = append(all, *m.Target)
	}
	for _, tier := range m.Tiers {
		if tier.Target != nil {
			all = append(all, *tier.Target)
		}
	}
	return all
}

// FigureText returns the measure's figures and limits on one line.
func (m *Measure) FigureText() string {
	parts := figureTexts(m.Target, m.ItemLimits)
	for _, t := range m.Tiers {
		parts = append(parts, t.When+": "+strings.Join(figureTexts(t.Target, t.ItemLimits), " "))
	}
	return strings.Join(parts, "; ")
}

func figureTexts(target *Figure, limits []Limit) (texts []string) {
	if target != nil {
		texts = append(texts, target.String())
	}
	if len(limits) > 0 {
		texts = append(texts, "each "+limitsText(limits))
	}
	return texts
}

func limitsText(limits []Limit) string {
	texts := make([]string, len(limits))
	for i, l := range limits {
		texts[i] = l.String()
	}
	return strings.Join(texts, ", ")
}

// Contradiction returns why the measure's own unit, direction and figures do not fit
// together; it is empty when they do. A catalog must quarantine a measure that
// contradicts itself: published lists hold such measures, and guessing which half is
// right is not a library's business.
func (m *Measure) Contradiction() string {
	for _, f := range m.Figures() {
		if why := m.contradicts(f); why != "" {
			return why
		}
	}
	for _, tier := range m.Tiers {
		if tier.Target == nil && tier.TargetText == "" && len(m.Figures()) > 0 {
			return "a figure is given for some tiers and not for " + prose.Quote(tier.When) + ", so it is open which tiers it belongs to"
		}
	}
	return m.slip()
}

// slip returns why a figure differs a hundredfold or more from that of an earlier
// release, in the same unit.
func (m *Measure) slip() string {
	for _, e := range m.Earlier {
		for _, f := range m.Figures() {
			if f.Hundredfold(e.Figure) {
				return "the figure was " + e.Figure.String() + " in release " + e.Release + " and is " + f.String() + " now, a hundredfold change and probably a slip"
			}
		}
	}
	return ""
}

func (m *Measure) contradicts(f Figure) string {
	switch {
	case f.Unit == NoUnit:
		return "the figure " + f.Value + " has no unit"
	case f.Op == NoOp:
		return "the figure " + f.Value + " " + f.Unit.of(f.Value) + " has no operator: it may be a ceiling or a floor"
	case !m.Unit.fits(f.Unit):
		return "the measure's unit is " + m.Unit.String() + ", its figure is in " + f.Unit.of("2")
	case !m.Direction.allows(f.Op):
		return "the direction is " + prose.Quote(m.Direction.String()) + ", the figure is " + prose.Quote(f.String())
	}
	return ""
}

// allows reports whether a figure with this operator can be a target in this direction.
// Equality suits both ends: "= 100 percent" and "= 0 count".
func (d Direction) allows(op Op) bool {
	switch d {
	case HigherIsBetter:
		return op == AtLeast || op == Above || op == Equal
	case LowerIsBetter:
		return op == AtMost || op == Below || op == Equal
	case InRange:
		return op == Deviates
	case MustMatch:
		return op == Equal
	}
	return false // informational and not stated: no figure can be right
}
