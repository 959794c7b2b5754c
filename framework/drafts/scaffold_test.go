package drafts_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/framework/drafts"
	"github.com/concord-sla/concord/framework/internal/drafttest"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// A marketplace's measures are no agreement's.
func TestNothingToDraft(t *testing.T) {
	c, err := framework.Default().Only("PMF")
	if err != nil {
		t.Fatal(err)
	}
	text, err := drafts.Scaffold(c, drafts.Draft{})
	if want := "concord: error [bad-value]: none of the 17 measures can be a metric of an agreement; choose measures with figures: workload counts and measures of a marketplace have no target"; text != "" || err == nil || err.Error() != want {
		t.Errorf("%q, %v", text, err)
	}
}

const blank = "# fill in: "

// Every blank of a draft is a mistake at its own line, and nothing else is one.
func TestBlanksAreTheOnlyMistakes(t *testing.T) {
	for name, c := range drafttest.Catalogs(t) {
		text := drafttest.Scaffold(t, c, drafts.Draft{})
		_, err := sla.Parse(name, []byte(text))
		wrong := map[int]bool{}
		for _, d := range diag.From(err) {
			wrong[d.Position().Line] = true
		}
		for i, line := range strings.Split(text, "\n") {
			if has := strings.Contains(line, ": "+blank); has != wrong[i+1] {
				t.Errorf("%s:%d: a blank %v, a mistake %v: %s", name, i+1, has, wrong[i+1], line)
			}
		}
	}
}

// With its blanks filled a draft is an agreement, and its targets follow the catalog: a
// drafted figure is equivalent to the published one.
func TestFilledDraftsAlign(t *testing.T) {
	equivalent := 0
	for name, c := range drafttest.Catalogs(t) {
		text := drafttest.Fill(t, c, drafttest.Scaffold(t, c, drafts.Draft{Name: "draft", Title: "A draft", Effective: drafttest.October, Customer: "C", Provider: "P", QSMO: "Q"}))
		a, err := sla.Parse(name, []byte(text))
		if err != nil {
			t.Errorf("%s:\n%s", name, diag.From(err).Screen())
			continue
		}
		plan, err := a.Compile()
		if err != nil {
			t.Errorf("%s:\n%s", name, diag.From(err).Screen())
			continue
		}
		findings, err := align.Align(t.Context(), c, plan)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			if f.Alignment == decide.Equivalent {
				equivalent++
			}
			if f.Severity == diag.Error {
				t.Errorf("%s, %s: %s", name, f.Claim, f.Summary)
			}
		}
	}
	if equivalent < 600 {
		t.Errorf("only %d drafted targets are equivalent to their figures", equivalent)
	}
}

// What the catalog says of a measure stands in its metric, for every area and profile:
// the figure, each limit, the period and its due day, who performs, and who published it.
func TestDraftsSayWhatTheCatalogSays(t *testing.T) {
	block := regexp.MustCompile(`(?m)^  [a-z0-9_]+:\n((?:    .*\n)+)`)
	value := regexp.MustCompile(`(?m)^    ([a-z ]+): (.*)$`)
	drafted, limited := 0, 0
	for name, c := range drafttest.Catalogs(t) {
		_, metrics, _ := strings.Cut(drafttest.Scaffold(t, c, drafts.Draft{}), "\nmetrics:\n")
		for _, b := range block.FindAllStringSubmatch(metrics, -1) {
			keys := map[string]string{}
			for _, pair := range value.FindAllStringSubmatch(b[1], -1) {
				keys[pair[1]] = pair[2]
			}
			claim, _, _ := strings.Cut(strings.Trim(keys["aligns"], `"`), ", ")
			m := c.Lookup(claim)[0]
			target, limits := m.Target, m.ItemLimits
			for _, tier := range m.Tiers {
				if strings.HasSuffix(strings.Trim(keys["title"], `"`), ", "+strings.Join(strings.Fields(tier.When), " ")) {
					target, limits = tier.Target, tier.ItemLimits
				}
			}
			drafted++
			want := blank
			if standing, _ := m.Status(); standing == framework.Usable && target != nil {
				if criterion, ok := target.Criterion(); ok {
					want = criterion
				}
			}
			if !strings.HasPrefix(keys["target"], want) {
				t.Errorf("%s, %s: the target is %q, want %q", name, m.Ref(), keys["target"], want)
			}
			for _, l := range limits {
				limited++
				literal := l.Value + map[framework.Unit]string{framework.Hour: "h", framework.Minute: "min", framework.Second: "s"}[l.Unit]
				if literal == l.Value {
					literal += " " + l.Unit.String()
				}
				if text := keys["measure"]; !strings.Contains(text, literal) && !strings.Contains(text, l.String()) {
					t.Errorf("%s, %s: the measure says nothing of the limit %s: %s", name, m.Ref(), l, text)
				}
			}
			if want := map[string]string{"monthly": "month", "quarterly": "fiscal quarter", "annually": "fiscal year", "": blank}[m.Period]; !strings.HasPrefix(keys["period"], want) {
				t.Errorf("%s, %s: the period is %q, want %q", name, m.Ref(), keys["period"], want)
			}
			if strings.HasPrefix(m.Due, "10 calendar days") && !strings.HasSuffix(keys["period"], ", due 10 calendar days after") {
				t.Errorf("%s, %s: nothing says when the figure is due: %q", name, m.Ref(), keys["period"])
			}
			if strings.Contains(m.Performing, "Provider") && keys["responsible"] != "provider" {
				t.Errorf("%s, %s: the responsible party is %q", name, m.Ref(), keys["responsible"])
			}
			if !strings.Contains(b[1], "    # from "+m.Release.Title) {
				t.Errorf("%s, %s: nothing says who published it", name, m.Ref())
			}
		}
	}
	if drafted < 1000 || limited < 100 {
		t.Errorf("only %d metrics and %d limits were looked at", drafted, limited)
	}
}

// testdata/scaffold.txt is the draft of the payables profile, for a person to read.
func TestScaffold(t *testing.T) {
	script.Golden(t, "testdata/scaffold.txt", drafttest.Scaffold(t, drafttest.Catalogs(t)["profile payables"], drafts.Draft{Name: "payables-operations", Title: "Accounts payable operations", Effective: drafttest.October}))
}

// A metric is named by the letters and digits of its measure's name, cut between words,
// and told apart from those before it by a number.
func TestNamesOfDraftedMetrics(t *testing.T) {
	var cases, wants []string
	for _, c := range []struct{ title, name string }{
		{"Zz, AZ and 0 to 9", "zz_az_and_0_to_9"},
		{"9 lives", "m_9_lives"},
		{"0 defects", "m_0_defects"},
		{"a9", "a9"},
		{"{~} `x` [y] @z", "x_y_z"},
		{"Élan", "lan"},
		{"…", "m_"},
		{"Time", "time"}, {"time!", "time_2"}, {"(TIME)", "time_3"},
		{strings.Repeat("four ", 9) + "six", strings.Repeat("four_", 9) + "six"},                    // 48 letters
		{strings.Repeat("five ", 9) + "seven", strings.TrimSuffix(strings.Repeat("five_", 9), "_")}, // one too many
		{strings.Repeat("x", 60), "x"},
	} {
		cases = append(cases, c.title)
		wants = append(wants, c.name)
	}
	var text strings.Builder
	text.WriteString("concord: catalog-v1\ncatalog: own\ntitle: My measures\narea: AP\nmeasures:\n")
	for i, title := range cases {
		text.WriteString("  - {id: AP." + strconv.Itoa(i+1) + ", name: " + strconv.Quote(title) + ", unit: percent, direction: higher is better, statistic: share, target: \">= 98 percent\"}\n")
	}
	c, err := framework.Load(&diag.Source{Name: "own.yaml", Text: text.String()})
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	draft, err := drafts.Scaffold(c, drafts.Draft{})
	if err != nil {
		t.Fatal(err)
	}
	_, metrics, _ := strings.Cut(draft, "\nmetrics:\n")
	var names []string
	for _, found := range regexp.MustCompile(`(?m)^  (\w+):$`).FindAllStringSubmatch(metrics, len(wants)) {
		names = append(names, found[1])
	}
	if diff := cmp.Diff(wants, names); diff != "" {
		t.Errorf("the names of metrics (-want +got):\n%s", diff)
	}
}
