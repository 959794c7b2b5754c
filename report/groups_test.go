package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

// groupedStatus is the status of one metric over groups of tickets, in each of which
// every third is late.
func groupedStatus(t *testing.T, groups int) report.Status {
	t.Helper()
	agreement, err := sla.Parse("groups.yaml", []byte(`concord: v1
agreement: groups
title: Every agency
version: 1
status: final
effective: {from: 2026-01-01}
zone: America/New_York
parties:
  customer: {name: Department of Examples}
  provider: {name: Shared Service Center, roles: {manager: M}}
tables:
  tickets:
    at: opened
    fields: {agency: text, opened: date, late: boolean}
metrics:
  agencies:
    title: Agencies served in time
    measure: share(groups(tickets, .agency), share(#, not .late) >= 90%)
    target: value >= 75%
    period: month
    no data: not measured
`))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	var csv strings.Builder
	csv.WriteString("agency,opened,late\n")
	for i := range groups {
		for day := 1; day <= 3; day++ {
			fmt.Fprintf(&csv, "Agency %02d,2026-03-%02d,%v\n", i+1, day, i%3 == 2 && day == 1)
		}
	}
	schema := plan.Terms().Schemas["tickets"]
	tickets, err := table.ReadCSV(schema, "tickets.csv", strings.NewReader(csv.String()), table.Options{})
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(t.Context(), sla.Data{Tables: sla.Tables(tickets)}, calendar.Month(2026, 3))
	if err != nil {
		t.Fatal(err)
	}
	return statusOf(t, result, nil)
}

// A measure over groups shows each, those that did not count first.
func TestGroups(t *testing.T) {
	page := render(t, report.Markdown, groupedStatus(t, 4))
	for _, want := range []string{
		"- Otherwise: would have been missed if 1 fewer of the 4 groups of tickets satisfied share(#, not .late) >= 90%",
		"**Each of the 4 groups of tickets**\n\n" +
			"| Group | Value | Rows | Which |\n" +
			"| --- | ---: | --- | --- |\n" +
			"| Agency 03 | ≈66.6667% | 2 of 3 rows of tickets | not counted |\n" +
			"| Agency 01 | 100% | 3 of 3 rows of tickets | counted |\n",
	} {
		if plain := strings.ReplaceAll(page, "\\", ""); !strings.Contains(plain, want) {
			t.Errorf("the page does not say\n%s\nbut\n%s", want, plain)
		}
	}
}

// Of many groups twenty are shown, and the page says of how many.
func TestManyGroups(t *testing.T) {
	for _, r := range renderers {
		if r.file == "status_brief.txt" {
			continue // has no details
		}
		page := render(t, r.write, groupedStatus(t, 45))
		if !strings.Contains(page, "20 of the 45 groups of tickets") || !strings.Contains(page, "Agency 45") || strings.Contains(page, "Agency 43") {
			t.Errorf("%s does not show the groups that did not count first:\n%s", r.file, page)
		}
	}
}
