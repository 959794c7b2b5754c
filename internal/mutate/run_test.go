package main

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// small is a module of two packages. The tests of low notice a change of Sum, those of
// high one of Doubled, and nobody one of Unasked or Ignored.
var small = map[string]string{
	"go.mod": "module example.org/small\n\ngo 1.26\n",
	"low/low.go": `package low

func Sum(a, b int) int { return a + b }

func Doubled(a int) int { return a * 4 }

func Unasked(a int) bool { return a < 0 }

func Ignored(a int) int { return a - 5 }

func Long(n int) { for i := 0; i != n; i += 1 {} }
`,
	"low/low_test.go": `package low

import "testing"

func TestSum(t *testing.T) {
	Ignored(3)
	Long(10)
	if Sum(1, 2) != 3 {
		t.Error()
	}
}
`,
	"high/high.go": `package high

import "example.org/small/low"

func Four() int { return low.Doubled(1) }
`,
	"high/high_test.go": `package high

import "testing"

func TestFour(t *testing.T) {
	if Four() != 4 {
		t.Error()
	}
}
`,
}

func smallModule(t *testing.T) *module {
	t.Helper()
	root := t.TempDir()
	for name, text := range small {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m, err := listModule(root)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// Each kind of outcome, with the package whose tests noticed.
func TestOutcomes(t *testing.T) {
	m := smallModule(t)
	r := &runner{module: m, limit: 3 * time.Second}
	queues, err := m.queues([]string{"low"})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.sound(context.Background(), queues); err != nil {
		t.Fatal(err)
	}
	tried := 0
	for _, s := range queues[0].sites {
		want, ok := map[string]string{
			`+ to - in "a + b"`:  "killed low",
			`4 to 5`:             "killed high",
			`0 to 1`:             "", // of two
			`< to <= in "a < 0"`: "not reached ",
			`5 to 6`:             "survived ",
			`negate "i != n"`:    "survived ", // no round is made
			`1 to 3`:             "",
		}[s.what]
		if s.what == "1 to 2" {
			want, ok = "survived ", true // ten is even
		}
		if s.what == "1 to 0" {
			want, ok = "timed out low", true
		}
		if !ok || want == "" {
			continue
		}
		tried++
		one, err := r.try(context.Background(), queues[0], s)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(one.outcome) + " " + one.by; got != want {
			t.Errorf("%s: %s, want %s", s.name(), got, want)
		}
	}
	if tried != 7 {
		t.Errorf("%d sites were tried", tried)
	}
	unused := site{file: "low/low.go", what: "a variable that is not used", with: "package low\n\nfunc f() { x := 1 }\n", end: len(small["low/low.go"])}
	if one, err := r.try(context.Background(), queues[0], unused); err != nil || one.outcome != notBuilt {
		t.Errorf("%s: %s, %v", unused.what, one.outcome, err)
	}
}

// The tests of a package come first, then those that are named, then the other importers.
func TestJudges(t *testing.T) {
	m := &module{path: "m", packs: map[string]*pack{}}
	add := func(name string, imports, tests []string, tested bool) {
		p := &pack{ImportPath: "m/" + name}
		for _, i := range imports {
			p.Imports = append(p.Imports, "m/"+i)
		}
		for _, i := range tests {
			p.XTestImports = append(p.XTestImports, "m/"+i)
		}
		if tested {
			p.TestGoFiles = []string{"x_test.go"}
		}
		m.packs[p.ImportPath] = p
	}
	add("leaf", nil, nil, true)
	add("middle", []string{"leaf"}, nil, true)
	add("untested", []string{"leaf"}, nil, false)
	add("top", []string{"middle", "untested"}, nil, true)
	add("examples", nil, []string{"top"}, true)
	add("other", nil, nil, true)
	for order, want := range map[string]string{"": "m/leaf m/middle m/top m/examples", "top,other,leaf": "m/leaf m/top m/middle m/examples"} {
		if got := m.judges(m.packs["m/leaf"], strings.Split(order, ",")); strings.Join(got, " ") != want {
			t.Errorf("with the order %q: %v, want %s", order, got, want)
		}
	}
}

// A run that was stopped goes on where it was, and gives the same shares.
func TestResume(t *testing.T) {
	m := smallModule(t)
	path := filepath.Join(t.TempDir(), "results.tsv")
	args := []string{"-root", m.root, "-results", path, "-timeout", "3s", "-memory", "0", "-seed", "5", "-n", "6", "low"}
	if err := run(context.Background(), args); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.Collect(strings.Lines(string(text)))
	if err := os.WriteFile(path, []byte(strings.Join(lines[:3], "")), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), args); err != nil {
		t.Fatal(err)
	}
	again, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(again) != string(text) {
		t.Errorf("%s\nthe first time:\n%s", again, text)
	}
	if err := os.WriteFile(path, []byte("half a li"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(context.Background(), args); err == nil {
		t.Error("a line that was not written whole is passed over")
	}
}

// A share counts what was not reached as alive.
func TestShare(t *testing.T) {
	s := share{killed: 6, timedOut: 1, survived: 2, notReached: 1, notBuilt: 4}
	if got, want := s.String(), "  10 mutants,    7 killed,   1 of them by time,   2 survived,   1 not reached,   4 did not build: 70.0 %"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
