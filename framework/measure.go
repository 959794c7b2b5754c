package framework

import (
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
)

// Measure is one measure of a framework as its publisher states it. A [Catalog] gives
// copies of its measures.
type Measure struct {
	ID         string // the publisher's identifier; empty when there is none
	Key        string // Concord's own name for a measure without an identifier
	Name       string
	Definition string // what is measured, in the project's words; often empty
	Area       string // service area: "FFM", "HCM.A9"
	Function   string // "FFM.030.070 Payment Processing - Commercial Payments"; may be empty
	Dimension  string // the performance dimension of a marketplace measure
	Phase      string // when a marketplace measure is phased in

	Unit      Unit
	Direction Direction
	Scale     string // the scale of a score, when the source says so

	// What the source says of how the value is made, each empty where it does not.
	Statistic  string   // "share", "share of amounts", "share of time", "mean", "median", "maximum", "count"
	Population string   // what is counted or looked at: "commercial invoices"
	Exclusions []string // what the source itself leaves out, in an agreement's words: "planned", "authorized"
	Hours      string   // in which time counts: "core business hours"

	// Target is the figure for the period's value; nil when the source has none. When
	// SetBy is not empty as well, the figure is the source's recommendation and that
	// party may set another.
	Target           *Figure
	TargetText       string       // a target that is not a figure
	Tiers            []TargetTier // targets by case; Target is nil then
	OperatorInferred bool         // the source prints the figures without an operator; the direction gave it
	SetBy            string       // who sets the figure, when the source leaves it open
	ItemLimits       []Limit      // limits for each item inside the aggregate

	Period      string // "monthly"
	Due         string // when the result is due: "10 calendar days after month end"
	Level       string // "performance" is an outcome, "activity" a workload count
	Type        string // "timeliness", "quality", …
	Category    string // who looks at it: "customer facing", "oversight reporting", …
	Priority    string
	Performing  string // the organization that does the work
	Accountable string // the organization that answers for it
	Authority   string // the law, circular or practice the measure rests on

	// Quarantine says why the figure must not be used without asking the publisher; empty
	// when nothing is known against it.
	Quarantine   string
	Effective    calendar.Date // the first day of the figure; zero when the source states none
	SupersededBy string
	SupersededOn calendar.Date // the day from which the other holds; zero when it is not known
	Earlier      []Earlier     // figures of releases before this one, the latest first
	Notes        []string      // defects seen in the source, and what they mean for a reader

	Release *Release // the catalog it stands in
	Source  *Source  // where it was published; nil when the catalog names no source

	place diag.Diagnostic // where it stands in the catalog's text
}

// clone returns a copy of the measure that shares nothing that can be changed.
func (m *Measure) clone() *Measure {
	own := *m
	own.Target = copied(m.Target)
	own.ItemLimits, own.Notes, own.Earlier = slices.Clone(m.ItemLimits), slices.Clone(m.Notes), slices.Clone(m.Earlier)
	own.Exclusions = slices.Clone(m.Exclusions)
	own.Release, own.Source = copied(m.Release), copied(m.Source)
	if own.Release != nil {
		own.Release.Source = copied(own.Release.Source)
	}
	own.Tiers = slices.Clone(m.Tiers)
	for i, tier := range own.Tiers {
		own.Tiers[i].Target, own.Tiers[i].ItemLimits = copied(tier.Target), slices.Clone(tier.ItemLimits)
	}
	return &own
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	own := *p
	return &own
}

// TargetTier is the target for one case of a measure: a priority, a population.
type TargetTier struct {
	When       string
	Target     *Figure // nil when the source prints no figure for the case
	TargetText string
	ItemLimits []Limit
}

// Earlier is the figure that a release before this one stated.
type Earlier struct {
	Release string // the publisher's name for that edition: "FY2024"
	Figure  Figure // without an operator when none was recorded
}

// String returns "FY2024: >= 80 percent".
func (e Earlier) String() string { return e.Release + ": " + e.Figure.String() }

// Release is one edition of one catalog.
type Release struct {
	Catalog string // the catalog's name: "fibf-ffm"
	Title   string
	Area    string
	Name    string // the publisher's name for the edition: "FY2025"
	Tier    Tier
	Scope   Scope
	Force   Force

	Effective    calendar.Date // the first day of the edition; zero when the publisher states none
	SupersededBy string        // the edition after this one
	Source       *Source       // nil when the measures name their sources, or none was given
	Count        int           // how many measures it holds

	place diag.Diagnostic
}

// Source is where measures were published.
type Source struct {
	Name      string
	Publisher string
	Address   string
	Published string
	Rights    string
	Note      string // what is doubtful about it
}

// Ref returns what an agreement writes to name the measure: its ID, or its Key.
func (m *Measure) Ref() string {
	if m.ID != "" {
		return m.ID
	}
	return m.Key
}

// Position returns where the measure stands in its catalog's text.
func (m *Measure) Position() diag.Position { return m.place.Position() }

// DueWithin returns how long after the period the measure's result is due, where the
// source says it in days that the language knows: "10 calendar days" of "10 calendar days
// after month end".
func (m *Measure) DueWithin() string {
	fields := strings.Fields(m.Due)
	if len(fields) < 3 || !isDigits(fields[0]) || fields[1] != "calendar" && fields[1] != "business" || fields[2] != "days" && fields[2] != "day" {
		return ""
	}
	return strings.Join(fields[:3], " ")
}
