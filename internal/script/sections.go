package script

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Archive is a text file of sections, each begun by a line "-- name --". What stands
// before the first one says what the file is about.
type Archive struct {
	file     string
	about    string
	names    []string
	Sections map[string]string
}

// Archives runs a test for each of the files that a pattern matches.
func Archives(t *testing.T, pattern string, run func(t *testing.T, a *Archive)) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files at %s: %v", pattern, err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) { run(t, ReadArchive(t, file)) })
	}
}

// ReadArchive reads one of them.
func ReadArchive(t *testing.T, file string) *Archive {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a := &Archive{file: file, Sections: map[string]string{}}
	name := ""
	for _, line := range strings.SplitAfter(string(text), "\n") {
		if header, ok := strings.CutPrefix(strings.TrimSpace(line), "-- "); ok && strings.HasSuffix(header, " --") {
			name = strings.TrimSuffix(header, " --")
			a.names = append(a.names, name)
			a.Sections[name] = ""
			continue
		}
		if name == "" {
			a.about += line
		} else {
			a.Sections[name] += line
		}
	}
	return a
}

// Expect compares a section with what was found, or rewrites it.
func (a *Archive) Expect(t *testing.T, section, got string) {
	t.Helper()
	if !Updating() {
		if diff := cmp.Diff(a.Sections[section], got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", a.file, section, diff)
		}
		return
	}
	if _, ok := a.Sections[section]; !ok {
		a.names = append(a.names, section)
	}
	a.Sections[section] = got
	text := a.about
	for _, name := range a.names {
		text += "-- " + name + " --\n" + a.Sections[name]
	}
	if err := os.WriteFile(a.file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
