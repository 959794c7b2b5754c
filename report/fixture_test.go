package report_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/report"
	"github.com/concord-sla/concord/sla"
)

// fixture evaluates testdata/agreement.yaml over the half year to March 2027.
func fixture(t *testing.T) (*sla.Result, []align.Finding) {
	t.Helper()
	agreement, err := sla.ParseFile(filepath.Join("testdata", "agreement.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := agreement.Compile()
	if err != nil {
		t.Fatal(err)
	}
	data, err := plan.Read(os.DirFS("testdata"))
	if err != nil {
		t.Fatal(err)
	}
	data.Inputs = map[string]dsl.Value{"monthly_fee": dsl.NewNumber(kinds.MoneyIn("USD"), decimal.RequireFromString("48250.50"))}
	first, _ := calendar.ParseDate("2026-10-01")
	last, _ := calendar.ParseDate("2027-03-31")
	period, err := calendar.Span(first, last)
	if err != nil {
		t.Fatal(err)
	}
	result, err := plan.Evaluate(t.Context(), data, period)
	if err != nil {
		t.Fatal(err)
	}
	findings, err := align.Default(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	return result, findings
}

// sampleStatus is the status of the fixture, with a remedy that could not be decided: the
// records do not lead to one.
func sampleStatus(t *testing.T) report.Status {
	t.Helper()
	result, findings := fixture(t)
	var because []sla.Outcome
	for _, o := range result.Metrics[0].Outcomes {
		if o.Period == result.Remedies[0].Period {
			because = append(because, o)
		}
	}
	result.Undecided = append(result.Undecided, sla.Triggered{
		Remedy: "termination", When: "streak(payment_timeliness) >= 6", Period: result.Remedies[0].Period, Because: because,
		Reason: "there are no records of the periods before",
	})
	return statusOf(t, result, findings)
}
