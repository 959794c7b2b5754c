package framework

import (
	"cmp"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/document"
	"github.com/concord-sla/concord/internal/script"
)

// testdata/counts.txt counts the catalog by document: all, usable, without a figure,
// quarantined. The README beside the documents has the same counts.
func TestCounts(t *testing.T) {
	readme, err := os.ReadFile("catalog/README.md")
	if err != nil {
		t.Fatal(err)
	}
	const row = "%-18s %-8s %-20s %-8s %-12s %5d %7d %10d %12d\n"
	n := map[string]map[Status]int{}
	for _, m := range Default().Measures() {
		if n[m.Release.Catalog] == nil {
			n[m.Release.Catalog] = map[Status]int{}
		}
		n[m.Release.Catalog][m.status()]++
	}
	var got strings.Builder
	got.WriteString("catalog            area     release              tier     scope          all  usable  no figure  quarantined\n")
	sum := map[Status]int{}
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
	script.Golden(t, "testdata/counts.txt", got.String())
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

// testdata/quarantined.txt says of each quarantined measure why.
func TestQuarantined(t *testing.T) {
	var got strings.Builder
	for _, m := range Default().Search(Query{Status: Quarantined}) {
		fmt.Fprintf(&got, "%s %s, %s\n    %s\n", m.Release.Catalog, m.Ref(), m.Name, m.Quarantine)
	}
	script.Golden(t, "testdata/quarantined.txt", got.String())
}

// What is read of a document measure by measure is what is read of the whole, down to the
// places, and the documents together are a catalog without a clash.
func TestReadLazily(t *testing.T) {
	parsed, err := LoadFS(embedded, "catalog/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range parsed.files {
		checkLazyFile(t, want)
		if Default().files[i].catalog != want.catalog {
			t.Errorf("%s is not in its place", want.catalog)
		}
		l := newLazyFile(want.release().place.Source).fileContent.(*lazyFile)
		for at := range l.items {
			if _, simple := document.Simple(l.source, l.items[at].span, ""); !simple {
				t.Errorf("%s: %s is not simple, so that the whole document is parsed for it", want.catalog, l.items[at].ref)
			}
		}
	}
}

// A document with escapes is read all the same.
func TestReadLazilyWithEscapes(t *testing.T) {
	text := strings.Replace("# written\n"+one("id: AP.001"), "Own measures", `"Our \"own\" measures"`, 1) + "\n" +
		strings.Replace(one("id: \"AP.\\u0041\""), "Invoices paid in time", `"Invoices \"paid\""`, 1)[len("concord: catalog-v1\ncatalog: own\ntitle: Own measures\narea: AP\nmeasures:\n"):]
	c := load(t, "own.yaml", text)
	if len(c.Measures()) != 2 || c.Lookup("AP.A")[0].Name != `Invoices "paid"` {
		t.Fatalf("%s\nis not what is meant", text)
	}
	checkLazyFile(t, c.files[0])
}

// checkLazyFile reads the document of a file measure by measure, the last one first.
func checkLazyFile(t *testing.T, want *catalogFile) {
	t.Helper()
	same := gocmp.Options{
		gocmp.AllowUnexported(Measure{}, Release{}),
		gocmp.Comparer(func(a, b *diag.Source) bool { return *a == *b }),
	}
	source := want.release().place.Source
	got := newLazyFile(&diag.Source{Name: source.Name, Text: source.Text})
	if got.catalog != want.catalog || got.area != want.area || !slices.Equal(got.refs, want.refs) {
		t.Errorf("%s: the lines and the parsed document do not name the same", want.catalog)
	}
	for _, ref := range slices.Backward(want.refs) {
		if diff := gocmp.Diff(want.called(ref), got.called(ref), same); diff != "" {
			t.Errorf("%s, %s (-parsed +lazy):\n%s", want.catalog, ref, diff)
		}
	}
	if !slices.Equal(got.measures(), got.measures()) || len(got.measures()) != len(want.measures()) || got.measures()[0].Release != got.release() {
		t.Errorf("%s: a measure that is asked for again is another one", want.catalog)
	}
}

// Of a document no more is read than is needed.
func TestFilesAreReadLazily(t *testing.T) {
	c := readEmbedded()
	read := func() (measures int, documents []string) {
		for _, p := range c.files {
			n := measures
			for i := range p.fileContent.(*lazyFile).items {
				if p.fileContent.(*lazyFile).items[i].measure != nil {
					measures++
				}
			}
			if measures > n {
				documents = append(documents, p.catalog)
			}
		}
		return measures, documents
	}
	c.near("FFM.030.070.033")
	if _, err := c.With(load(t, "own.yaml", one("id: AP.001"))); err != nil {
		t.Error(err)
	}
	if _, err := c.Only("ERM"); err != nil {
		t.Error(err)
	}
	if n, _ := read(); n != 0 {
		t.Errorf("%d measures were read to find their names", n)
	}
	c.Lookup("FFM.030.070.0033")
	if n, in := read(); n != 1 || in[0] != "fibf-ffm" {
		t.Errorf("%d measures of %v were read to look one up", n, in)
	}
	c.Search(Query{Area: "FFM", Prefix: "FFM."})
	if n, in := read(); n != 100 || len(in) != 1 {
		t.Errorf("%d measures of %v were read to search an area", n, in)
	}
}
