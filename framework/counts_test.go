package framework

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// testdata/counts.txt counts the catalog by document: all, usable, without a
// figure, quarantined. The README beside the documents has the same counts.
func TestCounts(t *testing.T) {
	readme, err := os.ReadFile("catalog/README.md")
	if err != nil {
		t.Fatal(err)
	}
	const row = "%-18s %-8s %-20s %-8s %-12s %5d %7d %10d %12d\n"
	n := map[string]map[Standing]int{}
	for _, m := range Default().Measures() {
		if n[m.Release.Catalog] == nil {
			n[m.Release.Catalog] = map[Standing]int{}
		}
		n[m.Release.Catalog][m.standing()]++
	}
	var got strings.Builder
	got.WriteString("catalog            area     release              tier     scope          all  usable  no figure  quarantined\n")
	sum := map[Standing]int{}
	for _, r := range Default().Releases() {
		c := n[r.Catalog]
		fmt.Fprintf(&got, row, r.Catalog, r.Area, cmp.Or(r.Name, "-"), r.Tier, r.Scope, r.Count, c[Usable], c[NoFigure], c[Quarantined])
		if c[Usable]+c[NoFigure]+c[Quarantined] != r.Count {
			t.Errorf("%s: a measure has no standing", r.Catalog)
		}
		for s, count := range c {
			sum[s] += count
		}
		if row := fmt.Sprintf("| `%s.yaml` | %d | %d |", r.Catalog, r.Count, c[Usable]); !strings.Contains(string(readme), row) {
			t.Errorf("README.md has no row %q", row)
		}
	}
	fmt.Fprintf(&got, row, "all", "", "", "", "", len(Default().Measures()), sum[Usable], sum[NoFigure], sum[Quarantined])
	golden(t, "testdata/counts.txt", got.String())
	page, err := os.ReadFile("../docs/catalog.md")
	if err != nil {
		t.Fatal(err)
	}
	standing := fmt.Sprintf("*usable* (%d), *no figure* (%d) or *quarantined* (%d)", sum[Usable], sum[NoFigure], sum[Quarantined])
	prose := fmt.Sprintf("%d state no figure for one agreement", sum[NoFigure])
	if !strings.Contains(string(page), standing) || !strings.Contains(string(readme), prose) {
		t.Errorf("docs/catalog.md does not say %q, or the README not %q", standing, prose)
	}
}

// golden compares with a file, or writes it with -update.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// testdata/quarantined.txt says of each quarantined measure why.
func TestQuarantined(t *testing.T) {
	var got strings.Builder
	for _, m := range Default().Search(Query{Standing: Quarantined}) {
		fmt.Fprintf(&got, "%s %s, %s\n    %s\n", m.Release.Catalog, m.Ref(), m.Name, m.Quarantine)
	}
	golden(t, "testdata/quarantined.txt", got.String())
}

// The names that are found by their lines are those of the parsed documents, and
// the documents together are a catalog without a clash.
func TestEmbeddedNames(t *testing.T) {
	for _, p := range Default().parts {
		want := partOf(p.read())
		if p.catalog != want.catalog || p.area != want.area || !slices.Equal(p.refs, want.refs) {
			t.Errorf("%s: the lines and the parsed document do not name the same", p.catalog)
		}
	}
	if _, err := LoadFS(embedded, "catalog/*.yaml"); err != nil {
		t.Error(err)
	}
}

// A document is parsed when it is needed and not before.
func TestDocumentsAreReadLate(t *testing.T) {
	read := map[string]bool{}
	var parts []*part
	for _, p := range Default().parts {
		late := *p
		late.read = func() *content { read[p.catalog] = true; return p.read() }
		parts = append(parts, &late)
	}
	c := assemble(parts)
	c.Lookup("FFM.030.070.0033")
	c.Near("FFM.030.070.033")
	c.Search(Query{Area: "FFM", Prefix: "FFM."})
	if _, err := c.With(load(t, "own.yaml", one("id: AP.001"))); err != nil {
		t.Error(err)
	}
	if _, err := c.Only("ERM"); err != nil || len(read) != 1 || !read["fibf-ffm"] {
		t.Errorf("read %v, want fibf-ffm alone; %v", read, err)
	}
}
