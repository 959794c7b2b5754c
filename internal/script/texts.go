package script

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Golden compares a whole file with what was found.
func Golden(t *testing.T, path, got string) {
	t.Helper()
	have, err := os.ReadFile(path)
	if err != nil && !*update {
		t.Fatal(err)
	}
	compare(t, path, have, []byte(got))
}

// Section compares what stands in a page between two marks with what was found.
func Section(t *testing.T, page, begin, end, got string) {
	t.Helper()
	have, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(have), begin)
	_, after, closed := strings.Cut(rest, end)
	if !opened || !closed {
		t.Fatalf("%s has no place for the table", page)
	}
	compare(t, page, have, []byte(before+begin+got+end+after))
}

// divider stands between a text and what is found in it.
const divider = "-------- found --------\n"

// Text returns the text of a file, and what stands behind its divider.
func Text(t testing.TB, file string) (text, want string) {
	t.Helper()
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text, want, found := strings.Cut(string(all), divider)
	if !found {
		t.Fatalf("%s has no line %q", file, strings.TrimSpace(divider))
	}
	return text, want
}

// Texts compares what is found in each text of a folder with what stands behind its
// divider. There have to be some texts at least.
func Texts(t *testing.T, folder string, least int, found func(t *testing.T, name, text string) string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.txt"))
	if err != nil || len(files) < least {
		t.Fatalf("%d texts in %s: %v", len(files), folder, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			text, _ := Text(t, file)
			Golden(t, file, text+divider+found(t, name+".yaml", text))
		})
	}
}
