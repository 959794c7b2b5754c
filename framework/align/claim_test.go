package align_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
	"github.com/concord-sla/concord/framework/align"
	"github.com/concord-sla/concord/framework/editions"
	"github.com/concord-sla/concord/framework/internal/drafttest"
	"github.com/concord-sla/concord/sla"
)

// claiming is an agreement from October 2026 with one metric that claims a measure.
func claiming(t *testing.T, id, target string) *sla.Plan {
	t.Helper()
	a, err := sla.Parse("claims.yaml", fmt.Appendf(nil, `concord: v1
agreement: claims
title: Claims
version: 1
status: draft
effective: {from: 2026-10-01}
zone: America/New_York
calendar: federal
parties: {customer: {name: C}, provider: {name: P}}
tables: {rows: {at: day, fields: {day: date, ok: boolean, done: date}}}
metrics:
  m:
    title: The metric
    aligns: %s
    measure: %s
    target: %s
    period: month
    no data: not measured
`, id, map[bool]string{true: "max(rows, calendar_days(.day, .done))", false: "share(rows, .ok)"}[strings.Contains(target, "days")], target))
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	plan, err := a.Compile()
	if err != nil {
		t.Fatal(diag.Screen(err))
	}
	return plan
}

const superseded = `concord: catalog-v1
catalog: own
title: Own measures
area: AP
measures:
  - id: AP.001
    name: Invoices paid in time
    unit: percent
    direction: higher is better
    target: ">= 98 percent"
    superseded by: AP.002
    superseded on: 2026-06-10
`

// What an agreement claims by mistake is told where it stands, with what to do.
func TestMistakenClaims(t *testing.T) {
	own, err := framework.Load(&diag.Source{Name: "own.yaml", Text: superseded})
	if err != nil {
		t.Fatal(err)
	}
	both, err := framework.Default().With(own)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, id, target string
		code             diag.Code
		severity         diag.Severity
		says             string
	}{
		{"superseded before the agreement begins", "AP.001", "value >= 98%", "", 0, "AP.001 was superseded by AP.002 on 2026-06-10"},
		{"superseded and revoked", "BOD2201.KEV", "value <= 14 calendar days", align.QuarantinedFigure, diag.Warning, "revoked by BOD 26-04"},
		{"one id with three meanings", "FFM.100.010.0011", "value >= 85%", framework.AmbiguousMeasure, diag.Warning, "names 3 measures in the catalog"},
		{"unknown", "FFM.030.070.033", "value >= 98%", framework.UnknownMeasure, diag.Error, "did you mean FFM.030.070.0033, "},
	} {
		f := finding(t, both, claiming(t, test.id, test.target))
		said := strings.Join(append([]string{f.Summary, f.Advice}, f.Notes...), "\n")
		if test.code != "" && (f.Code != test.code || f.Severity != test.severity) || !strings.Contains(said, test.says) {
			t.Errorf("%s: %s [%s]: %s; want [%s]: %s", test.name, f.Severity, f.Code, said, test.code, test.says)
		}
		class := diag.ErrAlign
		if f.Code == framework.UnknownMeasure {
			class = diag.ErrName
		}
		if d := f.Diagnostic(); !errors.Is(d, class) || errors.Is(d, diag.ErrDocument) {
			t.Errorf("%s: the diagnostic is not of the class %q", test.name, class)
		}
		if place := f.Diagnostic().Position(); place.Name != "claims.yaml" || place.Line != 14 {
			t.Errorf("%s is placed at %s", test.name, place)
		}
	}
}

// The figure of a statute in the embedded catalog is not an overlay's to loosen.
func TestStatuteIsNotLoosened(t *testing.T) {
	for target, want := range map[string]string{
		"<= 45 calendar days": "PPA.DUE is binding and not the parties' to loosen: <= 30 calendar days",
		"<= 31 calendar days": "PPA.DUE is binding and not the parties' to loosen: <= 30 calendar days",
		"<= 30 calendar days": "",
		"<= 25 calendar days": "",
	} {
		o, err := editions.LoadOverlay(&diag.Source{Name: "o.yaml", Text: "concord: overlay-v1\noverlay: o\nauthority: annex B\neffective: 2026-10-01\nchanges:\n  - {id: PPA.DUE, target: \"" + target + "\"}\n"})
		if err != nil {
			t.Fatal(diag.Screen(err))
		}
		_, err = editions.Apply(framework.Default(), drafttest.October, o)
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", target, err, want)
		}
	}
}
