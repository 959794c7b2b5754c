package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/testenv"
)

// gathered gives the facts, or skips the test.
func gathered(t *testing.T) *facts {
	t.Helper()
	testenv.Shared(t, "catalog")
	fsys, err := openFacts()
	if err != nil {
		t.Fatal(err)
	}
	in, err := readFacts(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return in
}

// The committed files are what the generator writes, byte for byte.
func TestFilesAreCurrent(t *testing.T) {
	gathered(t)
	fsys, err := openFacts()
	if err != nil {
		t.Fatal(err)
	}
	files, err := build(fsys, areas)
	if err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join("..", "..", "framework", "catalog")
	for name, want := range files {
		got, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			t.Error(err)
			continue
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s is not what the generator writes (-written +committed):\n%s", name, diff)
		}
	}
	committed, _ := filepath.Glob(filepath.Join(folder, "*.yaml"))
	if len(committed) != len(files) {
		t.Errorf("%d files are committed, the generator writes %d: a file was left behind", len(committed), len(files))
	}
}

// Before it writes, the generator says what changes.
func TestReview(t *testing.T) {
	c, err := tryConvert(`"id": "A.1", "name": "Tickets closed in time", "unit": "percent", "direction": "higher_is_better", "target": {"op": ">=", "value": 98, "unit": "percent"}`)
	if err != nil {
		t.Fatal(err)
	}
	old, files := c.text(), map[string][]byte{"test.yaml": bytes.Replace(c.text(), []byte(">= 98"), []byte(">= 99"), 1)}
	var out strings.Builder
	if err := review(&out, fstest.MapFS{"test.yaml": {Data: old}}, files); err != nil {
		t.Fatal(err)
	}
	const want = "tightened: 1\n  A.1, Tickets closed in time: target: >= 98 percent -> >= 99 percent\n"
	if out.String() != want {
		t.Errorf("got %q, want %q", out.String(), want)
	}
	files["test.yaml"] = []byte("concord: catalog-v1\n")
	if err := review(&out, fstest.MapFS{}, files); err == nil {
		t.Error("a broken document would be written")
	}
}

// Every area converts, and no line is lost.
func TestEveryAreaConverts(t *testing.T) {
	in := gathered(t)
	made, lines := 0, 0
	for _, a := range areas {
		c, err := convert(a, in)
		if err != nil {
			t.Error(err)
			continue
		}
		made += len(c.measures)
		checkReadBack(t, c)
		checkNoSentences(t, c)
	}
	for _, file := range in.lines {
		lines += len(file)
	}
	if made != lines || made != 1469 {
		t.Errorf("%d measures were made of %d lines, want all of 1469", made, lines)
	}
}

// checkReadBack: what was written is read as what was meant.
func checkReadBack(t *testing.T, c *catalog) {
	t.Helper()
	read, err := framework.Load(&diag.Source{Name: c.release.Catalog + ".yaml", Text: string(c.text())})
	if err != nil {
		t.Errorf("what was written cannot be read:\n%v", err)
		return
	}
	if diff := cmp.Diff(c.measures, read.Measures(),
		cmpopts.IgnoreUnexported(framework.Measure{}), cmpopts.IgnoreFields(framework.Measure{}, "Release"), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("%s is read back differently (-meant +read):\n%s", c.release.Catalog, diff)
	}
	release := read.Releases()[0]
	if diff := cmp.Diff(*c.release, release, cmpopts.IgnoreUnexported(framework.Release{})); diff != "" {
		t.Errorf("%s: the release is read back differently (-meant +read):\n%s", c.release.Catalog, diff)
	}
}

// checkNoSentences: the sources' descriptions and formulas do not ship.
func checkNoSentences(t *testing.T, c *catalog) {
	t.Helper()
	const shortest = 25 // below it a sentence is a few common words
	text := string(c.text())
	for i, l := range c.lines {
		for what, sentence := range map[string]string{"statement": l.Statement, "formula": l.Formula} {
			if len(sentence) < shortest || strings.Contains(l.Name, sentence) || strings.Contains(l.Definition, sentence) {
				continue
			}
			if strings.Contains(text, sentence) {
				t.Errorf("%s ships the source's %s", c.measures[i].Ref(), what)
			}
		}
	}
}

func checkReadBackScalar(t *testing.T, c *catalog) {
	t.Helper()
	c.release.Count = len(c.measures)
	for _, m := range c.measures {
		m.Area, m.Source = c.release.Area, c.release.Source
	}
	checkReadBack(t, c)
}
