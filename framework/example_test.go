package framework_test

import (
	"errors"
	"fmt"

	"github.com/concord-sla/concord/dsl/diag"
	"github.com/concord-sla/concord/framework"
)

// A measure by the id that an agreement writes.
func ExampleDefault() {
	for _, m := range framework.Default().Lookup("FFM.030.070.0033") {
		fmt.Println(m.Name)
		fmt.Println(m.Target, "each", m.ItemLimits[0])
		fmt.Println(m.Period+", due", m.Due)
		fmt.Println(m.Release.Title, m.Release.Name)
		fmt.Println(m.Source.Rights)
	}
	// Output:
	// Commercial Invoice Payment Request Processing Timeliness
	// >= 98 percent each within 25 calendar days
	// monthly, due 10 calendar days after month end
	// Financial management service measures FY2025
	// US public domain and CC0 1.0
}

// A figure as an expression over a metric's own value, or why there is none.
func ExampleFigure_Criterion() {
	for _, text := range []string{">= 98 percent", "<= 20 business days", "= true", "<= 60 days"} {
		figure, err := framework.ParseFigure(text)
		if err != nil {
			fmt.Println(err)
			continue
		}
		criterion, ok := figure.Criterion()
		fmt.Println(ok, criterion)
	}
	// Output:
	// true value >= 98%
	// true value <= 20 business days
	// true value == true
	// false the source does not say whether calendar or business days are meant
}

// An id that the source uses again gives every entry, each with the reason why its figure
// must not be used.
func ExampleCatalog_Lookup_repeated() {
	for _, m := range framework.Default().Lookup("FFM.100.010.0012") {
		fmt.Printf("%s: %s\n  %s\n", m.Name, m.Target, m.Quarantine)
	}
	// Output:
	// Budgetary to Proprietary Reconciliations Ratio: <= 15 percent
	//   the source uses this id for 2 measures with different meanings
	// Suspense Account Reconciliation: <= 2 percent
	//   the source uses this id for 2 measures with different meanings
}

func ExampleCatalog_Find() {
	_, err := framework.Default().Find("FFM.030.070.033")
	if d, ok := errors.AsType[*diag.Diagnostic](err); ok {
		fmt.Println(d.Summary)
		fmt.Println(d.Advice)
	}
	// Output:
	// the catalog has no measure FFM.030.070.033
	// did you mean FFM.030.070.0033, FFM.030.070.0023, FFM.030.070.0031?
}

func ExampleCatalog_Search() {
	for _, m := range framework.Default().Search(framework.Query{Area: "FFM", Function: "commercial payments", Words: "timeliness"}) {
		fmt.Println(m.ID, m.Target)
	}
	// Output:
	// FFM.030.070.0011 >= 60 percent
	// FFM.030.070.0022 >= 95 percent
	// FFM.030.070.0023 >= 95 percent
	// FFM.030.070.0033 >= 98 percent
}

// A catalog of one's own, beside the embedded one.
func ExampleCatalog_With() {
	own, err := framework.Load(&diag.Source{Name: "center.yaml", Text: `
concord: catalog-v1
catalog: center-measures
title: Measures of the shared service center
area: AP
measures:
  - id: AP.001
    name: Invoices paid in time
    unit: percent
    direction: higher is better
    target: ">= 99 percent"
`})
	if err != nil {
		fmt.Println(err)
		return
	}
	both, err := framework.Default().With(own)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(both.Lookup("AP.001")[0].Target, len(both.Releases()))
	// Output:
	// >= 99 percent 24
}

// Every mistake of a catalog is reported at its place.
func ExampleLoad() {
	_, err := framework.Load(&diag.Source{Name: "center.yaml", Text: `concord: catalog-v1
catalog: center-measures
title: Measures of the shared service center
area: AP
measures:
  - id: AP.001
    name: Invoices received
    unit: count
    directon: higher is better
    target: ">= 98 percnt"
`})
	var found diag.List
	if errors.As(err, &found) {
		fmt.Print(found.Screen())
	}
	// Output:
	// center.yaml:6:5: error [missing-key]: the key direction is missing
	//     6 |   - id: AP.001
	//       |     ^^ write direction: and its value
	// center.yaml:9:5: error [unknown-key]: the key "directon" is not known in a measure
	//     9 |     directon: higher is better
	//       |     ^^^^^^^^ did you mean direction?
	// center.yaml:10:20: error [bad-value]: "percnt" is not a known unit
	//    10 |     target: ">= 98 percnt"
	//       |                    ^^^^^^ did you mean percent?
}
