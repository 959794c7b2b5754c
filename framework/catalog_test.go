package framework

import (
	"errors"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/concord-sla/concord/dsl/diag"
)

// Facts that a person can check against the publication.
func TestFacts(t *testing.T) {
	for _, test := range []struct{ id, want string }{
		{"FFM.030.070.0033", ">= 98 percent, each within 25 calendar days, share, monthly, due 10 calendar days after month end"},
		{"FFM.030.070.0022", ">= 95 percent, each at least 2 business days, share, monthly"},
		{"FFM.000.000.0036", ">= 95 percent, share, annually"},
		{"FFM.060.050.0023", "<= 10 percent, each over 120 calendar days, share of amounts, monthly, due 10 calendar days after month end"},
		{"FFM.110.050.0011", "= 0 count, count, annually"},
		{"FFM.030.020.0011", "no figure, set by service customer, count, monthly"},
		{"FFM.000.000.0033", "no figure, set by qsmo, share, monthly"},
		{"HCM.A9-5.020.M07", "<= 20 business days (operator inferred), median, annually"},
		{"HCM.A9-1.020.M03", "<= 1.5 business days (operator inferred), annually"},
		{"HCM.A9-1.020.M04", "<= 1 hour (operator inferred), mean, annually"},
		{"HCM.A9-1.010.M02", ">= 75 percent positive, annually"},
		{"HCM.A9-3.030.M01", "= false, annually"},
		{"ITS.080.040.002", ">= 98 percent (operator inferred), share of time, monthly"},
		{"STOR-PM-001", ">= 99.9 percent, share of time, monthly"},
		{"TRT.5.050.018", "critical: >= 95 percent, each within 1 business hour; high: >= 95 percent, each within 13 business hours; monthly"},
		{"PMF.ITM.RES", "no figure"},
		{"PPA.DUE", "<= 30 calendar days, per invoice"},
	} {
		found := Default().Lookup(test.id)
		if len(found) != 1 {
			t.Errorf("%s: %d measures, want one", test.id, len(found))
			continue
		}
		if got := facts(found[0]); got != test.want {
			t.Errorf("%s\n got: %s\nwant: %s", test.id, got, test.want)
		}
	}
}

// facts is a measure's figures on one line.
func facts(m *Measure) string {
	var parts []string
	each := func(limits []Limit) (text string) {
		for _, l := range limits {
			text += ", each " + l.String()
		}
		return text
	}
	switch {
	case m.Target != nil:
		parts = append(parts, m.Target.String())
	case len(m.Tiers) > 0:
		for _, tier := range m.Tiers {
			parts = append(parts, tier.When+": "+tier.Target.String()+each(tier.ItemLimits))
		}
		return strings.Join(parts, "; ") + "; " + m.Period
	default:
		parts = append(parts, "no figure")
	}
	if m.OperatorInferred {
		parts[0] += " (operator inferred)"
	}
	parts[0] += each(m.ItemLimits)
	if m.SetBy != "" {
		parts = append(parts, "set by "+m.SetBy)
	}
	for _, text := range []string{m.Statistic, m.Period} {
		if text != "" {
			parts = append(parts, text)
		}
	}
	if m.Due != "" {
		parts = append(parts, "due "+m.Due)
	}
	return strings.Join(parts, ", ")
}

// Every measure of the catalog keeps what the package promises of it.
func TestPromises(t *testing.T) {
	for _, m := range Default().Measures() {
		if m.Release == nil || m.Source == nil || m.Source.Name == "" || m.Source.Rights == "" || m.Source.Publisher == "" {
			t.Errorf("%s does not say where it comes from", m.Ref())
		}
		if (m.ID == "") == (m.Key == "") {
			t.Errorf("%s: the id is %q and the key %q, want one of them", m.Name, m.ID, m.Key)
		}
		if m.Contradiction() != "" && m.Quarantine == "" {
			t.Errorf("%s contradicts itself in silence: %s", m.Ref(), m.Contradiction())
		}
		if m.Position().Line == 0 {
			t.Errorf("%s has no place", m.Ref())
		}
		if m.Release.Catalog == "pmf" && (m.Release.Scope != MarketplaceScope || m.ID != "" || len(m.Figures()) > 0) {
			t.Errorf("%s: the framework gives no ids and no figures, and measures a marketplace", m.Ref())
		}
		if legacy := strings.HasSuffix(m.Release.Catalog, "-legacy"); legacy != (m.Release.Tier == Legacy) {
			t.Errorf("%s is of tier %s in %s", m.Ref(), m.Release.Tier, m.Release.Catalog)
		}
	}
}

// Find gives one measure, or says why there is none.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		id    string
		code  diag.Code
		class error
	}{
		{"FFM.030.070.0033", "", nil}, {"ECON -PM-002", "", nil},
		{"FFM.030.070.033", UnknownMeasure, diag.ErrName}, {"FFM.100.010.0011", AmbiguousMeasure, diag.ErrAlign},
	} {
		m, err := Default().Find(test.id)
		var d *diag.Diagnostic
		switch {
		case test.class == nil && (err != nil || m.Ref() != strings.ReplaceAll(test.id, " ", "")):
			t.Errorf("%s: %v, %v", test.id, m, err)
		case test.class != nil && (m != nil || !errors.Is(err, test.class) || !errors.As(err, &d) || d.Code != test.code):
			t.Errorf("%s: %v, %v; want [%s]", test.id, m, err, test.code)
		}
	}
}

// Choose and Replace make catalogs of their own and leave the first as it was.
func TestChooseAndReplace(t *testing.T) {
	c := load(t, "own.yaml", one("id: AP.001")+"  - id: AP.002\n    name: Errors\n    unit: count\n    direction: lower is better\n")
	if chosen := c.Choose("AP.002", "AP.003"); len(chosen.Measures()) != 1 || chosen.Measures()[0].Ref() != "AP.002" {
		t.Errorf("chosen are %v", chosen.Measures())
	}
	changed := c.Lookup("AP.001")[0]
	changed.Name = "Invoices paid late"
	other := &Measure{ID: "AP.009", Name: "Of no catalog"}
	replaced := c.Replace(changed, other)
	if got := replaced.Lookup("AP.001")[0].Name; got != changed.Name || len(replaced.Measures()) != 2 {
		t.Errorf("the measure is called %q, of %d", got, len(replaced.Measures()))
	}
	if got := c.Lookup("AP.001")[0].Name; got == changed.Name {
		t.Error("the first catalog was changed")
	}
	changed.Name = "changed again"
	if got := replaced.Lookup("AP.001")[0].Name; got == changed.Name {
		t.Error("a catalog is changed through the measure that it was given")
	}
}

func TestLookup(t *testing.T) {
	c := Default()
	names := func(id string) (names []string) {
		for _, m := range c.Lookup(id) {
			names = append(names, m.Name)
		}
		return names
	}
	want := []string{"Proprietary (B2P) Account Balancing", "General Ledger to Subledger Traceability", "Standard General Ledger (SGL) Normal Balance Ratio"}
	if got := names("FFM.100.010.0011"); !slices.Equal(got, want) {
		t.Errorf("a repeated id gives %q, want %q", got, want)
	}
	if got := names("ECON -PM-002"); len(got) != 1 {
		t.Errorf("an id with a space in it, as printed, gives %q", got)
	}
	if got := c.Lookup("FFM.999"); got != nil {
		t.Errorf("an unknown id gives %v, want nil", got)
	}
	c.Lookup("FFM.100.010.0011")[0] = nil
	if c.Lookup("FFM.100.010.0011")[0] == nil {
		t.Error("a caller changed the catalog through the slice it was given")
	}
}

func TestNear(t *testing.T) {
	for id, want := range map[string][]string{
		"FFM.030.070.033":  {"FFM.030.070.0033", "FFM.030.070.0031", "FFM.030.070.0034"},
		"PMF.ITM.REZ":      {"PMF.ITM.RES", "PMF.ITM.508", "PMF.ITM.CYB"},
		"ITS.080.040.02":   {"ITS.080.040.002"},
		"nothing like it!": nil,
	} {
		got := Default().near(id)
		if len(got) > 3 || (want == nil) != (got == nil) || want != nil && got[0] != want[0] {
			t.Errorf("Near(%q) = %q, want it to begin like %q", id, got, want)
		}
	}
}

func TestSearch(t *testing.T) {
	for _, test := range []struct {
		name  string
		query Query
		count int
		first string
	}{
		{"everything", Query{}, 1469, "A11-280.SAT"},
		{"area", Query{Area: "ffm"}, 103, "PPA.DUE"},
		{"area before a point", Query{Area: "HCM"}, 460, "HCM.A1-1.010.M01"},
		{"half a name is no area", Query{Area: "HC"}, 0, ""},
		{"function", Query{Function: "commercial payments"}, 8, "FFM.030.070.0011"},
		{"prefix", Query{Prefix: "FFM.100."}, 11, "FFM.100.010.0011"},
		{"words in any order", Query{Words: "timeliness payroll"}, 1, "FFM.030.040.0012"},
		{"unit", Query{Unit: BusinessDay}, 3, "FFM.060.080.0011"},
		{"category", Query{Area: "FFM", Category: "qsmo monitoring"}, 3, "FFM.000.000.0011"},
		{"authority", Query{Authority: "1315"}, 6, "FFM.030.070.0011"},
		{"standing", Query{Status: Quarantined, Area: "ERM"}, 1, "ERM.030.010.002"},
		{"the name before the definition", Query{Words: "receipt"}, 10, "PPA.RECEIPT"},
		{"tier", Query{Tier: Legacy, Words: "availability", Unit: Percent}, 20, "STOR-PM-001"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := Default().Search(test.query)
			first := ""
			if len(found) > 0 {
				first = found[0].Ref()
			}
			if len(found) != test.count || first != test.first {
				t.Errorf("%d measures, the first %q; want %d and %q", len(found), first, test.count, test.first)
			}
		})
	}
}

// Every measure is found by all that it says of itself, and whatever is found fits.
func TestSearchFindsEach(t *testing.T) {
	c := Default()
	for m := range c.all() {
		words := strings.ToUpper(strings.Join(strings.Fields(m.Name), " "))
		q := Query{Area: strings.ToLower(m.Area), Function: m.Function, Prefix: m.Ref(), Words: words, Unit: m.Unit, Category: m.Category, Authority: m.Authority, Tier: m.Release.Tier, Status: m.status()}
		found := c.Search(q)
		if !slices.ContainsFunc(found, func(o *Measure) bool { return o.Ref() == m.Ref() && o.Name == m.Name }) {
			t.Errorf("%s is not found by %+v", m.Ref(), q)
		}
		for _, o := range found {
			if o.Area != m.Area || o.Unit != m.Unit || o.Category != m.Category && m.Category != "" || !strings.HasPrefix(o.Ref(), m.Ref()) || !strings.Contains(o.Authority, m.Authority) || !strings.Contains(o.Function, m.Function) {
				t.Errorf("%+v finds %s", q, o.Ref())
			}
		}
	}
}

func TestOnly(t *testing.T) {
	c, err := Default().Only("hcm", "ERM")
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Areas(); len(got) != 11 || got[0] != "ERM" || len(c.Measures()) != 475 || len(c.Lookup("FFM.030.070.0033")) != 0 {
		t.Errorf("%d measures of %v", len(c.Measures()), got)
	}
	_, err = Default().Only("FMM")
	if want := `concord: error [unknown-reference]: "FMM" is not a known area of the catalog; did you mean FFM?`; err == nil || err.Error() != want {
		t.Errorf(" got: %v\nwant: %s", err, want)
	}
}

func TestWith(t *testing.T) {
	own := load(t, "own.yaml", one("id: AP.001"))
	both, err := Default().With(own)
	if err != nil {
		t.Fatal(err)
	}
	if len(both.Lookup("AP.001")) != 1 || len(both.Lookup("FFM.000.000.0036")) != 1 || len(Default().Lookup("AP.001")) != 0 {
		t.Error("the catalog of both does not hold both, or the first was changed")
	}
	_, err = Default().With(load(t, "own.yaml", one("id: FFM.000.000.0036")))
	place := Default().Lookup("FFM.000.000.0036")[0].Position().String()
	if !strings.HasPrefix(place, "catalog/fibf-ffm.yaml:") {
		t.Errorf("the embedded measure stands at %s", place)
	}
	want := "own.yaml:6:9: error [duplicate-key]: the measure FFM.000.000.0036 is already defined at " + place + "; give it another id"
	if err == nil || err.Error() != want {
		t.Errorf(" got: %v\nwant: %s", err, want)
	}
	if !errors.Is(err, diag.ErrDocument) {
		t.Error("a clash is not of the class of documents")
	}
}

// An id that a legacy list and a current one share is no clash; the current one comes
// first whatever the order of the catalogs.
func TestLegacySharesIDs(t *testing.T) {
	old := load(t, "old.yaml", strings.Replace(one("id: AP.001"), "area: AP", "area: AP\ntier: legacy", 1))
	now := load(t, "now.yaml", strings.Replace(one("id: AP.001"), "catalog: own", "catalog: now", 1))
	both, err := old.With(now)
	if err != nil {
		t.Fatal(err)
	}
	if found := both.Lookup("AP.001"); len(found) != 2 || found[0].Release.Tier != Current {
		t.Errorf("found %d, the first is not the current one", len(found))
	}
}

func TestLoadFS(t *testing.T) {
	fsys := fstest.MapFS{"b.yaml": {Data: []byte(one("id: AP.001"))}, "a.yaml": {Data: []byte(strings.Replace(one("id: AP.002"), "catalog: own", "catalog: more", 1))}}
	c, err := LoadFS(fsys, "*.yaml", "a.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if m := c.Measures(); len(m) != 2 || m[0].ID != "AP.002" {
		t.Errorf("%d measures, want those of a.yaml once and then those of b.yaml", len(m))
	}
	if _, err := LoadFS(fsys, "*.json"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a pattern without a file: %v", err)
	}
	if _, err := LoadFS(fsys, "["); !errors.Is(err, path.ErrBadPattern) {
		t.Errorf("a pattern that is none: %v", err)
	}
}

func TestDefaultFromManyGoroutines(t *testing.T) {
	shared := Default()
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if Default() != shared || len(Default().Search(Query{Words: "payment"})) == 0 || len(Default().near("FFM")) > 3 {
				t.Error("the catalog is not shared")
			}
		})
	}
	group.Wait()
}

// one is a catalog with one measure.
func one(identity string) string {
	return "concord: catalog-v1\ncatalog: own\ntitle: Own measures\narea: AP\nmeasures:\n  - " + identity +
		"\n    name: Invoices paid in time\n    unit: percent\n    direction: higher is better\n    target: \">= 98 percent\"\n"
}

func load(t *testing.T, name, text string) *Catalog {
	t.Helper()
	c, err := Load(&diag.Source{Name: name, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := LoadFS(embedded, "catalog/*.yaml"); err != nil {
			b.Fatal(err)
		}
	}
}
