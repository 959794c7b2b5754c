package script

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

// Case is a title and the lines beneath it, by their first word.
type Case struct {
	Title  string
	Line   int
	Inputs []Input
}

// Input is a line of a case: its first word, and the rest.
type Input struct {
	Word, Rest string
}

// Cases answers every case of a file and compares the answers with what the file expects.
// A line that stands outside of the cases is passed to define, which may be nil when
// there are none. It returns how many cases there are.
func Cases(t *testing.T, path string, define func(line string) error, answer func(*testing.T, Case) []string) int {
	t.Helper()
	have, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	var open *Case
	cases := 0
	finish := func() {
		if open == nil {
			return
		}
		for _, line := range answer(t, *open) {
			want.WriteString("    = " + line + "\n")
		}
		open = nil
		cases++
	}
	number := 0
	for line := range strings.Lines(string(have)) {
		number++
		line = strings.TrimSuffix(line, "\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(trimmed, "= ") && open != nil:
			continue // the answer is written again
		case strings.HasPrefix(line, "    ") && open != nil:
			word, rest, _ := strings.Cut(trimmed, " ")
			open.Inputs = append(open.Inputs, Input{word, strings.TrimSpace(rest)})
		case strings.HasPrefix(line, "case "):
			finish()
			open = &Case{Title: strings.TrimPrefix(line, "case "), Line: number}
		case line == "" || strings.HasPrefix(line, "#"):
			finish()
		case define != nil:
			finish()
			if err := define(line); err != nil {
				t.Fatalf("%s:%d: %v", path, number, err)
			}
		default:
			t.Fatalf("%s:%d: %q is neither a case nor a line of one", path, number, line)
		}
		want.WriteString(line + "\n")
	}
	finish()
	compare(t, path, have, want.Bytes())
	return cases
}
