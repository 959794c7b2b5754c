package report_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
	"github.com/google/go-cmp/cmp"
)

// termsStatus is the status of testdata/terms from January to May.
func termsStatus(t *testing.T) report.Status {
	t.Helper()
	agreement, err := sla.ParseFile(filepath.Join("testdata", "terms", "agreement.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join("testdata", "terms", "tickets.csv"))
	if err != nil {
		t.Fatal(err)
	}
	schema := plan.Terms().Schemas["tickets"]
	tickets, err := table.ReadCSV(schema, "tickets.csv", bytes.NewReader(text), table.Options{Zone: plan.Terms().Zone})
	if err != nil {
		t.Fatal(err)
	}
	period, err := calendar.ParsePeriod("2026-01-01..2026-05-31")
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(t.Context(), sla.Data{Tables: sla.Tables(tickets)}, period)
	if err != nil {
		t.Fatal(err)
	}
	return statusOf(t, result, nil)
}

// The page of testdata/terms as text, and the charts of its HTML page, whose lines end
// where a month was not measured and begin anew behind it.
func TestTermsPage(t *testing.T) {
	status := termsStatus(t)
	var page, html bytes.Buffer
	if err := report.Text(&page, status, report.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := report.HTML(&html, status); err != nil {
		t.Fatal(err)
	}
	var charts strings.Builder
	for line := range strings.Lines(html.String()) {
		if strings.Contains(line, "<polyline") || strings.Contains(line, "<text") || strings.Contains(line, `<svg class="chart"`) {
			charts.WriteString(strings.TrimLeft(line, " "))
		}
	}
	for file, got := range map[string]string{"status.txt": page.String(), "charts.txt": charts.String()} {
		path := filepath.Join("testdata", "terms", file)
		if script.Updating() {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		want, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s changed (-want +got):\n%s", path, diff)
		}
	}
}
