package framework

import (
	"fmt"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/framework/internal/words"
)

// Status says whether a measure gives a figure that a target can be held against. The
// zero value is invalid.
type Status uint8

// The statuses of measures.
const (
	_           Status = iota
	Usable             // the measure states a figure, and nothing is known against it
	NoFigure           // the measure states none for one agreement: a workload count, or a figure that a party sets
	Quarantined        // the figure must not be used without asking the publisher
)

var statusWords = [...]string{"usable", "no figure", "quarantined"}

// String returns the status in words: "no figure".
func (s Status) String() string { return words.At(statusWords[:], uint8(s), "invalid status") }

// Status returns the measure's status, and why it is not usable; why is empty for a
// usable one.
func (m *Measure) Status() (s Status, why string) {
	switch s = m.status(); {
	case s == Usable:
		return s, ""
	case s == Quarantined:
		return s, m.Quarantine
	case m.Release != nil && m.Release.Scope == MarketplaceScope:
		return s, "it measures a marketplace, not one agreement"
	case m.SetBy != "":
		return s, "the source leaves the figure open, set by: " + m.SetBy
	case m.TargetText != "":
		return s, "the target is no figure: " + m.TargetText
	case len(m.ItemLimits) > 0 || len(m.Tiers) > 0:
		return s, "the source limits each item and states no figure for the period"
	case m.Direction == Informational:
		return s, "it counts work, and no count is good or bad"
	}
	return s, "the source states no figure"
}

func (m *Measure) status() Status {
	switch {
	case m.Quarantine != "":
		return Quarantined
	case len(m.Figures()) == 0, m.Release != nil && m.Release.Scope == MarketplaceScope:
		return NoFigure
	}
	return Usable
}

// InForce reports whether the measure's figure applies on a day, as far as the catalog
// knows: not before it takes effect, and not once it was superseded. When it does not,
// why is the reason.
func (m *Measure) InForce(on calendar.Date) (ok bool, why string) {
	from := m.Effective
	if from.IsZero() && m.Release != nil {
		from = m.Release.Effective
	}
	switch {
	case !from.IsZero() && on.Before(from):
		return false, fmt.Sprintf("%s takes effect on %s", m.Ref(), from)
	case !m.SupersededOn.IsZero() && !on.Before(m.SupersededOn):
		return false, fmt.Sprintf("%s was superseded by %s on %s", m.Ref(), m.SupersededBy, m.SupersededOn)
	}
	return true, ""
}
