package framework

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/internal/script"
)

// The corpus of bad catalogs: a catalog, a line of signs, and all that is found in it as
// an author sees it. With -update the second part is written.
func TestBadCatalogs(t *testing.T) {
	script.Texts(t, "testdata/bad", 1, func(t *testing.T, name, text string) string {
		_, err := Load(&diag.Source{Name: name, Text: text})
		if err == nil {
			t.Fatal("a bad catalog was loaded")
		}
		found := diag.From(err)
		if len(found) == 0 {
			t.Fatalf("the error %v holds no diagnostics", err)
		}
		return found.Screen()
	})
}

// JSON is read like YAML.
func TestLoadJSON(t *testing.T) {
	c := load(t, "own.json", `{"concord": "catalog-v1", "catalog": "own", "title": "Own", "area": "AP", "measures": [
		{"key": "AP.1", "name": "Calls", "unit": "second", "direction": "lower is better", "target": "<= 30 seconds", "statistic": "mean"}]}`)
	m := c.Lookup("AP.1")[0]
	if m.Target.String() != "<= 30 seconds" || m.Release.Tier != Current || m.Release.Scope != AgreementScope || m.Source != nil {
		t.Errorf("read as %+v", m)
	}
}

// Two documents may not define the same measure, even quarantined, nor carry the same
// name.
func TestLoadClashes(t *testing.T) {
	quarantined := strings.TrimSuffix(one("id: AP.001"), "\n") + "\n    quarantine: repeated\n"
	_, err := Load(&diag.Source{Name: "a.yaml", Text: quarantined}, &diag.Source{Name: "b.yaml", Text: quarantined})
	want := `b.yaml:2:10: error [duplicate-key]: another catalog is named "own" too; give each its own name
b.yaml:6:9: error [duplicate-key]: the measure AP.001 is already defined at a.yaml:6:9; give it another id`
	if err == nil || err.Error() != want {
		t.Errorf(" got: %v\nwant: %s", err, want)
	}
}

// Whatever the text, Load gives a catalog or placed diagnostics, and a measure that it
// gives keeps the promises.
func FuzzLoad(f *testing.F) {
	files, _ := filepath.Glob("testdata/bad/*.txt")
	for _, file := range files {
		text, _ := script.Text(f, file)
		f.Add(text)
	}
	f.Add(one("id: AP.001"))
	for _, name := range []string{"catalog/authority-ffm.yaml", "catalog/pmf.yaml"} {
		text, err := embedded.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		c, err := Load(&diag.Source{Name: "fuzz.yaml", Text: text})
		if err != nil {
			for _, d := range diag.From(err) {
				if d.Source == nil || d.Summary == "" {
					t.Errorf("a diagnostic without a place or a summary: %v", d)
				}
			}
			return
		}
		for _, m := range c.Measures() {
			if m.Ref() == "" || m.Name == "" || m.Unit == 0 || m.Direction == 0 || m.Quarantine == "" && m.Contradiction() != "" {
				t.Errorf("an incomplete measure was loaded: %+v", m)
			}
			if len(c.Lookup(m.Ref())) == 0 {
				t.Errorf("%q cannot be looked up", m.Ref())
			}
		}
	})
}
