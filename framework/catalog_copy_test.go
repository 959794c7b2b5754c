package framework_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/internal/testenv"
)

// everything is a catalog whose measure states all that a measure can.
const everything = `concord: catalog-v1
catalog: own
title: My measures
area: AP
release: FY2026
effective: 2026-10-01
source: {name: List, publisher: GSA, address: https://example.gov/list}
measures:
  - id: AP.1
    name: Invoices paid in time
    unit: percent
    direction: higher is better
    statistic: share
    population: invoices
    exclusions: [planned]
    tiers:
      - {when: large, target: ">= 98 percent", item limit: within 25 calendar days}
      - {when: small, target: ">= 95 percent"}
    notes: [a note]
    earlier: [{release: FY2025, figure: ">= 97 percent"}]
  - id: AP.2
    name: Invoices
    unit: percent
    direction: higher is better
    target: ">= 98 percent"
    item limit: within 25 calendar days
`

// What is done to the measures that a catalog returns changes nothing of the catalog.
func TestMeasuresAreCopies(t *testing.T) {
	load := func() *framework.Catalog {
		c, err := framework.Load(&diag.Source{Name: "own.yaml", Text: everything})
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		return c
	}
	c, other := load(), load()
	changed := 0
	for _, m := range c.Measures() {
		changed += testenv.Overwrite(m)
	}
	if changed < 60 {
		t.Errorf("only %d values were changed", changed)
	}
	if diff := cmp.Diff(other.Measures(), c.Measures(), cmpopts.IgnoreUnexported(framework.Measure{}, framework.Release{})); diff != "" {
		t.Errorf("the catalog changed (-as read +now):\n%s", diff)
	}
	if got := c.Measures()[0].Earlier[0].String(); got != "FY2025: >= 97 percent" {
		t.Errorf("the earlier figure is %s", got)
	}
}

// Without a catalog, a measure or a file system there is nothing, and nothing panics.
func TestNoCatalog(t *testing.T) {
	var none *framework.Catalog
	if len(none.Measures())+len(none.Lookup("AP.1"))+len(none.Releases())+len(none.Choose("AP.1").Measures())+len(none.Replace(nil, &framework.Measure{ID: "AP.1"}).Measures()) > 0 {
		t.Error("no catalog has measures")
	}
	if _, err := none.Find("AP.1"); err == nil {
		t.Error("no catalog finds a measure")
	}
	if f := (framework.Case{}).Formula("t"); f.Text != "" || f.Complete {
		t.Errorf("the formula of no measure is %v", f)
	}
	for _, l := range []framework.Limit{{}, {Op: framework.Every, Value: "7", Unit: framework.CalendarDay}} {
		if f, ok := l.Formula("t"); ok || f.Text != "" {
			t.Errorf("the formula of the limit %s is %v", l, f)
		}
	}
	alone := &framework.Measure{ID: "A", Unit: framework.Percent}
	if s, why := alone.Status(); s != framework.NoFigure || why != "the source states no figure" {
		t.Errorf("a measure of no release is %s: %s", s, why)
	}
	if ok, why := alone.InForce(calendar.Date{Year: 2026, Month: 1, Day: 1}); !ok {
		t.Errorf("a measure of no release: %s", why)
	}
	if _, err := framework.LoadFS(nil); err == nil || err.Error() != "there is no file system to read a catalog from" {
		t.Errorf("no file system: %v", err)
	}
	if _, err := framework.LoadFS(fstest.MapFS{"own.yaml/a": {}}, "own.yaml"); err == nil || !strings.HasPrefix(err.Error(), "catalog: ") {
		t.Errorf("a folder instead of a file: %v", err)
	}
	for _, pattern := range []string{"[", "other.yaml"} {
		if _, err := framework.LoadFS(fstest.MapFS{"own.yaml": {Data: []byte(everything)}}, pattern); err == nil || !strings.HasPrefix(err.Error(), `catalog pattern "`+pattern+`": `) {
			t.Errorf("the pattern %s: %v", pattern, err)
		}
	}
	if _, err := framework.LoadFS(fstest.MapFS{"own.yaml": {Data: []byte(everything), Mode: fs.ModePerm}}, "*.yaml", "own.*"); err != nil {
		t.Errorf("a file that two patterns match: %v", err)
	}
}

// A unit suits the kinds of values that can be counted in it, and no others.
func TestUnitsOfKinds(t *testing.T) {
	all := map[string]kinds.Type{"percent": kinds.Of(kinds.Percent), "count": kinds.Of(kinds.Count), "number": kinds.Of(kinds.Number), "money": kinds.MoneyIn("USD"), "euros": kinds.MoneyIn("EUR"),
		"ratio": kinds.Of(kinds.Ratio), "boolean": kinds.Of(kinds.Boolean), "calendar days": kinds.Of(kinds.CalendarDays), "business days": kinds.Of(kinds.BusinessDays), "duration": kinds.Of(kinds.Duration)}
	for unit, want := range map[framework.Unit]string{
		framework.Percent: "percent", framework.Count: "count number", framework.Score: "number", framework.USD: "money", framework.Ratio: "ratio", framework.Boolean: "boolean",
		framework.CalendarDay: "calendar days", framework.BusinessDay: "business days", framework.Day: "calendar days business days",
		framework.Week: "calendar days business days", framework.Hour: "duration", framework.Minute: "duration", framework.BusinessHour: "duration",
		framework.Duration: "calendar days business days duration",
	} {
		for name, kind := range all {
			if got := unit.Suits(kind); got != strings.Contains(" "+want+" ", " "+name+" ") {
				t.Errorf("%s and %s: %v", unit, name, got)
			}
		}
	}
}
