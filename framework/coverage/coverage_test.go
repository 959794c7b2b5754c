package coverage_test

import (
	"errors"
	"testing"

	"github.com/concord-sla/concord/dsl/codes"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/framework/coverage"
	"github.com/concord-sla/concord/framework/editions"
	"github.com/concord-sla/concord/framework/internal/drafttest"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// parsed compiles an agreement of the test data.
func parsed(t testing.TB, file string) *sla.Plan {
	t.Helper()
	a, err := sla.ParseFile(file)
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	return plan
}

// testdata/ffm.txt says what the agreement beside it takes from the financial management
// measures, and what its other metrics may be about.
func TestCoverage(t *testing.T) {
	plan := parsed(t, "testdata/agreement.yaml")
	got, err := coverage.Of(framework.Default(), plan, "FFM")
	if err != nil {
		t.Fatal(err)
	}
	script.Golden(t, "testdata/ffm.txt", got.Text())
	if n := len(got.Claimed) + len(got.LeftOut); n != 103 {
		t.Errorf("%d measures are claimed or left out, the area has 103", n)
	}
}

// Without areas those of the claims are meant; an unknown area is told.
func TestCoverageAreas(t *testing.T) {
	plan := parsed(t, "testdata/agreement.yaml")
	got, err := coverage.Of(framework.Default(), plan)
	if err != nil || got.Of != "FFM, TRT" || len(got.Claimed) != 2 || len(got.Elsewhere) != 1 || got.Elsewhere[0].Measure != nil {
		t.Errorf("%v: %+v", err, got)
	}
	_, err = coverage.Of(framework.Default(), plan, "FMM")
	var d *diag.Diagnostic
	if !errors.As(err, &d) || d.Code != codes.UnknownReference {
		t.Errorf("an unknown area: %v", err)
	}
}

// A profile is held against an agreement like an area.
func TestCoverageOfProfile(t *testing.T) {
	plan := parsed(t, "testdata/agreement.yaml")
	p, err := editions.NamedProfile("payables")
	if err != nil {
		t.Fatal(err)
	}
	chosen, err := editions.Choose(framework.Default(), p, drafttest.October)
	if err != nil {
		t.Fatal(err)
	}
	got := coverage.OfChosen(framework.Default(), plan, chosen, p.Title)
	if got.Of != "Commercial accounts payable" || len(got.Claimed) != 1 || len(got.LeftOut) != 7 ||
		len(got.Elsewhere) != 2 || got.Elsewhere[0].Measure == nil || got.Elsewhere[0].Measure.Area != "TRT" {
		t.Errorf("%s", got.Text())
	}
	if u := got.Unclaimed[2]; u.Metric != "satisfaction" || len(u.Suggestions) != 1 || u.Suggestions[0].Measure.ID != "FFM.000.000.0012" {
		t.Errorf("suggested for %s: %+v", u.Metric, u.Suggestions)
	}
}

// A suggestion is in the metric's unit and claims nothing.
func TestSuggestionsClaimNothing(t *testing.T) {
	plan := parsed(t, "testdata/agreement.yaml")
	got, err := coverage.Of(framework.Default(), plan, "FFM", "TRT")
	if err != nil {
		t.Fatal(err)
	}
	suggested := 0
	for _, u := range got.Unclaimed {
		for _, s := range u.Suggestions {
			suggested++
			for _, claimed := range got.Claimed {
				if claimed.Measure.Ref() == s.Measure.Ref() && len(claimed.Metrics) == 0 {
					t.Errorf("%s is claimed by a suggestion", s.Measure.Ref())
				}
			}
			if len(s.Why) < 2 {
				t.Errorf("%s is suggested for %s and not explained: %q", s.Measure.Ref(), u.Metric, s.Why)
			}
		}
		if u.Metric == "printers_leased" && len(u.Suggestions) > 0 {
			t.Errorf("printers are no measure of these areas: %s is suggested", u.Suggestions[0].Measure.Name)
		}
	}
	findings, err := align.Default(t.Context(), plan)
	if suggested == 0 || err != nil || len(findings) != 3 {
		t.Error("nothing is suggested, or a suggestion was aligned")
	}
}

// A claim of one case is a claim of the measure.
func TestCasesAreClaimed(t *testing.T) {
	plan := parsed(t, "testdata/case.yaml")
	v, err := coverage.Of(framework.Default(), plan)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Claimed) != 1 || v.Claimed[0].Measure.ID != "TRT.5.050.018" || len(v.Elsewhere) != 0 {
		t.Errorf("claimed %d, elsewhere %v", len(v.Claimed), v.Elsewhere)
	}
	findings, err := align.Default(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	if f := findings[0]; f.Case != "critical" || f.Claim != "TRT.5.050.018, critical" {
		t.Errorf("the case is %q of %q", f.Case, f.Claim)
	}
}
