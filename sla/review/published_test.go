package review_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
	"github.com/concord-sla/concord/sla/review"
	"github.com/google/go-cmp/cmp"
)

const (
	publishedTables = "testdata/published/credits.txt"
	creditsPage     = "../../docs/credits.md"
)

// published is a credit table of the file.
type published struct {
	title, source, target, cap string
	tiers                      []sla.Tier
}

// The credit tables of published agreements are reviewed, and their greatest cost is
// found, as the file and the page about credits say.
func TestPublishedCredits(t *testing.T) {
	text, err := os.ReadFile(publishedTables)
	if err != nil {
		t.Fatal(err)
	}
	var out, rows strings.Builder
	tables := 0
	for i, block := range strings.Split(string(text), "\n== ") {
		if i == 0 {
			out.WriteString(block)
			continue
		}
		p, kept := readPublished(t, block)
		exactly, most := p.review(t, false)
		rounded, _ := p.review(t, true)
		out.WriteString("\n== " + kept)
		for _, found := range []struct {
			how   string
			found diag.List
		}{{"exact", exactly}, {"0.01%", rounded}} {
			fmt.Fprintf(&out, "    => %s: %s\n", found.how, told(found.found, "; "))
		}
		fmt.Fprintf(&out, "    => at most %s\n", most)
		tables++
		fmt.Fprintf(&rows, "| %s | %s | %s | %s |\n", p.title, inShort(exactly), inShort(rounded), most)
	}
	if tables < 20 {
		t.Errorf("only %d tables", tables)
	}
	same(t, publishedTables, string(text), out.String())
	page, err := os.ReadFile(creditsPage)
	if err != nil {
		t.Fatal(err)
	}
	const begin, end = "<!-- published: written by go test ./sla -run TestPublishedCredits -update -->\n", "<!-- end -->"
	head, rest, ok := strings.Cut(string(page), begin)
	_, tail, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("%s has no place for the tables", creditsPage)
	}
	same(t, creditsPage, string(page), head+begin+"| table | of all values | of values with two decimal places | at most, in a month |\n| --- | --- | --- | --- |\n"+rows.String()+end+tail)
}

func same(t *testing.T, file, text, got string) {
	t.Helper()
	if script.Updating() {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(strings.Split(text, "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// readPublished reads a table, and gives its text without what was found.
func readPublished(t *testing.T, block string) (p published, kept string) {
	t.Helper()
	for i, line := range strings.Split(strings.TrimRight(block, "\n"), "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch {
		case strings.HasPrefix(line, "    => "):
			continue
		case i == 0:
			p.title = line
		case key == "source":
			p.source = value
		case key == "target":
			p.target = value
		case key == "cap":
			p.cap = value
		default:
			p.tiers = append(p.tiers, sla.Tier{When: strings.TrimSpace(key), Credit: value})
		}
		kept += line + "\n"
	}
	if p.source == "" || p.target == "" || len(p.tiers) == 0 {
		t.Fatalf("%s has no source, target or tiers", p.title)
	}
	return p, kept
}

// agreement is one that pays by the table, for a year of months.
func (p published) agreement(rounded bool) *sla.Agreement {
	m := sla.Metric{Name: "uptime", Title: "Uptime", Measure: "share(minutes, .up)", Target: p.target, Period: calendar.Monthly, NoData: sla.NotMeasured, Places: 2, Rounded: rounded}
	return &sla.Agreement{
		Name: "published", Title: "Published: " + p.title, Version: 1, Status: sla.Draft, Zone: "UTC",
		Effective: sla.Term{From: calendar.Date{Year: 2026, Month: 1, Day: 1}, To: calendar.Date{Year: 2026, Month: 12, Day: 31}},
		Parties:   []sla.Party{{Key: "customer", Name: "A customer"}, {Key: "provider", Name: "A provider"}},
		Tables:    []sla.Table{{Name: "minutes", At: "day", Fields: []kinds.Field{{Name: "day", Type: kinds.Of(kinds.Date)}, {Name: "up", Type: kinds.Of(kinds.Boolean)}}}},
		Inputs:    []sla.Input{{Name: "fee", Type: kinds.MoneyIn("USD")}},
		Metrics:   []sla.Metric{m},
		Remedies:  []sla.Remedy{{Name: "credit", When: "missed(uptime)", Credit: &sla.Credit{Metric: "uptime", Of: "fee", Tiers: p.tiers, Cap: p.cap}}},
	}
}

// review is what is found in the credit, and the most that it can cost.
func (p published) review(t *testing.T, rounded bool) (found diag.List, most string) {
	t.Helper()
	plan, err := p.agreement(rounded).Compile()
	if err != nil {
		t.Fatalf("%s: %v", p.title, err)
	}
	ctx := context.Background()
	for _, d := range review.Review(ctx, plan) {
		if strings.HasPrefix(d.Path, "remedies.") {
			found = append(found, d)
		}
	}
	exposure, err := review.GreatestCredit(ctx, plan)
	if err != nil {
		t.Fatal(err)
	}
	c := exposure.Credits[0]
	most = fmt.Sprintf("%s, such as for %s", c.Part, c.At)
	if !c.Exact || c.Periods != 12 || exposure.Pools[0].Total.String() != c.Total.String() {
		t.Errorf("%s: the greatest cost is not exact: %+v", p.title, c)
	}
	return found, most
}

// inShort is what is to be changed, for the page.
func inShort(found diag.List) string {
	if len(found) == 0 {
		return "nothing"
	}
	var all []string
	for _, d := range found {
		all = append(all, fmt.Sprintf("%s: %s", d.Code, d.Advice))
	}
	return strings.Join(all, "<br>")
}

// told is findings in one line.
func told(found diag.List, between string) string {
	if len(found) == 0 {
		return "nothing"
	}
	var all []string
	for _, d := range found {
		line := fmt.Sprintf("%s: %s", d.Code, d.Summary)
		if d.Advice != "" {
			line += " (" + d.Advice + ")"
		}
		all = append(all, line)
	}
	return strings.Join(all, between)
}
