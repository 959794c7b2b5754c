package rollup_test

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/rollup"
	"github.com/concord-sla/concord/sla"
)

func TestShare(t *testing.T) {
	for _, test := range []struct {
		share  rollup.Share
		figure string
		text   string
		want   sla.Verdict
	}{
		{rollup.Share{Yes: 95, No: 5}, ">= 95 percent", "95 of 100 (95%)", sla.Met},
		{rollup.Share{Yes: 95, No: 5}, "> 95 percent", "95 of 100 (95%)", sla.Missed},
		{rollup.Share{Yes: 1, No: 2}, ">= 33.33333333333333333333 percent", "1 of 3 (≈33.3333%)", sla.Met},
		{rollup.Share{Yes: 1, No: 2}, ">= 33.33333333333333333334 percent", "1 of 3 (≈33.3333%)", sla.Missed},
		{rollup.Share{Yes: 94, No: 5, Open: 1}, ">= 95 percent", "94 to 95 of 100 (94% to 95%)", sla.NotMeasured},
		{rollup.Share{Yes: 95, No: 4, Open: 1}, ">= 95 percent", "95 to 96 of 100 (95% to 96%)", sla.Met},
		{rollup.Share{Yes: 93, No: 6, Open: 1}, ">= 95 percent", "93 to 94 of 100 (93% to 94%)", sla.Missed},
		{rollup.Share{Yes: 1, Open: 1}, "= 100 percent", "1 to 2 of 2 (50% to 100%)", sla.NotMeasured},
		{rollup.Share{Yes: 2}, "= 100 percent", "2 of 2 (100%)", sla.Met},
		{rollup.Share{Open: 3}, "= 50 percent", "0 to 3 of 3 (0% to 100%)", sla.Missed}, // it cannot be 50
		{rollup.Share{No: 1}, "<= 2 percent", "0 of 1 (0%)", sla.Met},
		{rollup.Share{Yes: 2, No: 98}, "< 2 percent", "2 of 100 (2%)", sla.Missed},
		{rollup.Share{Yes: 2, No: 98}, "within 2 percent", "2 of 100 (2%)", sla.Met},
		{rollup.Share{Yes: 3, No: 97}, "within 2 percent", "3 of 100 (3%)", sla.Missed},
		{rollup.Share{Yes: 1}, "= true", "1 of 1 (100%)", sla.Missed}, // a share keeps no truth
		{rollup.Share{Yes: 2}, "45 percent", "2 of 2 (100%)", sla.Missed},
		{rollup.Share{}, ">= 95 percent", "nothing to count", sla.NotApplicable},
	} {
		f, err := framework.ParseFigure(test.figure)
		if err != nil {
			t.Fatal(err)
		}
		if got := test.share.Against(f); got != test.want || test.share.String() != test.text {
			t.Errorf("%s against %s: %s, want %s against: %s", test.share, f, got, test.text, test.want)
		}
	}
}

// A share stands to a figure as the language says of the figure's criterion, for every
// way in which the open ones can turn out.
func TestShareAgainstTheLanguage(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		s := rollup.Share{Yes: random.IntN(9), No: random.IntN(4), Open: random.IntN(3)}
		f := framework.Figure{Op: framework.Op(1 + random.IntN(5)), Value: []string{"0", "50", "66.6666", "75", "95", "100"}[random.IntN(6)], Unit: framework.Percent}
		text, _ := f.Criterion()
		p, err := dsl.Compile(text, dsl.Env{Inputs: []kinds.Field{{Name: "value", Type: kinds.Of(kinds.Percent)}}})
		if err != nil {
			t.Fatal(err)
		}
		holds := 0
		for open := range s.Open + 1 {
			value := rollup.Share{Yes: s.Yes + open, No: s.No + s.Open - open}.Least()
			v, err := p.Evaluate(context.Background(), dsl.Data{Inputs: map[string]dsl.Value{"value": value}})
			if err != nil {
				t.Fatal(err)
			}
			if yes, _ := v.Bool(); yes {
				holds++
			}
		}
		want := map[int]sla.Verdict{0: sla.Missed, s.Open + 1: sla.Met}[holds]
		switch {
		case s.Of() == 0:
			want = sla.NotApplicable
		case want == "":
			want = sla.NotMeasured
		}
		if got := s.Against(f); got != want {
			t.Errorf("%s against %s: %s, the language says %s", s, f, got, want)
		}
	}
}

// A call that cannot be answered is an error that says why.
func TestRollUpRefuses(t *testing.T) {
	year := calendar.FiscalYear(2026)
	travel, err := framework.Default().Only("TRT")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name    string
		catalog *framework.Catalog
		results []*sla.Result
		input   rollup.Input
		want    string
	}{
		{"no period", framework.Default(), nil, rollup.Input{}, "rolling up: not a period"},
		{"no result", framework.Default(), []*sla.Result{nil}, rollup.Input{Period: year}, "concord: error [bad-value]: result 1 is nil; leave it out"},
		{"another catalog", travel, nil, rollup.Input{Period: year}, "concord: error [unknown-measure]: the catalog has no measure FFM.000.000.0036; roll up with a catalog that has the measures of the area"},
		{"no such rule", framework.Default(), nil, rollup.Input{Period: year, Meets: 9}, "concord: error [bad-value]: the rule for when an agreement is met is invalid; let an agreement be met when every target was"},
		{"no agreement", framework.Default(), []*sla.Result{{}}, rollup.Input{Period: year}, ""},
	} {
		_, err := rollup.Compute(t.Context(), test.catalog, test.results, test.input)
		if err == nil || test.want != "" && err.Error() != test.want {
			t.Errorf("%s\n got: %v\nwant: %s", test.name, err, test.want)
		}
		if len(diag.From(err)) == 0 && test.name != "no period" {
			t.Errorf("%s: %v holds no diagnostic", test.name, err)
		}
	}
	if r, err := rollup.Compute(t.Context(), travel, nil, rollup.Input{Period: year, Area: "trt"}); err != nil || len(r.Measures) != 6 || r.Measures[0].Verdict != sla.NotApplicable {
		t.Errorf("no results at all: %v", err)
	}
}

// A stored roll-up is the same when it is read again.
func TestRollUpJSON(t *testing.T) {
	f := rollup.Summary{
		Period: calendar.FiscalYear(2026),
		Measures: []rollup.MeasureResult{{Ref: "FFM.000.000.0036", Share: rollup.Share{Yes: 1, Open: 1}, Verdict: sla.NotMeasured, Items: []rollup.Item{
			{Agreement: "payables", Subject: "timely", Period: calendar.Month(2025, 10), Counted: rollup.CountedYes},
			{Agreement: "payables", Subject: "timely", Period: calendar.Month(2025, 11), Counted: rollup.CountedOpen, Why: "disputed"},
		}}},
		Agreements:    []rollup.AgreementResult{{Name: "payables", Verdict: sla.Met}},
		Contributions: []rollup.Contribution{{Agreement: "payables", Metric: "timely", Measure: "PMF.MKT.SQT"}},
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	var read rollup.Summary
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(f, read, cmpopts.EquateComparable(calendar.Period{})); diff != "" {
		t.Errorf("%s\n%s", diff, text)
	}
	if err := json.Unmarshal([]byte(`{"Measures": [{"Items": [{"Counted": "perhaps"}]}]}`), &read); err == nil {
		t.Error("an item that is counted in no known way was read")
	}
}
