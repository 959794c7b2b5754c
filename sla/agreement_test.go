package sla_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/table"
	"github.com/concord-sla/concord/sla"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"go.yaml.in/yaml/v4"
)

// desk is the help desk's agreement and its plan.
func desk(t *testing.T) (*sla.Agreement, *sla.Plan) {
	t.Helper()
	a, err := sla.Parse("desk.yaml", []byte(deskAgreement))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(err)
	}
	return a, plan
}

// A document as JSON is the same agreement as the document in YAML.
func TestJSONIsTheSameAgreement(t *testing.T) {
	var value any
	if err := yaml.Unmarshal([]byte(deskAgreement), &value); err != nil {
		t.Fatal(err)
	}
	for _, indent := range []string{"", "\t", "  "} {
		text, err := json.MarshalIndent(value, "", indent)
		if err != nil {
			t.Fatal(err)
		}
		text = []byte(strings.ReplaceAll(string(text), `T00:00:00Z"`, `"`)) // what YAML took for a timestamp
		fromJSON, err := sla.Parse("desk.json", text)
		if err != nil {
			t.Fatal(diag.From(err).Screen())
		}
		fromYAML, err := sla.Parse("desk.yaml", []byte(deskAgreement))
		if err != nil {
			t.Fatal(err)
		}
		byName := cmpopts.SortSlices(func(a, b kinds.Field) bool { return a.Name < b.Name })
		if diff := cmp.Diff(fromYAML, fromJSON, cmpopts.IgnoreUnexported(sla.Agreement{}), byName); diff != "" {
			t.Errorf("YAML and JSON differ (-yaml +json):\n%s", diff)
		}
	}
}

// An agreement built in Go is checked like a document; a mistake is placed by its path.
func TestGoValuesAreChecked(t *testing.T) {
	a, err := sla.Parse("desk.yaml", []byte(deskAgreement))
	if err != nil {
		t.Fatal(err)
	}
	built := sla.Agreement{Name: a.Name, Title: a.Title, Version: a.Version, Status: a.Status, Effective: a.Effective, Zone: a.Zone, Parties: a.Parties,
		Services: a.Services, Tables: a.Tables, Inputs: a.Inputs, Metrics: a.Metrics, Remedies: a.Remedies}
	if _, err := built.Compile(); err != nil {
		t.Fatal(err)
	}
	built.Metrics = append([]sla.Metric(nil), a.Metrics...)
	built.Metrics[0].Target = "value >= 60"
	built.Zone = ""
	_, err = built.Compile()
	want := "zone: error [missing-key]: zone is missing; name the IANA zone whose days count: zone: America/New_York\n" +
		"metrics.in_time.target:1:10: error [unit-mismatch]: a percent is compared with a plain number; write 60%"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
	// A parsed agreement that was changed shows the changed text, not the document's.
	a.Metrics[0].Target = "value >= 70"
	if _, err := a.Compile(); err == nil || !strings.Contains(err.Error(), "metrics.in_time.target:1:10") {
		t.Errorf("got %v", err)
	}
}

// A plan stays what was checked, whatever is done to the agreement, or to a result,
// afterwards.
func TestPlanSharesNothing(t *testing.T) {
	a, plan := desk(t)
	before := plan.Terms().Agreement
	for _, changed := range []sla.Agreement{*a, plan.Terms().Agreement} {
		changed.Parties[0].Name = "someone else"
		changed.Tables[0].Fields[0].Name = "x"
		changed.Metrics[0].Target = "value >= 0%"
		changed.Remedies[0].Then[0].By[0] = "nobody"
	}
	if diff := cmp.Diff(before, plan.Terms().Agreement, cmpopts.IgnoreUnexported(sla.Agreement{})); diff != "" {
		t.Errorf("the plan changed:\n%s", diff)
	}
}

func TestHostileDocuments(t *testing.T) {
	for name, text := range map[string]string{
		"a 10 MB line":     "concord: v1\ntitle: " + strings.Repeat("x", 10<<20) + "\n",
		"a long criterion": strings.Replace(deskAgreement, "value >= 60%", "value >= 60%"+strings.Repeat(" and value >= 60%", 100_000), 1),
		"deep brackets":    strings.Replace(deskAgreement, "value >= 60%", "'"+strings.Repeat("(", 1_000_000)+"'", 1),
		"deep lists":       strings.Repeat("[", 1_000_000),
		"nothing":          "",
		"spaces":           " \n \n",
		"null":             "null",
		"a number":         "5",
		"not UTF-8":        "concord: v1\ntitle: \xff\xfe\n",
		"a NUL":            "concord: v1\ntitle: a\x00b\n",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			_, err := sla.Parse("a.yaml", []byte(text))
			if err == nil {
				t.Fatal("accepted")
			}
			found := diag.From(err)
			if len(found) == 0 {
				t.Fatalf("an error without diagnostics: %v", err)
			}
			for _, d := range found {
				if screen := d.Screen(); len(screen) > 2000 {
					t.Errorf("a screen of %d bytes", len(screen))
				}
			}
			if took := time.Since(start); took > 5*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

func TestCallsThatFail(t *testing.T) {
	_, plan := desk(t)
	schema := plan.Terms().Schemas["tickets"]
	none, err := table.Empty(schema)
	if err != nil {
		t.Fatal(err)
	}
	other, err := table.Empty(kinds.Schema{Name: "tickets", Fields: []kinds.Field{{Name: "opened", Type: kinds.Of(kinds.Text)}}})
	if err != nil {
		t.Fatal(err)
	}
	march := calendar.Month(2026, time.March)
	ended, cancel := context.WithCancel(context.Background())
	cancel()
	full, err := table.FromStructs(schema, []struct {
		Opened, Resolved time.Time
		Reopened         bool
	}{{Opened: time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name   string
		ctx    context.Context
		table  *table.Table
		period calendar.Period
		is     error
	}{
		{"no period", context.Background(), none, calendar.Period{}, sla.ErrPeriod},
		{"no table", context.Background(), nil, march, diag.ErrData},
		{"another table", context.Background(), other, march, diag.ErrData},
		{"a context that ended", ended, full, march, context.Canceled},
	} {
		_, err := plan.Evaluate(tt.ctx, sla.Data{Tables: map[string]sla.Records{"tickets": {Rows: tt.table}}}, tt.period)
		if !errors.Is(err, tt.is) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.is)
		}
	}
	if _, err := sla.ParseFile("testdata/there-is-no-such-file.yaml"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file that is not there: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(deskAgreement)
	files, _ := os.ReadDir("testdata/wrong")
	for _, file := range files {
		text, err := os.ReadFile("testdata/wrong/" + file.Name())
		if err != nil {
			f.Fatal(err)
		}
		_, document, _ := strings.Cut(string(text), "-- agreement.yaml --\n")
		f.Add(document)
	}
	f.Fuzz(func(t *testing.T, text string) {
		agreement, err := sla.Parse("a.yaml", []byte(text))
		if err != nil {
			for _, d := range diag.From(err) {
				if d.Summary == "" || d.Code == "" || d.Screen() == "" {
					t.Errorf("an empty diagnostic: %+v", d)
				}
			}
			return
		}
		if _, err := agreement.Compile(); err != nil {
			t.Errorf("accepted when read and not when compiled: %v", err)
		}
	})
}
