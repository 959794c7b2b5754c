// Package testenv finds what some tests need beyond the project itself. On a user's
// machine a test without it is skipped with a line that says what is missing; in
// continuous integration (CONCORD_CI is set) that is a failure.
package testenv

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Shared is the path of a file among the larger public records, which are not part of the
// project and are found through the variable CONCORD_SHARED.
func Shared(t testing.TB, elements ...string) string {
	t.Helper()
	folder := os.Getenv("CONCORD_SHARED")
	if folder == "" {
		missing(t, "CONCORD_SHARED does not name a folder with the larger public records")
	}
	path := filepath.Join(append([]string{folder}, elements...)...)
	if _, err := os.Stat(path); err != nil {
		missing(t, err.Error())
	}
	return path
}

// Tool is the path of a program, such as chromium.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	if err != nil {
		missing(t, name+" is not installed")
	}
	return path
}

func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CONCORD_CI") != "" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// Rounds returns how often a long test repeats itself: half of n, all of it when
// CONCORD_LONG is set, as the long campaigns do, and an eighth by -short, which is what
// the race detector runs.
func Rounds(n int) int {
	switch {
	case testing.Short():
		return n / 8
	case os.Getenv("CONCORD_LONG") != "":
		return n
	}
	return n / 2
}
