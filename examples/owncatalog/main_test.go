package main

import (
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), &out); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"Calls answered within a minute, EXA.010.001: stricter",
		"Calls given up, EXA.010.002: weaker",
		"Calls given up, TRT.5.040.006: weaker", // of the catalog that comes with Concord
		"did you mean EXA.020.001",
	} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the program does not print %q:\n%s", want, out.String())
		}
	}
}
