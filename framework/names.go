package framework

import (
	"cmp"
	"slices"

	"github.com/concord-sla/concord/dsl/diag"
)

// assemble puts the measures into one catalog, and finds names that stand for
// more than one measure.
func assemble(releases []*Release, measures []*Measure) (*Catalog, diag.List) {
	c := &Catalog{releases: releases, measures: measures, named: make(map[string][]*Measure, len(measures))}
	var found diag.List
	catalogs := map[string]bool{}
	for _, release := range releases {
		if release.Catalog != "" && catalogs[release.Catalog] {
			d := release.place
			d.Severity, d.Code = diag.Error, diag.DuplicateKey
			d.Summary, d.Advice = "another catalog is named "+quoted(release.Catalog)+" too", "give each its own name"
			found = append(found, &d)
		}
		catalogs[release.Catalog] = true
	}
	for _, m := range measures {
		ref := m.Ref()
		if ref == "" {
			continue
		}
		for _, other := range c.named[ref] {
			if d := clash(other, m); d != nil {
				found = append(found, d)
				break
			}
		}
		c.named[ref] = append(c.named[ref], m)
	}
	for _, same := range c.named {
		slices.SortStableFunc(same, func(a, b *Measure) int { return cmp.Compare(a.Release.Tier, b.Release.Tier) })
	}
	return c, found
}

// clash is the diagnostic for two measures with one name, or nil if that is
// allowed: a source that repeats an id, each entry quarantined, or an id that a
// legacy catalog and a current one share.
func clash(first, second *Measure) *diag.Diagnostic {
	switch {
	case first.Release.Tier != second.Release.Tier:
		return nil
	case first.Release == second.Release && first.Quarantine != "" && second.Quarantine != "":
		return nil
	}
	d := second.place
	d.Severity, d.Code = diag.Error, diag.DuplicateKey
	d.Summary = "the measure " + second.Ref() + " is already defined at " + first.Position().String()
	d.Advice = "give it another id"
	if first.Release == second.Release {
		d.Advice += ", or quarantine both entries if the source repeats the id"
	}
	return &d
}
