package sla_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/concord-sla/concord/dsl"
	"github.com/concord-sla/concord/dsl/calendar"
	"github.com/concord-sla/concord/dsl/calendar/business"
	"github.com/concord-sla/concord/dsl/clock"
	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/dsl/kinds"
	"github.com/concord-sla/concord/dsl/outage"
	"github.com/concord-sla/concord/internal/resulttest"
	"github.com/concord-sla/concord/internal/script"
	"github.com/concord-sla/concord/sla"
)

// samples are values of the types that have a form of their own, none of them zero.
var samples = func() map[reflect.Type]reflect.Value {
	all := map[reflect.Type]reflect.Value{}
	for _, sample := range []any{
		sla.AtRisk, sla.InReview, sla.RootCauseAnalysis, outage.ThirdParty, outage.Probes, outage.AddedBack, outage.UnknownIsLeftOut,
		clock.WallTime, clock.ReopenNewCycle, clock.ChangedSplit, kinds.Duration, business.Shift{From: 22 * time.Hour, To: 30 * time.Hour},
		calendar.FiscalQuarterly, calendar.Month(2026, time.November).Next(), calendar.Date{Year: 2026, Month: 11, Day: 30},
		time.Date(2026, 11, 30, 9, 30, 0, 5, time.FixedZone("", -5*3600)), 90*time.Minute + 1,
		dsl.NewNumber(kinds.MoneyIn("USD"), decimal.RequireFromString("7.5")),
	} {
		all[reflect.TypeOf(sample)] = reflect.ValueOf(sample)
	}
	return all
}()

// fill sets everything that is exported, lists to one element and what contains itself to
// a few levels.
func fill(v reflect.Value, depth int) {
	if sample, ok := samples[v.Type()]; ok {
		v.Set(sample)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if depth > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), depth-1)
		}
	case reflect.Slice:
		if depth > 0 {
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
			fill(v.Index(0), depth-1)
		}
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i), depth)
		}
	case reflect.Map:
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, depth)
		fill(value, depth)
		v.Set(reflect.MakeMap(v.Type()))
		v.SetMapIndex(key, value)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), depth)
			}
		}
	case reflect.String:
		v.SetString("a <text>")
	case reflect.Bool:
		v.SetBool(true)
	default:
		v.SetInt(7)
	}
}

// Every field of a result is stored, under a key of its own in lower case.
func TestStoredFields(t *testing.T) {
	var result sla.Result
	fill(reflect.ValueOf(&result).Elem(), 9)
	resulttest.Stored(t, &result)

	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	var read any
	if err := json.Unmarshal(text, &read); err != nil {
		t.Fatal(err)
	}
	snake := regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`)
	var look func(path string, v any)
	look = func(path string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for key, value := range v {
				if !snake.MatchString(key) && !strings.HasSuffix(path, ".notices") && !strings.HasSuffix(path, ".targets") {
					t.Errorf("%s has the key %q", path, key)
				}
				look(path+"."+key, value)
			}
		case []any:
			for i, value := range v {
				look(fmt.Sprintf("%s[%d]", path, i), value)
			}
		}
	}
	look("", read)
}

// An empty result is its form, its agreement and its period, and nothing else.
func TestStoredEmpty(t *testing.T) {
	text, err := json.Marshal(sla.Result{})
	if want := `{"form":"concord result v1 (not yet stable)","agreement":{}}`; err != nil || string(text) != want {
		t.Errorf("%s, %v; want %s", text, err, want)
	}
	resulttest.Stored(t, &sla.Result{})
	resulttest.Stored(t, &sla.Result{Metrics: []sla.MetricResult{}, Agreement: sla.Agreement{Availabilities: []sla.Availability{{MadeOf: outage.Component{Series: []outage.Component{}}}}}})
}

// An agreement that has every key of a document is stored with its result.
func TestStoredAgreement(t *testing.T) {
	s := script.ReadArchive(t, allKeys)
	a, err := sla.Parse("agreement.yaml", []byte(s.Sections["agreement.yaml"]))
	if err != nil {
		t.Fatal(diag.From(err).Screen())
	}
	resulttest.Stored(t, &sla.Result{Agreement: *a})
}

// What is not known is refused, in reading and in writing.
func TestStoredResultRefuses(t *testing.T) {
	month := calendar.Month(2026, time.March)
	exclusion := sla.Exclusion{Kind: outage.Planned, Because: "maintenance"}
	result := sla.Result{
		Agreement: sla.Agreement{
			Status:         sla.Final,
			Metrics:        []sla.Metric{{Name: "m", NoData: sla.NotApplicable, Notices: map[outage.Kind]string{outage.OutOfScope: "72h"}}},
			Availabilities: []sla.Availability{{Name: "up", Rounding: outage.StartedMinutes}},
			Clocks:         []sla.Clock{{Name: "c", PauseIn: clock.WallTime}},
			Inputs:         []sla.Input{{Name: "fee", Type: kinds.MoneyIn("USD")}},
		},
		Period: month,
		Metrics: []sla.MetricResult{{Outcomes: []sla.Outcome{{
			Metric: "m", Period: month, Verdict: sla.Missed, Value: dsl.NewNumber(kinds.Of(kinds.Percent), decimal.NewFromInt(95)),
			Rows: []sla.RowAccount{{Table: "tickets", Total: 5, Excluded: []sla.ExcludedRows{{Exclusion: exclusion, Rows: 2}}}},
		}}}},
		Remedies: []sla.Triggered{{Remedy: "r", Period: month, Actions: []sla.DueAction{{Action: sla.Action{Kind: sla.Notify, By: []string{"qsmo"}}}}}},
	}
	text, err := json.Marshal(result)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, new(sla.Result)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"form":"concord result v1 (not yet stable)",`, ``, `it does not say of what form it is; this version reads "form": "concord result v1`},
		{`concord result v1 (not yet stable)`, `concord result v2`, `its form is "concord result v2"; this version reads "concord result v1`},
		{`"verdict":"missed"`, `"verdict":"mised"`, `"mised" is not a verdict`},
		{`"verdict":"missed"`, `"verdict":""`, `the outcome of the metric "m" in 2026-03 has no verdict`},
		{`"verdict":"missed",`, ``, `the outcome of the metric "m" in 2026-03 has no verdict`},
		{`"verdict":"missed"`, `"verdict":"reported"`, `"reported" is not a verdict`},
		{`"no_data":"not applicable"`, `"no_data":"fine"`, `"fine" is not a verdict`},
		{`"status":"final"`, `"status":"finale"`, `"finale" is not the status of an agreement`},
		{`"kind":"notify"`, `"kind":"tell"`, `"tell" is not a kind of action`},
		{`"kind":"planned"`, `"kind":"unplanned"`, `"unplanned" is not a kind of exclusion`},
		{`"kind":"planned",`, ``, `"" is not a kind of exclusion`},
		{`"out of scope":"72h"`, `"in scope":"72h"`, `"in scope" is not a kind of exclusion`},
		{`"rounding":"started minutes"`, `"rounding":"minutes"`, `"minutes" is none of`},
		{`"pause_in":"wall time"`, `"pause_in":"all time"`, `"all time" is none of`},
		{`"kind":"money"`, `"kind":"cash"`, `"cash" is not a kind of value`},
		{`"exact":"95"`, `"exact":"95%"`, `"95%" is not an exact number`},
		{`"exact":"95"`, `"exact":95`, `exact is number, which cannot stand there`},
		{`"total":5`, `"total":5.5`, `number 5.5, which cannot stand there`},
		{`"total":5`, `"totals":5`, `the key "totals" is not known`},
		{`"total":5`, `"total":5,"total":6`, `the key "total" stands twice in one object`},
		{`"period":"2026-03"`, `"period":"2026-13"`, `2026-13`},
	} {
		changed := strings.Replace(string(text), c.old, c.new, 1)
		if changed == string(text) {
			t.Fatalf("there is no %s in %s", c.old, text)
		}
		read := sla.Result{Period: calendar.Year(2026)}
		err := json.Unmarshal([]byte(changed), &read)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", c.new, err, c.want)
		}
		if err != nil && read.Period != calendar.Year(2026) {
			t.Errorf("%s: the result was changed", c.new)
		}
	}
	for want, change := range map[string]func(r *sla.Result){
		"has no verdict":                func(r *sla.Result) { r.Undecided = []sla.Triggered{{Because: []sla.Outcome{{}}}} },
		`"fine" is not a verdict`:       func(r *sla.Result) { r.Agreement.Metrics = []sla.Metric{{NoData: "fine"}} },
		`"x" is not the status`:         func(r *sla.Result) { r.Agreement.Status = "x" },
		`"x" is not a kind of action`:   func(r *sla.Result) { r.Agreement.Remedies = []sla.Remedy{{Then: []sla.Action{{Kind: "x"}}}} },
		`"" is not a kind of exclusion`: func(r *sla.Result) { r.Agreement.Metrics = []sla.Metric{{Exclude: []sla.Exclusion{{}}}} },
		`the text "\xff" is not UTF-8`:  func(r *sla.Result) { r.Agreement.Title = "\xff" },
		`2026-02-31 does not exist`:     func(r *sla.Result) { r.Agreement.Effective.To = calendar.Date{Year: 2026, Month: 2, Day: 31} },
		`not in whole minutes`: func(r *sla.Result) {
			r.Agreement.Services = []sla.Service{{From: time.Date(1880, 1, 1, 0, 0, 0, 0, time.FixedZone("LMT", -17762))}}
		},
		`9 is none of "working time", "wall`: func(r *sla.Result) { r.Agreement.Clocks = []sla.Clock{{PauseIn: 9}} },
	} {
		changed := sla.Result{Period: month}
		change(&changed)
		if text, err := json.Marshal(changed); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s, %v; want %q", text, err, want)
		}
	}
}

// A result that is read is written so that it is read alike, and nothing panics.
func FuzzStoredResult(f *testing.F) {
	var result sla.Result
	fill(reflect.ValueOf(&result).Elem(), 3)
	text, err := json.Marshal(result)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(text))
	f.Add(`{"form": "concord result v1 (not yet stable)", "period": "2026-03", "metrics": [{"metric": {"name": "m"}, "outcomes": [{"metric": "m", "period": "2026-03", "verdict": "met"}]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		var read sla.Result
		if json.Unmarshal([]byte(text), &read) == nil {
			resulttest.Stored(t, &read)
		}
	})
}
