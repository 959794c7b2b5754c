package framework

import (
	"cmp"
	"iter"
	"slices"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/framework/internal/words"
)

// Catalog is a set of measures. It is not changed after it was made, and may be used by
// several goroutines at once. A nil catalog has no measures.
type Catalog struct {
	files []*catalogFile
	named map[string][]*catalogFile // the files that hold a measure of that name, in order
}

// documents returns the files of the catalog; a nil catalog has none.
func (c *Catalog) documents() []*catalogFile {
	if c == nil {
		return nil
	}
	return c.files
}

// holding returns the files that hold a measure of that id.
func (c *Catalog) holding(ref string) []*catalogFile {
	if c == nil {
		return nil
	}
	return c.named[ref]
}

// With returns a catalog that holds the measures of both. A name that stands in both is
// an error that names both places, unless one is a legacy catalog and the other is not.
func (c *Catalog) With(more *Catalog) (*Catalog, error) {
	both := newCatalog(slices.Concat(c.documents(), more.documents()))
	shared := func(ref string) bool { return c.holding(ref) != nil && more.holding(ref) != nil }
	if err := both.duplicates(shared).Sorted().Err(); err != nil {
		return nil, err
	}
	return both, nil
}

// Only returns the measures of these areas: "HCM" means "HCM.A9" too. It reads no
// document of another area. An area that no document has is an error that names the
// nearest one.
func (c *Catalog) Only(areas ...string) (*Catalog, error) {
	var files []*catalogFile
	for _, p := range c.documents() {
		if slices.ContainsFunc(areas, func(area string) bool { return inArea(p.area, area) }) {
			files = append(files, p)
		}
	}
	for _, area := range areas {
		if !slices.ContainsFunc(files, func(p *catalogFile) bool { return inArea(p.area, area) }) {
			d := words.Unknown("area of the catalog", area, c.Areas())
			d.Code = codes.UnknownReference
			return nil, d
		}
	}
	return newCatalog(files), nil
}

// Areas returns the service areas of the catalog, sorted.
func (c *Catalog) Areas() []string {
	var all []string
	for _, p := range c.documents() {
		all = append(all, p.area)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Measures returns all measures, in the order of the files and within them.
func (c *Catalog) Measures() []*Measure {
	var all []*Measure
	for m := range c.all() {
		all = append(all, m.clone())
	}
	return all
}

// all returns the catalog's own measures, and reads every file of it.
func (c *Catalog) all() iter.Seq[*Measure] {
	return func(yield func(*Measure) bool) {
		for _, p := range c.documents() {
			for _, m := range p.measures() {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// Releases returns the editions that the catalog is made of, in the order of the files.
func (c *Catalog) Releases() []Release {
	all := make([]Release, len(c.documents()))
	for i, p := range c.documents() {
		all[i] = *p.release()
	}
	return all
}

// Choose returns a catalog of only the measures with these ids: where a current and a
// legacy measure share an id, the current one. It reads no document that has none of
// them.
func (c *Catalog) Choose(ids ...string) *Catalog {
	keep := map[*Measure]bool{}
	holds := map[*catalogFile]bool{}
	for _, id := range ids {
		if entries := c.entries(id); len(entries) > 0 {
			keep[entries[0]] = true
			holds[c.fileOf(entries[0])] = true
		}
	}
	var files []*catalogFile
	for _, p := range c.documents() {
		if holds[p] {
			chosen := slices.DeleteFunc(slices.Clone(p.measures()), func(m *Measure) bool { return !keep[m] })
			files = append(files, fileOf(newParsedFile(p.release(), chosen)))
		}
	}
	return newCatalog(files)
}

// Replace returns a catalog with these measures in the place of those with the same ids:
// where a current and a legacy measure share an id, of the current one. A measure whose
// id the catalog does not have is left out.
func (c *Catalog) Replace(measures ...*Measure) *Catalog {
	by := map[*Measure]*Measure{}
	changed := map[*catalogFile]bool{}
	for _, m := range measures {
		if m == nil {
			continue
		}
		if entries := c.entries(m.Ref()); len(entries) > 0 {
			by[entries[0]] = m.clone()
			changed[c.fileOf(entries[0])] = true
		}
	}
	files := slices.Clone(c.documents())
	for i, p := range files {
		if changed[p] {
			replaced := slices.Clone(p.measures())
			for j, m := range replaced {
				replaced[j] = cmp.Or(by[m], m)
			}
			files[i] = fileOf(newParsedFile(p.release(), replaced))
		}
	}
	return newCatalog(files)
}

// fileOf returns the document that holds one of the catalog's own measures.
func (c *Catalog) fileOf(m *Measure) *catalogFile {
	for _, p := range c.holding(m.Ref()) {
		if slices.Contains(p.called(m.Ref()), m) {
			return p
		}
	}
	return nil
}
