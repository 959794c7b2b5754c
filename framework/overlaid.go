package framework

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
)

// Overlay gives the catalog as it stands on a day with these overlays over it, in
// their order: a change that is not in effect yet is left out, and of several
// changes of one measure the later one holds. The measures say in their notes what
// was changed, by whom and on which authority; the catalog itself is not changed.
//
// Every change is checked, whether it is in effect or not. A measure that the
// catalog does not know, a figure in another unit or against the direction, and a
// change that loosens the figure or limit of a [Binding] catalog are mistakes, each
// at its place in the overlay.
func (c *Catalog) Overlay(on calendar.Date, overlays ...*Overlay) (*Catalog, error) {
	var found diag.List
	changed := map[*part]map[*Measure]*Measure{}
	for _, o := range overlays {
		byDay := slices.Clone(o.Changes)
		slices.SortStableFunc(byDay, func(a, b Override) int { return a.Effective.Compare(b.Effective) })
		for _, v := range byDay {
			p, original, problem := c.target(v)
			if problem != nil {
				found = append(found, problem)
				continue
			}
			before := cmp.Or(changed[p][original], original)
			after, problems := v.apply(o, before, original)
			found = append(found, problems...)
			if len(problems) > 0 || on.Before(v.Effective) {
				continue
			}
			if changed[p] == nil {
				changed[p] = map[*Measure]*Measure{}
			}
			changed[p][original] = after
		}
	}
	if err := found.Sorted().Err(); err != nil {
		return nil, err
	}
	parts := slices.Clone(c.parts)
	for i, p := range parts {
		if len(changed[p]) > 0 {
			parts[i] = p.replaced(changed[p])
		}
	}
	return assemble(parts), nil
}

// replaced is the part with other measures in the place of some.
func (p *part) replaced(by map[*Measure]*Measure) *part {
	old := p.read()
	measures := slices.Clone(old.measures)
	for i, m := range measures {
		measures[i] = cmp.Or(by[m], m)
	}
	return partOf(newContent(old.release, measures))
}

// target finds the measure that a change names.
func (c *Catalog) target(v Override) (*part, *Measure, *diag.Diagnostic) {
	p, m, problem := c.find(v.ID, v.node.Get("id"))
	if problem == nil && m.Release.Scope == MarketplaceScope && v.figureAt() != nil {
		return nil, nil, v.node.Get("id").At(diag.Diagnostic{Severity: diag.Error, Code: diag.BadValue,
			Summary: v.ID + " measures the marketplace, not one agreement", Advice: "it has no target to change"})
	}
	return p, m, problem
}

// find gives the one measure of that name and the part that holds it, or what is
// wrong with the name, at the place where it stands.
func (c *Catalog) find(id string, at *document.Node) (*part, *Measure, *diag.Diagnostic) {
	entries := c.entries(id)
	if len(entries) == 0 {
		f := c.unknown(id)
		return nil, nil, at.At(diag.Diagnostic{Severity: diag.Error, Code: f.Code, Summary: f.Summary, Advice: f.Advice})
	}
	if len(entries) > 1 && entries[0].Release.Tier == entries[1].Release.Tier {
		return nil, nil, at.At(diag.Diagnostic{Severity: diag.Error, Code: diag.AmbiguousMeasure,
			Summary: fmt.Sprintf("%s names %d measures in the catalog", id, len(entries)), Advice: "ask the publisher which one is meant"})
	}
	var holds *part
	for _, p := range c.named[entries[0].Ref()] {
		if slices.Contains(p.read().measures, entries[0]) {
			holds = p
		}
	}
	return holds, entries[0], nil
}

// apply gives the measure with the change, or what is wrong with the change.
// Original is the measure of the catalog, which decides what a law allows.
func (v Override) apply(o *Overlay, before, original *Measure) (*Measure, diag.List) {
	r := reader{}
	after := before.clone()
	after.Release, after.Source = original.Release, original.Source
	if v.figureAt() != nil || v.node.Get("item limit") != nil {
		after.Effective = v.Effective
	}
	if v.figureAt() != nil {
		after.Earlier = nil // the change has an authority of its own: an earlier figure is no sign of a slip
	}
	if v.node.Get("target") != nil {
		after.Target, after.Tiers = r.figure(v.node), nil
		after.OperatorInferred, after.TargetText = false, ""
	}
	v.tiers(&r, after)
	if limit := v.node.Get("item limit"); limit != nil {
		after.ItemLimits = r.limits(limit)
	}
	if text, at := r.text(v.node, "period"); at != nil {
		after.Period = text
	}
	if text, at := r.text(v.node, "due"); at != nil {
		after.Due = text
	}
	if len(r.found) > 0 {
		return nil, r.found
	}
	if why := after.Contradiction(); why != "" && (v.node.Get("target") != nil || v.node.Get("tiers") != nil) {
		r.bad(v.figureAt(), why, "set a figure that suits "+before.Ref()+", "+quoted(before.Name)+": "+before.Unit.String()+", "+before.Direction.String())
		return nil, r.found
	}
	v.note(o, before, after)
	changes := differ{before: original, after: after}
	changes.figures()
	for _, change := range changes.found {
		if original.Release.Force != Binding || original.Quarantine != "" {
			break // representative, or revoked or not verified: there is nothing to loosen
		}
		if change.Kind != Tightened && change.Kind != FigureAdded {
			r.add(v.placeOf(change).At(diag.Diagnostic{Code: diag.WeakerTarget,
				Summary: fmt.Sprintf("%s is binding and not the parties' to loosen: %s", original.Ref(), change.Old),
				Advice:  "leave it as it is, or set something stricter"}))
		}
	}
	return after, r.found
}

// tiers puts the change's tiers into the measure: those of the same case replace
// its own.
func (v Override) tiers(r *reader, m *Measure) {
	list := v.node.Get("tiers")
	read := r.tiers(list)
	if len(read) == 0 {
		return
	}
	if v.node.Get("target") != nil {
		r.bad(list, "a change has a target or tiers, not both", "write the target into each tier")
		return
	}
	if len(m.Tiers) == 0 {
		m.Target, m.Tiers, m.TargetText = nil, read, ""
		return
	}
	cases := make([]string, len(m.Tiers))
	for i, t := range m.Tiers {
		cases[i] = t.When
	}
	for _, t := range read {
		i := slices.Index(cases, t.When)
		if i < 0 {
			r.add(list.At(diag.Diagnostic{Code: diag.UnknownReference, Summary: m.Ref() + " has no case " + quoted(t.When), Advice: diag.DidYouMean(t.When, cases)}))
			continue
		}
		if t.Target != nil {
			m.Tiers[i].Target, m.Tiers[i].TargetText = t.Target, t.TargetText
		}
		if len(t.ItemLimits) > 0 {
			m.Tiers[i].ItemLimits = t.ItemLimits
		}
	}
}

// note says in the measure's notes what was changed. A figure that replaces a
// quarantined one can be used, and the notes keep the reason.
func (v Override) note(o *Overlay, before, after *Measure) {
	changes := differ{before: before, after: after}
	changes.figures()
	var parts []string
	for _, c := range changes.found {
		parts = append(parts, fmt.Sprintf("%s was %s", c.What, cmp.Or(c.Old, "not set")))
	}
	if before.Period != after.Period {
		parts = append(parts, "period was "+cmp.Or(before.Period, "not stated"))
	}
	note := fmt.Sprintf("changed by %s from %s (%s)", o.Name, v.Effective, v.Authority)
	if len(parts) > 0 {
		note += ": " + strings.Join(parts, "; ")
	}
	after.Notes = append(after.Notes, note)
	if before.Quarantine != "" && v.figureAt() != nil {
		after.Quarantine = ""
		after.Notes = append(after.Notes, "the catalog's own figure is quarantined: "+before.Quarantine)
	}
}

// figureAt is where the change sets figures; nil when it sets none.
func (v Override) figureAt() *document.Node {
	return cmp.Or(v.node.Get("target"), v.node.Get("tiers"))
}

func (v Override) placeOf(c Change) *document.Node {
	if at := v.node.Get(c.What); at != nil {
		return at
	}
	return cmp.Or(v.figureAt(), v.node.Get("item limit"), v.node)
}
