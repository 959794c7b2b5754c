package editions

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/script"
)

// Each file of testdata/diff holds a catalog, the next one, and what a reviewer is told.
// With -update the last part is written.
func TestDiff(t *testing.T) {
	files, err := filepath.Glob("testdata/diff/*.txt")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d files: %v", len(files), err)
	}
	const next, changes = "-------- next --------\n", "-------- changes --------\n"
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			catalogs, _, _ := strings.Cut(string(text), changes)
			first, second, found := strings.Cut(catalogs, next)
			if !found {
				t.Fatal("there is no second catalog")
			}
			got := Diff(load(t, "old.yaml", first), load(t, "new.yaml", second)).Text()
			script.Golden(t, file, catalogs+changes+got)
		})
	}
}

// A catalog does not differ from itself, and each difference has a mirror image.
func TestDiffOfDefault(t *testing.T) {
	if all := Diff(framework.Default(), framework.Default()); len(all) != 0 {
		t.Errorf("the catalog differs from itself:\n%s", all.Text())
	}
	ffm, err := framework.Default().Only("FFM")
	if err != nil {
		t.Fatal(err)
	}
	lost, won := Diff(framework.Default(), ffm), Diff(ffm, framework.Default())
	if len(lost) != len(framework.Default().Measures())-len(ffm.Measures()) || len(won) != len(lost) || lost[0].Kind != Vanished || won[0].Kind != Appeared {
		t.Errorf("%d vanished, %d appeared", len(lost), len(won))
	}
}

func load(t *testing.T, name, text string) *framework.Catalog {
	t.Helper()
	c, err := framework.Load(&diag.Source{Name: name, Text: text})
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	return c
}
