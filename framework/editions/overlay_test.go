package editions

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/script"
)

// Each text of testdata/overlay is an overlay over the catalogs beside it, and what is
// found: the mistakes, or what the measures say on 2027-04-15. With -update the second
// part is written.
func TestOverlays(t *testing.T) {
	base, err := framework.LoadFS(os.DirFS("testdata/overlay"), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	script.Texts(t, "testdata/overlay", 4, func(_ *testing.T, name, text string) string { return overlaid(base, name, text) })
}

// overlaid applies an overlay and says what came of it.
func overlaid(base *framework.Catalog, name, text string) string {
	o, err := LoadOverlay(&diag.Source{Name: name, Text: text})
	if err != nil {
		return diag.Screen(err)
	}
	c, err := Apply(base, calendar.Date{Year: 2027, Month: 4, Day: 15}, o)
	if err != nil {
		return diag.Screen(err)
	}
	var out strings.Builder
	out.WriteString(Diff(base, c).Text())
	for _, m := range c.Measures() {
		for _, note := range m.Notes {
			fmt.Fprintf(&out, "%s: %s\n", m.Ref(), note)
		}
	}
	return out.String()
}

// Before its first day an overlay changes nothing, and it never changes the catalog that
// it was laid over.
func TestOverlayDays(t *testing.T) {
	base := load(t, "own.yaml", oneMeasure)
	o, err := LoadOverlay(&diag.Source{Name: "o.yaml", Text: "concord: overlay-v1\noverlay: o\nauthority: annex B\neffective: 2026-10-01\nchanges:\n  - {id: AP.001, target: \">= 99 percent\"}\n"})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[calendar.Date]string{{Year: 2026, Month: 9, Day: 30}: ">= 98 percent", {Year: 2026, Month: 10, Day: 1}: ">= 99 percent"} {
		c, err := Apply(base, day, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Lookup("AP.001")[0].Target.String(); got != want {
			t.Errorf("on %s the target is %s, want %s", day, got, want)
		}
	}
	if got := base.Lookup("AP.001")[0]; got.Target.String() != ">= 98 percent" || len(got.Notes) > 0 {
		t.Error("the catalog under the overlay was changed")
	}
}

// A program can make an overlay too; what it leaves out is told without a place.
func TestOverlayOfAProgram(t *testing.T) {
	base := load(t, "own.yaml", oneMeasure)
	october := calendar.Date{Year: 2026, Month: 10, Day: 1}
	figure := framework.Figure{Op: framework.AtLeast, Value: "99", Unit: framework.Percent}
	c, err := Apply(base, october, &Overlay{Name: "own", Changes: []Override{{ID: "AP.001", Target: &figure, Authority: "annex B", Effective: october}}})
	if err != nil || c.Lookup("AP.001")[0].Target.String() != ">= 99 percent" {
		t.Errorf("the overlay was not applied: %v", err)
	}
	for want, change := range map[string]Override{
		"concord: error [missing-key]: the key authority is missing; write what allows the change, here or for the whole overlay":     {ID: "AP.001", Target: &figure, Effective: october},
		"concord: error [missing-key]: the key target is missing; a change has a target, tiers, an item limit, a period or a due day": {ID: "AP.001", Authority: "annex B", Effective: october},
		"concord: error [unknown-measure]: the catalog has no measure AP.002; did you mean AP.001?":                                   {ID: "AP.002", Target: &figure, Authority: "annex B", Effective: october},
	} {
		if _, err := Apply(base, october, &Overlay{Name: "own", Changes: []Override{change}}); err == nil || err.Error() != want {
			t.Errorf(" got: %v\nwant: %s", err, want)
		}
	}
}

// Whatever the texts, overlays and profiles are read, or refused with a place.
func FuzzOverlay(f *testing.F) {
	for _, pattern := range []string{"testdata/overlay/*.txt", "testdata/profile/*.txt"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			text, _ := script.Text(f, file)
			f.Add(text)
		}
	}
	base, err := framework.LoadFS(os.DirFS("testdata/overlay"), "*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	day := calendar.Date{Year: 2027, Month: 4, Day: 15}
	f.Fuzz(func(t *testing.T, text string) {
		source := &diag.Source{Name: "fuzz.yaml", Text: text}
		o, err := LoadOverlay(source)
		placed(t, err)
		if o != nil {
			c, err := Apply(base, day, o)
			placed(t, err)
			for _, m := range contradicting(c) {
				t.Errorf("%s contradicts itself under an overlay", m)
			}
		}
		p, err := LoadProfile(source)
		placed(t, err)
		if p != nil {
			_, err := Choose(base, p, day)
			placed(t, err)
		}
	})
}

func placed(t *testing.T, err error) {
	t.Helper()
	for _, d := range diag.From(err) {
		if d.Source == nil || d.Summary == "" {
			t.Errorf("a diagnostic without a place or a summary: %v", d)
		}
	}
}

// contradicting names the measures that contradict themselves without a quarantine.
func contradicting(c *framework.Catalog) (bad []string) {
	if c == nil {
		return nil
	}
	for _, m := range c.Measures() {
		if m.Quarantine == "" && m.Contradiction() != "" {
			bad = append(bad, m.Ref())
		}
	}
	return bad
}

const oneMeasure = "concord: catalog-v1\ncatalog: own\ntitle: Own measures\narea: AP\nmeasures:\n  - id: AP.001" +
	"\n    name: Invoices paid in time\n    unit: percent\n    direction: higher is better\n    target: \">= 98 percent\"\n"
