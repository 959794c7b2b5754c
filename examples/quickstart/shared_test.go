package main

import (
	"encoding/csv"
	"os"
	"testing"

	"github.com/concord-sla/concord/internal/testenv"
	"github.com/google/go-cmp/cmp"
)

// The small tables that ship hold the facts of the published records, row for row.
func TestRecordsAreThePublishedFacts(t *testing.T) {
	t.Run("incidents", func(t *testing.T) {
		word := map[string]string{"1 - Critical": "critical", "2 - High": "high", "3 - Moderate": "moderate", "4 - Low": "low"}
		want := map[string][]string{}
		for _, r := range published(t, "itsm_incident_events.csv") { // rows are in the order of their updates: the last one holds
			want[r["number"]] = []string{r["number"], word[r["priority"]], minute(r["opened_at"]), minute(r["resolved_at"]), r["made_sla"]}
		}
		compare(t, "incidents", want, "incident", "priority", "opened", "resolved", "target_met")
	})
	t.Run("downtime", func(t *testing.T) {
		want := map[string][]string{}
		for _, r := range published(t, "uptime_daily_minutes_down.csv") {
			switch r["site"] {
			case "canvas-lms", "simple-syllabus", "okta", "zoom":
				want[r["site"]+r["day_utc"]] = []string{r["site"], r["day_utc"], r["minutes_down"]}
			}
		}
		compare(t, "downtime", want, "service", "day", "minutes_down")
	})
	t.Run("requests", func(t *testing.T) {
		word := map[string]string{"Simple": "simple", "Complex": "complex"}
		want := map[string][]string{}
		for _, r := range published(t, "foia_requests_usab_fy2020_fy2022.csv") {
			want[r["request"]] = []string{r["request"], r["received"], r["completed"], r["days_tolled"], word[r["track"]], r["source_working_days"]}
		}
		compare(t, "requests", want, "request", "received", "completed", "days_tolled", "track", "printed_working_days")
	})
}

func minute(instant string) string { return instant[:min(16, len(instant))] }

// compare holds a shipped table against the facts, in any order.
func compare(t *testing.T, name string, want map[string][]string, columns ...string) {
	t.Helper()
	file, err := files.Open("records/" + name + ".csv")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows := read(t, csv.NewReader(file))
	if len(rows) != len(want) {
		t.Errorf("%d rows, published are %d", len(rows), len(want))
	}
	for _, r := range rows {
		key := r[columns[0]]
		if name == "downtime" {
			key += r["day"]
		}
		var got []string
		for _, c := range columns {
			got = append(got, r[c])
		}
		if diff := cmp.Diff(want[key], got); diff != "" {
			t.Errorf("%s (-published +shipped):\n%s", key, diff)
		}
	}
}

func published(t *testing.T, name string) []map[string]string {
	t.Helper()
	file, err := os.Open(testenv.Shared(t, "data", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	return read(t, csv.NewReader(file))
}

func read(t *testing.T, r *csv.Reader) (rows []map[string]string) {
	t.Helper()
	lines, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}
