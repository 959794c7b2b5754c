// Package drafttest drafts agreements from the catalog and fills their blanks, for the
// tests of what drafts and alignment make of all of it. Only tests use it.
package drafttest

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/drafts"
	"github.com/concord-sla/concord/framework/editions"
)

// October is the first day of the drafts.
var October = calendar.Date{Year: 2026, Month: 10, Day: 1}

// Catalogs returns catalogs to draft from: every profile, and every area.
func Catalogs(t *testing.T) map[string]*framework.Catalog {
	t.Helper()
	all := map[string]*framework.Catalog{}
	for _, name := range editions.Profiles() {
		p, err := editions.NamedProfile(name)
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		if all["profile "+name], err = editions.Choose(framework.Default(), p, October); err != nil {
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

// Scaffold returns the draft of a catalog.
func Scaffold(t *testing.T, c *framework.Catalog, d drafts.Draft) string {
	t.Helper()
	text, err := drafts.Scaffold(c, d)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

var (
	blankLine = regexp.MustCompile(`^( *)([a-z ]+): # fill in: (.*)$`)
	proposal  = regexp.MustCompile(`such as (.*?)(;|$)`)
	stated    = regexp.MustCompile(`the source says (.*)$`)
)

// Fill returns a draft with what a careful party might write into its blanks.
func Fill(t *testing.T, c *framework.Catalog, text string) string {
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

// targetFor returns the figure of a measure, or of a case of it, when it is in plain
// days, which a draft leaves to the parties; else any target.
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
