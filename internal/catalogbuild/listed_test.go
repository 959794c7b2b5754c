package main

import (
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/testenv"
)

// What ships has as many measures of each area and source as the facts have lines, and
// the facts as many lines as the page beside them says.
func TestCountsOfTheFacts(t *testing.T) {
	page := factsPage(t)
	var sources map[string]struct{ Name string }
	text, err := os.ReadFile(testenv.Shared(t, "catalog", "sources.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &sources); err != nil {
		t.Fatal(err)
	}
	gathered := map[string]int{}
	for _, file := range []string{fibfLines, legacyLines, authorityLines, "pmf.jsonl"} {
		text, err := os.ReadFile(testenv.Shared(t, "catalog", file))
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(strings.TrimSpace(string(text)), "\n")
		row := regexp.MustCompile("\\| `" + regexp.QuoteMeta(file) + "` \\| ([0-9,]+) \\|").FindStringSubmatch(page)
		if row == nil {
			t.Fatalf("the page says nothing of %s", file)
		}
		if said, _ := strconv.Atoi(strings.ReplaceAll(row[1], ",", "")); said != len(lines) {
			t.Errorf("%s has %d lines, the page says %d", file, len(lines), said)
		}
		for _, line := range lines {
			var l struct {
				Area   string `json:"service_area"`
				Source string `json:"source"`
			}
			if err := json.Unmarshal([]byte(line), &l); err != nil {
				t.Fatal(err)
			}
			gathered[l.Area+", "+cleaned(sources[l.Source].Name)]++
		}
	}
	shipped := map[string]int{}
	for _, m := range framework.Default().Measures() {
		shipped[m.Area+", "+cleaned(m.Source.Name)]++
	}
	if diff := cmp.Diff(gathered, shipped); diff != "" {
		t.Errorf("-gathered +shipped:\n%s", diff)
	}
}

// cleaned is a source's name without the signs that the generator words in another way.
func cleaned(name string) string {
	return strings.Join(regexp.MustCompile(`[A-Za-z0-9]+`).FindAllString(name, -1), " ")
}

func factsPage(t *testing.T) string {
	t.Helper()
	page, err := os.ReadFile(testenv.Shared(t, "catalog", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(string(page)), " ")
}

// A listed defect is one that the page beside the facts names: which lines have it, by
// their own fields or by what those who gathered them remarked, and what the rules have
// to say of each.
type listed struct {
	named string // the page's words
	has   func(line) bool
	finds string // what the quarantine or a note says: a pattern
	least int
}

var listedDefects = []listed{
	{"`FFM.100.010.0011` three times with three meanings", isMeasure("FFM.100.010.0011"), "^the source uses this id for 3 measures with different meanings", 3},
	{"`...0012` twice", isMeasure("FFM.100.010.0012"), "^the source uses this id for 2 measures with different meanings", 2},
	{"measures under a function whose id does not match", func(l line) bool {
		number, _, _ := strings.Cut(l.Function, " ")
		return l.ServiceArea == "FFM" && number != "" && !strings.HasPrefix(l.ID, number)
	}, "the id does not begin with the number of its function", 1},
	{"`FFM.000.000.0061` and `FFM.100.030.0011` with another measure's formula", isMeasure("FFM.000.000.0061"), "the source's formula is that of FFM", 1},
	{"`FFM.000.000.0061` and `FFM.100.030.0011` with another measure's formula", isMeasure("FFM.100.030.0011"), "the source's formula gives a share of items", 1},
	{"counts with a percent target", func(l line) bool {
		return l.Unit == "count" && l.Target != nil && l.Target.Unit == "percent"
	}, "^the measure's unit is count, its figure is in percent", 6},
	{"targets against their own direction", func(l line) bool {
		return slices.ContainsFunc(l.Issues, regexp.MustCompile("direction conflict|^variance in .* carries a >=").MatchString)
	}, "^the source('s formula counts the failures| describes the share of bad records)|^the name and the description ask for a high share|a variance is small when it is good", 7},
	{"percentages that may be 1 or 100", func(l line) bool {
		return l.Unit == "percent" && l.Target != nil && string(l.Target.Value) == "1" && l.Target.Unit != "percent"
	}, "the figure may be 1 percent or a badly printed 100 percent", 2},
	{"CISA's BOD 19-02 and 22-01 were revoked by BOD 26-04", func(l line) bool { return l.Source == "BOD1902" || l.Source == "BOD2201" }, "^revoked by BOD 26-04", 3},
}

func isMeasure(id string) func(line) bool { return func(l line) bool { return l.ID == id } }

// Every defect that the page names is found by the rules in the data, in every line that
// has it, without the remarks of those who gathered it.
func TestListedDefects(t *testing.T) {
	page, in := factsPage(t), gathered(t)
	count := map[string]int{}
	for _, a := range areas {
		bare := &facts{lines: map[string][]line{}, sources: in.sources}
		for _, l := range in.lines[a.file()] {
			l.Issues = nil
			bare.lines[a.file()] = append(bare.lines[a.file()], l)
		}
		c, err := convert(a, bare)
		if err != nil {
			t.Fatal(err)
		}
		at := 0
		for _, l := range in.lines[a.file()] {
			if l.ServiceArea != a.match {
				continue
			}
			m := c.measures[at]
			at++
			for _, d := range listedDefects {
				if !d.has(l) {
					continue
				}
				count[d.named+d.finds]++
				if said := strings.Join(append([]string{m.Quarantine}, m.Notes...), "\n"); !regexp.MustCompile("(?m)" + d.finds).MatchString(said) {
					t.Errorf("%s: nothing says %q: %q", m.Ref(), d.finds, said)
				}
			}
		}
	}
	for _, d := range listedDefects {
		if n := count[d.named+d.finds]; n < d.least {
			t.Errorf("%q: %d lines have it, want at least %d", d.finds, n, d.least)
		}
		if !strings.Contains(page, d.named) {
			t.Errorf("the page does not name %q", d.named)
		}
	}
}

// Two defects can be seen only beside something that the line itself does not hold: the
// figure of the release before, and what reports say of a directive. They ship
// quarantined.
func TestListedDefectsOfComparison(t *testing.T) {
	page := factsPage(t)
	for _, test := range []struct{ ref, named, want string }{
		{"FFM.030.070.0041", "`FFM.030.070.0041` printed as `<.02%` in release FY2024 and `<=2%` in FY2025", "the figure was < 0.02 percent in release FY2024 and is <= 2 percent now, a hundredfold change and probably a slip"},
		{"BOD2604.RISK", "secondary sources report differently: keep it as not verified", "not verified: reports of the primary text disagree about the middle tiers"},
	} {
		found := framework.Default().Lookup(test.ref)
		if len(found) != 1 || !strings.Contains(page, test.named) {
			t.Errorf("%s: %d measures; the page names it: %v", test.ref, len(found), strings.Contains(page, test.named))
			continue
		}
		if found[0].Quarantine != test.want {
			t.Errorf("%s is quarantined because %q, want %q", test.ref, found[0].Quarantine, test.want)
		}
	}
}

// A measure's share of targets met has the figure of both releases.
func TestListedRelease(t *testing.T) {
	m := framework.Default().Lookup("FFM.000.000.0036")[0]
	if got := fmt.Sprintf("%s %s %s", m.Target, m.Period, m.Earlier); !strings.Contains(factsPage(t), "at least 95 % a year; 98 % in FY2024") || got != ">= 95 percent annually [FY2024: 98 percent]" {
		t.Error(got)
	}
}
