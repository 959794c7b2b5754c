package main

import (
	"go/parser"
	"go/token"
	"strings"
	"testing"
)

const sample1 = `package p

func f(n int, all []string) (string, error) {
	if n < 3 && len(all) > 0 {
		n += 2
	} else {
		g()
	}
	switch {
	case n == 7:
		g()
	}
	for i, s := range all {
		if s == "" {
			continue
		}
		if err := h(s); err != nil {
			return "", err
		}
		all[i] = s
	}
	return "", nil
}

var table = []func() bool{func() bool { return true }}
`

// Every site of a small file, in words.
func TestSites(t *testing.T) {
	sites, err := sitesOf("p.go", sample1)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sites {
		got = append(got, strings.Replace(s.name(), "\t", " ", 1))
	}
	want := strings.Split(strings.TrimSpace(`
p.go:4:5 negate "n < 3 && len(all) > 0"
p.go:4:27 empty the branch "{ n += 2 }"
p.go:6:3 drop else "{ g() }"
p.go:4:11 && to || in "n < 3 && len(all) > 0"
p.go:4:7 < to <= in "n < 3"
p.go:4:9 3 to 4
p.go:4:9 3 to 2
p.go:4:23 > to >= in "len(all) > 0"
p.go:4:25 0 to 1
p.go:4:25 0 to -1
p.go:5:3 drop "n += 2"
p.go:5:8 2 to 3
p.go:5:8 2 to 1
p.go:7:3 drop "g()"
p.go:10:7 negate "n == 7"
p.go:11:3 empty the case "case n == 7"
p.go:10:9 == to != in "n == 7"
p.go:10:12 7 to 8
p.go:10:12 7 to 6
p.go:11:3 drop "g()"
p.go:13:24 empty the loop "{ if s == \"\" { continue } if err := h(s); err != nil { retur…"
p.go:14:6 negate "s == \"\""
p.go:14:14 empty the branch "{ continue }"
p.go:14:8 == to != in "s == \"\""
p.go:15:4 drop "continue"
p.go:17:19 negate "err != nil"
p.go:17:30 empty the branch "{ return \"\", err }"
p.go:17:23 != to == in "err != nil"
p.go:18:4 drop "return \"\", err"
p.go:20:3 drop "all[i] = s"
p.go:25:48 true to false
`), "\n")
	for i := range max(len(got), len(want)) {
		if i >= len(got) || i >= len(want) || got[i] != want[i] {
			t.Fatalf("site %d:\n%s\nwant:\n%s", i, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

// What is written instead is Go again, and so is the text with a panic in its place.
func TestChangesParse(t *testing.T) {
	sites, err := sitesOf("p.go", sample1)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sites {
		for _, text := range []string{s.apply(sample1), s.reached(sample1)} {
			if text == sample1 {
				t.Errorf("%s changes nothing", s.name())
			}
			if _, err := parser.ParseFile(token.NewFileSet(), "p.go", text, 0); err != nil {
				t.Errorf("%s: %v\n%s", s.name(), err, text)
			}
		}
	}
}

// A sample has as many sites of each file as of any other, and is the same for one seed.
func TestSample(t *testing.T) {
	queues := func() (all []*queue) {
		for file, n := range map[string]int{"a.go": 100, "b.go": 2, "c.go": 50, "d.go": 0} {
			q := &queue{file: file}
			for i := range n {
				q.sites = append(q.sites, site{file: file, line: i})
			}
			all = append(all, q)
		}
		return all
	}
	first, again := queues(), queues()
	sample(first, 12, 7)
	sample(again, 12, 7)
	total := 0
	for i, q := range first {
		total += q.want
		if want := map[string]int{"a.go": 5, "b.go": 2, "c.go": 5, "d.go": 0}[q.file]; q.want != want {
			t.Errorf("%d sites of %s, want %d", q.want, q.file, want)
		}
		if other := again[i]; other.file != q.file || q.want > 0 && other.sites[0] != q.sites[0] {
			t.Errorf("a second sample differs in %s", q.file)
		}
	}
	if total != 12 {
		t.Errorf("%d sites in all", total)
	}
	many := queues()
	if sample(many, 1000, 7); many[0].want+many[1].want+many[2].want+many[3].want != 152 {
		t.Error("a sample of more sites than there are is not all of them")
	}
}
