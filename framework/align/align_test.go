package align_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/decide"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/internal/testenv"
	"github.com/concord-sla/concord/sla"
	"github.com/google/go-cmp/cmp"
)

// measuresOf are expressions with a value of each kind.
var measuresOf = map[string]string{
	"percent": "share(rows, .ok)", "count": "count(rows, .ok)", "number": "mean(rows, .n)", "ratio": "count(rows, .ok) / count(rows)",
	"boolean": "all(rows, .ok)", "duration": "mean(rows, .d)", "money USD": "sum(rows, .usd)", "money EUR": "sum(rows, .eur)",
	"business days": "median(rows, business_days(.at, .done))", "calendar days": "median(rows, calendar_days(.at, .done))",
}

// finding is the one for the one claim of an agreement.
func finding(t *testing.T, catalog *framework.Catalog, plan *sla.Plan) align.Finding {
	t.Helper()
	findings, err := align.Align(t.Context(), catalog, plan)
	if err != nil || len(findings) != 1 {
		t.Fatalf("%d findings: %v", len(findings), err)
	}
	return findings[0]
}

// planWith is an agreement of one metric of a kind, with a target and a claim.
func planWith(t *testing.T, kind, target, claim string) *sla.Plan {
	t.Helper()
	field := func(name, kind string) kinds.Field {
		typ, err := kinds.ParseType(kind)
		if err != nil {
			t.Fatal(err)
		}
		return kinds.Field{Name: name, Type: typ}
	}
	a := sla.Agreement{
		Name: "a", Title: "A", Version: 1, Status: sla.Draft, Zone: "America/New_York", Calendar: "federal",
		Effective: sla.Term{From: calendar.Date{Year: 2026, Month: 1, Day: 1}},
		Parties:   []sla.Party{{Key: "customer", Name: "C"}, {Key: "provider", Name: "P"}},
		Tables: []sla.Table{{Name: "rows", At: "at", Fields: []kinds.Field{field("at", "date"), field("done", "date"), field("ok", "boolean"),
			field("n", "number"), field("d", "duration"), field("usd", "money USD"), field("eur", "money EUR")}}},
		Inputs: []sla.Input{{Name: "agreed", Type: kinds.Of(kinds.Percent)}},
		Metrics: []sla.Metric{{Name: "m", Title: "M", Aligns: []string{claim}, Measure: measuresOf[kind], Target: target,
			Period: calendar.Monthly, NoData: sla.NotMeasured}},
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	return plan
}

// Each line of testdata/alignments.txt is a measure's id, the kind of a metric's value
// and its target; below it stands what alignment says.
func TestAlignments(t *testing.T) {
	const file = "testdata/alignments.txt"
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if strings.HasPrefix(line, "    ") {
			continue
		}
		got.WriteString(line + "\n")
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			continue
		}
		f := finding(t, framework.Default(), planWith(t, parts[1], parts[2], parts[0]))
		fmt.Fprintf(&got, "    %s, %s [%s]: %s\n", f.Severity, f.Alignment, f.Code, f.Summary)
		if f.Advice != "" {
			fmt.Fprintf(&got, "    %s\n", f.Advice)
		}
		for _, axis := range f.Axes {
			if axis.Axis != f.About && (axis.Fails() || axis.Severity < diag.Note) {
				fmt.Fprintf(&got, "    also %s, %s [%s]: %s here, %s there\n", axis.Axis, axis.Relation, axis.Code, axis.Metric, axis.Measure)
			}
		}
		for _, note := range f.Notes {
			fmt.Fprintf(&got, "    note: %s\n", note)
		}
	}
	script.Golden(t, file, got.String())
}

// Whatever is compared, a context that ends ends it with an error, never with findings
// that were not decided for lack of time.
func TestStoppedAtEveryCheck(t *testing.T) {
	plan := planWith(t, "percent", "value >= 97%", "FFM.030.070.0033")
	want := finding(t, framework.Default(), plan)
	stopped := testenv.StopAtEveryCheck(t, "Align", func(ctx context.Context) error {
		findings, err := align.Align(ctx, framework.Default(), plan)
		if err == nil && findings[0].Summary != want.Summary {
			t.Errorf("%s\nwant: %s", findings[0].Summary, want.Summary)
		}
		return err
	}, testenv.EndsAt)
	if stopped < 4 {
		t.Errorf("only %d looks at the context", stopped)
	}
}

// A target that is judged by the rounded value is held against the figure by the exact
// values for which it holds: 97.5% is met when whole percents are judged.
func TestRoundedTargets(t *testing.T) {
	for _, tt := range []struct {
		target string
		places int
		want   decide.Relation
	}{{"value >= 98%", 0, decide.Weaker}, {"value >= 98%", 2, decide.Weaker}, {"value >= 99%", 0, decide.Stricter}} {
		a := planWith(t, "percent", tt.target, "FFM.030.070.0033").Terms().Agreement
		a.Metrics[0].Rounded, a.Metrics[0].Places = true, tt.places
		plan, err := a.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if f := finding(t, framework.Default(), plan); f.Alignment != tt.want {
			t.Errorf("%s to %d places: %s: %s", tt.target, tt.places, f.Alignment, f.Summary)
		}
	}
}

// The catalog is shared by a program: what a caller does to a measure does not reach the
// others.
func TestMeasuresAreCopies(t *testing.T) {
	const id = "TRT.5.050.018"
	before := framework.Default().Lookup(id)
	changed := framework.Default().Lookup(id)[0]
	changed.Tiers[0].Target.Value, changed.Release.Tier, changed.Name = "1", framework.Current, "x"
	if diff := cmp.Diff(before[0].Figures(), framework.Default().Lookup(id)[0].Figures()); diff != "" {
		t.Error(diff)
	}
	if again := framework.Default().Search(framework.Query{Prefix: id}); again[0].Name == "x" || again[0].Release.Tier == framework.Current {
		t.Error("the catalog was changed through a measure")
	}
}

// No quarantined figure is used: whoever claims one is told why, and no target is called
// aligned or weaker for it.
func TestQuarantinedFiguresAreNotUsed(t *testing.T) {
	all := framework.Default().Search(framework.Query{Status: framework.Quarantined})
	for _, m := range all {
		if found := framework.Default().Lookup(m.Ref()); found[0].Quarantine == "" {
			continue // a current list uses a legacy id again, and comes first
		}
		f := finding(t, framework.Default(), planWith(t, "percent", "value >= 1%", m.Ref()))
		if f.Alignment != decide.Unknown || f.Severity != diag.Warning || f.Code != align.QuarantinedFigure && f.Code != framework.AmbiguousMeasure {
			t.Errorf("%s: %s [%s]: %s", m.Ref(), f.Alignment, f.Code, f.Summary)
		}
	}
	if len(all) < 50 {
		t.Errorf("only %d measures are quarantined", len(all))
	}
}

// For every measure of the embedded catalog with a figure that the language can say: the
// figure itself is equivalent, and what its unit does not fit is not called aligned.
func TestEveryFigureIsEquivalentToItself(t *testing.T) {
	kinds := map[framework.Unit]string{
		framework.Percent: "percent", framework.PercentPositive: "percent", framework.Count: "count", framework.Score: "number", framework.USD: "money USD",
		framework.Ratio: "ratio", framework.Boolean: "boolean", framework.CalendarDay: "calendar days", framework.BusinessDay: "business days",
		framework.Hour: "duration", framework.Minute: "duration", framework.Second: "duration",
	}
	compared := 0
	for _, m := range framework.Default().Measures() {
		if m.Target == nil || m.Quarantine != "" || m.Release.Scope == framework.MarketplaceScope || m.SetBy != "" {
			continue
		}
		if framework.Default().Lookup(m.Ref())[0].Release.Tier != m.Release.Tier {
			continue // a current list uses a legacy id again, and comes first
		}
		criterion, ok := m.Target.Criterion()
		kind := kinds[m.Target.Unit]
		if !ok || kind == "" || m.Unit != m.Target.Unit {
			continue
		}
		compared++
		f := finding(t, framework.Default(), planWith(t, kind, criterion, m.Ref()))
		if found, ok := f.Axis(align.CriterionAxis); !ok || found.Relation != decide.Equivalent || found.Severity != diag.Note {
			t.Errorf("%s, %s: %s: %s", m.Ref(), criterion, f.Alignment, f.Summary)
		}
		if kind != "percent" {
			f = finding(t, framework.Default(), planWith(t, "percent", "value >= 1%", m.Ref()))
			if f.Alignment != decide.Incomparable {
				t.Errorf("%s against a percent: %s: %s", m.Ref(), f.Alignment, f.Summary)
			}
		}
	}
	if compared < 600 {
		t.Errorf("only %d figures were compared", compared)
	}
	t.Logf("%d figures compared", compared)
}
