package editions

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/script"
)

// Each text of testdata/profile is a profile over the catalogs of testdata/overlay, and
// what is found: the mistakes, or the chosen measures. With -update the second part is
// written.
func TestChosen(t *testing.T) {
	base, err := framework.LoadFS(os.DirFS("testdata/overlay"), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	script.Texts(t, "testdata/profile", 4, func(_ *testing.T, name, text string) string { return chosen(base, name, text) })
}

func chosen(base *framework.Catalog, name, text string) string {
	p, err := LoadProfile(&diag.Source{Name: name, Text: text})
	if err != nil {
		return diag.Screen(err)
	}
	c, err := Choose(base, p, calendar.Date{Year: 2026, Month: 10, Day: 1})
	if err != nil {
		return diag.Screen(err)
	}
	var out strings.Builder
	for _, m := range c.Measures() {
		fmt.Fprintf(&out, "%s %s: %s\n", m.Ref(), m.Name, m.FigureText())
	}
	return out.String()
}

// Every profile of the package chooses measures that the catalog has and whose figures
// can be used.
func TestEmbeddedProfiles(t *testing.T) {
	if len(Profiles()) < 3 {
		t.Fatalf("the profiles are %q", Profiles())
	}
	for _, name := range Profiles() {
		p, err := NamedProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		c, err := Choose(framework.Default(), p, calendar.Date{Year: 2026, Month: 10, Day: 1})
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		if p.Name != name || len(c.Measures()) != len(p.IDs) {
			t.Errorf("%s chooses %d measures and gives %d", name, len(p.IDs), len(c.Measures()))
		}
		for _, m := range c.Measures() {
			if s, why := m.Status(); s != framework.Usable {
				t.Errorf("%s: %s is not usable: %s", name, m.Ref(), why)
			}
		}
	}
	_, err := NamedProfile("payable")
	if want := `concord: error [unknown-reference]: "payable" is not a known profile; did you mean payables?`; err == nil || err.Error() != want {
		t.Errorf(" got: %v\nwant: %s", err, want)
	}
}
