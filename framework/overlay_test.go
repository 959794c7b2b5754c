package framework

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
)

// Each text of testdata/overlay is an overlay over the catalogs beside it, and
// what is found: the mistakes, or what the measures say on 2027-04-15. With
// -update the second part is written.
func TestOverlays(t *testing.T) {
	base, err := LoadFS(os.DirFS("testdata/overlay"), "*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/overlay/*.txt")
	if err != nil || len(files) < 4 {
		t.Fatalf("%d overlays: %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			text, want := corpusCase(t, file)
			got := overlaid(base, name+".yaml", text)
			if *update {
				if err := os.WriteFile(file, []byte(text+divider+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// overlaid applies an overlay and says what came of it.
func overlaid(base *Catalog, name, text string) string {
	o, err := LoadOverlay(&diag.Source{Name: name, Text: text})
	if err != nil {
		return diag.Screen(err)
	}
	c, err := base.Overlay(calendar.Date{Year: 2027, Month: 4, Day: 15}, o)
	if err != nil {
		return diag.Screen(err)
	}
	var out strings.Builder
	out.WriteString(Diff(base, c).Text())
	for m := range c.all() {
		for _, note := range m.Notes {
			fmt.Fprintf(&out, "%s: %s\n", m.Ref(), note)
		}
	}
	return out.String()
}

// Before its first day an overlay changes nothing, and it never changes the
// catalog that it was laid over.
func TestOverlayDays(t *testing.T) {
	base := load(t, "own.yaml", one("id: AP.001"))
	o, err := LoadOverlay(&diag.Source{Name: "o.yaml", Text: "concord: overlay-v1\noverlay: o\nauthority: annex B\neffective: 2026-10-01\nchanges:\n  - {id: AP.001, target: \">= 99 percent\"}\n"})
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[calendar.Date]string{{Year: 2026, Month: 9, Day: 30}: ">= 98 percent", {Year: 2026, Month: 10, Day: 1}: ">= 99 percent"} {
		c, err := base.Overlay(day, o)
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
