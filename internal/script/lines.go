// Package script reads the test cases that a domain expert can: text files in which the
// expectation stands beside or beneath the question. Only tests use it.
//
// A file of [Lines] has a case on each line, and what is expected behind an arrow, or on
// the indented lines below:
//
//	working 2026-11-23T09:00 2026-11-23T17:00 => 8h
//
// A file of [Cases] has a title, the inputs beneath it, and what is expected behind a
// sign of equality:
//
//	case a pause over noon
//	    events 2026-03-02 10:00 start; 12:00 pause; 13:00 resume; 15:00 stop
//	    = stopped: 4h counted, 1h paused
//
// Empty lines and lines that begin with # are for the reader. Run a test with -update to
// write what it answers into its file, and read the difference.
package script

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite what the files in testdata expect")

// Updating reports whether the tests rewrite what their files expect.
func Updating() bool { return *update }

// Lines asks every question of a file in testdata and compares the answers with what the
// file expects.
func Lines(t *testing.T, name string, answer func(question string) string) {
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
	compare(t, path, have, want.Bytes())
}

// Failed returns an error as a file shows it: a diagnostic without its place, when it has
// none, and any other error behind a word that says that it is one.
func Failed(err error) string {
	text := strings.ReplaceAll("\n"+err.Error(), "\nconcord: ", "\n")[1:]
	if strings.Contains(text, "error [") {
		return text
	}
	return "error: " + text
}

// Unquoted returns a text without the quotation marks by which a file shows spaces and
// empty texts.
func Unquoted(text string) string {
	if len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"' {
		return text[1 : len(text)-1]
	}
	return text
}

// compare holds a file against what it should be, or rewrites it.
func compare(t *testing.T, path string, have, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, want, 0o666); err != nil {
			t.Fatal(err)
		}
	} else if diff := cmp.Diff(string(have), string(want)); diff != "" {
		t.Errorf("%s (- expected, + got; go test -update rewrites it):\n%s", path, diff)
	}
}
