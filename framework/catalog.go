package framework

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework/internal/words"
)

// Catalog is a set of measures. It is not changed after it was made, and may be
// used by several goroutines at once.
type Catalog struct {
	parts []*part
	named map[string][]*part // the parts that hold a measure of that name, in order
}

// With gives a catalog that holds the measures of both. A name that stands in
// both is an error that names both places, unless one is a legacy catalog and
// the other is not.
func (c *Catalog) With(more *Catalog) (*Catalog, error) {
	both := assemble(slices.Concat(c.parts, more.parts))
	shared := func(ref string) bool { return c.named[ref] != nil && more.named[ref] != nil }
	if err := both.clashes(shared).Sorted().Err(); err != nil {
		return nil, err
	}
	return both, nil
}

// Only gives the measures of these areas: "HCM" means "HCM.A9" too. It reads no
// document of another area. An area that no document has is an error that names
// the nearest one.
func (c *Catalog) Only(areas ...string) (*Catalog, error) {
	var parts []*part
	for _, p := range c.parts {
		if slices.ContainsFunc(areas, func(area string) bool { return inArea(p.area, area) }) {
			parts = append(parts, p)
		}
	}
	for _, area := range areas {
		if !slices.ContainsFunc(parts, func(p *part) bool { return inArea(p.area, area) }) {
			d := words.Unknown("area of the catalog", area, c.Areas())
			d.Code = diag.UnknownReference
			return nil, d
		}
	}
	return assemble(parts), nil
}

// Areas are the service areas of the catalog, sorted.
func (c *Catalog) Areas() []string {
	var all []string
	for _, p := range c.parts {
		all = append(all, p.area)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Measures are all measures, in the order of the files and within them.
func (c *Catalog) Measures() []*Measure {
	var all []*Measure
	for m := range c.all() {
		all = append(all, m.clone())
	}
	return all
}

// all gives the catalog's own measures, and reads every part of it.
func (c *Catalog) all() iter.Seq[*Measure] {
	return func(yield func(*Measure) bool) {
		for _, p := range c.parts {
			for _, m := range p.measures() {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Lookup gives the measures with that id or key: several when the source repeats
// an id, a current one before a legacy one; none when it is unknown. Spaces make
// no difference, since some sources print them inside ids.
func (c *Catalog) Lookup(id string) []*Measure {
	return copies(c.entries(id))
}

// entries are the catalog's own measures of a name, current before legacy.
func (c *Catalog) entries(id string) []*Measure {
	id = strings.Join(strings.Fields(id), "")
	var all []*Measure
	for _, p := range c.named[id] {
		all = append(all, p.called(id)...)
	}
	slices.SortStableFunc(all, func(a, b *Measure) int { return cmp.Compare(a.Release.Tier, b.Release.Tier) })
	return all
}

// copies gives measures that a caller may change without changing the catalog,
// which the whole program shares.
func copies(measures []*Measure) []*Measure {
	var all []*Measure
	for _, m := range measures {
		all = append(all, m.clone())
	}
	return all
}

// Near gives up to three names like the id, the nearest first, for "did you
// mean".
func (c *Catalog) Near(id string) []string {
	id = strings.Join(strings.Fields(id), "")
	names := make([]string, 0, len(c.named))
	for name := range c.named {
		if name != id {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	var near []string
	for range 3 {
		name := diag.Near(id, names)
		if name == "" {
			break
		}
		near = append(near, name)
		at, _ := slices.BinarySearch(names, name)
		names = slices.Delete(names, at, at+1)
	}
	return near
}

// Releases are the catalogs inside this one, in the order of the files.
func (c *Catalog) Releases() []Release {
	all := make([]Release, len(c.parts))
	for i, p := range c.parts {
		all[i] = *p.release()
	}
	return all
}
