package calendar

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// checkFile runs the cases of a text file. A case is a line; what is expected of it follows " => " on the line, or stands on the indented lines below. Empty lines
// and lines that begin with # are for the reader.
func checkFile(t *testing.T, name string, answer func(question string) string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	for line := range strings.Lines(string(have)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, " ") {
			continue
		}
		if line == "" || strings.HasPrefix(line, "#") {
			want.WriteString(line + "\n")
			continue
		}
		question, _, _ := strings.Cut(line, " => ")
		got := answer(question)
		if lines := strings.Split(got, "\n"); len(lines) > 1 {
			want.WriteString(question + "\n    " + strings.Join(lines, "\n    ") + "\n")
		} else {
			want.WriteString(question + " => " + got + "\n")
		}
	}
	if *update {
		if err := os.WriteFile(path, want.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(have), want.String()); diff != "" {
		t.Errorf("%s (- expected, + got; go test -update rewrites it):\n%s", path, diff)
	}
}

// failed is how a table shows an error.
func failed(err error) string { return "error: " + err.Error() }

// unquoted lets a table show spaces and empty text.
func unquoted(text string) string {
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		return text[1 : len(text)-1]
	}
	return text
}

// mustDate reads a date that the test itself wrote.
func mustDate(t testing.TB, text string) Date {
	t.Helper()
	d, err := ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
