package framework_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/sla"
)

var october = calendar.Date{Year: 2026, Month: 10, Day: 1}

// drafts are catalogs to draft from: every profile, and every area.
func drafts(t *testing.T) map[string]*framework.Catalog {
	t.Helper()
	all := map[string]*framework.Catalog{}
	for _, name := range framework.Profiles() {
		p, err := framework.NamedProfile(name)
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		if all["profile "+name], err = framework.Choose(framework.Default(), p, october); err != nil {
			t.Fatal(diag.From(err).Screen())
		}
	}
	for _, area := range framework.Default().Areas() {
		c, err := framework.Default().Only(area)
		if err != nil {
			t.Fatal(err)
		}
		if area != "PMF" {
			all["area "+area] = c
		}
	}
	return all
}

func scaffold(t *testing.T, c *framework.Catalog, d framework.Draft) string {
	t.Helper()
	text, err := framework.Scaffold(c, d)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// A marketplace's measures are no agreement's.
func TestNothingToDraft(t *testing.T) {
	c, err := framework.Default().Only("PMF")
	if err != nil {
		t.Fatal(err)
	}
	text, err := framework.Scaffold(c, framework.Draft{})
	if want := "concord: error [bad-value]: none of the 17 measures can be a metric of an agreement; choose measures with figures: workload counts and measures of a marketplace have no target"; text != "" || err == nil || err.Error() != want {
		t.Errorf("%q, %v", text, err)
	}
}

const blank = "# fill in: "

// Every blank of a draft is a mistake at its own line, and nothing else is one.
func TestBlanksAreTheOnlyMistakes(t *testing.T) {
	for name, c := range drafts(t) {
		text := scaffold(t, c, framework.Draft{})
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

// With its blanks filled a draft is an agreement, and its targets follow the
// catalog: a drafted figure is equivalent to the published one.
func TestFilledDraftsAlign(t *testing.T) {
	equivalent := 0
	for name, c := range drafts(t) {
		text := fill(t, c, scaffold(t, c, framework.Draft{Name: "draft", Title: "A draft", Effective: october, Customer: "C", Provider: "P", QSMO: "Q"}))
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
		for _, f := range framework.Align(c, plan) {
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
	for name, c := range drafts(t) {
		_, metrics, _ := strings.Cut(scaffold(t, c, framework.Draft{}), "\nmetrics:\n")
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
			if standing, _ := m.Standing(); standing == framework.Usable && target != nil {
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

var (
	blankLine = regexp.MustCompile(`^( *)([a-z ]+): # fill in: (.*)$`)
	proposal  = regexp.MustCompile(`such as (.*?)(;|$)`)
	stated    = regexp.MustCompile(`the source says (.*)$`)
)

// fill writes what a careful party might into the blanks.
func fill(t *testing.T, c *framework.Catalog, text string) string {
	t.Helper()
	lines := strings.Split(text, "\n")
	claim := ""
	for i, line := range lines {
		if id, found := strings.CutPrefix(strings.TrimSpace(line), "aligns: "); found {
			claim = strings.Trim(id, `"`)
		}
		m := blankLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		value := ""
		switch m[2] {
		case "target":
			ref, when, _ := strings.Cut(claim, ", ")
			value = targetFor(c.Lookup(ref)[0], when)
		case "measure", "hours":
			value = proposal.FindStringSubmatch(m[3])[1]
		case "period":
			value = periodFor[strings.Trim(stated.FindStringSubmatch(m[3])[1], `"`)]
			if value == "" {
				value = "month"
			}
		case "rows":
			value = m[3][strings.LastIndex(m[3], "."):]
		case "system", "method":
			value = "a system"
		}
		if value == "" {
			t.Fatalf("the blank %q has no value", line)
		}
		lines[i] = m[1] + m[2] + ": " + value
	}
	return strings.Join(lines, "\n")
}

// periodFor are cycles of a length that a draft does not write itself.
var periodFor = map[string]string{"pay period": "pay period from 2026-10-04", "per pay period": "pay period from 2026-10-04", "3 years": "rolling 36 months", "every 3 years": "rolling 36 months"}

// targetFor is the figure of a measure, or of a case of it, when it is in plain days, which
// a draft leaves to the parties; else any target.
func targetFor(m *framework.Measure, when string) string {
	figure := m.Target
	for _, t := range m.Tiers {
		if t.When == when {
			figure = t.Target
		}
	}
	if figure != nil && figure.Unit == framework.Day {
		return fmt.Sprintf("value %s %s calendar days", figure.Op, figure.Value)
	}
	target := anyTarget[m.Unit]
	if m.Direction == framework.LowerIsBetter {
		target = strings.Replace(target, ">=", "<=", 1)
	}
	return target
}

// anyTarget is a target for a value in each unit.
var anyTarget = map[framework.Unit]string{
	framework.Percent: "value >= 50%", framework.PercentPositive: "value >= 50%", framework.Count: "value >= 1", framework.Score: "value >= 1",
	framework.USD: "value <= 5 USD", framework.Boolean: "value == true", framework.CalendarDay: "value <= 3 calendar days", framework.BusinessDay: "value <= 3 business days",
	framework.Day: "value <= 3 calendar days", framework.Week: "value <= 7 calendar days", framework.Month: "value <= 30 calendar days", framework.PayPeriod: "value <= 14 calendar days",
	framework.Hour: "value <= 4h", framework.Minute: "value <= 4min", framework.Second: "value <= 4s", framework.BusinessHour: "value <= 1 calendar day",
	framework.Duration: "value <= 3 calendar days", framework.NoUnit: "value >= 1", framework.Ratio: "value >= 1",
}

// testdata/scaffold.txt is the draft of the payables profile, for a person to read.
func TestScaffold(t *testing.T) {
	checkFile(t, "testdata/scaffold.txt", scaffold(t, drafts(t)["profile payables"], framework.Draft{Name: "payables-operations", Title: "Accounts payable operations", Effective: october}))
}
