package framework

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/concord-sla/concord/dsl/diag"
)

// Catalog is a set of measures. It is not changed after it was made, and may be
// used by several goroutines at once.
type Catalog struct {
	releases []*Release
	measures []*Measure
	named    map[string][]*Measure // by Ref, current before legacy
}

//go:embed catalog
var embedded embed.FS

// Default is the catalog that comes with this package. It is read when it is
// first asked for and then shared.
func Default() *Catalog { return defaultCatalog() }

var defaultCatalog = sync.OnceValue(func() *Catalog {
	c, err := LoadFS(embedded, "catalog/*.yaml")
	if err != nil {
		// The files are part of the package and a test loads them: this is a
		// defect of the package, not something a caller can handle.
		panic(fmt.Sprintf("framework: the embedded catalog is broken: %v", err))
	}
	return c
})

// With gives a catalog that holds the measures of both. A name that stands in
// both is an error that names both places, unless one is a legacy catalog and
// the other is not.
func (c *Catalog) With(more *Catalog) (*Catalog, error) {
	both, clashes := assemble(slices.Concat(c.releases, more.releases), slices.Concat(c.measures, more.measures))
	if err := clashes.Sorted().Err(); err != nil {
		return nil, err
	}
	return both, nil
}

// Measures are all measures, in the order of the files and within them.
func (c *Catalog) Measures() []*Measure { return copies(c.measures) }

// Lookup gives the measures with that id or key: several when the source repeats
// an id, a current one before a legacy one; none when it is unknown. Spaces make
// no difference, since some sources print them inside ids.
func (c *Catalog) Lookup(id string) []*Measure {
	return copies(c.entries(id))
}

// entries are the catalog's own measures of a name.
func (c *Catalog) entries(id string) []*Measure { return c.named[strings.Join(strings.Fields(id), "")] }

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
	all := make([]Release, len(c.releases))
	for i, release := range c.releases {
		all[i] = *release
	}
	return all
}
