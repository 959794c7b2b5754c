package framework

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/prose"
)

// Lookup returns the measures with that id or key: several when the source repeats an id,
// a current one before a legacy one; none when it is unknown. Spaces make no difference,
// since some sources print them inside ids.
func (c *Catalog) Lookup(id string) []*Measure {
	return copies(c.entries(id))
}

// entries returns the catalog's own measures of a name, current before legacy.
func (c *Catalog) entries(id string) []*Measure {
	id = withoutSpaces(id)
	var all []*Measure
	for _, p := range c.holding(id) {
		all = append(all, p.called(id)...)
	}
	slices.SortStableFunc(all, func(a, b *Measure) int { return cmp.Compare(a.Release.Tier, b.Release.Tier) })
	return all
}

// copies returns measures that a caller may change without changing the catalog, which
// the whole program shares.
func copies(measures []*Measure) []*Measure {
	if len(measures) == 0 {
		return nil
	}
	all := make([]*Measure, len(measures))
	for i, m := range measures {
		all[i] = m.clone()
	}
	return all
}

// Find returns the one measure with that id or key, the current one before a legacy one.
// The error is a [*diag.Diagnostic] without a place: the catalog has no such measure,
// with the nearest ids as advice, or the id names several.
func (c *Catalog) Find(id string) (*Measure, error) {
	entries := c.entries(id)
	if len(entries) == 0 {
		d := &diag.Diagnostic{Severity: diag.Error, Code: UnknownMeasure, Class: diag.ErrName, Summary: "the catalog has no measure " + prose.Clip(id)}
		if near := c.near(id); len(near) > 0 {
			d.Advice = "did you mean " + strings.Join(near, ", ") + "?"
		}
		return nil, d
	}
	if len(entries) > 1 && entries[0].Release.Tier == entries[1].Release.Tier {
		return nil, &diag.Diagnostic{
			Severity: diag.Error, Code: AmbiguousMeasure, Class: diag.ErrAlign,
			Summary: fmt.Sprintf("%s names %d measures in the catalog", id, len(entries)), Advice: "ask the publisher which one is meant",
		}
	}
	return entries[0].clone(), nil
}

// near returns up to three names like the id, the nearest first.
func (c *Catalog) near(id string) []string {
	var ids []string
	for _, file := range c.documents() {
		ids = append(ids, file.refs...)
	}
	slices.Sort(ids)
	return prose.Near(withoutSpaces(id), slices.Compact(ids), 3)
}
