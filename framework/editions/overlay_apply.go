package editions

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/prose"
)

// Apply returns the catalog as it stands on a day with these overlays over it, in their
// order: a change that is not in effect yet is left out, and of several changes of one
// measure the later one holds. The measures say in their notes what was changed, by whom
// and on which authority; the catalog itself is not changed.
//
// Every change is checked, whether it is in effect or not. A measure that the catalog
// does not know, a figure in another unit or against the direction, and a change that
// loosens the figure or limit of a [framework.Binding] catalog are mistakes, each at its
// place in the overlay.
func Apply(c *framework.Catalog, on calendar.Date, overlays ...*Overlay) (*framework.Catalog, error) {
	var found diag.List
	changed := map[string]*framework.Measure{}
	for _, o := range overlays {
		if o == nil {
			continue
		}
		found = append(found, o.repeatedChanges()...)
		byDay := slices.Clone(o.Changes)
		slices.SortStableFunc(byDay, func(a, b Override) int { return a.Effective.Compare(b.Effective) })
		for _, v := range byDay {
			if problems := v.incomplete(); len(problems) > 0 {
				found = append(found, problems...)
				continue
			}
			original, problem := v.target(c)
			if problem != nil {
				found = append(found, problem)
				continue
			}
			after, problems := v.apply(o, cmp.Or(changed[original.Ref()], original), original)
			found = append(found, problems...)
			if len(problems) == 0 && !on.Before(v.Effective) {
				changed[original.Ref()] = after
			}
		}
	}
	if err := found.Sorted().Err(); err != nil {
		return nil, err
	}
	return c.Replace(slices.Collect(maps.Values(changed))...), nil
}

// target returns the measure that a change names.
func (v Override) target(c *framework.Catalog) (*framework.Measure, *diag.Diagnostic) {
	m, problem := find(c, v.ID, cmp.Or(v.node.Get("id"), v.node))
	if problem == nil && m.Release.Scope == framework.MarketplaceScope && v.figures() {
		return nil, v.wrong("id", codes.BadValue, v.ID+" measures the marketplace, not one agreement", "it has no target to change")
	}
	return m, problem
}

// figures reports whether the change sets a figure.
func (v Override) figures() bool { return v.Target != nil || len(v.Tiers) > 0 }

// find returns the one measure of that id, or what is wrong with the id at the place
// where it stands.
func find(c *framework.Catalog, id string, at *document.Node) (*framework.Measure, *diag.Diagnostic) {
	m, err := c.Find(id)
	if d, wrong := errors.AsType[*diag.Diagnostic](err); wrong {
		return nil, at.At(*d)
	}
	return m, nil
}

// apply returns the measure with the change, or what is wrong with the change. Original
// is the measure of the catalog, which decides what a law allows.
func (v Override) apply(o *Overlay, before, original *framework.Measure) (*framework.Measure, diag.List) {
	own := *before
	after := &own
	after.Tiers = slices.Clone(before.Tiers)
	if v.figures() || len(v.ItemLimits) > 0 {
		after.Effective = v.Effective
	}
	if v.figures() {
		// The change has an authority of its own: an earlier figure is no sign of a slip.
		after.Earlier, after.OperatorInferred, after.TargetText = nil, false, ""
	}
	if v.Target != nil {
		after.Target, after.Tiers = v.Target, nil
	}
	if problems := v.tiers(after); len(problems) > 0 {
		return nil, problems
	}
	if len(v.ItemLimits) > 0 {
		after.ItemLimits = slices.Clone(v.ItemLimits)
	}
	after.Period, after.Due = cmp.Or(v.Period, after.Period), cmp.Or(v.Due, after.Due)
	if why := after.Contradiction(); why != "" && v.figures() {
		return nil, diag.List{v.wrong(v.figureKey(), codes.BadValue, why,
			fmt.Sprintf("set a figure that suits %s, %q: %s, %s", before.Ref(), before.Name, before.Unit, before.Direction))}
	}
	v.note(o, before, after)
	return after, v.loosened(original, after)
}

func (v Override) figureKey() string {
	if v.Target == nil {
		return "tiers"
	}
	return "target"
}

// loosened returns what the change loosens of a binding figure. A representative one is
// the parties' to adjust, and one that was revoked or not verified binds nobody.
func (v Override) loosened(original, after *framework.Measure) diag.List {
	if original.Release.Force != framework.Binding || original.Quarantine != "" {
		return nil
	}
	var found diag.List
	changes := measureDiff{before: original, after: after}
	changes.figures()
	for _, change := range changes.found {
		if change.Kind == Tightened || change.Kind == FigureAdded {
			continue
		}
		key := v.figureKey()
		if change.What == "item limit" {
			key = change.What
		}
		d := v.wrong(key, align.WeakerTarget, fmt.Sprintf("%s is binding and not the parties' to loosen: %s", original.Ref(), change.Old),
			"leave it as it is, or set something stricter")
		d.Class = diag.ErrAlign
		found = append(found, d)
	}
	return found
}

// tiers puts the change's tiers into the measure: those of the same case replace its own.
func (v Override) tiers(m *framework.Measure) diag.List {
	if len(v.Tiers) == 0 {
		return nil
	}
	if len(m.Tiers) == 0 {
		m.Target, m.Tiers = nil, slices.Clone(v.Tiers)
		return nil
	}
	cases := make([]string, len(m.Tiers))
	for i, t := range m.Tiers {
		cases[i] = t.When
	}
	var found diag.List
	for _, t := range v.Tiers {
		i := slices.Index(cases, t.When)
		if i < 0 {
			found = append(found, v.wrong("tiers", codes.UnknownReference, m.Ref()+" has no case "+prose.Quote(t.When), diag.DidYouMean(t.When, cases)))
			continue
		}
		if t.Target != nil {
			m.Tiers[i].Target, m.Tiers[i].TargetText = t.Target, t.TargetText
		}
		if len(t.ItemLimits) > 0 {
			m.Tiers[i].ItemLimits = slices.Clone(t.ItemLimits)
		}
	}
	return found
}

// note adds to the measure's notes what was changed. A figure that replaces a quarantined
// one can be used, and the notes keep the reason.
func (v Override) note(o *Overlay, before, after *framework.Measure) {
	changes := measureDiff{before: before, after: after}
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
	after.Notes = append(slices.Clip(after.Notes), note)
	if before.Quarantine != "" && v.figures() {
		after.Quarantine = ""
		after.Notes = append(after.Notes, "the catalog's own figure is quarantined: "+before.Quarantine)
	}
}
